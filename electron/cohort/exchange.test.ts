import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { reopen, setRimConfidence, submit } from '../../shared/findings/edits';
import { exampleReading } from '../../shared/findings/example-reading';
import type { Reading } from '../../shared/findings/reading';
import { databaseFileName } from '../store/schema';
import { verifyTrailOfFile } from '../store/stored-trail';
import { exportAudit } from './export-audit';
import { exportPackage } from './export-package';
import { importPackage } from './import-package';
import type { Project } from './project';
import type { Projects } from './projects';
import { person, TestMachine, value } from './testing/project-sample';

let machine: TestMachine;
let here: Projects;
let there: Projects;
const pinOfBert = 'a long PIN of bert';

beforeEach(() => {
  machine = new TestMachine();
  here = machine.program('here').projects;
  there = machine.program('there').projects;
});
afterEach(() => machine.dispose());

const projectOf = (projects: Projects): Project => value(projects.required()).project;
const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

function draft(project: Project, number: number, readerCode: string, caseId: string): Reading {
  const reading: Reading = {
    ...exampleReading(),
    readingId: id(number),
    reader: { id: readerCode },
    project: { projectId: project.record.projectId, protocolVersion: 1, caseId, repeat: 0 },
  };
  return { ...reading, study: { ...reading.study, studyInstanceUid: `2.25.${caseId.slice(1)}` } };
}

function save(project: Project, reading: Reading, change = 'entered'): Reading {
  const saved = { ...reading, savedAt: machine.now.toISOString() };
  machine.now = new Date(machine.now.getTime() + 1000);
  value(project.store.append({ reading: saved, viewState: null, change, itemsLeft: 0 }));
  return saved;
}

function saveSubmitted(project: Project, reading: Reading): Reading {
  return save(project, submit(save(project, reading), machine.now.toISOString()).reading, 'submitted');
}

/** The same project on two machines, its coordinator signed in here and bert there. */
async function twoMachines(): Promise<{ ours: Project; theirs: Project }> {
  const { projectFolder: folder, keyTable } = machine;
  value(here.create({ title: 'Rim', coordinator: person('lead', 'coordinator'), folder, keyTable }));
  const project = projectOf(here);
  value(project.saveReader({ ...person('anna', 'reader'), name: 'Anna Secretname' }));
  value(project.saveReader({ ...person('bert', 'reader'), pin: pinOfBert }));
  const added = ['C1', 'C2', 'C3'].map((caseId) => ({
    added: {
      caseId,
      studyInstanceUid: `2.25.${caseId.slice(1)}`,
      facts: { ageYears: null, sex: null, clinical: {} },
    },
    entry: project.entry('case-added', `${caseId} added`, { caseId }),
  }));
  value(project.store.addCases(added));
  await here.close();
  const copy = join(machine.folder, 'copy');
  cpSync(folder, copy, { recursive: true });
  value(here.open(folder));
  value(here.signIn('lead', ''));
  value(there.open(copy));
  value(there.signIn('bert', pinOfBert));
  return { ours: projectOf(here), theirs: projectOf(there) };
}

const outcomes = async (project: Project, path: string) =>
  value(await importPackage(project, path)).map(({ caseId, revision, outcome }) => [
    caseId,
    revision,
    outcome,
  ]);

const isWhole = (project: Project) => value(verifyTrailOfFile(join(project.folder, databaseFileName)));

it('brings submitted readings with their trail to another machine, once', async () => {
  const { ours, theirs } = await twoMachines();
  const first = saveSubmitted(theirs, draft(theirs, 1, 'bert', 'C1'));
  const again = setRimConfidence(reopen(first, 'looked again').reading, 'L1', 2).reading;
  const second = saveSubmitted(theirs, again);
  save(theirs, draft(theirs, 2, 'bert', 'C2'));
  const path = join(machine.folder, 'package.ndjson');
  expect(value(await exportPackage(theirs, path))).toEqual({ name: 'package.ndjson', hidden: 0 });
  const text = readFileSync(path, 'utf8');
  for (const secret of ['Secretname', pinOfBert, 'pin', machine.folder, id(2)])
    expect(text).not.toContain(secret);

  expect(await outcomes(ours, path)).toEqual([
    ['C1', 1, 'new'],
    ['C1', 2, 'new'],
  ]);
  expect(value(ours.store.latestOfReading(id(1)))?.document).toEqual(second);
  expect(value(ours.store.heads())).toMatchObject([
    { readerCode: 'bert', caseId: 'C1', revision: 2, status: 'submitted' },
  ]);
  const entries = value(ours.store.audit(id(1)));
  expect(entries.map(({ action, actor }) => [action, actor])).toEqual([
    ['reading-imported', 'lead'],
    ['reading-imported', 'lead'],
  ]);
  expect(entries[1]?.changes.at(-1)).toMatchObject({
    path: '/trail',
    to: [{ action: 'reading-reopened', actor: 'bert' }, { action: 'reading-submitted' }],
  });
  expect(value(ours.store.audit(null)).at(-1)).toMatchObject({
    action: 'package-imported',
    summary: 'package of bert imported: 2 new, 0 identical, 0 conflicting, 0 refused',
    changes: [
      { path: '/contentSha256' },
      {
        path: '/head',
        to: { hash: expect.any(String) },
      },
    ],
  });
  expect(await outcomes(ours, path)).toEqual([
    ['C1', 1, 'identical'],
    ['C1', 2, 'identical'],
  ]);
  expect(value(ours.store.history(id(1)))).toHaveLength(2);
  expect(isWhole(ours)).toMatchObject({ intact: true });
  expect(isWhole(theirs)).toMatchObject({ intact: true });
});

