import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { auditEntries } from './audit';
import { backupFolderName, backupsOf, makeBackup } from './backup';
import { ofDataFolder } from './database';
import { readingHistory } from './readings';
import type { BackupAnswer, BackupOffer } from './recover';
import { databaseFileName } from './schema';
import { Store } from './store';
import { verifyTrail } from './stored-trail';
import { damage, saveChange, savedChanges, savedReadingId } from './testing/saves';

let folder: string;
let file: string;
let offers: BackupOffer[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rim-recover-'));
  file = join(folder, databaseFileName);
  offers = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A store whose user gives these answers, one a question. */
function storeOf(...answers: BackupAnswer[]): Store {
  return new Store(folder, {
    ...ofDataFolder,
    chooseBackup: (offer) => {
      offers.push(offer);
      const answer = answers.shift();
      if (answer === undefined) throw new Error('asked once more');
      return answer;
    },
  });
}

const lastEntry = (store: Store) => {
  const entries = store.use((database) => auditEntries(database, null));
  return entries.ok ? entries.value.at(-1) : null;
};

/** Three saves of which a backup has two or all, then the file is damaged. Gives its bytes. */
async function damagedFile(backedUp: 2 | 3): Promise<Buffer> {
  const store = storeOf();
  for (const [place, change] of ['one', 'two', 'three'].entries()) {
    if (place === backedUp) await makeBackup(folder, databaseFileName);
    saveChange(store, change);
  }
  if (backedUp === 3) await makeBackup(folder, databaseFileName);
  store.close();
  expect(backupsOf(folder)).toHaveLength(1);
  return damage(file);
}

const damagedFiles = () =>
  readdirSync(folder).filter((name) => /^rim-reader\.damaged-.*\.sqlite$/.test(name));

/** The damaged file is kept byte by byte, and nothing is left of recovering. */
function expectKept(damaged: Buffer): void {
  const [kept] = damagedFiles();
  expect(damagedFiles()).toHaveLength(1);
  expect(readFileSync(join(folder, kept ?? '')).equals(damaged)).toBe(true);
  expect(readdirSync(folder).filter((name) => name.startsWith('recovering'))).toEqual([]);
}

it('offers the last backup of a damaged database, takes it over, deletes nothing, and says so', async () => {
  const damaged = await damagedFile(3);
  const [backup] = backupsOf(folder);
  const store = storeOf('take-over');
  expect(offers).toEqual([
    {
      place: `The data folder ${folder}`,
      savesRead: 0,
      backupAt: backup?.at,
      savesBeyond: 3,
      rowsBeyond: expect.any(Number),
    },
  ]);
  expect(savedChanges(store)).toEqual(['one', 'two', 'three']);
  expect(store.notices).toEqual([
    expect.stringMatching(/3 more saves came from the last backup, of .* \(UTC\)\. It was kept as/),
  ]);
  expect(lastEntry(store)).toMatchObject({ action: 'backup-restored' });
  expect(store.use((database) => verifyTrail(database))).toMatchObject({
    ok: true,
    value: { intact: true, entries: 4 },
  });
  saveChange(store, 'four');
  expect(savedChanges(store)).toHaveLength(4);
  store.close();
  expectKept(damaged);
  expect(backupsOf(folder)).toEqual([backup]);
});

it('goes on without the backup where that is wanted, and keeps the backup for good', async () => {
  const damaged = await damagedFile(2);
  const store = storeOf('leave-out');
  expect(savedChanges(store)).toEqual([]);
  expect(store.notices[0]).toMatch(/was left out and is kept in backups, with 2 more saves/);
  expect(lastEntry(store)).toMatchObject({ action: 'backup-left-out' });
  for (let number = 1; number <= 5; number += 1) {
    saveChange(store, `change ${number}`);
    await makeBackup(folder, databaseFileName);
  }
  store.close();
  expectKept(damaged);
  const kept = readdirSync(join(folder, backupFolderName));
  expect(kept.filter((name) => name.startsWith('rim-reader.backup-'))).toHaveLength(3);
  expect(kept.filter((name) => name.startsWith('rim-reader.kept-'))).toHaveLength(1);
  expect(offers).toHaveLength(1);
});

it('changes nothing where it is to be decided later, asks no second time, and offers again at the next start', async () => {
  const damaged = await damagedFile(2);
  const before = readdirSync(folder);
  const store = storeOf('later');
  expect(store.problem).toMatch(/it is not decided yet .* nothing can be saved there\. Start the program/);
  for (let count = 0; count < 2; count += 1)
    expect(store.use(() => 1)).toEqual({ ok: false, problem: store.problem });
  store.close();
  expect(readFileSync(file).equals(damaged)).toBe(true);
  expect(readdirSync(folder)).toEqual(before);
  const again = storeOf('take-over');
  expect(savedChanges(again)).toEqual(['one', 'two']);
  expect(offers).toHaveLength(2);
  again.close();
  expectKept(damaged);
});

it('leaves nothing of a recovery that failed, and the damaged database in its place', async () => {
  const damaged = await damagedFile(2);
  const before = readdirSync(folder);
  const chooseBackup = () => {
    expect(readdirSync(folder)).toContain('recovering');
    throw new Error('the disk is full');
  };
  const store = new Store(folder, { ...ofDataFolder, chooseBackup });
  expect(store.problem).toContain('the disk is full');
  store.close();
  expect(readdirSync(folder)).toEqual(before);
  expect(readFileSync(file).equals(damaged)).toBe(true);
});

it('asks nothing where the backup has nothing beyond what can be read', async () => {
  const store = storeOf();
  for (const change of ['one', 'two', 'three']) saveChange(store, change);
  await makeBackup(folder, databaseFileName);
  store.use((database) => database.exec('CREATE TABLE sacrificed (a); INSERT INTO sacrificed VALUES (1)'));
  const page = store.use((database) =>
    Number(database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = 'sacrificed'").get()?.rootpage),
  );
  store.close();
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(4096, 0x5a), 0, 4096, 4096 * ((page.ok ? page.value : 1) - 1));
  closeSync(descriptor);
  const again = storeOf();
  expect(savedChanges(again)).toEqual(['one', 'two', 'three']);
  expect(again.notices[0]).toMatch(/3 saves could be read .* had nothing beyond that/);
  again.close();
  expect(offers).toEqual([]);
});

it('reads what is left of a database that was cut off', async () => {
  const store = storeOf();
  for (let number = 1; number <= 40; number += 1) {
    saveChange(store, `change ${number}`);
    if (number === 30) await makeBackup(folder, databaseFileName);
  }
  store.close();
  truncateSync(file, statSync(file).size - 2 * 4096);
  const again = storeOf('take-over');
  const kept = savedChanges(again);
  again.close();
  const savesRead = kept.length - (offers[0]?.savesBeyond ?? 0);
  expect(savesRead).toBeGreaterThan(25);
  expect(kept.slice(0, 30)).toEqual(Array.from({ length: 30 }, (_none, index) => `change ${index + 1}`));
});

it('offers it where the damage shows while the program runs', async () => {
  const store = storeOf('take-over');
  for (const change of ['one', 'two']) saveChange(store, change);
  await makeBackup(folder, databaseFileName);
  store.use((database) => database.exec('PRAGMA wal_checkpoint(TRUNCATE)'));
  damage(file);
  const first = store.use((database) => {
    database.exec('PRAGMA shrink_memory');
    return readingHistory(database, savedReadingId);
  });
  expect(first.ok && first.value.length === 2).toBe(false);
  expect(savedChanges(store)).toEqual(['one', 'two']);
  expect(offers).toHaveLength(1);
  store.close();
});

it('is begun again where the program was ended before the recovered database was whole', async () => {
  const damaged = await damagedFile(2);
  mkdirSync(join(folder, 'recovering'));
  for (const name of ['built.sqlite', 'built.sqlite-journal', 'damaged.sqlite', 'recovered.sqlite.part'])
    writeFileSync(join(folder, 'recovering', name), 'cut off');
  const store = storeOf('take-over');
  expect(savedChanges(store)).toEqual(['one', 'two']);
  store.close();
  expectKept(damaged);
});

it('is finished where the program was ended while the damaged database was put aside', async () => {
  const damaged = await damagedFile(2);
  const store = storeOf('take-over');
  store.close();
  const [aside] = damagedFiles();
  mkdirSync(join(folder, 'recovering'));
  renameSync(file, join(folder, 'recovering', 'recovered.sqlite'));
  writeFileSync(`${file}-wal`, 'the journal of the damaged database');
  const again = storeOf();
  expect(again.notices).toEqual([expect.stringContaining('what could be taken over has its place')]);
  expect(savedChanges(again)).toEqual(['one', 'two']);
  again.close();
  expect(readFileSync(join(folder, aside ?? '')).equals(damaged)).toBe(true);
  expect(existsSync(join(folder, 'recovering'))).toBe(false);
  mkdirSync(join(folder, 'recovering'));
  storeOf().close();
  expect(existsSync(join(folder, 'recovering'))).toBe(false);
  const journals = readdirSync(folder).filter((name) => /^rim-reader\.damaged-.*-wal$/.test(name));
  expect(journals.map((name) => readFileSync(join(folder, name), 'utf8'))).toContain(
    'the journal of the damaged database',
  );
});
