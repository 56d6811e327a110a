import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { ReadingHead } from '../../shared/cohort/case-state';
import type { Protocol } from '../../shared/cohort/protocol';
import type { CaseDifference, ProjectCounts, StoredCase, StoredProject, StoredReader } from './reading-store';

/** What is stored of the project; null where the database is that of a data folder. */
export function readProject(database: DatabaseSyncInstance): StoredProject | null {
  const row = database
    .prepare('SELECT project_id AS projectId, title, created_at AS createdAt FROM project')
    .get() as unknown as StoredProject | undefined;
  return row === undefined ? null : { ...row };
}

export function insertProject(database: DatabaseSyncInstance, project: StoredProject): void {
  database
    .prepare('INSERT INTO project (only_one, project_id, title, created_at) VALUES (1, ?, ?, ?)')
    .run(project.projectId, project.title, project.createdAt);
}

/** All versions of the protocol, the latest last. */
export function readProtocols(database: DatabaseSyncInstance): unknown[] {
  const rows = database
    .prepare('SELECT protocol FROM protocol_versions ORDER BY version')
    .all() as unknown as {
    protocol: string;
  }[];
  return rows.map(({ protocol }) => JSON.parse(protocol) as unknown);
}

/** Stores a version of the protocol, or puts it in place of the same one. */
export function writeProtocol(
  database: DatabaseSyncInstance,
  protocol: Protocol,
  saved: { at: string; by: string },
): void {
  database
    .prepare(
      `INSERT INTO protocol_versions (version, saved_at, saved_by, protocol) VALUES (?, ?, ?, ?)
       ON CONFLICT (version) DO UPDATE
       SET saved_at = excluded.saved_at, saved_by = excluded.saved_by, protocol = excluded.protocol`,
    )
    .run(protocol.version, saved.at, saved.by, JSON.stringify(protocol));
}

/** In the order in which they were added. */
export function readCases(database: DatabaseSyncInstance): StoredCase[] {
  const rows = database
    .prepare('SELECT case_id AS caseId, study_uid AS studyInstanceUid, facts FROM cases ORDER BY position')
    .all() as unknown as (Omit<StoredCase, 'facts'> & { facts: string })[];
  return rows.map(({ facts, ...row }) => ({ ...row, facts: JSON.parse(facts) as StoredCase['facts'] }));
}

export function insertCase(database: DatabaseSyncInstance, added: StoredCase, at: string): void {
  database
    .prepare(
      `INSERT INTO cases (case_id, position, study_uid, facts, added_at)
       VALUES (?, (SELECT coalesce(max(position), 0) + 1 FROM cases), ?, ?, ?)`,
    )
    .run(added.caseId, added.studyInstanceUid, JSON.stringify(added.facts), at);
}

/** In the order in which they joined. */
export function readReaders(database: DatabaseSyncInstance): StoredReader[] {
  const rows = database
    .prepare('SELECT code, name, roles, pin, is_active AS isActive FROM readers ORDER BY position')
    .all() as unknown as (Omit<StoredReader, 'roles' | 'isActive'> & { roles: string; isActive: number })[];
  return rows.map(({ roles, isActive, ...row }) => ({
    ...row,
    roles: JSON.parse(roles) as StoredReader['roles'],
    isActive: isActive === 1,
  }));
}

export function writeReader(database: DatabaseSyncInstance, reader: StoredReader): void {
  database
    .prepare(
      `INSERT INTO readers (code, name, roles, pin, is_active, position)
       VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM readers))
       ON CONFLICT (code) DO UPDATE
       SET name = excluded.name, roles = excluded.roles, pin = excluded.pin, is_active = excluded.is_active`,
    )
    .run(reader.code, reader.name, JSON.stringify(reader.roles), reader.pin, reader.isActive ? 1 : 0);
}

const headColumns: Readonly<Record<keyof ReadingHead, string>> = {
  readingId: 'reading_id',
  sequence: 'sequence',
  readerCode: 'reader_id',
  caseId: 'case_id',
  repeat: 'repeat',
  role: 'role',
  status: 'status',
  revision: 'revision',
  protocolVersion: 'protocol_version',
  savedAt: 'saved_at',
  submittedAt: 'submitted_at',
  itemsLeft: 'items_left',
};

/** Where each reading of a project stands, in the order of their last saves. */
export function readHeads(database: DatabaseSyncInstance): ReadingHead[] {
  // One JSON text: a value of a row costs more to be handed over than to be written and parsed.
  const { heads } = database
    .prepare(
      `SELECT json_group_array(json_array(${Object.values(headColumns).join()})) AS heads
       FROM reading_heads WHERE case_id IS NOT NULL`,
    )
    .get() as unknown as { heads: string };
  const names = Object.keys(headColumns);
  return (JSON.parse(heads) as unknown[][])
    .map((values) => {
      const head: Record<string, unknown> = {};
      for (const [index, name] of names.entries()) head[name] = values[index];
      return head as unknown as ReadingHead;
    })
    .sort((a, b) => a.sequence - b.sequence);
}

/** How many cases a project has, and how many readings each version of its protocol. */
export function readCounts(database: DatabaseSyncInstance): ProjectCounts {
  const [cases] = database.prepare('SELECT count(*) AS count FROM cases').all() as unknown as {
    count: number;
  }[];
  const versions = database
    .prepare(
      `SELECT protocol_version AS version, count(*) AS count FROM reading_heads
       WHERE case_id IS NOT NULL GROUP BY protocol_version`,
    )
    .all() as unknown as { version: number; count: number }[];
  return {
    cases: cases?.count ?? 0,
    readingsByVersion: Object.fromEntries(versions.map(({ version, count }) => [version, count])),
  };
}

/** The stored facts of each submitted reading of a project, JSON, by reading id. */
export function readFacts(database: DatabaseSyncInstance): Map<string, string> {
  const rows = database
    .prepare(
      `SELECT reading_id AS readingId, facts FROM reading_heads
       WHERE case_id IS NOT NULL AND status = 'submitted' AND facts IS NOT NULL`,
    )
    .all() as unknown as { readingId: string; facts: string }[];
  return new Map(rows.map(({ readingId, facts }) => [readingId, facts]));
}

/** Seconds of active work by reading id. */
export function readActiveSeconds(database: DatabaseSyncInstance): Map<string, number> {
  const rows = database.prepare('SELECT reading_id, seconds FROM active_time').all() as unknown as {
    reading_id: string;
    seconds: number;
  }[];
  return new Map(rows.map((row) => [row.reading_id, row.seconds]));
}

export function addActiveSeconds(database: DatabaseSyncInstance, readingId: string, seconds: number): void {
  database
    .prepare(
      `INSERT INTO active_time (reading_id, seconds) VALUES (?, ?)
       ON CONFLICT (reading_id) DO UPDATE SET seconds = seconds + excluded.seconds`,
    )
    .run(readingId, seconds);
}

export function readDifferences(database: DatabaseSyncInstance): CaseDifference[] {
  const rows = database.prepare('SELECT case_id AS caseId, basis, differs FROM case_differences').all();
  return (rows as unknown as (Omit<CaseDifference, 'differs'> & { differs: number })[]).map((row) => ({
    ...row,
    differs: row.differs === 1,
  }));
}

export function writeDifference(
  database: DatabaseSyncInstance,
  { caseId, basis, differs }: CaseDifference,
): void {
  database
    .prepare('INSERT OR REPLACE INTO case_differences (case_id, basis, differs) VALUES (?, ?, ?)')
    .run(caseId, basis, differs ? 1 : 0);
}
