import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { sqliteCode } from './problem-sentences';

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
 * Copies into `database` what can still be read of a damaged file, or of a backup, row by row: an unreadable one is passed
 * over, and where the rows cannot be followed any further from the front, they are from the back. Rows that are there
 * already or do not fit the tables are left out. The file is only read. To be called in a transaction, and followed by `rebuildHeads`. Returns how many saves, and rows of all
 * kinds, were copied.
 */
export function salvage(from: string, database: DatabaseSyncInstance): { saves: number; rows: number } {
  let saves = 0;
  let rows = 0;
  for (const [table, columns] of Object.entries(precious)) {
    const target = targetOf(database, table, columns);
    let copied = 0;
    for (const order of ['ASC', 'DESC'] as const) {
      const outcome = copyRows(from, target, table, columns, order);
      copied += outcome.copied;
      if (outcome.isComplete) break;
    }
    rows += copied;
    if (table === 'saves') saves = copied;
  }
  return { saves, rows };
}

/** Where rows of a table go. */
interface Target {
  /** Whether the row with this first value is there: large documents need not be fetched to be left out. */
  has(key: unknown): boolean;
  /** Returns whether the row was taken. */
  insert(row: readonly unknown[]): boolean;
}

function targetOf(database: DatabaseSyncInstance, table: string, columns: readonly string[]): Target {
  const [key] = columns;
  const there = database.prepare(`SELECT 1 FROM ${table} WHERE ${key} = ?`);
  const insert = database.prepare(
    `INSERT OR IGNORE INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  return {
    has: (value) => there.get(value) !== undefined,
    insert: (row) => Number(insert.run(...row).changes) > 0,
  };
}

function copyRows(
  from: string,
  target: Target,
  table: string,
  columns: readonly string[],
  order: 'ASC' | 'DESC',
): { copied: number; isComplete: boolean } {
  let source: DatabaseSyncInstance | null = null;
  let copied = 0;
  let isComplete = true;
  try {
    source = new DatabaseSync(from, { readOnly: true, returnArrays: true });
    const present = source.prepare('SELECT name FROM pragma_table_info(?)').all(table) as unknown as [
      string,
    ][];
    // A file from before a step of the schema lacks the columns that step brought.
    const wanted = columns.map((column) => (present.some(([name]) => name === column) ? column : 'NULL'));
    const keys = source
      .prepare(`SELECT rowid, ${wanted[0]} FROM ${table} NOT INDEXED ORDER BY rowid ${order}`)
      .iterate() as IterableIterator<unknown>;
    const row = source.prepare(`SELECT ${wanted.join(', ')} FROM ${table} NOT INDEXED WHERE rowid = ?`);
    for (let next = keys.next(); next.done !== true; next = keys.next()) {
      const [rowid, key] = next.value as [number, unknown];
      if (target.has(key)) continue;
      const values = readable(() => row.get(rowid) as unknown[] | undefined);
      if (values === undefined) isComplete = false;
      else if (target.insert(values)) copied++;
    }
  } catch (error) {
    if (sqliteCode(error) === null) throw error;
    isComplete = false;
  } finally {
    if (source?.isOpen) source.close();
  }
  return { copied, isComplete };
}

/** What is read; undefined where the file is damaged there. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (sqliteCode(error) === null) throw error;
    return undefined;
  }
}
