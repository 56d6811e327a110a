import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { setRimCell } from '../shared/findings/edits';
import { applyEdits, exampleReading } from '../shared/findings/example-reading';
import { readFindingsFiles } from './findings-files';
import { assessFiles } from './risk';
import { validateFile } from './validate';

const folder = mkdtempSync(path.join(tmpdir(), 'rim-reader-findings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(name: string, content: unknown): string {
  const file = path.join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

async function validateAll(...files: string[]) {
  return (await readFindingsFiles(files)).map(validateFile);
}

describe('validate', () => {
  it('accepts one reading, a list of readings, NDJSON, and a byte order mark', async () => {
    const one = write('one.json', exampleReading());
    const many = write('many.json', [exampleReading(), exampleReading()]);
    const marked = write('marked.json', `\uFEFF${JSON.stringify(exampleReading())}`);
    const lines = write('lines.ndjson', `${JSON.stringify(exampleReading())}\n`.repeat(3));
    expect(await validateAll(one, many, marked, lines)).toEqual([
      { file: one, valid: true, readings: 1, problems: [] },
      { file: many, valid: true, readings: 2, problems: [] },
      { file: marked, valid: true, readings: 1, problems: [] },
      { file: lines, valid: true, readings: 3, problems: [] },
    ]);
  });

  it('says which reading of a list disagrees with its points', async () => {
    const wrong = structuredClone(exampleReading());
    const retropulsion = wrong.fractures[0]?.measurements[0];
    if (retropulsion) retropulsion.value = 7;
    const [result] = await validateAll(write('wrong.json', [exampleReading(), wrong]));
    expect(result?.problems).toEqual([
      'reading 2: retropulsion of L1 (RETRO-ADJ, mm): stored 7 mm, recomputed 4.4 mm.',
    ]);
  });

  it('says what is wrong with files that hold no findings', async () => {
    const text = JSON.stringify(exampleReading());
    const results = await validateAll(
      write('empty.json', ''),
      write('cut.json', text.slice(0, 500)),
      write('none.json', []),
      write('newer.json', { ...exampleReading(), schemaVersion: 7 }),
      path.join(folder, 'absent.json'),
      folder,
    );
    expect(results.map((one) => one.problems[0])).toEqual([
      'It is empty.',
      'It is not JSON (damaged or cut off?).',
      'The list holds no reading.',
      expect.stringContaining('newer Rim Reader (schema 7)'),
      'Cannot be read: no such file.',
      'Cannot be read: it is a folder, not a findings file.',
    ]);
    expect(results.every((one) => !one.valid)).toBe(true);
  });
});

describe('risk', () => {
  it('recomputes the assessment and brings its evidence', async () => {
    const stored = { ...exampleReading(), risk: null };
    const { reports, problems } = assessFiles(await readFindingsFiles([write('risk.json', stored)]));
    expect(problems).toEqual([]);
    const [report] = reports;
    expect(report).toMatchObject({ pathway: 'R3', ruleSetVersion: '1.0', missing: [] });
    expect(report?.rules.map((rule) => rule.id)).toEqual(['R3', 'R9']);
    expect(Object.keys(report?.evidence ?? {}).toSorted()).toEqual(
      ['E1', 'E2', 'E3', 'E4', 'E11', 'E12', 'E13', 'E14'].toSorted(),
    );
    expect(report?.evidence.E1?.cohort).toEqual([
      'radiculopathy after kyphoplasty: 4 of 251 = 1.6 % (95 % CI 0.44–4.0 %)',
    ]);
  });

  it('says what is missing, and assesses the readings beside a broken one', async () => {
    const unread = applyEdits(exampleReading(), [(r) => setRimCell(r, 'L1', 'middle-central', 'unread')]);
    const file = write('mixed.json', [unread, { schemaVersion: 1 }]);
    const { reports, problems } = assessFiles(await readFindingsFiles([file]));
    expect(reports[0]?.missing).toEqual(['posterior rim of L1: 1 of 9 cells unread']);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain('reading 2: readingId:');
  });
});
