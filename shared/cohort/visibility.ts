import { decidingReadings, type ReadingHead } from './case-state';
import type { ProjectRole } from './project';
import type { Protocol } from './protocol';

/** Who looks, and what is known of the case. */
export interface Viewer {
  code: string;
  roles: readonly ProjectRole[];
}

/** A case's readings and whom it is shared to. */
export interface ViewedCase {
  readers: readonly string[];
  heads: readonly ReadingHead[];
}

/**
 * Whether what somebody found may be shown to a viewer under that reader's name. Everyone sees their own; a draft is
 * nobody else's. A submitted reading is shown to others who read the case only when all of the case are submitted (unless
 * the protocol does not hide other readers), and to the coordinator otherwise. An adjudicator who is neither sees readings
 * as A and B only, until the case is adjudicated.
 */
export function mayShowReading(
  head: ReadingHead,
  viewer: Viewer,
  { readers, heads }: ViewedCase,
  { blinding }: Pick<Protocol, 'blinding'>,
): boolean {
  if (head.readerCode === viewer.code) return true;
  if (head.status !== 'submitted') return false;
  const own = heads.filter(({ readerCode }) => readerCode === viewer.code);
  const reads = readers.includes(viewer.code) || own.some(({ role }) => role === 'reader');
  if (reads && blinding.otherReaders) {
    const all = decidingReadings({ readers, heads }) !== null;
    return all && own.every(({ status }) => status === 'submitted');
  }
  if (own.some(({ role, status }) => role === 'adjudicator' && status === 'draft')) return false;
  if (viewer.roles.includes('coordinator') || reads) return true;
  return heads.some(({ role, status }) => role === 'adjudicator' && status === 'submitted');
}
