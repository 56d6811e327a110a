import {
  type AgreementCounts,
  type CohortAgreement,
  type GroupCategoricalAgreement,
  type GroupComparison,
  type GroupNumericAgreement,
  type PairCategoricalAgreement,
  type PairComparison,
  type PairNumericAgreement,
  subjectAt,
} from '../shared/agreement/agreement-result';
import type { BlandAltmanLine } from '../shared/agreement/bland-altman';
import type { RawAgreement } from '../shared/agreement/confusion-matrix';
import { type Estimate, type Interval, isRefusal, type Refusal } from '../shared/agreement/estimate';
import type { IntraclassCorrelation } from '../shared/agreement/intraclass-correlation';
import type { Repeatability } from '../shared/agreement/repeatability';
import { textTable } from './text-table';

/** Reasons why values are missing, in the order they are met; a table names them by number. */
class Notes {
  private readonly reasons: string[] = [];

  /** A cell without a value. */
  missing(reason: string): string {
    if (!this.reasons.includes(reason)) this.reasons.push(reason);
    return `– [${this.reasons.indexOf(reason) + 1}]`;
  }

  lines(): string[] {
    return this.reasons.map((reason, index) => `  [${index + 1}] ${reason}`);
  }
}

function fixed(value: number, digits = 2): string {
  const text = value.toFixed(digits);
  return (Number(text) === 0 ? text.replace('-', '') : text).replace('-', '−');
}

function range({ lower, upper }: Interval, digits = 2): string {
  return `(${fixed(lower, digits)} to ${fixed(upper, digits)})`;
}

function percent(share: RawAgreement | Refusal, notes: Notes): string {
  if (isRefusal(share)) return notes.missing(share.refused);
  const { proportion, lower, upper } = share;
  const interval = range({ lower: 100 * lower, upper: 100 * upper }, 0);
  return `${fixed(100 * proportion, 1)} % ${interval}`;
}

function withInterval(
  estimate: Pick<Estimate | IntraclassCorrelation, 'value' | 'interval'> | Refusal,
  notes: Notes,
): string {
  if (isRefusal(estimate)) return notes.missing(estimate.refused);
  const { value, interval } = estimate;
  return `${fixed(value)} ${isRefusal(interval) ? notes.missing(interval.refused) : range(interval)}`;
}

function plain(result: { value: number } | Refusal, notes: Notes, digits = 2): string {
  return isRefusal(result) ? notes.missing(result.refused) : fixed(result.value, digits);
}

function countsOfLeftOut({ leftOut }: GroupCategoricalAgreement | PairCategoricalAgreement): string[] {
  return [leftOut.notAssessable, leftOut.unread, leftOut.notApplicable].map(String);
}

const leftOutHeader = ['not assessable', 'unread', 'n/a'];

function pairCategorical(items: readonly PairCategoricalAgreement[], notes: Notes): string[] {
  const header = ['item', 'n', 'agreement', 'kappa', 'linear', 'quadratic', 'PABAK', 'PI', 'BI'];
  const rows = items.map((one) => [
    one.name,
    String(one.compared),
    percent(one.raw, notes),
    withInterval(one.kappa, notes),
    one.weighted === null ? '' : withInterval(one.weighted.linear, notes),
    one.weighted === null ? '' : withInterval(one.weighted.quadratic, notes),
    plain(one.prevalenceAdjusted, notes),
    one.matrix.categories.length === 2 ? plain(one.prevalenceIndex, notes) : '',
    one.matrix.categories.length === 2 ? plain(one.biasIndex, notes) : '',
    ...countsOfLeftOut(one),
  ]);
  return textTable([...header, ...leftOutHeader], rows);
}

