import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { reopen, submit } from '../../shared/findings/edits';
import type { Reading } from '../../shared/findings/reading';
import { emptyViewState, type Outcome } from '../../shared/ipc/contract';
import { writeDicomdir } from '../ingest/testing/dicomdir';
import { hashOf } from '../store/audit';
import { makeBackup } from '../store/backup';
import type { BackupAnswer } from '../store/recover';
import { databaseFileName } from '../store/schema';
import type { OpenProject, Projects } from './projects';
import { filled, person, TestMachine, value } from './testing/project-sample';

let machine: TestMachine;
beforeEach(() => {
  machine = new TestMachine();
});
afterEach(() => machine.dispose());

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

it('asks for the PIN, and closes the case when another signs in', async () => {
  const { projects, readings } = machine.program();
  const { project, desk } = await newProject(projects, ['1.2.3.1']);
  value(project.saveReader({ ...person('anna', 'reader'), name: 'Anna Meier', pin: '4711' }));
  const nameOf = (code: string) => value(project.state()).readers.find((one) => one.code === code)?.name;
  expect(nameOf('anna')).toBe('Anna Meier');
  expect(value(project.state()).readers.find(({ code }) => code === 'anna')?.hasPin).toBe(true);
  expect(problemOf(projects.signIn('anna', '0000'))).toContain('not right');
  expect(problemOf(projects.signIn('nobody', ''))).toContain('not right');
  value(projects.signIn('anna', '4711'));
  expect(nameOf('anna')).toBe('');
  const opened = value(desk.open({ caseId: 'C001', repeat: 0, role: 'reader' }));
  const { reading } = value(readings.openForStudy(opened.studyInstanceUid));
  value(readings.save({ reading: filled(reading), viewState: emptyViewState, change: 'all of it' }));
  value(projects.signIn('bert', ''));
  expect(machine.casesLeft).toBe(1);
  expect(problemOf(readings.openForStudy(opened.studyInstanceUid))).toContain('No case is open');
  expect(desk.libraryState([]).studies).toEqual([]);
  expect(problemOf(desk.study(opened.studyInstanceUid))).toContain('only the images of the open case');
  expect(desk.frame(`${opened.studyInstanceUid}/1.2.3.1.9.1/1`)).toBeNull();
  value(desk.open({ caseId: 'C001', repeat: 0, role: 'reader' }));
  expect(value(readings.openForStudy(opened.studyInstanceUid)).reading.fractures).toEqual([]);
  for (const refused of [
    readings.documents([reading.readingId]),
    readings.history(reading.readingId),
    project.audit(reading.readingId),
    project.audit(null),
    readings.save({ reading: filled(reading), viewState: emptyViewState, change: 'as another' }),
  ]) {
    expect(refused.ok).toBe(false);
  }
  value(projects.signOut());
  expect(problemOf(project.worklist())).toContain('Nobody is signed in');
  expect(problemOf(desk.open({ caseId: 'C001', repeat: 0, role: 'reader' }))).toContain(
    'Nobody is signed in',
  );
});

it('gives the coordinator times and states, not what is in a draft', async () => {
  const { projects, readings } = machine.program();
  const { project, desk } = await newProject(projects, ['1.2.3.1']);
  value(projects.signIn('anna', ''));
  const opened = value(desk.open({ caseId: 'C001', repeat: 0, role: 'reader' }));
  const { reading } = value(readings.openForStudy(opened.studyInstanceUid));
  value(readings.save({ reading: filled(reading), viewState: emptyViewState, change: 'all of it' }));
  value(desk.addActivity(reading.readingId, 30));
  value(desk.addActivity(reading.readingId, 12.5));
  expect(value(project.audit(reading.readingId))[0]?.changes.length).toBeGreaterThan(10);
  value(projects.signIn('lead', ''));
  const [row] = value(project.worklist()).rows;
  expect(row?.readers?.[0]).toMatchObject({ readerCode: 'anna', state: 'draft', activeSeconds: 42.5 });
  expect(problemOf(readings.documents([reading.readingId]))).toContain('not shown');
  const trail = value(project.audit(null));
  expect(trail.find(({ action }) => action === 'reading-begun')).toMatchObject({
    summary: 'what changed is not shown to you at present',
    changes: [],
  });
  expect(JSON.stringify(trail)).not.toContain('all of it');
  expect(trail.map(({ action }) => action)).toEqual([
    'project-created',
    'signed-in',
    'reader-added',
    'reader-added',
    'reader-added',
    'case-added',
    'signed-out',
    'signed-in',
    'reading-begun',
    'signed-out',
    'signed-in',
  ]);
});

