import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { AuditEntry } from '../../shared/cohort/audit';
import { type AuditVerdict, type StoredDocumentHash, verifyAudit } from '../../shared/cohort/verify-audit';
import type { Outcome } from '../../shared/ipc/contract';
import { type AuditRow, auditEntry, hashOf, sha256 } from './audit';
import { type StoredDocument, unpackDocument } from './document-text';
import { problemOfLists } from './lists-problem';
import { sqliteCode } from './problem-sentences';

function hashOrNull(read: () => unknown): string | null {
  try {
    return hashOf(read());
  } catch {
    return null;
  }
}

/** Rows of a query one after the other, so that no more than one is held. */
function rowsOf<Row>(database: DatabaseSyncInstance, query: string): Iterable<Row> {
  return database.prepare(query).iterate() as unknown as Iterable<Row>;
}

function* entriesOf(database: DatabaseSyncInstance): Generator<AuditEntry> {
  for (const row of rowsOf<AuditRow>(database, 'SELECT * FROM audit ORDER BY sequence'))
    yield auditEntry(row);
}

function* documentsOf(database: DatabaseSyncInstance): Generator<StoredDocumentHash> {
  const protocols = 'SELECT version, protocol FROM protocol_versions ORDER BY version';
  for (const { version, protocol } of rowsOf<{ version: number; protocol: string }>(database, protocols)) {
    yield { readingId: null, revision: version, sha256: hashOrNull(() => JSON.parse(protocol)) };
  }
  const saves = 'SELECT reading_id, revision, document, packed FROM saves ORDER BY sequence';
  for (const row of rowsOf<StoredDocument & { reading_id: string; revision: number }>(database, saves)) {
    const { reading_id: readingId, revision, ...stored } = row;
    yield { readingId, revision, sha256: hashOrNull(() => unpackDocument(stored)) };
  }
}

/**
 * Checks the trail of an open database against itself, what is stored, and a head known from elsewhere; where all of that
 * is intact, the lists made from it.
 */
export function verifyTrail(database: DatabaseSyncInstance, head?: string): AuditVerdict {
  const verdict = verifyAudit(entriesOf(database), sha256, {
    documents: documentsOf(database),
    ...(head === undefined ? {} : { head }),
  });
  const problem = verdict.intact ? problemOfLists(database) : null;
  return problem === null ? verdict : { intact: false, entries: verdict.entries, sequence: null, problem };
}

/** As `verifyTrail`, of a database file, which is only read. Fails with a sentence where it is no database with a trail. */
export function verifyTrailOfFile(file: string, head?: string): Outcome<AuditVerdict> {
  let database: DatabaseSyncInstance | null = null;
  try {
    database = new DatabaseSync(file, { readOnly: true, timeout: 2000 });
    const known = database
      .prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'audit'")
      .get();
    if (known === undefined) {
      return {
        ok: false,
        problem:
          'The database has no audit trail: it is not one of Rim Reader, or an older version wrote it; open it once in the app.',
      };
    }
    return { ok: true, value: verifyTrail(database, head) };
  } catch (error) {
    if (sqliteCode(error) === null) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: `The database cannot be read (${reason}).` };
  } finally {
    if (database?.isOpen) database.close();
  }
}
