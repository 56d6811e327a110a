import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { firstPreferences } from '../../shared/ipc/preferences';
import { readSetting, writeSetting } from '../store/settings';
import { Store } from '../store/store';
import { readPreferences, writePreferences } from './reader-preferences';

let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rim-preferences-'));
  store = new Store(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

it('keeps what each reader chose, also after a restart', () => {
  const chosen = { ...firstPreferences, theme: 'light' as const, keys: { 'reading.next': ['J'] } };
  expect(writePreferences(store, 'anna', chosen)).toEqual({ ok: true, value: null });
  store.close();
  store = new Store(folder);
  expect(readPreferences(store, 'anna')).toEqual({ preferences: chosen, problem: null });
  expect(readPreferences(store, 'bert')).toEqual({ preferences: firstPreferences, problem: null });
});

it('reads older preferences with defaults for what they lack, and keeps what a newer version added', () => {
  store.use((database) => writeSetting(database, 'preferences of anna', { scale: 1.5, later: { a: 1 } }));
  const { preferences } = readPreferences(store, 'anna');
  expect(preferences).toEqual({ ...firstPreferences, scale: 1.5, later: { a: 1 } });
});

it('says that stored preferences cannot be read, once, and keeps them under another name', () => {
  const broken = { version: 1, keys: 'all of them' };
  store.use((database) => writeSetting(database, 'preferences of anna', broken));
  const { preferences, problem } = readPreferences(store, 'anna');
  expect(preferences).toEqual(firstPreferences);
  const name = /“(.+)”/.exec(problem ?? '')?.[1] ?? '';
  writePreferences(store, 'anna', { ...firstPreferences, scale: 2 });
  expect(store.use((database) => readSetting(database, name, z.unknown()))).toEqual({
    ok: true,
    value: broken,
  });
  expect(readPreferences(store, 'anna')).toMatchObject({ preferences: { scale: 2 }, problem: null });
});
