import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFileName } from '../store/schema';
import { createProjectFolder, openProjectFolder } from './project-folders';
import { person } from './testing/project-sample';

const child = join(import.meta.dirname, 'testing/opening-child.ts');
const isRoot = process.getuid?.() === 0;

let work: string;
let folder: string;

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'rim-project-'));
  chmodSync(work, 0o755);
  folder = join(work, 'study');
  mkdirSync(folder);
  const coordinator = person('lead', 'coordinator');
  const created = createProjectFolder({
    title: 'Rim',
    coordinator,
    folder,
    keyTable: join(work, 'key.json'),
    now: new Date('2026-01-02T03:04:05.000Z'),
  });
  if (!created.ok) throw new Error(created.problem);
  tidy();
});
afterEach(() => {
  chmodSync(folder, 0o700);
  rmSync(work, { recursive: true });
});

/** Takes away what SQLite leaves beside a database until the program that had it open ends. */
function tidy(): void {
  for (const suffix of ['-wal', '-shm']) rmSync(join(folder, databaseFileName + suffix), { force: true });
}

const environment = { ...process.env, TSX_DISABLE_CACHE: '1' };

/** What a program of its own makes of the folder, where the disk it lies on is read-only to it alone. */
function openedOnReadOnlyDisk(): unknown {
  const script =
    'mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && exec "$2" --import tsx "$3" "$1"';
  const space = isRoot ? ['--mount'] : ['--mount', '--map-root-user'];
  const run = spawnSync('unshare', [...space, 'sh', '-c', script, 'sh', folder, process.execPath, child], {
    encoding: 'utf8',
    env: environment,
  });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout);
}

const canMount =
  spawnSync('unshare', [
    ...(isRoot ? ['--mount'] : ['--mount', '--map-root-user']),
    ...['sh', '-c', 'mount --bind /tmp /tmp && mount -o remount,bind,ro /tmp'],
  ]).status === 0;

describe.skipIf(!canMount)(
  'a project on a read-only disk (skipped where this user may not mount one: Linux with mount namespaces)',
  () => {
    it('is open for reading only, and says so', () => {
      expect(openedOnReadOnlyDisk()).toMatchObject({
        title: 'Rim',
        readOnly: 'The folder of this project cannot be written; it is open for reading only.',
        readers: { ok: true, value: [{ code: 'lead' }] },
        recorded: { ok: false, problem: expect.stringContaining('is read-only') },
      });
      expect(readdirSync(folder)).toEqual([databaseFileName]);
    });

    it('is not opened without changes that are beside it and cannot be read', () => {
      const opened = openProjectFolder(folder);
      if (!opened.ok) throw new Error(opened.problem);
      const { store, lock, cohort } = opened.value;
      cohort.keepDifferences([{ caseId: 'C001', basis: '', differs: true }]);
      const journal = join(folder, `${databaseFileName}-wal`);
      copyFileSync(journal, join(work, 'kept'));
      lock?.release();
      store.close();
      tidy();
      copyFileSync(join(work, 'kept'), journal);
      expect(openedOnReadOnlyDisk()).toEqual({
        problem: expect.stringMatching(
          /study lies on a read-only disk and was not closed properly: .* Copy the folder to a disk/,
        ),
      });
    });
  },
);

it('says what to do where a user may not write the folder', () => {
  chmodSync(folder, 0o555);
  chmodSync(join(folder, databaseFileName), 0o644);
  // Root may write anywhere: there the child runs as an ordinary user.
  const user = isRoot ? { uid: 65534, gid: 65534 } : {};
  const run = spawnSync(process.execPath, ['--import', 'tsx', child, folder], {
    encoding: 'utf8',
    env: environment,
    ...user,
  });
  expect(JSON.parse(run.stdout)).toEqual({
    problem: expect.stringMatching(
      /study may not be written by you, .* copy the folder and open the copy\.$/,
    ),
  });
});