it('lets the coordinator look at what is submitted, and change nothing of it', async () => {
  const { projects, readings } = machine.program();
  const { desk } = await newProject(projects, ['1.2.3.1']);
  const look = () => desk.open({ caseId: 'C001', repeat: 0, role: 'coordinator' });
  value(projects.signIn('anna', ''));
  const opened = value(desk.open({ caseId: 'C001', repeat: 0, role: 'reader' }));
  const { reading: draft } = value(readings.openForStudy(opened.studyInstanceUid));
  value(readings.save({ reading: filled(draft), viewState: emptyViewState, change: 'all of it' }));
  expect(problemOf(look())).toContain('not on your worklist');
  value(projects.signIn('lead', ''));
  value(look());
  expect(problemOf(readings.openForStudy('1.2.3.1'))).toContain('No reading of this case is submitted yet');
  value(projects.signIn('anna', ''));
  value(desk.open({ caseId: 'C001', repeat: 0, role: 'reader' }));
  const submitted = submit(filled(draft), machine.now.toISOString()).reading;
  value(readings.save({ reading: submitted, viewState: emptyViewState, change: 'submitted' }));
  value(projects.signIn('lead', ''));
  expect(value(look()).study).toMatchObject({ date: null, subject: { id: 'C001' } });
  const { reading: seen } = value(readings.openForStudy('1.2.3.1'));
  expect(seen).toMatchObject({ reader: { id: 'anna' }, status: 'submitted' });
  expect(seen.study.studyInstanceUid).toBe('1.2.3.1');
  expect(value(desk.adjudication())).toBeNull();
  const changed = { ...seen, revision: 2, status: 'draft' as const, revisionReason: 'mine' };
  expect(problemOf(readings.save({ reading: changed, viewState: emptyViewState, change: 'no' }))).toContain(
    'only looked at',
  );
});

