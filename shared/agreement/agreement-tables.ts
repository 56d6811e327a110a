import type {
  CohortAgreement,
  GroupCategoricalAgreement,
  GroupComparison,
  PairCategoricalAgreement,
  PairComparison,
} from './agreement-result';
import { type Estimate, type Interval, isRefusal, type Refusal } from './estimate';

export type TableCell = string | number | null;

/** A table of agreement: names of the columns, and rows of plain numbers and words. */
export interface AgreementTable {
  columns: readonly string[];
  rows: readonly (readonly TableCell[])[];
}

type Cells = readonly TableCell[];

function intervalCells(interval: Interval | Refusal): Cells {
  return isRefusal(interval) ? [null, null] : [interval.lower, interval.upper];
}

function estimateCells(estimate: Estimate | Refusal | null): Cells {
  if (estimate === null || isRefusal(estimate)) return [null, null, null];
  return [estimate.value, ...intervalCells(estimate.interval)];
}

/** Why values of a row are missing, each reason once. */
function reasons(results: readonly (object | Refusal | null)[]): string {
  const said = results.flatMap((one) => {
    if (one === null) return [];
    if (isRefusal(one)) return [one.refused];
    return 'interval' in one &&
      typeof one.interval === 'object' &&
      one.interval !== null &&
      'refused' in one.interval
      ? [String(one.interval.refused)]
      : [];
  });
  return [...new Set(said)].join(' ');
}

function withBounds(name: string): string[] {
  return [name, `${name}_lower`, `${name}_upper`];
}

function numberOf(result: { value: number } | Refusal): number | null {
  return isRefusal(result) ? null : result.value;
}

const itemColumns = ['item', 'unit', 'n', 'not_assessable', 'unread', 'not_applicable'];

function itemCells(one: PairCategoricalAgreement | GroupCategoricalAgreement): Cells {
  const { notAssessable, unread, notApplicable } = one.leftOut;
  return [one.name, one.unit, one.compared, notAssessable, unread, notApplicable];
}

/** Raw agreement, kappas and indices of two readers, one row an item; an empty cell has its reason in the last column. */
export function pairCategoricalTable({ categorical }: PairComparison): AgreementTable {
  return {
    columns: [
      ...itemColumns,
      ...withBounds('raw_agreement'),
      ...withBounds('kappa'),
      ...withBounds('kappa_linear'),
      ...withBounds('kappa_quadratic'),
      ...withBounds('pabak'),
      'prevalence_index',
      'bias_index',
      'reason',
    ],
    rows: categorical.map((one) => [
      ...itemCells(one),
      ...(isRefusal(one.raw) ? [null, null, null] : [one.raw.proportion, one.raw.lower, one.raw.upper]),
      ...estimateCells(one.kappa),
      ...estimateCells(one.weighted?.linear ?? null),
      ...estimateCells(one.weighted?.quadratic ?? null),
      ...estimateCells(one.prevalenceAdjusted),
      numberOf(one.prevalenceIndex),
      numberOf(one.biasIndex),
      reasons([
        one.raw,
        one.kappa,
        one.weighted?.quadratic ?? null,
        one.prevalenceAdjusted,
        one.prevalenceIndex,
      ]),
    ]),
  };
}

/** The same of all readers together. */
export function groupCategoricalTable({ categorical }: GroupComparison): AgreementTable {
  return {
    columns: [
      ...itemColumns,
      ...withBounds('unanimous'),
      'pairwise',
      ...withBounds('kappa_fleiss'),
      'reason',
    ],
    rows: categorical.map((one) => [
      ...itemCells(one),
      ...(isRefusal(one.unanimous)
        ? [null, null, null]
        : [one.unanimous.proportion, one.unanimous.lower, one.unanimous.upper]),
      numberOf(one.pairwise),
      ...estimateCells(one.kappa),
      reasons([one.unanimous, one.pairwise, one.kappa]),
    ]),
  };
}

/** Intraclass correlations, repeatability and, of two readers, bias and limits: one row a measurement and method. */
export function numericTable(comparison: PairComparison | GroupComparison): AgreementTable {
  const lines = ['bias', 'lower_limit', 'upper_limit'].flatMap(withBounds);
  return {
    columns: [
      'measurement',
      'method',
      'position',
      'unit',
      'n',
      'refused',
      'not_measured',
      ...withBounds('icc_1_1'),
      ...withBounds('icc_2_1'),
      ...withBounds('icc_3_1'),
      'within_subject_sd',
      'repeatability_coefficient',
      ...(comparison.kind === 'all-readers' ? [] : lines),
      'reason',
    ],
    rows: comparison.numeric.map((one) => {
      const { correlation, repeatability } = one;
      const of = (pick: 'oneWay' | 'agreement' | 'consistency'): Cells => {
        const found = isRefusal(correlation) ? correlation : correlation[pick];
        return isRefusal(found) ? [null, null, null] : [found.value, ...intervalCells(found.interval)];
      };
      const limits = 'blandAltman' in one ? one.blandAltman : null;
      const limitCells =
        limits === null || isRefusal(limits)
          ? lines.map(() => null)
          : [limits.bias, limits.lowerLimit, limits.upperLimit].flatMap(({ value, lower, upper }) => [
              value,
              lower,
              upper,
            ]);
      return [
        one.name,
        one.method,
        one.position,
        one.unit,
        one.compared,
        one.refused,
        one.notMeasured,
        ...of('oneWay'),
        ...of('agreement'),
        ...of('consistency'),
        isRefusal(repeatability) ? null : repeatability.withinSubjectSd,
        isRefusal(repeatability) ? null : repeatability.repeatabilityCoefficient,
        ...(comparison.kind === 'all-readers' ? [] : limitCells),
        reasons([
          correlation,
          ...(isRefusal(correlation) ? [] : [correlation.agreement]),
          repeatability,
          limits,
        ]),
      ];
    }),
  };
}

/** Every comparison of an agreement, in the order in which it is offered: pairs, all readers, repeats. */
export function comparisonsOf({ pairs, all, within }: CohortAgreement): (PairComparison | GroupComparison)[] {
  return [...pairs, ...(all === null ? [] : [all]), ...within];
}
