import { decidingReadings, type ReadingHead } from './case-state';
import type { ProjectRole } from './project';
import type { Protocol } from './protocol';

/** Who looks, and what is known of the case. */
export interface Viewer {
  code: string;
  roles: readonly ProjectRole[];
}

/** A case's readings, whom it is shared to, and whether the viewer has it left to read, for the first time or again. */
export interface ViewedCase {
  readers: readonly string[];
  heads: readonly ReadingHead[];
  isLeft: boolean;
}

/** Whether the reader of this reading is at the moment reading its case again. `own`: that reader's of the case. */
export function isReadAgain(
  head: Pick<ReadingHead, 'repeat' | 'role'>,
  own: readonly Pick<ReadingHead, 'repeat' | 'role' | 'status'>[],
): boolean {
  if (head.role !== 'reader') return false;
  return own.some(
    ({ role, repeat, status }) => role === 'reader' && repeat > head.repeat && status === 'draft',
  );
}

/**
 * Whether what somebody found may be shown to a viewer under that reader's name. Everyone sees their own, but for what
 * they found the time before while they read a case again; a draft is nobody else's. A submitted reading is shown to
 * others who read the case only when all of the case are submitted and they have nothing of it left to read (unless the
 * protocol does not hide other readers), and to the coordinator otherwise. An adjudicator who is neither sees readings
 * as A and B only, until the case is adjudicated.
 */
export function mayShowReading(
  head: ReadingHead,
  viewer: Viewer,
  { readers, heads, isLeft }: ViewedCase,
  { blinding }: Pick<Protocol, 'blinding'>,
): boolean {
  const own = heads.filter(({ readerCode }) => readerCode === viewer.code);
  if (head.readerCode === viewer.code) return !isReadAgain(head, own);
  if (head.status !== 'submitted') return false;
  const reads = readers.includes(viewer.code) || own.some(({ role }) => role === 'reader');
  if (reads && blinding.otherReaders) {
    const all = decidingReadings({ readers, heads }) !== null;
    return all && !isLeft && own.every(({ status }) => status === 'submitted');
  }
  if (own.some(({ role, status }) => role === 'adjudicator' && status === 'draft')) return false;
  if (viewer.roles.includes('coordinator') || reads) return true;
  return heads.some(({ role, status }) => role === 'adjudicator' && status === 'submitted');
}
