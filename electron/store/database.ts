import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Outcome } from '../../shared/ipc/outcome';
import { saysDamaged, sqliteCode, sqliteCodes, systemCode, writeProblem } from './problem-sentences';
import { type ChooseBackup, finishRecovery, holdsDatabase, recover, takeOverBackup } from './recover';
import { databaseFileName, migrate, migrations } from './schema';

/** An open database and the file's identity on disk. */
export interface OpenedDatabase {
  database: DatabaseSyncInstance;
  /** Inode of the file: changes where somebody replaced or removed it while it was open. */
  fileIdentity: number;
  /** What happened at opening that has to be known, in a sentence; null: nothing. */
  notice: string | null;
}

/**
 * Whether the file's structure is whole. Written without a prepared statement, because one would keep the file open
 * beyond `close` until it is collected, and then a damaged file could not be renamed on Windows.
 */
function isSound(database: DatabaseSyncInstance): boolean {
  try {
    database.exec(`
      PRAGMA temp_store = MEMORY;
      CREATE TEMP TABLE soundness (answer TEXT CHECK (answer = 'ok'));
      INSERT INTO soundness SELECT quick_check FROM pragma_quick_check LIMIT 1;
      DROP TABLE temp.soundness`);
    return true;
  } catch (error) {
    if (sqliteCode(error) === sqliteCodes.constraint) return false;
    throw error;
  }
}

/** Checking a larger file would delay the start noticeably: about a second per GB. */
const alwaysCheckedBytes = 256e6;

/** A file is checked where it is small, where the program ended without closing it, and where `suspect`. */
function needsCheck(file: string, suspect: boolean): boolean {
  const size = (name: string) => statSync(name, { throwIfNoEntry: false })?.size ?? 0;
  return suspect || size(file) < alwaysCheckedBytes || size(`${file}-wal`) > 0;
}

/** As `mkdir -p`. Node's recursive call reports a read-only disk as a missing folder. */
function createFolder(folder: string): void {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found?.isDirectory()) return;
  if (found === undefined && dirname(folder) !== folder) createFolder(dirname(folder));
  mkdirSync(folder);
}

/** Opens `location`, a path or a `file:` URI, for reading; the database is closed again on every failure. */
function openAsIs(location: string): Outcome<DatabaseSyncInstance> {
  const database = new DatabaseSync(location, { timeout: 2000, readOnly: true });
  let version: number;
  try {
    const row = database.prepare('PRAGMA user_version').get() as { user_version: number };
    version = row.user_version;
  } catch (error) {
    database.close();
    throw error;
  }
  if (version === migrations.length) return { ok: true, value: database };
  database.close();
  return {
    ok: false,
    problem: `${databaseFileName} was written by ${version > migrations.length ? 'a newer' : 'an older'} version of this program and cannot be opened for reading only. It has not been touched.`,
  };
}

/** Why a folder cannot be written: its disk is read-only, or this user may not; null where it can. */
function hindranceToWrite(folder: string): 'disk' | 'rights' | null {
  try {
    accessSync(folder, constants.W_OK);
    return null;
  } catch (error) {
    return systemCode(error) === 'EROFS' ? 'disk' : 'rights';
  }
}

/**
 * Opens a database nobody may change from here: another program has it, or the disk is read-only. Beside a database SQLite
 * wants to keep files of its own even to read it; where the disk takes none, nobody can change the database either, and it
 * is read as it stands (sqlite.org/uri.html, `immutable`), unless changes that are not in it yet lie beside it.
 */
function openForReading(file: string, place: string): Outcome<DatabaseSyncInstance> {
  try {
    return openAsIs(file);
  } catch (error) {
    const wantsToWrite: readonly (number | null)[] = [sqliteCodes.cannotOpen, sqliteCodes.readOnly];
    const hindrance = hindranceToWrite(dirname(file));
    if (hindrance === null || !wantsToWrite.includes(sqliteCode(error))) throw error;
    if (hindrance === 'rights') {
      return {
        ok: false,
        problem: `${place} may not be written by you, and its database cannot be read without that; ask for the right to write to it, or copy the folder and open the copy.`,
      };
    }
    if ((statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) {
      return {
        ok: false,
        problem: `${place} lies on a read-only disk and was not closed properly: its last changes are in ${databaseFileName}-wal and cannot be read there. Copy the folder to a disk that can be written and open the copy.`,
      };
    }
    return openAsIs(`${pathToFileURL(file).href}?immutable=1`);
  }
}

/** Opens and migrates; null where the file is damaged. The database is closed again on every failure. */
function openSound(file: string, suspect: boolean): Outcome<DatabaseSyncInstance> | null {
  let database: DatabaseSyncInstance | null = null;
  try {
    const check = needsCheck(file, suspect);
    database = new DatabaseSync(file, { timeout: 2000 });
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON');
    if (check && !isSound(database)) {
      database.close();
      return null;
    }
    const migrated = migrate(database);
    if (migrated.ok) return { ok: true, value: database };
    database.close();
    return migrated;
  } catch (error) {
    if (database?.isOpen) database.close();
    if (saysDamaged(error)) return null;
    throw error;
  }
}

/** How a database is opened. */
export interface OpenOptions {
  /** What sentences call the folder, e.g. `The data folder`. */
  name: string;
  /** Whether folder and file are created where they are missing. */
  create: boolean;
  readOnly: boolean;
  /** Asked where the database is damaged and its last backup has more than can be read of it. */
  chooseBackup: ChooseBackup;
}

/** The database of the program's own data folder. */
export const ofDataFolder: OpenOptions = {
  name: 'The data folder',
  create: true,
  readOnly: false,
  chooseBackup: takeOverBackup,
};

/**
 * Opens the database in `folder`, creating folder and file where they are missing and may be. A damaged file is kept
 * under another name and a new database with what could be recovered takes its place, unless it may only be read. Fails
 * with a sentence where the folder cannot be created or written, where it is to be decided later what is recovered, or
 * where a newer version of the program wrote the file.
 * `suspect`: the file has been found damaged in use.
 */
export function openDatabase(
  folder: string,
  suspect = false,
  { name: folderName, create, readOnly, chooseBackup }: OpenOptions = ofDataFolder,
): Outcome<OpenedDatabase> {
  const file = join(folder, databaseFileName);
  const place = `${folderName} ${folder}`;
  try {
    if (create) createFolder(folder);
    else if (!holdsDatabase(folder)) {
      return {
        ok: false,
        problem: `${place} is not there any more, or ${databaseFileName} is missing in it; put it back, then try again.`,
      };
    }
    if (readOnly) {
      const opened = openForReading(file, place);
      return opened.ok
        ? { ok: true, value: { database: opened.value, fileIdentity: statSync(file).ino, notice: null } }
        : opened;
    }
    accessSync(folder, constants.W_OK);
    let notice = finishRecovery(folder);
    let opened = openSound(file, suspect);
    if (opened === null) {
      const recovered = recover(folder, place, chooseBackup);
      if (!recovered.ok) return recovered;
      notice = recovered.value;
      opened = openSound(file, false);
    }
    if (opened === null) return { ok: false, problem: writeProblem(null, place) };
    if (!opened.ok) return opened;
    return {
      ok: true,
      value: { database: opened.value, fileIdentity: statSync(file).ino, notice },
    };
  } catch (error) {
    return { ok: false, problem: writeProblem(error, place) };
  }
}
