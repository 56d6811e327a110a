import {
  closeSync,
  copyFileSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import type { AuditAction } from '../../shared/cohort/audit';
import type { Outcome } from '../../shared/ipc/outcome';
import { refuse } from '../../shared/ipc/outcome';
import { appendAudit } from './audit';
import { backupsOf, keepBackupsForGood } from './backup';
import { systemCode } from './problem-sentences';
import { rebuildHeads } from './readings';
import { salvage } from './salvage';
import { databaseFileName, migrate } from './schema';
import { inTransaction } from './transaction';

/** What is offered where a database is damaged and its last backup has more than can be read of it. */
export interface BackupOffer {
  /** What sentences call the folder, e.g. `The data folder /home/a/data`. */
  place: string;
  /** Saves that can be read of the damaged database. */
  savesRead: number;
  /** When the backup was made, ISO 8601. */
  backupAt: string;
  /** Saves, and rows of all kinds, that the backup has beyond those. */
  savesBeyond: number;
  rowsBeyond: number;
}

/** What is done with the backup; `later`: the damaged database stays as it is and cannot be used. */
export type BackupAnswer = 'take-over' | 'leave-out' | 'later';

/** Offers the last backup and gives the answer. */
export type ChooseBackup = (offer: BackupOffer) => BackupAnswer;

/** The answer where there is nobody to ask. */
export const takeOverBackup: ChooseBackup = () => 'take-over';

/** Where a database is recovered, below its folder. */
const recoveringName = 'recovering';
const recoveredPlace = (folder: string) => join(folder, recoveringName, 'recovered.sqlite');
/** What SQLite keeps beside a database. */
const companions = ['-wal', '-shm'];

/** Whether a folder holds a database, be it one that was recovered and has not taken its place. */
export function holdsDatabase(folder: string): boolean {
  return existsSync(join(folder, databaseFileName)) || existsSync(recoveredPlace(folder));
}

/** Renames a database and what lies beside it; the database first, so that it is never without its journal. */
function putAside(folder: string): string {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  const name = `rim-reader.damaged-${stamp}.sqlite`;
  for (const suffix of ['', ...companions]) {
    const file = join(folder, databaseFileName + suffix);
    if (existsSync(file)) renameSync(file, join(folder, name + suffix));
  }
  return name;
}

/** Puts the recovered database in the place of the damaged one. Returns what that is called then. */
function exchange(folder: string): string {
  const keptAs = putAside(folder);
  renameSync(recoveredPlace(folder), join(folder, databaseFileName));
  removeTraces(folder);
  return keptAs;
}

/** Removes what recovering left. Windows keeps files that are still open; they are removed the next time. */
function removeTraces(folder: string): void {
  try {
    rmSync(join(folder, recoveringName), { recursive: true, force: true });
  } catch (error) {
    if (systemCode(error) === null) throw error;
  }
}

/**
 * Puts a recovered database in its place where the program was ended between putting the damaged one aside and that,
 * and removes what is left of a recovery that was cut off before or after. Gives a sentence to be shown; null where there was nothing to do.
 */
export function finishRecovery(folder: string): string | null {
  if (existsSync(join(folder, databaseFileName))) removeTraces(folder);
  if (!existsSync(recoveredPlace(folder))) return null;
  // A journal of the damaged database would be taken for one of the recovered, and is put aside too.
  exchange(folder);
  return 'The readings file was damaged. It was kept, and what could be taken over has its place; look whether the latest readings are complete.';
}

/** What became of the last backup; null: there was none. */
type BackupUse = { at: string; saves: number; rows: number; isTakenOver: boolean } | null;

/** Fills in what the last backup has beyond what is there, where that is wanted; else a sentence. */
function fillFromBackup(
  folder: string,
  database: DatabaseSyncInstance,
  chooseBackup: ChooseBackup,
  { place, savesRead }: Pick<BackupOffer, 'place' | 'savesRead'>,
): Outcome<BackupUse> {
  const [backup] = backupsOf(folder);
  if (backup === undefined) return { ok: true, value: null };
  const { answer, beyond } = inTransaction(
    database,
    () => {
      const found = salvage(backup.file, database);
      const { saves: savesBeyond, rows: rowsBeyond } = found;
      const chosen: BackupAnswer =
        rowsBeyond === 0
          ? 'take-over'
          : chooseBackup({ place, savesRead, backupAt: backup.at, savesBeyond, rowsBeyond });
      return { answer: chosen, beyond: found };
    },
    (result) => result.answer === 'take-over',
  );
  return answer === 'later'
    ? refuse(
        `${place} holds a damaged readings file, and it is not decided yet whether its backup is taken over: nothing is changed, and nothing can be saved there. Start the program or open the project again to decide.`,
      )
    : { ok: true, value: { at: backup.at, ...beyond, isTakenOver: answer === 'take-over' } };
}

/** A longer database is not believed in where it was cut off. */
const longestCutOffBytes = 64e9;

/**
 * Lengthens a database that was cut off to the length its header gives (sqlite.org/fileformat.html, 1.3), with zeros:
 * SQLite opens none that is shorter, though most of it may be whole.
 */
function lengthen(file: string): void {
  const descriptor = openSync(file, 'r+');
  try {
    const header = Buffer.alloc(32);
    if (readSync(descriptor, header, 0, header.length, 0) < header.length) return;
    const wanted = header.readUInt16BE(16) * header.readUInt32BE(28);
    if (wanted > fstatSync(descriptor).size && wanted <= longestCutOffBytes)
      ftruncateSync(descriptor, wanted);
  } finally {
    closeSync(descriptor);
  }
}

/** Copies a database with its journal, so that the damaged one itself is never opened: Windows could not rename it then. */
function copyOfDamaged(folder: string): string {
  const copy = join(folder, recoveringName, 'damaged.sqlite');
  copyFileSync(join(folder, databaseFileName), copy);
  lengthen(copy);
  const journal = join(folder, `${databaseFileName}-wal`);
  if (existsSync(journal)) copyFileSync(journal, `${copy}-wal`);
  return copy;
}

/** Copies a closed database to where it counts as recovered: whole, or not at all. */
function declareRecovered(folder: string, built: string): void {
  const copy = `${recoveredPlace(folder)}.part`;
  copyFileSync(built, copy);
  const file = openSync(copy, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(copy, recoveredPlace(folder));
}

/** What a recovered database was made from. */
interface Recovered {
  savesRead: number;
  backup: BackupUse;
}

/** Makes the recovered database, whole, where it does not count yet; else a sentence. */
function build(folder: string, place: string, chooseBackup: ChooseBackup): Outcome<Recovered> {
  mkdirSync(join(folder, recoveringName), { recursive: true });
  const damaged = copyOfDamaged(folder);
  const built = join(folder, recoveringName, 'built.sqlite');
  const database = new DatabaseSync(built);
  let savesRead = 0;
  let backup: BackupUse;
  try {
    const migrated = migrate(database);
    if (!migrated.ok) return migrated;
    savesRead = inTransaction(database, () => salvage(damaged, database).saves);
    const filled = fillFromBackup(folder, database, chooseBackup, { place, savesRead });
    if (!filled.ok) return filled;
    backup = filled.value;
    inTransaction(database, () => rebuildHeads(database));
    if (backup !== null) noteBackup(database, backup, savesRead);
  } finally {
    database.close();
  }
  declareRecovered(folder, built);
  return { ok: true, value: { savesRead, backup } };
}

/**
 * Puts a new database in the place of a folder's damaged one, with what can be read of that and, where `chooseBackup`
 * wants it, with what the last backup has beyond it. As saves and the trail are only ever appended to, a row that both
 * have is the same in both. The damaged file is kept under another name. Where the program is ended in the middle, the
 * damaged file is in its place still, or the new one is whole and `finishRecovery` puts it there. Gives a sentence to be
 * shown.
 */
export function recover(folder: string, place: string, chooseBackup: ChooseBackup): Outcome<string> {
  removeTraces(folder);
  let recovered: Outcome<Recovered> | null = null;
  try {
    recovered = build(folder, place, chooseBackup);
  } finally {
    // On a full disk, above all, what was made in vain must not stay.
    if (recovered?.ok !== true) removeTraces(folder);
  }
  if (!recovered.ok) return recovered;
  const { savesRead, backup } = recovered.value;
  const keptAs = exchange(folder);
  if (backup?.isTakenOver === false) keepBackupsForGood(folder);
  return { ok: true, value: damageNotice({ place, keptAs, savesRead, backup }) };
}

/** `1 save`, `2 saves`. */
export const saves = (count: number) => `${count} ${count === 1 ? 'save' : 'saves'}`;
/** `1 more save`. */
export const moreSaves = (count: number) => `${count} more ${count === 1 ? 'save' : 'saves'}`;

/** Records in the trail what became of the backup. */
function noteBackup(
  database: DatabaseSyncInstance,
  { at, saves: count, isTakenOver }: NonNullable<BackupUse>,
  savesRead: number,
): void {
  const action: AuditAction = isTakenOver ? 'backup-restored' : 'backup-left-out';
  const beyond = isTakenOver
    ? `${count} more from the backup of ${at}`
    : `${saves(count)} of the backup of ${at} were left out`;
  inTransaction(database, () =>
    appendAudit(database, {
      at: new Date().toISOString(),
      actor: '',
      action,
      readingId: null,
      caseId: null,
      revision: null,
      summary: `The database was damaged: ${saves(savesRead)} were read from it, ${beyond}`,
      changes: [],
      document: null,
    }),
  );
}

/** `2026-03-04 05:06 (UTC)`. */
export const backupClock = (iso: string) => `${iso.replace('T', ' ').slice(0, 16)} (UTC)`;

function damageNotice(damage: {
  place: string;
  keptAs: string;
  savesRead: number;
  backup: BackupUse;
}): string {
  const { place, keptAs, savesRead, backup } = damage;
  const taken =
    savesRead === 0
      ? 'Nothing in it could be read'
      : `${saves(savesRead)} could be read and taken over; later ones may be missing`;
  const kept = `It was kept as ${keptAs} in ${place.replace(/^The/, 'the')}`;
  if (backup === null)
    return `The readings file was damaged. ${taken}. ${kept}; restore a backup of ${databaseFileName} if readings are missing.`;
  const { at, saves: count, rows, isTakenOver } = backup;
  const filled =
    rows === 0
      ? `The last backup, of ${backupClock(at)}, had nothing beyond that`
      : isTakenOver
        ? `${count === 0 ? 'Other records' : moreSaves(count)} came from the last backup, of ${backupClock(at)}`
        : `The last backup, of ${backupClock(at)}, was left out and is kept in backups, with ${count === 0 ? 'other records' : moreSaves(count)}`;
  return `The readings file was damaged. ${taken}. ${filled}. ${kept}; look whether the latest readings are complete.`;
}
