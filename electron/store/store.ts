import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Outcome } from '../../shared/ipc/contract';
import {
  databaseFileName,
  type OpenedDatabase,
  type OpenOptions,
  ofDataFolder,
  openDatabase,
  type SetAside,
} from './database';
import { saysDamaged, sqliteCode, sqliteCodes, writeProblem } from './problem-sentences';

/**
 * The database of one data folder, or of one project. Where it cannot be opened, `problem` says why, and every use tries again, so that
 * saving works as soon as the cause is gone.
 */
export class Store {
  /** Why nothing can be saved at present; null while the database is open. */
  problem: string | null = null;
  /** What happened to the store that the user has to know, a sentence each. */
  readonly notices: string[] = [];
  private opened: OpenedDatabase | null = null;
  private suspect = false;

  constructor(
    private readonly folder: string,
    private readonly options: OpenOptions = ofDataFolder,
  ) {
    this.connect();
  }

  /**
   * Runs `work` on the database. A failure of the database becomes a sentence; whatever `work` had begun in a
   * transaction is undone.
   */
  use<T>(work: (database: DatabaseSyncInstance) => T): Outcome<T> {
    const connected = this.connect();
    if (!connected.ok) return connected;
    try {
      return { ok: true, value: work(connected.value) };
    } catch (error) {
      const code = sqliteCode(error);
      if (code === null) throw error;
      this.suspect ||= saysDamaged(error);
      const reopen: readonly number[] = [sqliteCodes.readOnly, sqliteCodes.ioError, sqliteCodes.cannotOpen];
      if (reopen.includes(code) || this.suspect) this.close();
      return { ok: false, problem: writeProblem(error, `${this.options.name} ${this.folder}`) };
    }
  }

  /** Writes what is left in the journal into the database file and closes it. */
  close(): void {
    const opened = this.opened;
    this.opened = null;
    if (opened === null) return;
    try {
      // Closing alone leaves the journal: prepared statements keep the file open until they are collected.
      opened.database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // Every save has been committed and synchronised already; this only tidies up.
    }
    opened.database.close();
  }

  private connect(): Outcome<DatabaseSyncInstance> {
    if (this.opened !== null && !this.isInPlace(this.opened)) {
      this.close();
      if (this.options.create)
        this.notices.push(
          `The readings file ${databaseFileName} was removed from the data folder while the program ran; a new one was started. Readings saved before are in the removed file only.`,
        );
    }
    if (this.opened === null) {
      const outcome = openDatabase(this.folder, this.suspect, this.options);
      this.problem = outcome.ok ? null : outcome.problem;
      if (!outcome.ok) return outcome;
      this.opened = outcome.value;
      this.suspect = false;
      if (outcome.value.setAside !== null) {
        this.notices.push(damageNotice(outcome.value.setAside, `${this.options.name} ${this.folder}`));
      }
    }
    return { ok: true, value: this.opened.database };
  }

  private isInPlace(opened: OpenedDatabase): boolean {
    const file = statSync(join(this.folder, databaseFileName), { throwIfNoEntry: false });
    return file?.ino === opened.fileIdentity;
  }
}

const saves = (count: number) => `${count} ${count === 1 ? 'save' : 'saves'}`;

/** `2026-03-04 05:06 (UTC)`. */
const clock = (iso: string) => `${iso.replace('T', ' ').slice(0, 16)} (UTC)`;

function damageNotice({ name, savesTakenOver, backup }: SetAside, place: string): string {
  const taken =
    savesTakenOver === 0
      ? 'Nothing in it could be read'
      : `${saves(savesTakenOver)} could be read and taken over; later ones may be missing`;
  const kept = `It was kept as ${name} in ${place.replace(/^The/, 'the')}`;
  if (backup === null)
    return `The readings file was damaged. ${taken}. ${kept}; restore a backup of ${databaseFileName} if readings are missing.`;
  const filled =
    backup.savesTakenOver === 0
      ? `The last backup, of ${clock(backup.at)}, had nothing beyond that`
      : `${saves(backup.savesTakenOver)} more came from the last backup, of ${clock(backup.at)}`;
  return `The readings file was damaged. ${taken}. ${filled}. ${kept}; look whether the latest readings are complete.`;
}
