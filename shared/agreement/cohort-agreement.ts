import type { AgreementOptions, CohortAgreement, GroupComparison, PairComparison } from './agreement-result';
import { groupCategoricalAgreement, pairCategoricalAgreement } from './categorical-agreement';
import { caseItems, fractureItems, levelItems } from './categorical-items';
import { landmarkDistances } from './landmark-distances';
import { matchFacts } from './matched-facts';
import {
  groupNumericAgreement,
  type MeasurementsOf,
  measurementIndex,
  pairNumericAgreement,
} from './numeric-agreement';
import { outlineAgreement } from './outline-agreement';
import type { ReadingFacts } from './reading-facts';
import { selectFacts } from './select-facts';

function comparePair(
  kind: PairComparison['kind'],
  readers: readonly [string, string],
  readings: readonly (readonly ReadingFacts[])[],
  { notAssessable }: AgreementOptions,
  measurementsOf: MeasurementsOf,
): PairComparison {
  const { compared, subjects, cases, levels, fractures, unmatched } = matchFacts(readings);
  return {
    kind,
    readers,
    cases: compared,
    subjects,
    matchedFractures: fractures.length,
    unmatchedFractures: unmatched,
    categorical: [
      ...caseItems.map((item) => pairCategoricalAgreement(item, 'case', cases, notAssessable)),
      ...levelItems.map((item) => pairCategoricalAgreement(item, 'level', levels, notAssessable)),
      ...fractureItems.map((item) => pairCategoricalAgreement(item, 'fracture', fractures, notAssessable)),
    ],
    numeric: pairNumericAgreement(fractures, measurementsOf),
    landmarks: landmarkDistances(fractures),
    outlines: outlineAgreement(fractures),
  };
}

function compareAll(
  readers: readonly string[],
  readings: readonly (readonly ReadingFacts[])[],
  { notAssessable }: AgreementOptions,
  measurementsOf: MeasurementsOf,
): GroupComparison {
  const { compared, subjects, cases, levels, fractures, unmatched } = matchFacts(readings);
  return {
    kind: 'all-readers',
    readers,
    cases: compared,
    subjects,
    matchedFractures: fractures.length,
    unmatchedFractures: unmatched,
    categorical: [
      ...caseItems.map((item) => groupCategoricalAgreement(item, 'case', cases, notAssessable)),
      ...levelItems.map((item) => groupCategoricalAgreement(item, 'level', levels, notAssessable)),
      ...fractureItems.map((item) => groupCategoricalAgreement(item, 'fracture', fractures, notAssessable)),
    ],
    numeric: groupNumericAgreement(fractures, measurementsOf),
  };
}

/** Rows of what every one of `wanted` has; others have no row. */
function complete(rows: readonly (readonly (ReadingFacts | undefined)[])[]): ReadingFacts[][] {
  return rows.filter((row): row is ReadingFacts[] => row.every((one) => one !== undefined));
}

/**
 * Agreement between readers (first readings, every pair with a case in common, and all together where there are three or
 * more) and within readers (first against second reading of a case). Cases are those of one project, or subjects outside
 * one; items of fractures are compared at levels where all readers of the comparison found one.
 */
export function cohortAgreement(facts: readonly ReadingFacts[], options: AgreementOptions): CohortAgreement {
  const { cases, readers, protocolVersions, counts } = selectFacts(facts);
  const measurementsOf = measurementIndex();
  const pairs: PairComparison[] = [];
  for (const [index, one] of readers.entries()) {
    for (const other of readers.slice(index + 1)) {
      const rows = complete(cases.map(({ first }) => [first.get(one), first.get(other)]));
      if (rows.length > 0)
        pairs.push(comparePair('between-readers', [one, other], rows, options, measurementsOf));
    }
  }
  const within = readers.flatMap((reader) => {
    const rows = complete(cases.map(({ first, second }) => [first.get(reader), second.get(reader)]));
    if (rows.length === 0) return [];
    return [comparePair('within-reader', [reader, reader], rows, options, measurementsOf)];
  });
  const byAll = complete(cases.map(({ first }) => readers.map((reader) => first.get(reader))));
  const all = readers.length < 3 ? null : compareAll(readers, byAll, options, measurementsOf);
  return { options, counts, readers, protocolVersions, pairs, all, within };
}