it('has readings that differ decided by a third, who sees them as A and B', async () => {
  const { projects, readings } = machine.program();
  const { project, desk } = await newProject(projects, ['1.2.3.1']);
  for (const [code, level] of [
    ['anna', null],
    ['bert', 'absent'],
  ] as const) {
    value(projects.signIn(code, ''));
    const opened = value(desk.open({ caseId: 'C001', repeat: 0, role: 'reader' }));
    const draft = value(readings.openForStudy(opened.studyInstanceUid)).reading;
    const changes: Partial<Reading> = level === null ? {} : { fracturePresence: level, fractures: [] };
    const { reading, refused } = submit(filled(draft, changes), machine.now.toISOString());
    expect(refused).toBeNull();
    value(readings.save({ reading, viewState: emptyViewState, change: 'submitted' }));
  }
  expect(value(project.worklist()).rows[0]?.state).toBe('to-adjudicate');

  // Until then the coordinator looks at both under the same letters, and adds nothing.
  value(projects.signIn('lead', ''));
  const looked = value(desk.open({ caseId: 'C001', repeat: 0, role: 'coordinator' }));
  const beside = value(desk.adjudication())?.readings ?? [];
  expect(beside.map(({ label, reading }) => [label, reading.reader.id])).toEqual([
    ['A', 'A'],
    ['B', 'B'],
  ]);
  const first = value(readings.openForStudy(looked.studyInstanceUid)).reading;
  expect(first).toEqual(beside[0]?.reading);
  const taken = { ...first, revision: 2, status: 'draft' as const, revisionReason: 'mine' };
  expect(problemOf(readings.save({ reading: taken, viewState: emptyViewState, change: 'no' }))).toContain(
    'only looked at',
  );
  value(readings.saveView(first.readingId, { ...emptyViewState, step: 'rim' }));
  expect(value(readings.openForStudy(looked.studyInstanceUid)).viewState?.step).not.toBe('rim');

  value(projects.signIn('cleo', ''));
  expect(value(project.worklist()).rows).toMatchObject([
    { caseId: 'C001', role: 'adjudicator', state: 'to-adjudicate' },
  ]);
  const opened = value(desk.open({ caseId: 'C001', repeat: 0, role: 'adjudicator' }));
  const shown = value(desk.adjudication())?.readings ?? [];
  expect(shown).toEqual(beside);
  expect(JSON.stringify(shown)).not.toMatch(/anna|bert/);
  expect(shown[0]?.reading.study.studyInstanceUid).toBe('1.2.3.1');
  const draft = value(readings.openForStudy(opened.studyInstanceUid)).reading;
  expect(draft.adjudicates.map(({ label, readingId }) => [label, readingId])).toEqual(
    shown.map(({ label, reading }) => [label, reading.readingId]),
  );
  const decided = submit(filled(draft), machine.now.toISOString()).reading;
  value(readings.save({ reading: decided, viewState: emptyViewState, change: 'decided' }));
  expect(value(project.worklist())).toMatchObject({ done: 1, rows: [{ state: 'adjudicated' }] });
  value(projects.signIn('lead', ''));
  expect(value(project.worklist()).rows[0]).toMatchObject({ state: 'adjudicated' });
  value(desk.open({ caseId: 'C001', repeat: 0, role: 'coordinator' }));
  expect(value(readings.openForStudy('1.2.3.1')).reading.reader.id).toBe('cleo');
  expect(value(desk.adjudication())?.readings).toEqual(beside);
  const stored = value(readings.documents(draft.adjudicates.map(({ readingId }) => readingId)));
  expect(stored.map(hashOf)).toEqual(draft.adjudicates.map(({ sha256 }) => sha256));

  // A reading corrected afterwards is decided upon again; the record's next revision cites the correction.
  const save = (changed: Reading, change: string) =>
    value(readings.save({ reading: changed, viewState: emptyViewState, change }));
  value(projects.signIn('anna', ''));
  value(desk.open({ caseId: 'C001', repeat: 0, role: 'reader' }));
  const own = value(readings.openForStudy('1.2.3.1')).reading;
  const correction = reopen(own, 'wrong side').reading;
  save(correction, 're-opened');
  save(submit(correction, machine.now.toISOString()).reading, 'submitted');
  value(projects.signIn('cleo', ''));
  expect(value(project.worklist())).toMatchObject({
    done: 0,
    rows: [{ state: 'to-adjudicate', revision: 1 }],
    notices: [expect.stringContaining('C001')],
  });
  value(desk.open({ caseId: 'C001', repeat: 0, role: 'adjudicator' }));
  const revisions = () =>
    value(desk.adjudication())
      ?.readings.map(({ reading }) => reading.revision)
      .sort();
  expect(revisions()).toEqual([1, 2]);
  const record = value(readings.openForStudy('1.2.3.1')).reading;
  expect(record.adjudicates.map(({ revision }) => revision)).toEqual([1, 1]);
  const again = reopen(record, 'a reading was corrected').reading;
  save(again, 're-opened');
  save(submit(again, machine.now.toISOString()).reading, 'submitted');
  expect(revisions()).toEqual([1, 2]);
  const cited = value(readings.openForStudy('1.2.3.1')).reading.adjudicates;
  expect(cited.find(({ readingId }) => readingId === own.readingId)).toMatchObject({
    revision: 2,
    sha256: hashOf(value(readings.documents([own.readingId]))[0]),
  });
  expect(value(project.worklist())).toMatchObject({ done: 1, rows: [{ state: 'adjudicated' }], notices: [] });
});

