import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { backupFolderName, backupsOf, makeBackup } from './backup';
import { databaseFileName } from './schema';
import { Store } from './store';
import { damage, saveChange } from './testing/saves';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rim-backup-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

it('keeps the latest three, each whole, and makes none where nothing changed', async () => {
  const store = new Store(folder);
  for (let number = 1; number <= 5; number += 1) {
    saveChange(store, `change ${number}`);
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
  for (let number = 0; number < 40; number += 1) saveChange(store, `change ${number}`);
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
