import { type AuditEntry, auditEntrySchema } from './audit';
import { type AuditHead, auditHash, beginningOfTrail, type Sha256 } from './audit-chain';
import { canonicalJson } from './canonical-json';

/** A stored save or version of a protocol as it is found: what an entry of the trail vouches for. */
export interface StoredDocumentHash {
  /** The reading a save belongs to; null: a version of the protocol. */
  readingId: string | null;
  /** Revision of the reading, or version of the protocol. */
  revision: number;
  /** Of the canonical JSON of the document; null where it cannot be read. */
  sha256: string | null;
}

/** What a trail can be held against. */
export interface AuditEvidence {
  /** Every stored save in the order of saving, and every stored version of the protocol. */
  documents?: Iterable<StoredDocumentHash>;
  /** Hash of an entry known from elsewhere (a backup, a package): the trail must hold it. */
  head?: string;
}

/** Whether a trail is whole. Where it is not: the first entry that is wrong, where one can be named, and what it is. */
export type AuditVerdict =
  | { intact: true; entries: number; head: AuditHead; remarks: string[] }
  | { intact: false; entries: number; sequence: number | null; problem: string };

/** More clocks set back than this are counted, not named. */
const mostRemarks = 5;

const hashOfList = (hashes: readonly (string | null)[], sha256: Sha256) => sha256(canonicalJson(hashes));

/**
 * What vouches for the saves made before a store had a trail: their number and one hash over those of their documents,
 * in the order of saving.
 */
export function olderSavesHash(
  hashes: readonly (string | null)[],
  sha256: Sha256,
): { changes: AuditEntry['changes']; documentSha256: string } {
  return { changes: [{ path: '/saves', to: hashes.length }], documentSha256: hashOfList(hashes, sha256) };
}

function olderSaves(entry: AuditEntry): number {
  const [change] = entry.changes;
  return change?.path === '/saves' && typeof change.to === 'number' ? change.to : 0;
}

/** `4 and 5`, `4 to 7`. */
function span(from: number, to: number): string {
  if (from === to) return `entry ${from} is`;
  return `entries ${from} ${to === from + 1 ? 'and' : 'to'} ${to} are`;
}

const capital = (sentence: string) => `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}`;

/** What an entry is called in a sentence. */
function nameOf({ sequence, at, action, actor }: AuditEntry): string {
  return `Entry ${sequence} (${action}, ${actor === '' ? 'the program' : actor}, ${at})`;
}

/** Why `entry` may not stand after `last`, or null. `rest`: what follows, looked through for entries that are missing. */
function breach(
  last: AuditHead,
  entry: AuditEntry,
  sha256: Sha256,
  rest: () => Iterable<AuditEntry>,
): string | null {
  const expected = last.sequence + 1;
  if (auditHash(entry, sha256) !== entry.hash)
    return `${nameOf(entry)} was altered after it was written: its content does not match its hash.`;
  if (entry.sequence > expected) {
    for (const { sequence } of rest())
      if (sequence === expected)
        return `Entry ${entry.sequence} stands before entry ${expected}: the entries were reordered.`;
    const missing = capital(span(expected, entry.sequence - 1));
    return `${missing} missing before entry ${entry.sequence}: removed, or lost with a damaged file.`;
  }
  if (entry.sequence < expected)
    return `${nameOf(entry)} stands after entry ${last.sequence}: it was inserted, or the entries were reordered.`;
  if (entry.previous !== last.hash)
    return last.sequence === 0
      ? `${nameOf(entry)} refers to an entry before it that is not there: the beginning was cut off and the rest renumbered.`
      : `${nameOf(entry)} does not follow the entry before it: entry ${last.sequence} was replaced, or an entry was inserted or removed there.`;
  return null;
}

/** The hashes the trail vouches for, by reading (empty name: versions of the protocol), in the order of the entries. */
interface Vouched {
  hashes: Map<string, { sequence: number; revision: number | null; sha256: string }[]>;
  older: { sequence: number; count: number; sha256: string } | null;
}

function note(vouched: Vouched, entry: AuditEntry): void {
  if (entry.documentSha256 === null) return;
  if (entry.action === 'trail-begun') {
    vouched.older = { sequence: entry.sequence, count: olderSaves(entry), sha256: entry.documentSha256 };
    return;
  }
  const { sequence, revision, documentSha256 } = entry;
  const key = entry.readingId ?? '';
  const known = vouched.hashes.get(key) ?? [];
  known.push({ sequence, revision, sha256: documentSha256 });
  vouched.hashes.set(key, known);
}

interface Mismatch {
  sequence: number | null;
  problem: string;
}