function groupCategorical(items: readonly GroupCategoricalAgreement[], notes: Notes): string[] {
  const rows = items.map((one) => [
    one.name,
    String(one.compared),
    percent(one.unanimous, notes),
    isRefusal(one.pairwise) ? notes.missing(one.pairwise.refused) : `${fixed(100 * one.pairwise.value, 1)} %`,
    withInterval(one.kappa, notes),
    ...countsOfLeftOut(one),
  ]);
  return textTable(['item', 'n', 'all agree', 'pairs agree', 'Fleiss’ kappa', ...leftOutHeader], rows);
}

const positions = { above: ', level above', at: '', below: ', level below' } as const;

function measurementName({ name, method, unit, position }: GroupNumericAgreement): string {
  return `${name} ${method}${positions[position]}, ${unit}`;
}

function correlations({ correlation }: GroupNumericAgreement, notes: Notes): string[] {
  if (isRefusal(correlation)) {
    const missing = notes.missing(correlation.refused);
    return [missing, missing, missing];
  }
  const { oneWay, agreement, consistency } = correlation;
  return [oneWay, agreement, consistency].map((one) => withInterval(one, notes));
}

function spread(result: Repeatability | Refusal, notes: Notes): string[] {
  if (isRefusal(result)) return [notes.missing(result.refused), notes.missing(result.refused)];
  return [fixed(result.withinSubjectSd), fixed(result.repeatabilityCoefficient)];
}

function limits({ blandAltman }: PairNumericAgreement, notes: Notes): string[] {
  if (isRefusal(blandAltman)) {
    const missing = notes.missing(blandAltman.refused);
    return [missing, missing, missing];
  }
  const line = (one: BlandAltmanLine) => `${fixed(one.value)} ${range(one)}`;
  return [blandAltman.bias, blandAltman.lowerLimit, blandAltman.upperLimit].map(line);
}

const numericHeader = ['measurement', 'n', 'ICC(1,1)', 'ICC(2,1)', 'ICC(3,1)', 'Sw', 'RC'];
const lackingHeader = ['refused', 'not measured'];

function pairNumeric(items: readonly PairNumericAgreement[], notes: Notes): string[] {
  const rows = items.map((one) => [
    measurementName(one),
    String(one.compared),
    ...correlations(one, notes),
    ...spread(one.repeatability, notes),
    ...limits(one, notes),
    String(one.refused),
    String(one.notMeasured),
  ]);
  return textTable([...numericHeader, 'bias', 'lower limit', 'upper limit', ...lackingHeader], rows);
}

function groupNumeric(items: readonly GroupNumericAgreement[], notes: Notes): string[] {
  const rows = items.map((one) => [
    measurementName(one),
    String(one.compared),
    ...correlations(one, notes),
    ...spread(one.repeatability, notes),
    String(one.refused),
    String(one.notMeasured),
  ]);
  return textTable([...numericHeader, ...lackingHeader], rows);
}

function pointLines(comparison: PairComparison): string[] {
  const { landmarks, outlines } = comparison;
  const farthest = landmarks.map(({ landmark, position, distances, farthest: subject }) => [
    `${landmark}${positions[position]}`,
    String(distances.count),
    fixed(distances.mean),
    fixed(distances.median),
    `${fixed(distances.maximum)} (${subjectAt(comparison, subject)?.caseId ?? ''})`,
  ]);
  const overlaps = outlines.map(({ position, dice, refused }) => [
    `canal outline${positions[position]}`,
    String(dice?.count ?? 0),
    ...(dice === null
      ? ['–', '–', '–']
      : [fixed(dice.mean, 3), fixed(dice.median, 3), fixed(dice.minimum, 3)]),
    String(refused.length),
  ]);
  return [
    ...section('Landmarks, distance in mm', ['landmark', 'n', 'mean', 'median', 'max (case)'], farthest),
    ...section('Overlap (Dice)', ['outline', 'n', 'mean', 'median', 'min', 'not comparable'], overlaps),
  ];
}

function section(title: string, header: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : [title, ...textTable(header, rows)];
}