it('begins a version of the protocol where readings were made, and leaves those with theirs', async () => {
  const { projects, readings } = machine.program();
  const { project, desk } = await newProject(projects, ['1.2.3.1', '1.2.3.2']);
  const protocol = value(project.state()).protocol;
  value(project.saveProtocol({ ...protocol, description: 'first' }));
  expect(value(project.state()).protocol).toMatchObject({ version: 1, description: 'first' });
  value(projects.signIn('anna', ''));
  expect(problemOf(project.saveProtocol(protocol))).toContain('Only a coordinator');
  const opened = value(desk.open({ caseId: 'C001', repeat: 0, role: 'reader' }));
  const { reading } = value(readings.openForStudy(opened.studyInstanceUid));
  value(readings.save({ reading: filled(reading), viewState: emptyViewState, change: 'all of it' }));
  value(projects.signIn('lead', ''));
  const stranger = { adjudicators: ['zoe'], when: [{ kind: 'level' as const }] };
  expect(problemOf(project.saveProtocol({ ...protocol, adjudication: stranger }))).toContain('zoe');
  const mistyped = protocol.items.map((rule) =>
    rule.item === 'pattern' ? { ...rule, allowed: ['centre'] } : rule,
  );
  expect(problemOf(project.saveProtocol({ ...protocol, items: mistyped }))).toContain('no answer “centre”');
  value(
    project.saveProtocol({
      ...protocol,
      description: 'second',
      blinding: { studyDates: false, otherReaders: true },
    }),
  );
  expect(value(project.state())).toMatchObject({ protocol: { version: 2 }, readingsByVersion: { 1: 1 } });
  value(project.saveProtocol(value(project.state()).protocol));
  expect(value(project.state()).protocol.version).toBe(2);
  value(projects.signIn('anna', ''));
  const again = value(desk.open({ caseId: 'C001', repeat: 0, role: 'reader' }));
  expect(again).toMatchObject({ protocol: { version: 1, description: 'first' }, study: { date: null } });
  const other = value(desk.open({ caseId: 'C002', repeat: 0, role: 'reader' }));
  expect(other).toMatchObject({ protocol: { version: 2 }, study: { date: '2024-05-06' } });
  const begun = value(readings.openForStudy(other.studyInstanceUid)).reading;
  expect(begun.project?.protocolVersion).toBe(2);
});

it('keeps a submitted reading, and asks why where it is re-opened', async () => {
  const { projects, readings } = machine.program();
  const { desk } = await newProject(projects, ['1.2.3.1']);
  value(projects.signIn('anna', ''));
  const opened = value(desk.open({ caseId: 'C001', repeat: 0, role: 'reader' }));
  const draft = value(readings.openForStudy(opened.studyInstanceUid)).reading;
  const { reading } = submit(filled(draft), machine.now.toISOString());
  value(readings.save({ reading, viewState: emptyViewState, change: 'submitted' }));
  const save = (changes: Partial<Reading>) =>
    readings.save({ reading: { ...reading, ...changes }, viewState: emptyViewState, change: 'again' });
  expect(problemOf(save({ status: 'draft' }))).toContain('submitted and cannot be changed');
  const next = { status: 'draft', revision: 2, submittedAt: null } as const;
  expect(problemOf(save({ ...next, revisionReason: ' ' }))).toContain('Say why');
  value(save({ ...next, revisionReason: 'the wrong level' }));
  const twin = { ...draft, readingId: crypto.randomUUID() };
  expect(
    problemOf(readings.save({ reading: filled(twin), viewState: emptyViewState, change: 'x' })),
  ).toContain('another reading of this case');
});

