import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Outcome } from '../../shared/ipc/contract';

export const backupFolderName = 'backups';
const generations = 3;
/** How often a changed database is copied, ms. */
const intervalMs = 15 * 60_000;
const namePattern = /^rim-reader\.backup-(\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-\d{3}Z)\.sqlite$/;

/**
 * Copies the database as one moment sees it and checks the copy. Runs in a thread of its own: neither reading hundreds of
 * megabytes nor checking them holds the interface up.
 */
const copying = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { DatabaseSync } = require(workerData.sqlite);
  try {
    const source = new DatabaseSync(workerData.from, { readOnly: true, timeout: 5000 });
    source.prepare('VACUUM INTO ?').run(workerData.to);
    source.close();
    const copy = new DatabaseSync(workerData.to, { readOnly: true });
    const [check] = Object.values(copy.prepare('PRAGMA quick_check').get());
    copy.close();
    parentPort.postMessage(check === 'ok' ? null : String(check));
  } catch (error) {
    parentPort.postMessage(String(error && error.message));
  }
`;

/** Resolves to what went wrong, or null. */
function copyDatabase(from: string, to: string): Promise<string | null> {
  const sqlite = createRequire(import.meta.url).resolve('@photostructure/sqlite');
  const worker = new Worker(copying, { eval: true, workerData: { sqlite, from, to } });
  worker.unref();
  return new Promise((resolve) => {
    worker.once('message', resolve);
    worker.once('error', (error) => resolve(error.message));
    worker.once('exit', () => resolve('it was interrupted'));
  });
}

/** A copy of a database made while it was sound. */
export interface Backup {
  file: string;
  /** When it was made, ISO 8601. */
  at: string;
}

/** The backups of a folder's database, the latest first. */
export function backupsOf(folder: string): Backup[] {
  const place = join(folder, backupFolderName);
  const names = statSync(place, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(place) : [];
  return names
    .flatMap((name) => {
      const stamp = namePattern.exec(name)?.[1];
      if (stamp === undefined) return [];
      return [{ file: join(place, name), at: stamp.replace(/T(\d+)-(\d+)-(\d+)-(\d+)Z/, 'T$1:$2:$3.$4Z') }];
    })
    .sort((a, b) => (a.at < b.at ? 1 : -1));
}

/**
 * Gives a folder's backups other names, so that later ones do not take their place. They stay where they are, called
 * `rim-reader.kept-…`.
 */
export function keepBackupsForGood(folder: string): void {
  for (const { file } of backupsOf(folder))
    renameSync(file, join(dirname(file), basename(file).replace('rim-reader.backup-', 'rim-reader.kept-')));
}

/** Whether the database was written since its last backup. */
function isChanged(file: string, last: Backup | undefined): boolean {
  const written = (name: string) => statSync(name, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return last === undefined || Math.max(written(file), written(`${file}-wal`)) > written(last.file);
}

/**
 * Makes a backup of a folder's database where it changed since the last one, and keeps the latest three. A copy is checked
 * before it counts, so that a damaged database never takes the place of a good backup. Gives the file; null: nothing changed.
 */
export async function makeBackup(folder: string, databaseName: string): Promise<Outcome<string | null>> {
  const place = join(folder, backupFolderName);
  try {
    const file = join(folder, databaseName);
    if (!isChanged(file, backupsOf(folder)[0])) return { ok: true, value: null };
    mkdirSync(place, { recursive: true });
    for (const name of readdirSync(place))
      if (name.endsWith('.part')) rmSync(join(place, name), { force: true });
    const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
    const backup = join(place, `rim-reader.backup-${stamp}.sqlite`);
    const problem = await copyDatabase(file, `${backup}.part`);
    if (problem !== null) {
      rmSync(`${backup}.part`, { force: true });
      return {
        ok: false,
        problem: `No backup could be made of ${databaseName} (${problem}); make room on the disk, or copy the folder.`,
      };
    }
    renameSync(`${backup}.part`, backup);
    for (const old of backupsOf(folder).slice(generations)) rmSync(old.file, { force: true });
    return { ok: true, value: backup };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: `No backup could be made of ${databaseName} (${reason}).` };
  }
}

/**
 * Makes backups of a folder's database that was found sound: at once, and then as long as work goes on. `onProblem` is told
 * each new reason why there is none. Returns how to stop.
 */
export function keepBackups(
  folder: string,
  databaseName: string,
  onProblem: (problem: string) => void,
): () => void {
  let said = '';
  const make = async () => {
    const made = await makeBackup(folder, databaseName);
    if (!made.ok && made.problem !== said) onProblem(made.problem);
    said = made.ok ? '' : made.problem;
  };
  void make();
  const timer = setInterval(() => void make(), intervalMs);
  timer.unref();
  return () => clearInterval(timer);
}
