import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isAvailable, rootName, sortOpenedPaths } from './opened-paths';

it('makes each folder a place, loose files one, and names what is missing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rim-paths-'));
  const at = (name: string) => join(folder, name);
  mkdirSync(at('cd'));
  mkdirSync(at('usb'));
  writeFileSync(at('b.dcm'), '');
  writeFileSync(at('a.dcm'), '');
  const sorted = await sortOpenedPaths([
    at('b.dcm'),
    at('cd'),
    at('gone'),
    `${at('cd')}/`,
    at('usb'),
    at('a.dcm'),
  ]);
  expect(sorted).toEqual({
    places: [[at('cd')], [at('usb')], [at('a.dcm'), at('b.dcm')]],
    missing: ['gone'],
  });
  expect(await isAvailable({ id: '1', paths: [at('cd')], bundled: false })).toBe(true);
  expect(await isAvailable({ id: '1', paths: [at('gone')], bundled: false })).toBe(false);
  rmSync(folder, { recursive: true });
});

it('calls a place by the last part of its path', () => {
  const root = (paths: string[]) => ({ id: '1', paths, bundled: false });
  expect(rootName(root(['/media/disc/CD 1']))).toBe('CD 1');
  expect(rootName(root(['/media/disc/a.dcm', '/media/disc/b.dcm']))).toBe('2 files in disc');
  expect(rootName(root(['/media/disc/CD 1/DICOMDIR']))).toBe('CD 1');
  expect(rootName(root(['/']))).toBe('/');
});
