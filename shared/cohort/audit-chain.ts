import type { AuditEntry } from './audit';
import { canonicalJson } from './canonical-json';

/** SHA-256 of the UTF-8 bytes of a text, in lower-case hexadecimal; given from outside, as shared code has no hash. */
export type Sha256 = (text: string) => string;

/** The last entry of a trail: with it, entries cut off from the end are noticed. */
export interface AuditHead {
  sequence: number;
  hash: string;
}

/** What stands before the first entry. */
export const beginningOfTrail: AuditHead = { sequence: 0, hash: '0'.repeat(64) };

/** An entry before it has its place in the trail. */
export type AuditRecord = Omit<AuditEntry, 'sequence' | 'previous' | 'hash'>;

/** The hash an entry must carry: of the canonical JSON of all its other fields. */
export function auditHash({ hash: _, ...fields }: AuditEntry, sha256: Sha256): string {
  return sha256(canonicalJson(fields));
}

/** The entry that follows `head` (`beginningOfTrail` for the first). */
export function chainEntry(head: AuditHead, record: AuditRecord, sha256: Sha256): AuditEntry {
  const entry = { ...record, sequence: head.sequence + 1, previous: head.hash, hash: '' };
  return { ...entry, hash: auditHash(entry, sha256) };
}
