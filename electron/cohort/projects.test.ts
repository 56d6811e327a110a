import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { submit } from '../../shared/findings/edits';
import { exampleReading } from '../../shared/findings/example-reading';
import type { Reading } from '../../shared/findings/reading';
import { emptyViewState, type Outcome } from '../../shared/ipc/contract';
import { databaseFileName } from '../store/database';
import type { OpenProject, Projects } from './projects';
import { person, TestMachine } from './testing/project-sample';

let machine: TestMachine;
beforeEach(() => {
  machine = new TestMachine();
});
afterEach(() => machine.dispose());

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.value;
}

const problemOf = (outcome: Outcome<unknown>) => (outcome.ok ? null : outcome.problem);

function open(projects: Projects): OpenProject {
  return value(projects.required());
}

/** A project with two readers and an adjudicator, the coordinator “lead” signed in, and these cases. */
async function newProject(projects: Projects, uids: readonly string[]): Promise<OpenProject> {
  const { projectFolder: folder, keyTable } = machine;
  value(projects.create({ title: 'Rim', coordinator: person('lead', 'coordinator'), folder, keyTable }));
  const { project, lists } = open(projects);
  for (const reader of [person('anna', 'reader'), person('bert', 'reader'), person('cleo', 'adjudicator')]) {
    value(project.saveReader(reader));
  }
  for (const [index, uid] of uids.entries()) machine.writeCase(`Meier Anna ${index}`, uid);
  const plan = value(await projects.planCases({ kind: 'folders', paths: [machine.casesFolder] }));
  expect(value(lists.add(plan.planId))).toBe(uids.length);
  return open(projects);
}

/** The example reading as the reader of this draft would have made it, on the images of its study. */
function filled(draft: Reading, changes: Partial<Reading> = {}): Reading {
  const { readingId, project, adjudicates, reader, subject, createdAt } = draft;
  const uid = draft.study.studyInstanceUid;
  const text = JSON.stringify(exampleReading()).replaceAll(
    /"sopInstanceUid":"[^"]*"/g,
    `"sopInstanceUid":"${uid}.9.1"`,
  );
  const example = JSON.parse(text) as Reading;
  const { images } = example.study;
  return {
    ...example,
    readingId,
    project,
    adjudicates,
    reader,
    subject,
    createdAt,
    study: { studyInstanceUid: uid, images: images.slice(0, 1) },
    ...changes,
  };
}

it('goes from a new project to a submitted reading', async () => {
  const { projects, readings } = machine.program();
  const { project, desk } = await newProject(projects, ['1.2.3.1', '1.2.3.2']);
  expect(value(project.worklist()).rows.map(({ caseId, role, state }) => [caseId, role, state])).toEqual([
    ['C001', 'coordinator', 'not-started'],
    ['C002', 'coordinator', 'not-started'],
  ]);
  expect(value(projects.signIn('anna', '')).signedIn).toEqual({ code: 'anna', roles: ['reader'] });
  const rows = value(project.worklist()).rows;
  expect(rows.map(({ place, state, hindrance }) => [place, state, hindrance])).toEqual([
    [1, 'not-started', null],
    [2, 'not-started', null],
  ]);
  const caseId = rows[0]?.caseId ?? '';
  expect(problemOf(readings.openForStudy('1.2.3.1'))).toContain('No case is open');
  const opened = value(desk.open({ caseId, repeat: 0, role: 'reader' }));
  expect(opened.study).toMatchObject({ date: null, subject: { id: caseId } });
  const { reading: draft } = value(readings.openForStudy(opened.studyInstanceUid));
  expect(draft).toMatchObject({
    reader: { id: 'anna' },
    subject: { id: caseId },
    project: { projectId: project.record.projectId, protocolVersion: 1, caseId, repeat: 0 },
    study: { studyInstanceUid: opened.studyInstanceUid },
  });
  const reading = filled(draft);
  value(readings.save({ reading, viewState: emptyViewState, change: 'all of it' }));
  expect(value(readings.openForStudy(opened.studyInstanceUid)).reading.levels).toEqual(reading.levels);
  const submitted = submit(reading, machine.now.toISOString());
  expect(submitted.refused).toBeNull();
  value(readings.save({ reading: submitted.reading, viewState: emptyViewState, change: 'submitted' }));
  expect(value(project.worklist()).rows.map(({ state }) => state)).toEqual(['submitted', 'not-started']);
  expect(value(project.worklist()).done).toBe(1);
});

it('keeps no identifier of the images in the project, and all of them in the key table', async () => {
  const { projects, readings } = machine.program();
  const { desk } = await newProject(projects, ['1.2.3.1']);
  value(projects.signIn('anna', ''));
  const opened = value(desk.open({ caseId: 'C001', repeat: 0, role: 'reader' }));
  const { reading } = value(readings.openForStudy(opened.studyInstanceUid));
  value(readings.save({ reading: filled(reading), viewState: emptyViewState, change: 'all of it' }));
  const stored = value(readings.documents([reading.readingId]));
  expect(JSON.stringify(stored)).not.toContain('1.2.3.1');
  expect(stored[0]?.study.studyInstanceUid).toMatch(/^2\.25\.\d+$/);
  projects.close();
  const file = readFileSync(join(machine.projectFolder, databaseFileName), 'latin1');
  for (const secret of ['1.2.3.1', 'HOSPITAL-4711', 'Secretname', 'Meier', machine.casesFolder]) {
    expect(file).not.toContain(secret);
  }
  expect(statSync(machine.keyTable).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(machine.keyTable, 'utf8'))).toMatchObject({
    cases: [{ caseId: 'C001', studyInstanceUid: '1.2.3.1', patientId: 'HOSPITAL-4711' }],
  });
});
