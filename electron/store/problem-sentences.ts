interface CodedError {
  code?: unknown;
  errcode?: unknown;
}

/** SQLite primary result codes this program tells apart (sqlite.org/rescode.html). */
export const sqliteCodes = {
  error: 1,
  busy: 5,
  readOnly: 8,
  ioError: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  constraint: 19,
  notADatabase: 26,
} as const;

/** SQLite's own messages: errors of `all` and `iterate` carry no number, unlike those of the other calls. */
const codesByMessage: Readonly<Record<string, number>> = {
  'database is locked': sqliteCodes.busy,
  'attempt to write a readonly database': sqliteCodes.readOnly,
  'disk I/O error': sqliteCodes.ioError,
  'database disk image is malformed': sqliteCodes.corrupt,
  'database or disk is full': sqliteCodes.full,
  'unable to open database file': sqliteCodes.cannotOpen,
  'file is not a database': sqliteCodes.notADatabase,
};

/** The primary SQLite result code an error carries, or null where it is none of SQLite's. */
export function sqliteCode(error: unknown): number | null {
  if (!(error instanceof Error)) return null;
  const { code, errcode } = error as CodedError;
  if (typeof errcode === 'number') return errcode & 0xff;
  return code === 'ERR_SQLITE_ERROR' ? (codesByMessage[error.message] ?? sqliteCodes.error) : null;
}

/** The system error code (`ENOSPC`, …) an error carries, or null. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code } = error as CodedError;
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : null;
}

/** Whether the error says that the database file itself is damaged or is not a database. */
export function saysDamaged(error: unknown): boolean {
  const code = sqliteCode(error);
  return code === sqliteCodes.corrupt || code === sqliteCodes.notADatabase;
}

/**
 * What is wrong with a folder or file that could not be written, in one sentence that names it and says what to do.
 * `place` is what the sentence calls it, e.g. `The data folder /home/a/data`.
 */
export function writeProblem(error: unknown, place: string): string {
  const system = systemCode(error);
  const sqlite = sqliteCode(error);
  if (system === 'ENOSPC' || system === 'EDQUOT' || sqlite === sqliteCodes.full) {
    return `${place} cannot be written because the disk is full; free some space, then try again.`;
  }
  if (system === 'ENOTDIR' || system === 'EEXIST') {
    return `${place} cannot be created because a part of its path is a file; choose another folder.`;
  }
  if (system === 'ENOENT') return `${place} does not exist any more; create it again or choose another.`;
  if (system === 'EROFS' || system === 'EACCES' || system === 'EPERM' || sqlite === sqliteCodes.readOnly) {
    return `${place} is read-only; allow writing to it or choose another.`;
  }
  if (sqlite === sqliteCodes.cannotOpen) {
    return `${place} cannot be opened for writing; check that it exists and that you may write to it.`;
  }
  if (sqlite === sqliteCodes.busy) return `${place} is in use by another program; close it, then try again.`;
  if (sqlite === sqliteCodes.ioError || system !== null) {
    return `${place} cannot be written (${system ?? 'input/output error'}); check the disk, then try again.`;
  }
  const reason = error instanceof Error ? error.message : 'unknown reason';
  return `${place} cannot be written (${reason}); try again, and restart the program if it stays so.`;
}
