import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readingSchema } from '../../shared/findings/reading';
import { sampleReading } from '../store/testing/sample-reading';
import { writeFindings } from './write-findings';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rim-export-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const reading = sampleReading('8f0ea2c1-5f9b-4f0e-9a6c-0d6a5b0e6f11');
const other = sampleReading('0d8d0c0c-6d8d-4a53-8f52-1f6f0d0c7a22');

it('writes one reading as an object and several as an array, and nothing else', async () => {
  const one = join(folder, 'one.json');
  expect(await writeFindings(one, [reading])).toEqual({ ok: true, value: 'one.json' });
  expect(readingSchema.parse(JSON.parse(readFileSync(one, 'utf8')))).toStrictEqual(reading);
  const many = join(folder, 'many.json');
  await writeFindings(many, [reading, other]);
  expect(JSON.parse(readFileSync(many, 'utf8'))).toStrictEqual([reading, other]);
  expect(readdirSync(folder).sort()).toEqual(['many.json', 'one.json']);
});

it('replaces an earlier file as a whole', async () => {
  const path = join(folder, 'findings.json');
  writeFileSync(path, 'x'.repeat(1_000_000));
  await writeFindings(path, [reading]);
  expect(JSON.parse(readFileSync(path, 'utf8'))).toStrictEqual(reading);
});

it('says in a sentence why nothing was written, and leaves nothing half-written', async () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const below = await writeFindings(join(file, 'findings.json'), [reading]);
  expect(below).toMatchObject({
    ok: false,
    problem: expect.stringContaining('“findings.json” was not exported'),
  });
  const gone = await writeFindings(join(folder, 'gone', 'findings.json'), [reading]);
  expect(gone).toMatchObject({ ok: false, problem: expect.stringContaining('does not exist any more') });
  const taken = join(folder, 'taken.json');
  mkdirSync(taken);
  expect(await writeFindings(taken, [reading])).toMatchObject({ ok: false });
  expect(readdirSync(folder).sort()).toEqual(['file', 'taken.json']);
});
