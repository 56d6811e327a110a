import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { inTransaction } from './transaction';

/** A place the user opened: one folder, or the files picked or dropped together. */
export interface Root {
  id: string;
  paths: string[];
  bundled: boolean;
}

/** The opened places, in the order they were opened. */
export function readRoots(database: DatabaseSyncInstance): Root[] {
  const rows = database.prepare('SELECT id, paths, bundled FROM roots ORDER BY position').all() as {
    id: string;
    paths: string;
    bundled: number;
  }[];
  return rows.map((row) => ({
    id: row.id,
    paths: JSON.parse(row.paths) as string[],
    bundled: row.bundled === 1,
  }));
}

/** Remembers a place, or its changed paths. */
export function writeRoot(database: DatabaseSyncInstance, root: Root): void {
  database
    .prepare(
      `INSERT INTO roots (id, position, paths, bundled)
       VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM roots), ?, ?)
       ON CONFLICT (id) DO UPDATE SET paths = excluded.paths`,
    )
    .run(root.id, JSON.stringify(root.paths), root.bundled ? 1 : 0);
}

/** Forgets a place and its index. Readings stay. */
export function deleteRoot(database: DatabaseSyncInstance, rootId: string): void {
  database.prepare('DELETE FROM roots WHERE id = ?').run(rootId);
}

/** Keeps the index of a place so that the library is there at once at the next start. */
export function writeRootIndex(database: DatabaseSyncInstance, rootId: string, index: unknown): void {
  const content = JSON.stringify(index);
  inTransaction(database, () => {
    database
      .prepare(
        `INSERT INTO root_indexes (root_id, content) SELECT id, ? FROM roots WHERE id = ?
         ON CONFLICT (root_id) DO UPDATE SET content = excluded.content WHERE content IS NOT excluded.content`,
      )
      .run(content, rootId);
  });
}

/** The kept index of a place as a JSON value still to be checked, or null. */
export function readRootIndex(database: DatabaseSyncInstance, rootId: string): unknown {
  const row = database.prepare('SELECT content FROM root_indexes WHERE root_id = ?').get(rootId) as
    | { content: string }
    | undefined;
  return row === undefined ? null : JSON.parse(row.content);
}
