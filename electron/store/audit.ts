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

/** What is written into the trail. */
export type NewAuditEntry = Omit<AuditRecord, 'documentSha256'> & {
  /** The reading or protocol as it is stored with this entry; null: none. */
  document: unknown;
};

/** SHA-256 of the UTF-8 bytes of a text, in hexadecimal. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** SHA-256 of the canonical JSON of a value, in hexadecimal. */
export const hashOf = (value: unknown): string => sha256(canonicalJson(value));

interface AuditRow {
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

function headOf(database: DatabaseSyncInstance): AuditHead {
  const last = database.prepare('SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1').get();
  return (last as AuditHead | undefined) ?? beginningOfTrail;
}

/**
 * Appends an entry to the trail, chained to the one before. To be called in the transaction of what it records. The
 * first entry of a store that holds saves from before it had a trail is preceded by one that says so.
 */
export function appendAudit(database: DatabaseSyncInstance, entry: NewAuditEntry): AuditEntry {
  const head = headOf(database);
  if (head.sequence === 0 && entry.action !== 'trail-begun') {
    const { saves } = database.prepare('SELECT count(*) AS saves FROM saves').get() as { saves: number };
    const earlier = entry.action.startsWith('reading-') ? saves - 1 : saves;
    if (earlier > 0) {
      const summary = `The trail begins here; ${earlier} ${earlier === 1 ? 'save is' : 'saves are'} older.`;
      const none = { readingId: null, caseId: null, revision: null, changes: [], document: null };
      appendAudit(database, { at: entry.at, actor: '', action: 'trail-begun', summary, ...none });
      return appendAudit(database, entry);
    }
  }
  const { document, ...record } = entry;
  const documentSha256 = document === null ? null : hashOf(document);
  const chained = chainEntry(head, { ...record, documentSha256 }, sha256);
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

/** The trail of a reading, or all of it (null), first to last. */
export function auditEntries(database: DatabaseSyncInstance, readingId: string | null): AuditEntry[] {
  const rows = database
    .prepare('SELECT * FROM audit WHERE ?1 IS NULL OR reading_id = ?1 ORDER BY sequence')
    .all(readingId) as unknown as AuditRow[];
  return rows.map((row) => ({
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
  }));
}
