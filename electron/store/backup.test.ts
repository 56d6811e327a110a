import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, statSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backupFolderName, backupsOf, makeBackup } from './backup';
import { appendSave } from './readings';
import { databaseFileName } from './schema';
import { Store } from './store';
import { sampleReading } from './testing/sample-reading';

const readingId = '8f0ea2c1-5f9b-4f0e-9a6c-0d6a5b0e6f11';
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rim-backup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function save(store: Store, change: string): void {
  const saved = store.use((database) =>
    appendSave(database, { reading: sampleReading(readingId, 3000), viewState: null, change, itemsLeft: 0 }),
  );
  expect(saved).toMatchObject({ ok: true, value: { ok: true } });
}

/** Overwrites everything but the header of the file. */
function damage(file: string): void {
  const { size } = statSync(file);
  const descriptor = openSync(file, 'r+');
  writeSync(descriptor, Buffer.alloc(size - 4096, 0x5a), 0, size - 4096, 4096);
  closeSync(descriptor);
}

it('keeps the latest three, each whole, and makes none where nothing changed', async () => {
  const store = new Store(folder);
  for (let number = 1; number <= 5; number += 1) {
    save(store, `change ${number}`);
    expect(await makeBackup(folder, databaseFileName)).toMatchObject({ ok: true, value: expect.any(String) });
  }
  expect(await makeBackup(folder, databaseFileName)).toEqual({ ok: true, value: null });
  store.close();
  const kept = backupsOf(folder);
  expect(kept).toHaveLength(3);
  expect(readdirSync(join(folder, backupFolderName))).toHaveLength(3);
  expect(Date.now() - Date.parse(kept[0]?.at ?? '')).toBeLessThan(60_000);
});

it('a damaged database never takes the place of a backup', async () => {
  const store = new Store(folder);
  for (let number = 0; number < 40; number += 1) save(store, `change ${number}`);
  await makeBackup(folder, databaseFileName);
  store.close();
  const [good] = backupsOf(folder);
  damage(join(folder, databaseFileName));
  expect(await makeBackup(folder, databaseFileName)).toEqual({
    ok: false,
    problem: expect.stringContaining('No backup could be made'),
  });
  expect(backupsOf(folder)).toEqual([good]);
});