it('is open for reading only in a second program, and says since when', async () => {
  const first = machine.program();
  await newProject(first.projects, ['1.2.3.1']);
  const second = machine.program('other data');
  const state = value(second.projects.open(machine.projectFolder));
  expect(state.readOnly).toMatch(/open in another window since \d{4}-\d\d-\d\d \d\d:\d\d \(UTC\)/);
  expect(state.keyTableProblem).toContain('not known on this machine');
  const { project, desk } = open(second.projects);
  value(second.projects.signIn('anna', ''));
  expect(value(project.worklist()).rows[0]?.hindrance).toContain('not known on this machine');
  value(second.projects.signIn('lead', ''));
  expect(problemOf(project.saveReader(person('dora', 'reader')))).toBe(state.readOnly);
  value(open(first.projects).project.saveReader(person('dora', 'adjudicator')));
  expect(value(project.state()).readers.map(({ code }) => code)).toContain('dora');
  value(second.projects.chooseKeyTable(machine.keyTable));
  value(second.projects.signIn('anna', ''));
  await vi.waitFor(() => value(desk.open({ caseId: 'C001', repeat: 0, role: 'reader' })), 20_000);
  expect(problemOf(second.readings.openForStudy('1.2.3.1'))).toBe(state.readOnly);
  first.projects.close();
  expect(value(second.projects.open(machine.projectFolder)).readOnly).toBeNull();
  expect(value(second.projects.state())?.keyTableProblem).toBeNull();
  expect(second.projects.recent()).toMatchObject([
    { title: 'Rim', folderName: 'project', isAvailable: true },
  ]);
});

it('makes no project over another one, nor with its key table inside', () => {
  const { projects } = machine.program();
  const make = (keyTable: string, folder = machine.projectFolder) =>
    projects.create({ title: 'Rim', coordinator: person('lead', 'coordinator'), folder, keyTable });
  expect(problemOf(make(join(machine.projectFolder, 'deep', 'key.json')))).toContain(
    'must not lie in the folder',
  );
  value(make(machine.keyTable));
  expect(problemOf(make(join(machine.folder, 'other.json')))).toContain('holds a project');
  expect(problemOf(make(machine.keyTable, machine.casesFolder))).toContain('a file of that name');
  expect(problemOf(projects.open(machine.casesFolder))).toContain('holds no project');
  expect(value(projects.state())).toBeNull();
});

it('says so where its folder is taken away, and begins no new one in its place', async () => {
  const { projects } = machine.program();
  const { project } = await newProject(projects, ['1.2.3.1']);
  renameSync(machine.projectFolder, join(machine.folder, 'elsewhere'));
  expect(problemOf(project.worklist())).toContain('is not there any more');
  expect(problemOf(project.saveReader(person('dora', 'reader')))).toContain('is not there any more');
  expect(existsSync(machine.projectFolder)).toBe(false);
  renameSync(join(machine.folder, 'elsewhere'), machine.projectFolder);
  value(project.saveReader(person('dora', 'reader')));
});

it('offers the backup of a damaged project, stays closed until that is decided, and is as before with it', async () => {
  const { projects } = machine.program();
  await newProject(projects, ['1.2.3.1']);
  await projects.close();
  value(await makeBackup(machine.projectFolder, databaseFileName));
  const file = join(machine.projectFolder, databaseFileName);
  truncateSync(file, 4096);
  const answers: BackupAnswer[] = ['later', 'take-over'];
  machine.chooseBackup = () => answers.shift() ?? 'leave-out';
  const { projectFolder } = machine;
  expect(problemOf(projects.open(projectFolder))).toMatch(/project folder .* it is not decided yet/);
  expect(readdirSync(projectFolder).filter((name) => name.includes('lock'))).toEqual([]);
  expect(projects.recent()[0]?.isAvailable).toBe(true);
  const state = value(projects.open(projectFolder));
  expect(state).toMatchObject({ title: 'Rim', caseCount: 1, readOnly: null });
  expect(state.readers.map(({ code }) => code)).toEqual(['lead', 'anna', 'bert', 'cleo']);
  expect(state.notices[0]).toMatch(/The readings file was damaged.*from the last backup/);
  value(projects.signIn('lead', ''));
  expect(value(open(projects).project.audit(null)).at(-2)).toMatchObject({ action: 'backup-restored' });
});

it('keeps a coordinator, and takes no code twice', () => {
  const { projects } = machine.program();
  const { projectFolder: folder, keyTable } = machine;
  value(projects.create({ title: 'Rim', coordinator: person('lead', 'coordinator'), folder, keyTable }));
  const { project } = open(projects);
  expect(problemOf(project.saveReader(person('lead', 'reader')))).toContain('needs a coordinator');
  expect(problemOf(project.saveReader({ ...person('lead', 'coordinator'), isActive: false }))).toContain(
    'needs a',
  );
  expect(problemOf(project.saveReader(person('LEAD', 'reader')))).toContain('code lead is taken');
});

