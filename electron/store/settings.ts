import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { z } from 'zod';

type Parsed<T> = { ok: true; value: T } | { ok: false };

function parse<T>(stored: string, schema: z.ZodType<T>): Parsed<T> {
  try {
    const parsed = schema.safeParse(JSON.parse(stored));
    return parsed.success ? { ok: true, value: parsed.data } : { ok: false };
  } catch {
    return { ok: false };
  }
}

function stored(database: DatabaseSyncInstance, name: string): string | null {
  const row = database.prepare('SELECT value FROM settings WHERE name = ?').get(name) as
    | { value: string }
    | undefined;
  return row?.value ?? null;
}

/** The setting of that name where it is stored and fits the schema, else null. */
export function readSetting<T>(database: DatabaseSyncInstance, name: string, schema: z.ZodType<T>): T | null {
  const value = stored(database, name);
  if (value === null) return null;
  const parsed = parse(value, schema);
  return parsed.ok ? parsed.value : null;
}

/**
 * As `readSetting`; a stored setting that does not fit the schema is kept under another name, returned as `keptAs`, so
 * that nothing is lost when the setting is written again.
 */
export function readOrSetAside<T>(
  database: DatabaseSyncInstance,
  name: string,
  schema: z.ZodType<T>,
): { value: T | null; keptAs: string | null } {
  const value = stored(database, name);
  if (value === null) return { value: null, keptAs: null };
  const parsed = parse(value, schema);
  if (parsed.ok) return { value: parsed.value, keptAs: null };
  const keptAs = `${name} unreadable ${new Date().toISOString()}`;
  database.prepare('UPDATE settings SET name = ? WHERE name = ?').run(keptAs, name);
  return { value: null, keptAs };
}

/** Stores a setting, in place of an earlier one of the same name. */
export function writeSetting(database: DatabaseSyncInstance, name: string, value: unknown): void {
  database
    .prepare(
      'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
    )
    .run(name, JSON.stringify(value));
}
