import type { CaseState } from './project';

/** Where one reading stands, without its findings. */
export interface ReadingHead {
  readingId: string;
  /** Place of its last save in the store's order. */
  sequence: number;
  readerCode: string;
  caseId: string;
  repeat: number;
  role: 'reader' | 'adjudicator';
  status: 'draft' | 'submitted';
  revision: number;
  protocolVersion: number;
  savedAt: string;
  submittedAt: string | null;
  itemsLeft: number;
}

/** What the state of a case follows from. */
export interface CaseReadings {
  /** The readers it is shared to. */
  readers: readonly string[];
  /** Heads of the first readings (repeat 0) and of adjudications. */
  heads: readonly ReadingHead[];
  /** Whether an adjudicator is called for between these submitted readings; asked only where all are submitted. */
  differs: (readings: readonly ReadingHead[]) => boolean;
  /** Whether one of these submitted readings was corrected since this submitted record of an adjudication cited it. */
  isOutdated: (record: ReadingHead, readings: readonly ReadingHead[]) => boolean;
}

/** The readings that decide about a case: first readings of those it is shared to, where all are submitted; else null. */
export function decidingReadings({
  readers,
  heads,
}: Pick<CaseReadings, 'readers' | 'heads'>): ReadingHead[] | null {
  const deciding = readers.map((reader) =>
    heads.find(
      (head) =>
        head.readerCode === reader &&
        head.role === 'reader' &&
        head.repeat === 0 &&
        head.status === 'submitted',
    ),
  );
  const submitted = deciding.filter((head) => head !== undefined);
  return readers.length > 0 && submitted.length === readers.length ? submitted : null;
}

/**
 * Where a case stands as a whole: not started, begun (draft), all readings submitted, waiting for an adjudicator, or
 * adjudicated. One reader's reading alone is never adjudicated. A record that was made from a reading corrected since is to
 * be decided again once the correction is submitted.
 */
export function caseState(readings: CaseReadings): CaseState {
  const { heads, differs, isOutdated } = readings;
  const deciding = decidingReadings(readings);
  const record = heads.find((head) => head.role === 'adjudicator' && head.status === 'submitted');
  if (record !== undefined)
    return deciding !== null && isOutdated(record, deciding) ? 'to-adjudicate' : 'adjudicated';
  if (deciding !== null) return deciding.length > 1 && differs(deciding) ? 'to-adjudicate' : 'submitted';
  return heads.some((head) => head.role === 'reader') ? 'draft' : 'not-started';
}
