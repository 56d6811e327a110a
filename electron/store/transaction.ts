import type { DatabaseSyncInstance } from '@photostructure/sqlite';

/** Runs `work` in one write transaction: committed if it returns something to keep, else, and if it throws, rolled back. */
export function inTransaction<T>(
  database: DatabaseSyncInstance,
  work: () => T,
  isKept: (result: T) => boolean = () => true,
): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec(isKept(result) ? 'COMMIT' : 'ROLLBACK');
    return result;
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
