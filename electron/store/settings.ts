import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { z } from 'zod';

/** The setting of that name where it is stored and fits the schema, else null. */
export function readSetting<T>(database: DatabaseSyncInstance, name: string, schema: z.ZodType<T>): T | null {
  const row = database.prepare('SELECT value FROM settings WHERE name = ?').get(name) as
    | { value: string }
    | undefined;
  if (row === undefined) return null;
  const parsed = schema.safeParse(JSON.parse(row.value));
  return parsed.success ? parsed.data : null;
}

/** Stores a setting, in place of an earlier one of the same name. */
export function writeSetting(database: DatabaseSyncInstance, name: string, value: unknown): void {
  database
    .prepare(
      'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    )
    .run(name, JSON.stringify(value));
}