it('tells of a list what matches and what does not, and adds the rest', async () => {
  const { projects } = machine.program();
  await newProject(projects, ['1.2.3.1']);
  machine.writeCase('K2', '1.2.3.2');
  machine.writeCase('both/one', '1.2.3.3');
  machine.writeCase('both/two', '1.2.3.4');
  mkdirSync(join(machine.casesFolder, 'none'));
  const list = join(machine.folder, 'list.csv');
  const lines = [
    'case_id,path,sex,remark',
    'K2,cases/K2,F,x',
    'k2,cases/both/one,F,',
    'K3,cases/both,,',
    'K4,cases/none,,',
    'K5,cases/Meier Anna 0,,',
    'C001,cases/both/two,,',
    'K6,cases/K2,,',
    'K7,cases/both/one,M,',
    'K8,cases/gone,,',
  ];
  writeFileSync(list, lines.join('\n'));
  const plan = value(await projects.planCases({ kind: 'csv', path: list }));
  expect(plan.unusedColumns).toEqual(['remark']);
  expect(
    plan.cases.map(({ line, caseId, isUsable, problems }) => [line, caseId, isUsable, problems.join(' ')]),
  ).toEqual([
    [2, 'K2', true, ''],
    [3, 'k2', false, 'The id is used in line 2 already.'],
    [4, 'K3', false, expect.stringContaining('2 studies were found')],
    [5, 'K4', false, expect.stringContaining('No DICOM study')],
    [6, 'K5', false, 'This study is a case of the project already.'],
    [7, 'C001', false, 'A case with this id is in the project already.'],
    [8, 'K6', false, 'The same study is listed as K2 already.'],
    [9, 'K7', true, ''],
    [10, 'K8', false, expect.stringContaining('is not there')],
  ]);
  expect(plan.cases[0]).toMatchObject({ place: 'cases/K2', studies: [{ images: 3 }], facts: { sex: 'F' } });
  const { lists, project } = open(projects);
  expect(value(lists.add(plan.planId))).toBe(2);
  expect(problemOf(lists.add(plan.planId))).toContain('choose it again');
  expect(value(project.worklist()).rows.map(({ caseId, hindrance }) => [caseId, hindrance])).toEqual([
    ['C001', null],
    ['K2', null],
    ['K7', null],
  ]);
  value(projects.signIn('anna', ''));
  expect(problemOf(await projects.planCases({ kind: 'csv', path: list }))).toContain('Only a coordinator');
});

it('makes a case of each study that a DICOMDIR lists', async () => {
  const { projects } = machine.program();
  await newProject(projects, ['1.2.3.1']);
  const disc = join(machine.folder, 'disc');
  machine.writeCase('D1', '1.2.4.1', disc);
  machine.writeCase('D2', '1.2.4.2', disc);
  const records = ['D1', 'D2'].flatMap((name, study) =>
    [1, 2, 3].map((slice) => ({
      fileId: `${name}\\I${slice}`,
      sopInstanceUid: `1.2.4.${study + 1}.9.${slice}`,
    })),
  );
  const file = join(disc, 'DICOMDIR');
  writeFileSync(file, writeDicomdir(records));
  const plan = value(await projects.planCases({ kind: 'dicomdir', path: file }));
  expect(plan.problems).toEqual([]);
  expect(plan.cases.map(({ caseId, isUsable, studies }) => [caseId, isUsable, studies.length])).toEqual([
    ['C002', true, 1],
    ['C003', true, 1],
  ]);
  const { lists, project } = open(projects);
  expect(value(lists.add(plan.planId))).toBe(2);
  expect(value(project.worklist()).rows.map(({ hindrance }) => hindrance)).toEqual([null, null, null]);
});

