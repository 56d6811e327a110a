import { createHash } from 'node:crypto';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { AuditEntry } from '../../shared/cohort/audit';
import {
  type AuditHead,
  type AuditRecord,
  beginningOfTrail,
  chainEntry,
} from '../../shared/cohort/audit-chain';
import { canonicalJson } from '../../shared/cohort/canonical-json';
import { olderSavesHash } from '../../shared/cohort/verify-audit';
import { type StoredDocument, unpackDocument } from './document-text';

/** What is written into the trail. */
export type NewAuditEntry = Omit<AuditRecord, 'documentSha256'> & {
  /** The reading or protocol as it is stored with this entry; null: none. */
  document: unknown;
};

/** SHA-256 of the UTF-8 bytes of a text, in hexadecimal. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** SHA-256 of the canonical JSON of a value, in hexadecimal. */
export const hashOf = (value: unknown): string => sha256(canonicalJson(value));

/** An entry as the table has it. */
export interface AuditRow {
  sequence: number;
  at: string;
  actor: string;
  action: AuditEntry['action'];
  reading_id: string | null;
  case_id: string | null;
  revision: number | null;
  summary: string;
  changes: string;
  document_sha256: string | null;
  previous: string;
  hash: string;
}

/** The last entry of the trail. */
export function auditHead(database: DatabaseSyncInstance): AuditHead {
  const last = database.prepare('SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1').get();
  return (last as AuditHead | undefined) ?? beginningOfTrail;
}

/**
 * The first entry of a store that holds saves from before it had a trail: how many, and one hash over all of them.
 * `latest` is the save just made, which its own entry vouches for; null: none.
 */
function beginTrail(database: DatabaseSyncInstance, at: string, latest: number | null): void {
  const rows = database
    .prepare('SELECT document, packed FROM saves WHERE ?1 IS NULL OR sequence < ?1 ORDER BY sequence')
    .iterate(latest) as unknown as Iterable<StoredDocument>;
  const hashes: string[] = [];
  for (const row of rows) hashes.push(hashOf(unpackDocument(row)));
  if (hashes.length === 0) return;
  append(database, {
    at,
    actor: '',
    action: 'trail-begun',
    readingId: null,
    caseId: null,
    revision: null,
    summary: `The trail begins here; ${hashes.length} ${hashes.length === 1 ? 'save is' : 'saves are'} older.`,
    ...olderSavesHash(hashes, sha256),
  });
}

/**
 * Appends an entry to the trail, chained to the one before. To be called in the transaction of what it records; the save
 * a `reading-…` entry records is the last one made. The first entry of a store that holds saves from before it had a
 * trail is preceded by one that vouches for them.
 */
export function appendAudit(database: DatabaseSyncInstance, entry: NewAuditEntry): AuditEntry {
  const { document, ...record } = entry;
  if (auditHead(database).sequence === 0) {
    const { latest } = database.prepare('SELECT max(sequence) AS latest FROM saves').get() as {
      latest: number | null;
    };
    beginTrail(database, entry.at, entry.action.startsWith('reading-') ? latest : null);
  }
  return append(database, { ...record, documentSha256: document === null ? null : hashOf(document) });
}

function append(database: DatabaseSyncInstance, record: AuditRecord): AuditEntry {
  const chained = chainEntry(auditHead(database), record, sha256);
  database
    .prepare(
      `INSERT INTO audit (sequence, at, actor, action, reading_id, case_id, revision, summary, changes, document_sha256, previous, hash)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      chained.sequence,
      chained.at,
      chained.actor,
      chained.action,
      chained.readingId,
      chained.caseId,
      chained.revision,
      chained.summary,
      JSON.stringify(chained.changes),
      chained.documentSha256,
      chained.previous,
      chained.hash,
    );
  return chained;
}

/** The entry of a row. */
export function auditEntry(row: AuditRow): AuditEntry {
  return {
    sequence: row.sequence,
    at: row.at,
    actor: row.actor,
    action: row.action,
    readingId: row.reading_id,
    caseId: row.case_id,
    revision: row.revision,
    summary: row.summary,
    changes: JSON.parse(row.changes) as AuditEntry['changes'],
    documentSha256: row.document_sha256,
    previous: row.previous,
    hash: row.hash,
  };
}

/** The trail of a reading, or all of it (null), first to last. */
export function auditEntries(database: DatabaseSyncInstance, readingId: string | null): AuditEntry[] {
  const rows =
    readingId === null
      ? database.prepare('SELECT * FROM audit ORDER BY sequence').all()
      : database.prepare('SELECT * FROM audit WHERE reading_id = ? ORDER BY sequence').all(readingId);
  return (rows as unknown as AuditRow[]).map(auditEntry);
}
