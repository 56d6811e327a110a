import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textFormats, textOf } from '../../shared/export/text-formats';
import { exampleReading } from '../../shared/findings/example-reading';
import { type Reading, readingSchema } from '../../shared/findings/reading';
import { sampleReading } from '../store/testing/sample-reading';
import { jsonPerReading, writeEachReading, writeReadings, writeText } from './write-readings';
import { SourceProblem } from './write-whole';

/** No reading of these tests is left out. */
const fail = (problem: string) => {
  throw new Error(problem);
};
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rim-export-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const reading = sampleReading('8f0ea2c1-5f9b-4f0e-9a6c-0d6a5b0e6f11');
const other: Reading = { ...exampleReading(), readingId: '0d8d0c0c-6d8d-4a53-8f52-1f6f0d0c7a22' };
const text = (name: string) => readFileSync(join(folder, name), 'utf8');

describe('one file', () => {
  it('is JSON: one reading as an object, several as a list, and nothing else', async () => {
    expect(await writeReadings(join(folder, 'one.json'), 'json', [reading])).toEqual({
      ok: true,
      value: ['one.json'],
    });
    expect(readingSchema.parse(JSON.parse(text('one.json')))).toStrictEqual(reading);
    await writeReadings(join(folder, 'many.json'), 'json', [reading, other, reading]);
    expect(JSON.parse(text('many.json'))).toStrictEqual([reading, other, reading]);
    await writeReadings(join(folder, 'none.json'), 'json', []);
    expect(JSON.parse(text('none.json'))).toStrictEqual([]);
    expect(readdirSync(folder).sort()).toEqual(['many.json', 'none.json', 'one.json']);
  });

  it('is NDJSON: a reading a line', async () => {
    await writeReadings(join(folder, 'all.ndjson'), 'ndjson', [reading, other]);
    const lines = text('all.ndjson').split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => JSON.parse(line))).toStrictEqual([reading, other]);
  });

  it('is a table with its code book beside it', async () => {
    const written = await writeReadings(join(folder, 'findings-wide.csv'), 'csv-wide', [reading, other]);
    expect(written).toEqual({ ok: true, value: ['findings-wide.csv', 'findings-code-book.csv'] });
    await writeReadings(join(folder, 'findings-long.csv'), 'csv-long', [reading, other]);
    expect(readdirSync(folder).sort()).toEqual([
      'findings-code-book.csv',
      'findings-long.csv',
      'findings-wide.csv',
    ]);
    const [wide, long, book]: Record<string, string>[][] = ['wide', 'long', 'code-book'].map((table) =>
      parse(text(`findings-${table}.csv`), { bom: true, columns: true }),
    );
    expect(wide?.map((row) => row.reading_id)).toEqual([reading.readingId, other.readingId]);
    expect(wide?.[1]?.retropulsion_RETRO_ADJ_mm).toBe('4.4');
    const described = (table: string) => book?.filter((row) => row.table === table).map((row) => row.name);
    expect(described('wide')).toEqual(Object.keys(wide?.[0] ?? {}));
    expect(described('long')).toEqual(Object.keys(long?.[0] ?? {}));
  });

  it('replaces an earlier file as a whole', async () => {
    writeFileSync(join(folder, 'findings.json'), 'x'.repeat(1_000_000));
    await writeReadings(join(folder, 'findings.json'), 'json', [reading]);
    expect(JSON.parse(text('findings.json'))).toStrictEqual(reading);
  });

  it('says in a sentence why nothing was written, and leaves nothing half-written', async () => {
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'taken.csv'));
    const write = (...names: string[]) => writeReadings(join(folder, ...names), 'csv-wide', [reading]);
    expect(await write('file', 'findings.csv')).toMatchObject({
      ok: false,
      problem: expect.stringContaining('“findings.csv” was not exported'),
    });
    expect(await write('gone', 'findings.csv')).toMatchObject({
      ok: false,
      problem: expect.stringContaining('does not exist any more'),
    });
    expect(await write('taken.csv')).toMatchObject({ ok: false });
    expect(readdirSync(folder).sort()).toEqual(['file', 'taken.csv']);
  });

  it('keeps the earlier file and says why where the readings end too early', async () => {
    writeFileSync(join(folder, 'findings.csv'), 'earlier');
    function* broken() {
      yield reading;
      throw new SourceProblem('The reading of C-2 is damaged; restore a backup.');
    }
    const pieces = textOf(textFormats['csv-long'], broken());
    expect(await writeText(join(folder, 'findings.csv'), 'csv-long', pieces)).toEqual({
      ok: false,
      problem: '“findings.csv” was not exported. The reading of C-2 is damaged; restore a backup.',
    });
    expect(text('findings.csv')).toBe('earlier');
    expect(readdirSync(folder)).toEqual(['findings.csv']);
  });

  it('keeps the earlier file and says so where the disk fills up on the way', async () => {
    writeFileSync(join(folder, 'findings.csv'), 'earlier');
    function* untilFull() {
      yield reading;
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    }
    const pieces = textOf(textFormats['csv-wide'], untilFull());
    expect(await writeText(join(folder, 'findings.csv'), 'csv-wide', pieces)).toEqual({
      ok: false,
      problem:
        '“findings.csv” was not exported. Its folder cannot be written because the disk is full; free some space, then try again.',
    });
    expect(text('findings.csv')).toBe('earlier');
    expect(readdirSync(folder)).toEqual(['findings.csv']);
  });
});

