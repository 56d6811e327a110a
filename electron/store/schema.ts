import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Outcome } from '../../shared/ipc/outcome';
import { cohortTables } from './cohort-tables';
import { inTransaction } from './transaction';

export const databaseFileName = 'rim-reader.sqlite';

/**
 * Statements that lead from one schema version to the next; `PRAGMA user_version` holds how many have been applied.
 * A statement that has been released is never changed, only followed by others.
 */
export const migrations: readonly string[] = [
  `
  CREATE TABLE saves (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    reading_id TEXT NOT NULL,
    revision INTEGER NOT NULL CHECK (revision >= 1),
    status TEXT NOT NULL CHECK (status IN ('draft', 'submitted')),
    reader_id TEXT NOT NULL,
    study_uid TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    change TEXT NOT NULL,
    items_left INTEGER NOT NULL,
    document TEXT NOT NULL CHECK (json_valid(document))
  ) STRICT;
  CREATE INDEX saves_by_reading ON saves (reading_id, sequence);
  CREATE INDEX saves_by_reader_and_study ON saves (reader_id, study_uid, sequence);
  CREATE TRIGGER saves_are_not_changed BEFORE UPDATE ON saves
    BEGIN SELECT RAISE(ABORT, 'a saved revision is never changed'); END;
  CREATE TRIGGER saves_are_not_deleted BEFORE DELETE ON saves
    BEGIN SELECT RAISE(ABORT, 'a saved revision is never deleted'); END;
  CREATE TABLE view_states (reading_id TEXT PRIMARY KEY, state TEXT NOT NULL CHECK (json_valid(state))) STRICT;
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL CHECK (json_valid(value))) STRICT;
  CREATE TABLE roots (
    id TEXT PRIMARY KEY,
    position INTEGER NOT NULL,
    paths TEXT NOT NULL CHECK (json_valid(paths)),
    bundled INTEGER NOT NULL CHECK (bundled IN (0, 1))
  ) STRICT;
  CREATE TABLE root_indexes (
    root_id TEXT PRIMARY KEY REFERENCES roots (id) ON DELETE CASCADE,
    content TEXT NOT NULL
  ) STRICT;
  `,
  'DROP TABLE root_indexes',
  cohortTables,
];

/**
 * Brings a database to the schema of this program. Fails with a sentence where a newer one wrote it, and then leaves it as
 * it is.
 */
export function migrate(database: DatabaseSyncInstance): Outcome<null> {
  const row = database.prepare('PRAGMA user_version').get() as { user_version: number };
  const version = row.user_version;
  if (version > migrations.length) {
    return {
      ok: false,
      problem: `The readings file ${databaseFileName} was written by a newer version of this program; install that version to use it. It has not been touched.`,
    };
  }
  if (version < migrations.length) {
    inTransaction(database, () => {
      for (const statements of migrations.slice(version)) database.exec(statements);
      database.exec(`PRAGMA user_version = ${migrations.length}`);
    });
  }
  return { ok: true, value: null };
}
