import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Outcome } from '../../shared/ipc/contract';
import { type OpenedDatabase, type OpenOptions, ofDataFolder, openDatabase } from './database';
import { saysDamaged, sqliteCode, sqliteCodes, writeProblem } from './problem-sentences';
import type { ChooseBackup } from './recover';
import { databaseFileName } from './schema';

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
  private isClosed = false;
  /** Whether what becomes of a damaged database is to be decided when the program is started again. */
  private isPutOff = false;

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
      if (reopen.includes(code) || this.suspect) this.disconnect();
      return { ok: false, problem: writeProblem(error, `${this.options.name} ${this.folder}`) };
    }
  }

  /** Writes what is left in the journal into the database file and closes it for good: it takes nothing any more. */
  close(): void {
    this.isClosed = true;
    this.disconnect();
  }

  private disconnect(): void {
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
    if (this.isClosed) return { ok: false, problem: `${this.options.name} is closed; open it again.` };
    if (this.opened !== null && !this.isInPlace(this.opened)) {
      this.disconnect();
      if (this.options.create)
        this.notices.push(
          `The readings file ${databaseFileName} was removed from the data folder while the program ran; a new one was started. Readings saved before are in the removed file only.`,
        );
    }
    if (this.isPutOff && this.problem !== null) return { ok: false, problem: this.problem };
    if (this.opened === null) {
      const chooseBackup: ChooseBackup = (offer) => {
        const answer = this.options.chooseBackup(offer);
        this.isPutOff = answer === 'later';
        return answer;
      };
      const outcome = openDatabase(this.folder, this.suspect, { ...this.options, chooseBackup });
      this.problem = outcome.ok ? null : outcome.problem;
      if (!outcome.ok) return outcome;
      this.opened = outcome.value;
      this.suspect = false;
      if (outcome.value.notice !== null) this.notices.push(outcome.value.notice);
    }
    return { ok: true, value: this.opened.database };
  }

  private isInPlace(opened: OpenedDatabase): boolean {
    const file = statSync(join(this.folder, databaseFileName), { throwIfNoEntry: false });
    return file?.ino === opened.fileIdentity;
  }
}
