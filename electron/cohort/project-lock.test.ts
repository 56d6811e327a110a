import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lockFileName, ProjectLock } from './project-lock';

let folder: string;
let file: string;
const held: ProjectLock[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rim-lock-'));
  file = join(folder, lockFileName);
});
afterEach(() => {
  for (const lock of held.splice(0)) lock.release();
  rmSync(folder, { recursive: true });
});

function take(now?: Date) {
  const taken = ProjectLock.take(folder, now);
  if ('lock' in taken) held.push(taken.lock);
  return taken;
}

function writeHolder(changes: object): void {
  const at = '2026-01-02T03:04:05.000Z';
  const holder = { id: crypto.randomUUID(), pid: process.pid, host: hostname(), since: at, seen: at };
  writeFileSync(file, JSON.stringify({ ...holder, ...changes }));
}

it('is had by one at a time, and leaves nothing behind when it is released', () => {
  const first = take();
  expect('lock' in first).toBe(true);
  const second = take();
  expect(second).toEqual({ heldSince: expect.any(String), elsewhere: false });
  for (const lock of held.splice(0)) lock.release();
  expect(readdirSync(folder)).toEqual([]);
  expect('lock' in take()).toBe(true);
});

it('is taken over from a program of this computer that is gone', async () => {
  const child = spawn(process.execPath, ['-e', '']);
  const pid = child.pid ?? 0;
  await new Promise((ended) => child.once('exit', ended));
  writeHolder({ pid, seen: new Date().toISOString() });
  expect('lock' in take()).toBe(true);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
});

it('is left to a program of this computer that runs, however long it has been silent', () => {
  writeHolder({});
  expect(take()).toEqual({ heldSince: '2026-01-02T03:04:05.000Z', elsewhere: false });
});

it('is taken over from another computer only when that has been silent for a minute', () => {
  writeHolder({ host: 'elsewhere' });
  expect(take(new Date('2026-01-02T03:04:50.000Z'))).toMatchObject({ elsewhere: true });
  expect('lock' in take(new Date('2026-01-02T03:05:10.000Z'))).toBe(true);
});

it('is taken over where its file is damaged, but for one that is just being written', () => {
  writeFileSync(file, '{"id":');
  expect(take()).toMatchObject({ elsewhere: false });
  const before = new Date(Date.now() - 10_000);
  utimesSync(file, before, before);
  expect('lock' in take()).toBe(true);
});

it('does not release what another program has taken', () => {
  take();
  writeHolder({ host: 'elsewhere' });
  for (const lock of held.splice(0)) {
    expect(lock.isLost()).toBe(true);
    lock.release();
  }
  expect(existsSync(file)).toBe(true);
});

it('says so where the folder cannot be written', () => {
  expect(ProjectLock.take(join(folder, 'none'))).toEqual({ unwritable: true });
});
