import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { sqliteCode } from './problem-sentences';
import { rebuildHeads } from './readings';

/** Tables with what cannot be found again elsewhere, and their columns. */
const precious = {
  settings: ['name', 'value'],
  saves: [
    'sequence',
    'reading_id',
    'revision',
    'status',
    'reader_id',
    'study_uid',
    'saved_at',
    'change',
    'items_left',
    'document',
    'packed',
  ],
  view_states: ['reading_id', 'state'],
  roots: ['id', 'position', 'paths', 'bundled'],
  active_time: ['reading_id', 'seconds'],
  audit: [
    'sequence',
    'at',
    'actor',
    'action',
    'reading_id',
    'case_id',
    'revision',
    'summary',
    'changes',
    'document_sha256',
    'previous',
    'hash',
  ],
  project: ['only_one', 'project_id', 'title', 'created_at'],
  protocol_versions: ['version', 'saved_at', 'saved_by', 'protocol'],
  cases: ['case_id', 'position', 'study_uid', 'facts', 'added_at'],
  readers: ['code', 'name', 'roles', 'pin', 'is_active', 'position'],
} as const;

/**
 * Copies into `database` what can still be read of a damaged file, or of a backup, row by row up to the first unreadable
 * one, from the front and from the back. Rows that are there already or do not fit the tables are left out. The file is
 * only read. To be called in a transaction. Returns how many saves, and rows of all kinds, were copied.
 */
export function salvage(from: string, database: DatabaseSyncInstance): { saves: number; rows: number } {
  let saves = 0;
  let rows = 0;
  for (const [table, columns] of Object.entries(precious)) {
    const copied =
      copyRows(from, database, table, columns, 'ASC') + copyRows(from, database, table, columns, 'DESC');
    rows += copied;
    if (table === 'saves') saves = copied;
  }
  rebuildHeads(database);
  return { saves, rows };
}

function copyRows(
  damagedFile: string,
  database: DatabaseSyncInstance,
  table: string,
  columns: readonly string[],
  order: 'ASC' | 'DESC',
): number {
  const insert = database.prepare(
    `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  let copied = 0;
  for (const row of readableRows(damagedFile, table, columns, order))
    copied += Number(insert.run(...row).changes);
  return copied;
}

function* readableRows(
  damagedFile: string,
  table: string,
  columns: readonly string[],
  order: 'ASC' | 'DESC',
): Generator<unknown[]> {
  let damaged: DatabaseSyncInstance | null = null;
  try {
    damaged = new DatabaseSync(damagedFile, { readOnly: true, returnArrays: true });
    const present = damaged.prepare('SELECT name FROM pragma_table_info(?)').all(table) as unknown as [
      string,
    ][];
    // A file from before a step of the schema lacks the columns that step brought.
    const wanted = columns.map((column) => (present.some(([name]) => name === column) ? column : 'NULL'));
    const statement = `SELECT ${wanted.join(', ')} FROM ${table} NOT INDEXED ORDER BY rowid ${order}`;
    const rows = damaged.prepare(statement).iterate() as IterableIterator<unknown>;
    for (let next = rows.next(); next.done !== true; next = rows.next()) yield next.value as unknown[];
  } catch (error) {
    if (sqliteCode(error) === null) throw error;
  } finally {
    if (damaged?.isOpen) damaged.close();
  }
}
