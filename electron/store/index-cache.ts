import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { saysDamaged, sqliteCode } from './problem-sentences';
import { inTransaction } from './transaction';

const indexCacheFileName = 'index-cache.sqlite';

const schemaVersion = 1;
const schema = `
  CREATE TABLE places (
    root_id TEXT PRIMARY KEY,
    format TEXT NOT NULL,
    problems TEXT NOT NULL,
    files BLOB NOT NULL
  ) STRICT;
  CREATE TABLE studies (
    root_id TEXT NOT NULL REFERENCES places (root_id) ON DELETE CASCADE,
    study_uid TEXT NOT NULL,
    summary TEXT NOT NULL,
    content TEXT NOT NULL,
    facts BLOB NOT NULL,
    PRIMARY KEY (root_id, study_uid)
  ) STRICT;
  PRAGMA user_version = ${schemaVersion};
`;

/** One study of a place in the cache, as its makers wrote it. */
export interface CachedStudy {
  studyInstanceUid: string;
  summary: string;
  content: string;
  facts: Uint8Array;
}

/** A change to a place's index; studies that are neither written nor removed stay as they are. */
export interface CacheUpdate {
  format: string;
  problems: string;
  files: Uint8Array;
  written: readonly CachedStudy[];
  removed: readonly string[];
}

/**
 * The index of the opened places, kept so that a place need not be read again. Only a cache: whatever goes wrong with it,
 * every call gives nothing, and a damaged file is started anew. Used by the main process and by the indexing process at
 * the same time.
 */
export class IndexCache {
  private database: DatabaseSyncInstance | null = null;

  constructor(private readonly folder: string) {}

  /** Summaries and problems of a place, or null where nothing in this format is kept. */
  place(rootId: string, format: string): { problems: string; summaries: string[] } | null {
    return this.use((database) => {
      const row = database
        .prepare('SELECT problems FROM places WHERE root_id = ? AND format = ?')
        .get(rootId, format) as { problems: string } | undefined;
      if (row === undefined) return null;
      const rows = database
        .prepare('SELECT summary FROM studies WHERE root_id = ? ORDER BY study_uid')
        .all(rootId) as { summary: string }[];
      return { problems: row.problems, summaries: rows.map(({ summary }) => summary) };
    });
  }

  /** The files of a place as they were, or null where nothing in this format is kept. */
  files(rootId: string, format: string): Uint8Array | null {
    return this.value('SELECT files AS value FROM places WHERE root_id = ? AND format = ?', rootId, format);
  }

  content(rootId: string, studyInstanceUid: string): string | null {
    return this.value(
      'SELECT content AS value FROM studies WHERE root_id = ? AND study_uid = ?',
      rootId,
      studyInstanceUid,
    );
  }

  facts(rootId: string, studyInstanceUid: string): Uint8Array | null {
    return this.value(
      'SELECT facts AS value FROM studies WHERE root_id = ? AND study_uid = ?',
      rootId,
      studyInstanceUid,
    );
  }

  /** Whether the update is in the cache now. */
  update(rootId: string, { format, problems, files, written, removed }: CacheUpdate): boolean {
    const done = this.use((database) =>
      inTransaction(database, () => {
        database.prepare('DELETE FROM places WHERE root_id = ? AND format <> ?').run(rootId, format);
        database
          .prepare(
            `INSERT INTO places (root_id, format, problems, files) VALUES (?, ?, ?, ?)
             ON CONFLICT (root_id) DO UPDATE SET problems = excluded.problems, files = excluded.files`,
          )
          .run(rootId, format, problems, files);
        const remove = database.prepare('DELETE FROM studies WHERE root_id = ? AND study_uid = ?');
        for (const uid of removed) remove.run(rootId, uid);
        const insert = database.prepare(
          'INSERT OR REPLACE INTO studies (root_id, study_uid, summary, content, facts) VALUES (?, ?, ?, ?, ?)',
        );
        for (const { studyInstanceUid, summary, content, facts } of written) {
          insert.run(rootId, studyInstanceUid, summary, content, facts);
        }
        return true;
      }),
    );
    return done === true;
  }

  forget(rootId: string): void {
    this.use((database) => database.prepare('DELETE FROM places WHERE root_id = ?').run(rootId));
  }

  close(): void {
    const { database } = this;
    this.database = null;
    if (database?.isOpen) database.close();
  }

  private value<T>(query: string, ...parameters: string[]): T | null {
    return this.use((database) => {
      const row = database.prepare(query).get(...parameters) as { value: T } | undefined;
      return row?.value ?? null;
    });
  }

  private use<T>(work: (database: DatabaseSyncInstance) => T): T | null {
    for (const attempt of [1, 2]) {
      try {
        this.database ??= openCache(join(this.folder, indexCacheFileName));
        return work(this.database);
      } catch (error) {
        if (sqliteCode(error) === null) throw error;
        this.close();
        if (!saysDamaged(error) || attempt > 1) return null;
        this.startAnew();
      }
    }
    return null;
  }

  private startAnew(): void {
    try {
      for (const suffix of ['', '-wal', '-shm']) {
        rmSync(join(this.folder, indexCacheFileName + suffix), { force: true });
      }
    } catch {
      // Where it cannot be removed, there is no cache.
    }
  }
}

function openCache(file: string): DatabaseSyncInstance {
  const database = new DatabaseSync(file, { timeout: 2000 });
  try {
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON');
    const { user_version: version } = database.prepare('PRAGMA user_version').get() as {
      user_version: number;
    };
    if (version === schemaVersion) return database;
    database.exec(`DROP TABLE IF EXISTS studies; DROP TABLE IF EXISTS places; ${schema}`);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}
