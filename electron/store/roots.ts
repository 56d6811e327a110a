import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Outcome } from '../../shared/ipc/contract';
import type { Store } from './store';

/** A place the user opened: one folder, or the files picked or dropped together. */
export interface Root {
  id: string;
  paths: string[];
  bundled: boolean;
}

/** Remembers opened places between starts. */
export interface PlaceMemory {
  /** In the order they were opened. */
  read(): Outcome<Root[]>;
  write(root: Root): Outcome<null>;
  remove(rootId: string): Outcome<null>;
}

/** The places remembered in the data folder. */
export function storedPlaces(store: Store): PlaceMemory {
  const done = (outcome: Outcome<unknown>): Outcome<null> =>
    outcome.ok ? { ok: true, value: null } : outcome;
  return {
    read: () => store.use(readRoots),
    write: (root) => done(store.use((database) => writeRoot(database, root))),
    remove: (rootId) => done(store.use((database) => deleteRoot(database, rootId))),
  };
}

/** The opened places, in the order they were opened. */
function readRoots(database: DatabaseSyncInstance): Root[] {
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
function writeRoot(database: DatabaseSyncInstance, root: Root): void {
  database
    .prepare(
      `INSERT INTO roots (id, position, paths, bundled)
       VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM roots), ?, ?)
       ON CONFLICT (id) DO UPDATE SET paths = excluded.paths`,
    )
    .run(root.id, JSON.stringify(root.paths), root.bundled ? 1 : 0);
}

/** Forgets a place. Readings stay. */
function deleteRoot(database: DatabaseSyncInstance, rootId: string): void {
  database.prepare('DELETE FROM roots WHERE id = ?').run(rootId);
}