/** Holds stored documents against the entries that vouch for them. */
function firstMismatch(
  { hashes, older }: Vouched,
  documents: Iterable<StoredDocumentHash>,
  sha256: Sha256,
): Mismatch | null {
  const seen = new Map<string, number>();
  const before: (string | null)[] = [];
  for (const { readingId, revision, sha256: found } of documents) {
    if (readingId === null) {
      if (hashes.get('')?.some((one) => one.sha256 === found) !== true)
        return {
          sequence: null,
          problem: `Version ${revision} of the protocol is not as any entry of the trail recorded it: it was altered after it was stored.`,
        };
      continue;
    }
    if (older !== null && before.length < older.count) {
      before.push(found);
      if (before.length === older.count && hashOfList(before, sha256) !== older.sha256)
        return {
          sequence: older.sequence,
          problem: `The ${older.count} saves made before the trail began are not as entry ${older.sequence} recorded them: one of them was altered, removed or inserted.`,
        };
      continue;
    }
    const index = seen.get(readingId) ?? 0;
    seen.set(readingId, index + 1);
    const entry = hashes.get(readingId)?.[index];
    if (entry === undefined)
      return {
        sequence: null,
        problem: `A save of reading ${readingId} (revision ${revision}) has no entry in the trail: it was inserted, or its entry was cut off.`,
      };
    if (entry.sha256 === found) continue;
    const what =
      found === null
        ? 'cannot be read any more'
        : 'does not match its documentSha256: the reading was altered, or a save removed';
    return {
      sequence: entry.sequence,
      problem: `The save of reading ${readingId}, revision ${revision}, that entry ${entry.sequence} recorded ${what}.`,
    };
  }
  if (older !== null && before.length < older.count)
    return {
      sequence: older.sequence,
      problem: `${older.count - before.length} of the ${older.count} saves made before the trail began are missing.`,
    };
  for (const [readingId, entries] of hashes) {
    const missing = readingId === '' ? undefined : entries[seen.get(readingId) ?? 0];
    if (missing !== undefined)
      return {
        sequence: missing.sequence,
        problem: `The save of reading ${readingId} that entry ${missing.sequence} recorded is missing: it was removed, or lost with a damaged file.`,
      };
  }
  return null;
}

/**
 * Checks a trail from its first entry on: each entry against its own hash and the entry before it, then stored documents
 * against the entries that recorded them. `entries` in the order in which they stand, read once. Entries cut off from the
 * end leave a trail that is whole: they show only against `head`, or by documents that have no entry.
 */
export function verifyAudit(
  entries: Iterable<unknown>,
  sha256: Sha256,
  { documents, head }: AuditEvidence = {},
): AuditVerdict {
  const iterator = entries[Symbol.iterator]();
  const rest = function* (): Iterable<AuditEntry> {
    for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
      const parsed = auditEntrySchema.safeParse(next.value);
      if (parsed.success) yield parsed.data;
    }
  };
  const vouched: Vouched = { hashes: new Map(), older: null };
  const remarks: string[] = [];
  let setBack = 0;
  let last: AuditHead = beginningOfTrail;
  let lastAt = '';
  let holdsHead = head === undefined;
  for (let next = iterator.next(); next.done !== true; next = iterator.next()) {
    const parsed = auditEntrySchema.safeParse(next.value);
    const broken = (sequence: number | null, problem: string): AuditVerdict => ({
      intact: false,
      entries: last.sequence,
      sequence,
      problem,
    });
    if (!parsed.success) {
      const place = parsed.error.issues[0]?.path.map(String).join('.') ?? '';
      return broken(
        last.sequence + 1,
        `Entry ${last.sequence + 1} does not have the form of an entry${place === '' ? '' : ` at ${place}`}: it was altered, or a newer version of the program wrote it.`,
      );
    }
    const entry = parsed.data;
    const problem = breach(last, entry, sha256, rest);
    if (problem !== null) return broken(entry.sequence, problem);
    if (lastAt !== '' && Date.parse(entry.at) < Date.parse(lastAt)) {
      setBack += 1;
      if (setBack <= mostRemarks)
        remarks.push(
          `${nameOf(entry)} has an earlier time than the entry before it (${lastAt}): a clock was set back.`,
        );
    }
    lastAt = entry.at;
    holdsHead ||= entry.hash === head;
    note(vouched, entry);
    last = { sequence: entry.sequence, hash: entry.hash };
  }
  if (setBack > mostRemarks)
    remarks.push(`${setBack - mostRemarks} more entries have an earlier time than the one before them.`);
  if (!holdsHead)
    return {
      intact: false,
      entries: last.sequence,
      sequence: null,
      problem: `No entry has the hash ${head}: entries were cut off from the end, or this is another trail.`,
    };
  const mismatch = documents === undefined ? null : firstMismatch(vouched, documents, sha256);
  if (mismatch !== null) return { intact: false, entries: last.sequence, ...mismatch };
  return { intact: true, entries: last.sequence, head: last, remarks };
}
