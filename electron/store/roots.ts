import type { DatabaseSyncInstance } from '@photostructure/sqlite';

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

/** Forgets a place. Readings stay. */
export function deleteRoot(database: DatabaseSyncInstance, rootId: string): void {
  database.prepare('DELETE FROM roots WHERE id = ?').run(rootId);
}
