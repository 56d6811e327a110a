import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { prepareDataFolder } from './data-folder';

it('creates the data folder, and gives Chromium a temporary one where it cannot', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rim-data-'));
  const wanted = join(folder, 'a', 'b');
  expect(prepareDataFolder(wanted)).toEqual({ store: wanted, profile: wanted, temporary: false });
  expect(existsSync(wanted)).toBe(true);
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const impossible = prepareDataFolder(join(file, 'data'));
  expect(impossible).toMatchObject({ store: join(file, 'data'), temporary: true });
  expect(existsSync(impossible.profile)).toBe(true);
  rmSync(impossible.profile, { recursive: true });
  rmSync(folder, { recursive: true });
});
