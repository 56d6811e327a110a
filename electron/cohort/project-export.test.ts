import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { build } from 'esbuild';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { submit } from '../../shared/findings/edits';
import { type Reading, readingSchema } from '../../shared/findings/reading';
import { emptyViewState } from '../../shared/ipc/contract';
import { exportFormats } from '../../shared/ipc/export-format';
import type { Project } from './project';
import { exportProjectReadings } from './project-export';
import { textOfStored } from './stored-text';
import { filled, person, TestMachine, value } from './testing/project-sample';
import { type StartTexts, textsInThreads } from './text-threads';

let machine: TestMachine;
beforeEach(() => {
  machine = new TestMachine();
});
afterEach(() => machine.dispose());

/** Makes texts here, and notes what it was asked and whether it was ended. */
function textsHere(): { start: StartTexts; lots: number[]; ended: () => boolean } {
  const lots: number[] = [];
  let isEnded = false;
  return {
    lots,
    ended: () => isEnded,
    start: (task) => ({
      atOnce: 2,
      textOf: async (readings) => {
        lots.push(readings.length);
        return textOfStored(task)(readings);
      },
      end: () => {
        isEnded = true;
      },
    }),
  };
}

/** A project of so many cases that anna has read, C001 read by bert as well, with the coordinator signed in. */
async function readProject(cases: number) {
  const { projects, readings } = machine.program();
  const { projectFolder: folder, keyTable } = machine;
  value(projects.create({ title: 'Rim', coordinator: person('lead', 'coordinator'), folder, keyTable }));
  const { project, lists, desk } = value(projects.required());
  for (const code of ['anna', 'bert']) value(project.saveReader(person(code, 'reader')));
  for (let index = 1; index <= cases; index++) machine.writeCase(`case ${index}`, `1.2.3.${index}`);
  value(lists.add(value(await projects.planCases({ kind: 'folders', paths: [machine.casesFolder] })).planId));
  const read = (code: string, caseId: string): Reading => {
    value(projects.signIn(code, ''));
    const opened = value(desk.open({ caseId, repeat: 0, role: 'reader' }));
    const draft = value(readings.openForStudy(opened.studyInstanceUid)).reading;
    const { reading } = submit(filled(draft), machine.now.toISOString());
    value(readings.save({ reading, viewState: emptyViewState, change: 'submitted' }));
    return reading;
  };
  const caseIds = value(project.content()).cases.map(({ caseId }) => caseId);
  const annas = caseIds.map((caseId) => read('anna', caseId));
  const berts = read('bert', 'C001');
  value(projects.signIn('lead', ''));
  const [first, ...rest] = annas.map(({ readingId }) => readingId);
  return { project, signIn: projects.signIn.bind(projects), order: [first, berts.readingId, ...rest] };
}

const textOf = (name: string) => readFileSync(join(machine.folder, name), 'utf8');

/** The ids of the readings of a file, in its order. */
function idsIn(name: string): string[] {
  if (name.endsWith('.csv')) {
    const rows: Record<string, string>[] = parse(textOf(name), { bom: true, columns: true });
    return [...new Set(rows.map((row) => row.reading_id ?? ''))];
  }
  const documents: unknown[] = name.endsWith('.json')
    ? [JSON.parse(textOf(name))].flat()
    : textOf(name)
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
  return documents.map((document) => readingSchema.parse(document).readingId);
}

it('writes every reading once, case by case, in each format, however many go at a time', async () => {
  const { project, order } = await readProject(52);
  const { start, lots, ended } = textsHere();
  const names = { json: 'x.json', ndjson: 'x.ndjson', 'csv-wide': 'wide.csv', 'csv-long': 'long.csv' };
  for (const format of exportFormats) {
    const path = join(machine.folder, names[format]);
    expect(await exportProjectReadings(project, { path, format }, start)).toMatchObject({ ok: true });
    expect(idsIn(names[format]), format).toEqual(order);
  }
  expect(lots.slice(0, 3)).toEqual([24, 24, 5]);
  expect(ended()).toBe(true);
  expect(value(project.audit(null)).at(-1)?.summary).toBe('53 readings exported as csv-long');
});

it('gives a reader what that reader may see, and notes who took it', async () => {
  const { project, signIn, order } = await readProject(2);
  const path = join(machine.folder, 'x.json');
  value(signIn('bert', ''));
  expect(await exportProjectReadings(project, { path, format: 'json' }, textsHere().start)).toMatchObject({
    ok: true,
  });
  expect(idsIn('x.json')).toEqual(order.slice(0, 2));
  value(signIn('lead', ''));
  const exports = value(project.audit(null)).filter(({ action }) => action === 'readings-exported');
  expect(exports.map(({ actor, summary }) => [actor, summary])).toEqual([
    ['bert', '2 readings exported as json'],
  ]);
});

const bundled = async (entry: string) => {
  const outfile = join(machine.folder, 'worker.mjs');
  await build({
    ...(entry.endsWith('.ts')
      ? { entryPoints: [entry] }
      : { stdin: { contents: entry, resolveDir: import.meta.dirname } }),
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
  return outfile;
};

const exported = async (project: Project, start: StartTexts) =>
  exportProjectReadings(project, { path: join(machine.folder, 'x.csv'), format: 'csv-long' }, start);

it('makes the same text in threads', async () => {
  const { project } = await readProject(50);
  const script = await bundled(join(import.meta.dirname, 'text-worker.ts'));
  expect(await exported(project, textsHere().start)).toMatchObject({ ok: true });
  const here = textOf('x.csv');
  expect(await exported(project, textsInThreads(script))).toMatchObject({ ok: true });
  expect(textOf('x.csv')).toBe(here);
});

it('keeps the earlier file and says why where a reading is damaged or a thread dies', async () => {
  const { project } = await readProject(2);
  writeFileSync(join(machine.folder, 'x.csv'), 'earlier');
  const damaging: StartTexts = (task) => {
    const texts = textsHere().start(task);
    const packed = new Uint8Array([1, 2, 3]);
    return {
      ...texts,
      textOf: (readings) =>
        texts.textOf(readings.map(({ caseId }) => ({ caseId, document: { document: null, packed } }))),
    };
  };
  expect(await exported(project, damaging)).toEqual({
    ok: false,
    problem:
      '“x.csv” was not exported. A reading of case C001 cannot be exported. What is stored of it is damaged; restore a backup of the project.',
  });
  const dying = textsInThreads(await bundled(`process.exit(3)`));
  expect(await exported(project, dying)).toEqual({
    ok: false,
    problem:
      '“x.csv” was not exported. The readings could not be written out (it ended before it was done). Try again.',
  });
  const failing = textsInThreads(await bundled(`throw new Error('no memory')`));
  expect(await exported(project, failing)).toMatchObject({
    ok: false,
    problem: expect.stringContaining('(no memory). Try again.'),
  });
  expect(textOf('x.csv')).toBe('earlier');
  expect(readdirSync(machine.folder).filter((name) => name.includes('.part'))).toEqual([]);
});