it('takes a chosen folder with one study as a case, and sub-folders with one each as cases', async () => {
  const { projects } = machine.program();
  await newProject(projects, ['1.2.3.1']);
  const [single, several] = [join(machine.folder, 'single'), join(machine.folder, 'several')];
  machine.writeCase('series', '1.2.5.1', single);
  machine.writeCase('x2', '1.2.5.2', several);
  machine.writeCase('x10', '1.2.5.3', several);
  machine.writeCase('x10/deep', '1.2.5.4', several);
  const plan = value(await projects.planCases({ kind: 'folders', paths: [single, several] }));
  expect(
    plan.cases.map(({ caseId, place, isUsable }) => [caseId, place.split('/').at(-1), isUsable]),
  ).toEqual([
    ['C002', 'single', true],
    ['C003', 'x2', true],
    ['', 'x10', false],
    ['C004', 'deep', true],
  ]);
});

it('opens no case of which images are missing', async () => {
  const first = machine.program();
  await newProject(first.projects, ['1.2.3.1', '1.2.3.2']);
  first.projects.close();
  renameSync(join(machine.casesFolder, 'Meier Anna 0', 'I3'), join(machine.folder, 'I3'));
  const other = machine.program('other data');
  value(other.projects.open(machine.projectFolder));
  value(other.projects.chooseKeyTable(machine.keyTable));
  value(other.projects.signIn('anna', ''));
  const { project } = open(other.projects);
  const hindrances = () => value(project.worklist()).rows.map(({ caseId, hindrance }) => [caseId, hindrance]);
  await vi.waitFor(
    () =>
      expect(hindrances().toSorted()).toEqual([
        ['C001', expect.stringContaining('Only 2 of the 3 images of this case are at their place')],
        ['C002', null],
      ]),
    20_000,
  );
});

it('finds cases below groups of folders, and says which folders hold none, parts of studies or several', async () => {
  const { projects } = machine.program();
  await newProject(projects, ['1.2.3.1']);
  const all = join(machine.folder, 'all');
  machine.writeCase('group/one', '1.2.6.1', all);
  machine.writeCase('group/two', '1.2.6.2', all);
  machine.writeCase('three', '1.2.6.3', all);
  machine.writeCase('three again', '1.2.6.3', all);
  for (const [name, uid] of [
    ['a', '1.2.6.4'],
    ['b', '1.2.6.5'],
  ] as const) {
    machine.writeCase(`mixed/${name}1`, uid, all);
    mkdirSync(join(all, 'mixed', `${name}2`));
    renameSync(join(all, 'mixed', `${name}1`, 'I3'), join(all, 'mixed', `${name}2`, 'I3'));
  }
  mkdirSync(join(all, 'empty'));
  writeFileSync(join(all, 'empty', 'letter.txt'), 'no image');
  const told = async (paths: string[]) =>
    value(await projects.planCases({ kind: 'folders', paths })).cases.map(({ place, caseId, problems }) => [
      place.split('/').at(-1),
      caseId,
      problems.join(' '),
    ]);
  expect(await told([all])).toEqual([
    ['empty', '', 'No DICOM study that can be read was found there.'],
    ['one', 'C002', ''],
    ['two', 'C003', ''],
    ['mixed', '', expect.stringContaining('2 studies were found there')],
    ['three', 'C004', ''],
    ['three again', '', 'The same study is listed as C004 already.'],
  ]);
  expect(await told([join(all, 'mixed', 'a1'), join(all, 'mixed', 'a2')])).toEqual([
    ['a1', '', 'Only 2 of the 3 images of this study lie there; choose the folder that holds all of them.'],
    ['a2', '', 'Only 1 of the 3 images of this study lie there; choose the folder that holds all of them.'],
  ]);
});

const openFiles = (folder: string) =>
  readdirSync('/proc/self/fd').filter((descriptor) => {
    try {
      return readlinkSync(join('/proc/self/fd', descriptor)).startsWith(`${folder}/`);
    } catch {
      return false;
    }
  });

it.runIf(process.platform === 'linux')(
  'has no file open once it is closed, so that its disk can go',
  async () => {
    const { projects } = machine.program();
    const { project } = await newProject(projects, ['1.2.3.1']);
    value(project.worklist());
    expect(openFiles(machine.projectFolder)).not.toEqual([]);
    await projects.close();
    expect(openFiles(machine.projectFolder)).toEqual([]);
  },
);