describe('one file a reading', () => {
  it('is named by case, reader and revision, and never twice', async () => {
    const inStudy = (repeat: number): Reading => ({
      ...other,
      readingId: `0d8d0c0c-6d8d-4a53-8f52-1f6f0d0c7a3${repeat}`,
      reader: { id: 'Reader B/2' },
      project: { projectId: other.readingId, protocolVersion: 1, caseId: 'K-7', repeat },
    });
    const adjudication: Reading = {
      ...inStudy(0),
      adjudicates: [{ readingId: other.readingId, revision: 1, label: 'A', sha256: '0'.repeat(64) }],
    };
    const readings = [other, { ...other, revision: 2 }, reading, other, inStudy(0), inStudy(1), adjudication];
    expect(await writeEachReading(folder, jsonPerReading, readings, fail)).toEqual({ ok: true, value: 7 });
    expect(readdirSync(folder).sort()).toEqual(
      [
        'C-014_reader-a_revision-1.json',
        `C-014_reader-a_revision-1_${other.readingId}.json`,
        'C-014_reader-a_revision-2.json',
        'K-7_Reader-B-2_adjudication_revision-1.json',
        'K-7_Reader-B-2_repeat-1_revision-1.json',
        'K-7_Reader-B-2_revision-1.json',
        'P-0001_reader-1_revision-1.json',
      ].sort(),
    );
    expect(JSON.parse(text('C-014_reader-a_revision-2.json'))).toStrictEqual({ ...other, revision: 2 });
  });

  it('makes its folder, and stops with a sentence where it cannot or where a reading cannot be had', async () => {
    expect(await writeEachReading(join(folder, 'new', 'one'), jsonPerReading, [reading], fail)).toMatchObject(
      {
        ok: true,
      },
    );
    expect(readdirSync(join(folder, 'new', 'one'))).toHaveLength(1);
    rmSync(join(folder, 'new'), { recursive: true });
    writeFileSync(join(folder, 'file'), '');
    expect(
      await writeEachReading(join(folder, 'file', 'one'), jsonPerReading, [reading], fail),
    ).toMatchObject({
      ok: false,
      problem: expect.stringContaining('a part of its path is a file'),
    });
    rmSync(join(folder, 'file'));
    function* broken() {
      yield reading;
      throw new SourceProblem('The reading of C-2 is damaged; restore a backup.');
    }
    expect(await writeEachReading(folder, jsonPerReading, broken(), fail)).toEqual({
      ok: false,
      problem: 'The reading of C-2 is damaged; restore a backup.',
    });
    expect(readdirSync(folder)).toEqual(['P-0001_reader-1_revision-1.json']);
  });
});