it('keeps what is here where a package brings something else for it', async () => {
  const { ours, theirs } = await twoMachines();
  const ofOurs = saveSubmitted(ours, draft(ours, 1, 'bert', 'C1'));
  saveSubmitted(theirs, setRimConfidence(draft(theirs, 1, 'bert', 'C1'), 'L1', 1).reading);
  saveSubmitted(ours, draft(ours, 20, 'bert', 'C2'));
  saveSubmitted(theirs, draft(theirs, 2, 'bert', 'C2'));
  const begun = save(ours, draft(ours, 3, 'bert', 'C3'));
  saveSubmitted(theirs, draft(theirs, 3, 'bert', 'C3'));
  const path = join(machine.folder, 'package.ndjson');
  value(await exportPackage(theirs, path));
  expect(value(await importPackage(ours, path)).map(({ outcome, sentence }) => [outcome, sentence])).toEqual([
    ['conflicting', expect.stringContaining('Another revision 1 by bert of case C1 is here')],
    ['conflicting', expect.stringContaining('another reading of case C2')],
    ['conflicting', expect.stringContaining('A draft of revision 1')],
  ]);
  expect(value(ours.store.latestOfReading(id(1)))?.document).toEqual(ofOurs);
  expect(value(ours.store.latestOfReading(id(2)))).toBeNull();
  expect(value(ours.store.latestOfReading(id(3)))?.document).toEqual(begun);
});

it('leaves out what is hidden from a coordinator who reads the case, too', async () => {
  const { ours } = await twoMachines();
  value(ours.saveReader(person('lead', 'coordinator', 'reader')));
  value(ours.saveReader({ ...person('bert', 'reader'), isActive: false }));
  saveSubmitted(ours, draft(ours, 1, 'anna', 'C1'));
  const path = join(machine.folder, 'package.ndjson');
  expect(await exportPackage(ours, path)).toEqual({
    ok: false,
    problem: expect.stringContaining('hidden from you until you have read their cases'),
  });
  saveSubmitted(ours, draft(ours, 2, 'lead', 'C2'));
  expect(value(await exportPackage(ours, path))).toEqual({ name: 'package.ndjson', hidden: 1 });
  expect(readFileSync(path, 'utf8')).not.toContain(id(1));
  saveSubmitted(ours, draft(ours, 3, 'lead', 'C1'));
  expect(value(await exportPackage(ours, path))).toEqual({ name: 'package.ndjson', hidden: 0 });
  expect(readFileSync(path, 'utf8')).toContain(id(1));
});

it('refuses a package that is damaged, of another project, or given by somebody who may not', async () => {
  const { ours, theirs } = await twoMachines();
  const path = join(machine.folder, 'package.ndjson');
  expect(await exportPackage(theirs, path)).toEqual({
    ok: false,
    problem: expect.stringContaining('no submitted reading'),
  });
  saveSubmitted(theirs, draft(theirs, 1, 'bert', 'C1'));
  value(await exportPackage(theirs, path));
  expect(await importPackage(theirs, path)).toEqual({
    ok: false,
    problem: expect.stringContaining('Only a coordinator'),
  });
  expect(await importPackage(ours, join(machine.folder, 'absent'))).toEqual({
    ok: false,
    problem: expect.stringContaining('cannot be read'),
  });
  const text = readFileSync(path, 'utf8');
  for (const [altered, words] of [
    [text.replace('"middle-central":"displaced"', '"middle-central":"intact"'), 'damaged or was altered'],
    [text.slice(0, -200), 'damaged or was altered'],
    [text.replace(ours.record.projectId, id(9)), 'another project'],
    ['x', 'not a package'],
  ] as const) {
    writeFileSync(path, altered);
    expect(await importPackage(ours, path)).toEqual({ ok: false, problem: expect.stringContaining(words) });
  }
  expect(value(ours.store.heads())).toEqual([]);
});

it('writes the trail so that it can be verified, and as a table where something of it is hidden', async () => {
  const { ours } = await twoMachines();
  saveSubmitted(ours, draft(ours, 1, 'anna', 'C1'));
  const path = join(machine.folder, 'trail.ndjson');
  expect(value(await exportAudit(ours, path))).toBe('trail.ndjson');
  expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(value(ours.store.audit(null)).length);
  save(ours, draft(ours, 2, 'anna', 'C2'));
  expect(await exportAudit(ours, path)).toEqual({
    ok: false,
    problem: expect.stringContaining('Export it as CSV'),
  });
  expect(value(await exportAudit(ours, join(machine.folder, 'trail.csv')))).toBe('trail.csv');
  expect(readFileSync(join(machine.folder, 'trail.csv'), 'utf8')).toContain('reading-begun');
});
