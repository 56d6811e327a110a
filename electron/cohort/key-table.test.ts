import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { liesInside, newKeyTable, readKeyTable, writeKeyTable } from './key-table';
import { hashPin, isPin } from './pin';
import { pseudonymousUid } from './pseudonymous-uid';

const projectId = '6f2c1f0a-3c55-4d7e-9b1d-0f6f6f7c2a11';
const secret = 'ab'.repeat(32);
let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rim-key-'));
  file = join(folder, 'key table.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const table = {
  ...newKeyTable({ projectId, title: 'Rim', secret }),
  cases: [
    {
      caseId: 'C001',
      studyInstanceUid: '1.2.3',
      patientId: 'HOSPITAL-4711',
      imageCount: 3,
      paths: ['/data/a'],
      listId: '0d8d0c0c-6d8d-4a53-8f52-1f6f0d0c7a22',
    },
  ],
};

it('comes back as written, for its owner only, and replaces nothing where writing fails', () => {
  expect(writeKeyTable(file, table)).toEqual({ ok: true, value: null });
  expect(readKeyTable(file, projectId)).toEqual({ ok: true, value: table });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(writeKeyTable(join(folder, 'none', 'x.json'), table)).toMatchObject({ ok: false });
  expect(readdirSync(folder)).toEqual(['key table.json']);
});

it('is refused where it is missing, damaged or of another project, without its content', () => {
  const problem = (id = projectId) => {
    const read = readKeyTable(file, id);
    return read.ok ? '' : read.problem;
  };
  expect(problem()).toContain('not at its place');
  writeFileSync(file, '{"secret":"ab');
  expect(problem()).toContain('damaged');
  writeKeyTable(file, table);
  expect(problem('0b0f7f0e-6d5c-4d53-9a52-6a2f7d4b0c11')).toContain('another project (“Rim”)');
  chmodSync(file, 0o644);
  expect(problem()).toBe('');
});

it('tells what lies inside a folder', () => {
  expect(liesInside('/a/project/key.json', '/a/project')).toBe(true);
  expect(liesInside('/a/project/deep/../deep/key.json', '/a/project/')).toBe(true);
  expect(liesInside('/a/project-keys/key.json', '/a/project')).toBe(false);
  expect(liesInside('/a/key.json', '/a/project')).toBe(false);
  expect(liesInside('/a/project/..key.json', '/a/project')).toBe(true);
  const project = join(folder, 'project');
  mkdirSync(project);
  symlinkSync(project, join(folder, 'link'));
  expect(liesInside(join(folder, 'link', 'key.json'), project)).toBe(true);
  expect(liesInside(join(project, 'key.json'), join(folder, 'link'))).toBe(true);
  expect(liesInside(file, project)).toBe(false);
});

it('makes UIDs that are valid, the same for the same secret, and unlike the real ones', () => {
  const uid = pseudonymousUid('1.2.840.1', secret);
  expect(uid).toMatch(/^2\.25\.(0|[1-9]\d{0,38})$/);
  expect(pseudonymousUid('1.2.840.1', secret)).toBe(uid);
  expect(pseudonymousUid('1.2.840.1', 'cd'.repeat(32))).not.toBe(uid);
  expect(pseudonymousUid('1.2.840.2', secret)).not.toBe(uid);
});

it('knows a PIN by its hash only, which is different each time', () => {
  const stored = hashPin('4711');
  expect(stored).not.toContain('4711');
  expect(hashPin('4711')).not.toBe(stored);
  expect(isPin('4711', stored)).toBe(true);
  expect(isPin('4712', stored)).toBe(false);
  expect(isPin('', stored)).toBe(false);
  expect(isPin('4711', 'plain:4711')).toBe(false);
});
