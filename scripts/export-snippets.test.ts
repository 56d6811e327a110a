/** Runs the R and Python snippets of docs/exports.md on exported tables, and compares what they find. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeReadings } from '../electron/export/write-readings';
import { setFracturePresence, setRimCells } from '../shared/findings/edits';
import { applyEdits, emptyReading, exampleReading, rimCellsWith } from '../shared/findings/example-reading';
import type { Reading } from '../shared/findings/reading';

const folder = mkdtempSync(path.join(tmpdir(), 'rim-snippets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What readers may be called, as far as no CSV reader changes it; R makes one line feed of any line end. */
const readerIds = [
  'reader-a',
  '=1+1',
  'NA',
  'T',
  "'quoted'",
  'a "b", c',
  'two\nlines',
  'Ø–μ読',
  '-5',
  '1e5',
  '+x',
  'null',
];

function exampleWith(index: number): Reading {
  const reading = structuredClone(exampleReading());
  const retropulsion = reading.fractures[0]?.measurements[0];
  if (retropulsion === undefined) throw new Error('the example measures nothing');
  retropulsion.value = index % 4 === 3 ? null : Math.sin(index + 1) * 10 ** (index % 5);
  if (retropulsion.value === null)
    retropulsion.refused = 'retropulsion at L1 is not measured: "why", not said.';
  return reading;
}

const readings = readerIds.map((id, index): Reading => {
  const base =
    index === 5
      ? applyEdits(emptyReading(), [(r) => setFracturePresence(r, 'absent')])
      : index % 3 === 0
        ? applyEdits(exampleReading(), [(r) => setRimCells(r, 'L1', rimCellsWith({}))])
        : exampleWith(index);
  return { ...base, reader: { id } };
});

/** The mean over the fractures, for all or for one rim status. */
function meanRetropulsion(status?: string): number {
  const values = readings
    .flatMap((reading) => reading.fractures)
    .filter(({ rim }) => status === undefined || rim.status === status)
    .flatMap(({ measurements }) => measurements.filter((one) => one.method === 'RETRO-ADJ'))
    .flatMap(({ value }) => (value === null ? [] : [value]));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const expected = {
  disrupted: meanRetropulsion('disrupted'),
  intact: meanRetropulsion('intact'),
  overall: meanRetropulsion(),
  share:
    readings.flatMap(({ fractures }) => fractures).filter(({ rim }) => rim.status === 'disrupted').length /
    readings.flatMap(({ fractures }) => fractures).length,
};

const values = readings.map(
  ({ fractures }) => fractures[0]?.measurements.find((one) => one.method === 'RETRO-ADJ')?.value ?? null,
);

/** The snippet of a language in the documentation. */
function snippet(language: string): string {
  const text = readFileSync(path.join(import.meta.dirname, '../docs/exports.md'), 'utf8');
  const found = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'ms').exec(text)?.[1];
  if (found === undefined) throw new Error(`docs/exports.md has no ${language} snippet`);
  return found;
}

/** The first of these interpreters that can run the statement; null where none is installed. */
function installed(commands: readonly string[], flag: string, statement: string): string | null {
  const works = (command: string) => spawnSync(command, [flag, statement]).status === 0;
  return commands.find(works) ?? null;
}

const rscript = installed(['Rscript'], '-e', '1');
const python = installed(['python3', '/usr/bin/python3'], '-c', 'import pandas');

function run(command: string, file: string, script: string): string[] {
  const place = path.join(folder, file);
  writeFileSync(place, script);
  const { status, stdout, stderr } = spawnSync(command, [place], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
  });
  if (status !== 0) throw new Error(`${command} failed: ${stderr}`);
  expect(stderr).toBe('');
  return stdout.trimEnd().split('\n');
}

/** Lines as both scripts print them: four results, the values, the readers' code points, the text of the reasons. */
function expectFound([results = '', found = '', readers = '', reasons = '']: string[]): void {
  const [disrupted = Number.NaN, intact = Number.NaN, overall = Number.NaN, share] = results
    .split(' ')
    .map(Number);
  expect(disrupted).toBeCloseTo(expected.disrupted, 9);
  expect(intact).toBeCloseTo(expected.intact, 9);
  expect(overall).toBeCloseTo(expected.overall, 9);
  expect(share).toBe(expected.share);
  expect(found.split(' ').map((text) => (/^(NA|nan)$/.test(text) ? null : Number(text)))).toEqual(values);
  const texts = readers.split(' ').map((codes) => String.fromCodePoint(...codes.split('-').map(Number)));
  expect(texts).toEqual(readerIds);
  expect(reasons).toBe(String(values.filter((value, index) => value === null && index !== 5).length));
}

describe('the snippets of docs/exports.md', () => {
  beforeAll(async () => {
    await writeReadings(path.join(folder, 'findings-wide.csv'), 'csv-wide', readings);
    await writeReadings(path.join(folder, 'findings-long.csv'), 'csv-long', readings);
  });

  it('cover the cases they are about', () => {
    expect(expected.share).toBeGreaterThan(0);
    expect(expected.share).toBeLessThan(1);
    expect(values).toContain(null);
  });

  it.skipIf(rscript === null)(`R${rscript === null ? ' (skipped: Rscript is not installed)' : ''}`, () => {
    const lines = run(
      rscript ?? '',
      'snippet.R',
      `${snippet('r')}
cat(sprintf("%.17g", c(means[["disrupted"]], means[["intact"]], overall, share)), "\\n")
cat(sprintf("%.17g", wide$retropulsion_RETRO_ADJ_mm), "\\n")
cat(vapply(wide$reader_id, function(id) paste(utf8ToInt(id), collapse = "-"), ""), "\\n")
cat(sum(wide$retropulsion_RETRO_ADJ_mm_reason == 'retropulsion at L1 is not measured: "why", not said.', na.rm = TRUE), "\\n")
`,
    );
    expectFound(lines.map((line) => line.trimEnd()));
  });

  it.skipIf(python === null)(
    `pandas${python === null ? ' (skipped: Python with pandas is not installed)' : ''}`,
    () => {
      const lines = run(
        python ?? '',
        'snippet.py',
        `${snippet('python')}
print(*(repr(float(x)) for x in (means["disrupted"], means["intact"], overall, share)))
print(*(repr(float(x)) for x in wide["retropulsion_RETRO_ADJ_mm"]))
print(*("-".join(str(ord(letter)) for letter in name) for name in wide["reader_id"]))
print(int((wide["retropulsion_RETRO_ADJ_mm_reason"] == 'retropulsion at L1 is not measured: "why", not said.').sum()))
`,
      );
      expectFound(lines);
    },
  );
});
