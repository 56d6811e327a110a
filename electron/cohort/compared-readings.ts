import { decidingReadings, type ReadingHead } from '../../shared/cohort/case-state';
import { labelReadings } from '../../shared/cohort/label-readings';
import type { Protocol } from '../../shared/cohort/protocol';
import { sharedCases, type WorklistSource } from '../../shared/cohort/worklist';
import type { AdjudicatedReading } from '../../shared/findings/reading';

/** A submitted reading under its letter; null: it is seen by itself. */
export interface LabelledReading {
  label: AdjudicatedReading['label'] | null;
  head: ReadingHead;
}

/** What is known of a project's readings. */
type ComparedContent = Pick<WorklistSource, 'readers' | 'heads'> & {
  protocol: Protocol;
  cases: readonly { caseId: string }[];
};

/** The readings a case is to be adjudicated from, under letters; none while one of them is not submitted. */
export function readingsToDecide(
  caseId: string,
  content: ComparedContent,
  protocol: Protocol,
): LabelledReading[] {
  return underLetters(caseId, decidingOf(caseId, content), protocol);
}

/**
 * What a coordinator sees of a case, the one that is opened first: what was adjudicated; else the submitted first
 * readings that may be seen, side by side under the letters the adjudicator meets them by; else the first submitted
 * reading that may be seen.
 */
export function readingsToLookAt(
  caseId: string,
  content: ComparedContent,
  mayBeSeen: (readingId: string) => boolean,
): LabelledReading[] {
  const seen = content.heads
    .filter((head) => head.caseId === caseId && head.status === 'submitted' && mayBeSeen(head.readingId))
    .sort((a, b) => a.repeat - b.repeat || (a.readerCode < b.readerCode ? -1 : 1));
  const decided = seen.find(({ role }) => role === 'adjudicator');
  if (decided !== undefined) return [{ label: null, head: decided }];
  const deciding = decidingOf(caseId, content).filter((head) => seen.includes(head));
  const compared = deciding.length > 1 ? deciding : seen.filter(({ repeat }) => repeat === 0);
  return compared.length > 1
    ? underLetters(caseId, compared, content.protocol)
    : seen.slice(0, 1).map((head) => ({ label: null, head }));
}

function decidingOf(caseId: string, content: ComparedContent): ReadingHead[] {
  const readers = sharedCases(content).get(caseId) ?? [];
  const heads = content.heads.filter((head) => head.caseId === caseId);
  return decidingReadings({ readers, heads }) ?? [];
}

function underLetters(
  caseId: string,
  heads: readonly ReadingHead[],
  { order }: Pick<Protocol, 'order'>,
): LabelledReading[] {
  return labelReadings(caseId, heads, order.kind === 'shuffled' ? order.seed : 0);
}
