import { type VertebralLevel, vertebralLevels } from '../dicom/levels';
import type { AgreementSubject, ComparedCase, LevelPosition, UnmatchedFracture } from './agreement-result';
import type { LevelFacts } from './categorical-items';
import type { FractureFacts, ReadingFacts } from './reading-facts';

/** What each reader says of one subject; `subject` is its place in the subjects. */
export interface MatchedRow<Facts> {
  subject: number;
  /** In the order of the readers. */
  facts: readonly Facts[];
}

/** The same cases, vertebrae and fractures as several readers read them. */
export interface MatchedFacts {
  compared: ComparedCase[];
  subjects: AgreementSubject[];
  cases: MatchedRow<ReadingFacts>[];
  levels: MatchedRow<LevelFacts>[];
  fractures: MatchedRow<FractureFacts>[];
  unmatched: UnmatchedFracture[];
}

/** Where a level lies relative to the fractured one. */
export function positionOf(level: VertebralLevel, fractured: VertebralLevel): LevelPosition {
  const down = vertebralLevels.indexOf(level) - vertebralLevels.indexOf(fractured);
  if (down === 0) return 'at';
  return down < 0 ? 'above' : 'below';
}

/** Levels of a case to compare: those that every reader marked, and those anyone found fractured; down the spine. */
function comparedLevels(readings: readonly ReadingFacts[]): VertebralLevel[] {
  const [first, ...others] = readings;
  const marked = (first?.levels ?? []).filter((level) =>
    others.every(({ levels }) => levels.includes(level)),
  );
  const fractured = readings.flatMap(({ fractures }) => fractures.map(({ level }) => level));
  const wanted = new Set([...marked, ...fractured]);
  return vertebralLevels.filter((level) => wanted.has(level));
}

/**
 * Lines up readings of the same cases: `readings[case][reader]`, one each. Fractures are matched by their level within the
 * case; one that not every reader has at its level is unmatched.
 */
export function matchFacts(readings: readonly (readonly ReadingFacts[])[]): MatchedFacts {
  const matched: MatchedFacts = {
    compared: [],
    subjects: [],
    cases: [],
    levels: [],
    fractures: [],
    unmatched: [],
  };
  for (const row of readings) {
    const [first] = row;
    if (first === undefined) continue;
    const { caseId, projectId } = first;
    const place =
      matched.compared.push({ caseId, projectId, readingIds: row.map(({ readingId }) => readingId) }) - 1;
    const add = (level: VertebralLevel | null) => matched.subjects.push({ case: place, level }) - 1;
    const ofCase = add(null);
    matched.cases.push({ subject: ofCase, facts: row });
    for (const level of comparedLevels(row)) {
      const subject = add(level);
      matched.levels.push({ subject, facts: row.map((reading) => ({ reading, level })) });
      const found = row.map(({ fractures }) => fractures.find((fracture) => fracture.level === level));
      const present = found.filter((fracture) => fracture !== undefined);
      if (present.length === row.length) matched.fractures.push({ subject, facts: present });
      else if (present.length > 0) {
        const foundBy = found.flatMap((fracture, reader) => (fracture === undefined ? [] : [reader]));
        matched.unmatched.push({ subject: ofCase, level, foundBy });
      }
    }
  }
  return matched;
}
