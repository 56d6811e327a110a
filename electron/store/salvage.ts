import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { sqliteCode } from './problem-sentences';
import { inTransaction } from './transaction';

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
  ],
  view_states: ['reading_id', 'state'],
  roots: ['id', 'position', 'paths', 'bundled'],
} as const;

/**
 * Copies into `database` what can still be read of the damaged file, row by row up to the first unreadable one, from
 * the front and from the back. Rows that do not fit the tables are left out. The damaged file is only read. Returns how
 * many saves were copied.
 */
export function salvage(damagedFile: string, database: DatabaseSyncInstance): number {
  return inTransaction(database, () => {
    let saves = 0;
    for (const [table, columns] of Object.entries(precious)) {
      const fromFront = copyRows(damagedFile, database, table, columns, 'ASC');
      const fromBack = copyRows(damagedFile, database, table, columns, 'DESC');
      if (table === 'saves') saves = fromFront + fromBack;
    }
    return saves;
  });
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
    const statement = `SELECT ${columns.join(', ')} FROM ${table} NOT INDEXED ORDER BY rowid ${order}`;
    const rows = damaged.prepare(statement).iterate() as IterableIterator<unknown>;
    for (let next = rows.next(); next.done !== true; next = rows.next()) yield next.value as unknown[];
  } catch (error) {
    if (sqliteCode(error) === null) throw error;
  } finally {
    if (damaged?.isOpen) damaged.close();
  }
}