function titled(title: string, lines: readonly string[]): string[] {
  return lines.length < 2 ? [] : [title, ...lines];
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function matching(comparison: PairComparison | GroupComparison): string {
  const { cases, matchedFractures, unmatchedFractures } = comparison;
  return (
    `${counted(cases.length, 'case', 'cases')}, ${counted(matchedFractures, 'fracture', 'fractures')} at the same level, ` +
    `${unmatchedFractures.length} at a level that not every reading has`
  );
}

function unmatchedLines(comparison: PairComparison | GroupComparison): string[] {
  const { unmatchedFractures, readers, kind } = comparison;
  return unmatchedFractures.map(({ subject, level, foundBy }) => {
    const names = foundBy.map((place) => {
      if (kind === 'within-reader') return place === 0 ? 'the first time' : 'the second time';
      return readers[place] ?? '';
    });
    return `  ${subjectAt(comparison, subject)?.caseId ?? ''} ${level}: only ${names.join(', ')}`;
  });
}

function pairLines(pair: PairComparison): string[] {
  const [first, second] = pair.readers;
  const title =
    pair.kind === 'within-reader'
      ? `Reader ${first}, first and second time`
      : `Readers ${first} and ${second} (differences: ${second} minus ${first})`;
  const notes = new Notes();
  return [
    `${title}: ${matching(pair)}`,
    ...unmatchedLines(pair),
    ...titled('Answers', pairCategorical(pair.categorical, notes)),
    ...titled('Measurements', pairNumeric(pair.numeric, notes)),
    ...pointLines(pair),
    ...notes.lines(),
    '',
  ];
}

function groupLines(all: GroupComparison): string[] {
  const notes = new Notes();
  return [
    `All readers (${all.readers.join(', ')}): ${matching(all)}`,
    ...unmatchedLines(all),
    ...titled('Answers', groupCategorical(all.categorical, notes)),
    ...titled('Measurements', groupNumeric(all.numeric, notes)),
    ...notes.lines(),
    '',
  ];
}

function leftOutInWords(counts: AgreementCounts): string {
  const parts = [
    [counts.drafts, 'draft', 'drafts'],
    [counts.adjudicated, 'record of adjudication', 'records of adjudication'],
    [counts.supersededRevisions, 'earlier revision', 'earlier revisions'],
    [counts.laterRepeats, 'third or later reading of a case', 'third or later readings of a case'],
    [counts.duplicates, 'second reading of the same repeat', 'second readings of the same repeat'],
  ] as const;
  const named = parts.filter(([count]) => count > 0).map(([count, one, many]) => counted(count, one, many));
  return named.length === 0 ? '' : `; left out: ${named.join(', ')}`;
}

/** Agreement as text: tables of answers, measurements and points for every pair, for all readers, and within readers. */
export function agreementReport(result: CohortAgreement): string {
  const { counts, readers, protocolVersions, pairs, all, within, options } = result;
  const treatment =
    options.notAssessable === 'category'
      ? 'Not assessable and unread are categories of their own, but not in weighted kappa.'
      : 'Answers not assessable or unread are left out, and counted.';
  const nothing = pairs.length === 0 && within.length === 0;
  return [
    `${counts.used} of ${counted(counts.readings, 'reading', 'readings')} compared${leftOutInWords(counts)}.`,
    `${counted(counts.cases, 'case', 'cases')}; readers: ${readers.length === 0 ? 'none' : readers.join(', ')}.`,
    ...(protocolVersions.length > 1
      ? [
          `Caution: readings of protocol versions ${protocolVersions.join(', ')} are compared with each other.`,
        ]
      : []),
    `${treatment} Intervals are 95 % confidence intervals.`,
    '',
    ...(nothing ? ['No case was read twice: there is nothing to compare.', ''] : []),
    ...pairs.flatMap(pairLines),
    ...(all === null ? [] : groupLines(all)),
    ...within.flatMap(pairLines),
  ].join('\n');
}
