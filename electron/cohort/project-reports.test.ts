import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import dicomParser from 'dicom-parser';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { submit } from '../../shared/findings/edits';
import type { Reading } from '../../shared/findings/reading';
import { emptyViewState } from '../../shared/ipc/contract';
import { decodeReport } from '../export/structured-report/decode-report';
import { encodedReport } from '../export/structured-report/report-per-reading';
import type { StartReports } from '../export/structured-report/report-threads';
import { exportProjectReports, reportsToWrite } from './project-reports';
import { filled, person, TestMachine, value } from './testing/project-sample';

let machine: TestMachine;
beforeEach(() => {
  machine = new TestMachine();
});
afterEach(() => machine.dispose());

/** While the images are looked for. */
const patience = { timeout: 30_000 };

/** Encodes here. */
const reportsHere: StartReports = () => ({ atOnce: 2, ask: encodedReport, end: () => undefined });

/** Stands in where it does not matter what is in the files. */
const emptyReports: StartReports = () => ({
  atOnce: 2,
  ask: async () => ({ ok: true, value: new Uint8Array(8) }),
  end: () => undefined,
});

/** A project of three cases that anna has read, with the coordinator signed in; the readings have the UIDs of the images. */
async function readProject() {
  const { projects, readings } = machine.program();
  const { projectFolder: folder, keyTable } = machine;
  value(projects.create({ title: 'Rim', coordinator: person('lead', 'coordinator'), folder, keyTable }));
  const { project, lists, desk } = value(projects.required());
  value(project.saveReader(person('anna', 'reader')));
  const places = [1, 2, 3].map((index) => machine.writeCase(`case ${index}`, `1.2.3.${index}`));
  value(lists.add(value(await projects.planCases({ kind: 'folders', paths: [machine.casesFolder] })).planId));
  value(projects.signIn('anna', ''));
  const read = ['C001', 'C002', 'C003'].map((caseId): Reading => {
    const opened = value(desk.open({ caseId, repeat: 0, role: 'reader' }));
    const draft = value(readings.openForStudy(opened.studyInstanceUid)).reading;
    const { reading } = submit(filled(draft), machine.now.toISOString());
    const { savedAt } = value(readings.save({ reading, viewState: emptyViewState, change: 'submitted' }));
    return { ...reading, savedAt, software: { ...reading.software, version: '9.9.9' } };
  });
  value(projects.signIn('lead', ''));
  return { projects, project, read, places };
}

function reportFolder(name = 'reports'): string {
  const folder = join(machine.folder, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

function task(folder: string) {
  const told: string[] = [];
  return {
    told,
    task: {
      folder,
      startReports: emptyReports,
      onProgress: ({ written, count }: { written: number; count: number }) =>
        void told.push(`${written} of ${count}`),
      isStopped: () => false,
    },
  };
}

const namesIn = (folder: string) => readdirSync(folder).sort();

it('writes a report of each submitted reading with the UIDs of its images, and notes who took them', async () => {
  const { project, read } = await readProject();
  const folder = reportFolder();
  const { told, task: wanted } = task(folder);
  expect(value(await exportProjectReports(project, { ...wanted, startReports: reportsHere }))).toEqual({
    folder: 'reports',
    written: 3,
    leftOut: [],
  });
  expect(told).toEqual(['0 of 3', '1 of 3', '2 of 3', '3 of 3']);
  expect(namesIn(folder)).toEqual(['C001', 'C002', 'C003'].map((id) => `${id}_anna_revision-1.dcm`));
  for (const [index, name] of namesIn(folder).entries()) {
    const bytes = readFileSync(join(folder, name));
    expect(decodeReport(bytes)).toEqual(read[index]);
    const report = dicomParser.parseDicom(bytes);
    const real = `1.2.3.${index + 1}`;
    expect(report.string('x0020000d')).toBe(real);
    expect(report.string('x00100020')).toBe(`C00${index + 1}`);
    const [study] = report.elements.x0040a375?.items ?? [];
    const [series] = study?.dataSet?.elements.x00081115?.items ?? [];
    const images = series?.dataSet?.elements.x00081199?.items ?? [];
    expect(images.map(({ dataSet }) => dataSet?.string('x00081155'))).toEqual([`${real}.9.1`]);
  }
  const noted = value(project.audit(null)).filter(({ action }) => action === 'identifiers-exported');
  expect(noted.map(({ actor, summary }) => [actor, summary])).toEqual([
    ['lead', 'export of 3 readings as DICOM SR with the UIDs of the images begun'],
    ['lead', '3 readings exported as DICOM SR with the UIDs of the images'],
  ]);
}, 120_000);

const dciodvfy = '/usr/bin/dciodvfy';

it.skipIf(!existsSync(dciodvfy))(
  'writes reports without an error in dciodvfy (skipped where it is not installed)',
  async () => {
    const { project } = await readProject();
    const { task: wanted } = task(reportFolder());
    value(await exportProjectReports(project, { ...wanted, startReports: reportsHere }));
    for (const name of namesIn(wanted.folder)) {
      const { stdout, stderr } = spawnSync(dciodvfy, [join(wanted.folder, name)], { encoding: 'utf8' });
      expect(stdout + stderr).toMatch(/^Comprehensive3DSR$/m);
      expect(stdout + stderr).not.toMatch(/^Error/m);
    }
  },
  120_000,
);

it('is refused to everybody but a coordinator who has the key table', async () => {
  const { project, projects } = await readProject();
  const { task: wanted } = task(reportFolder());
  value(projects.signIn('anna', ''));
  expect(await exportProjectReports(project, wanted)).toEqual({
    ok: false,
    problem: 'Only a coordinator may do this; sign in as one.',
  });
  expect(reportsToWrite(project)).toMatchObject({ ok: false });
  await projects.close();
  const elsewhere = machine.program('elsewhere').projects;
  value(elsewhere.open(machine.projectFolder));
  value(elsewhere.signIn('lead', ''));
  const { project: without } = value(elsewhere.required());
  expect(await exportProjectReports(without, wanted)).toEqual({
    ok: false,
    problem: 'The place of the key table is not known on this machine. Choose where it is.',
  });
  expect(namesIn(wanted.folder)).toEqual([]);
});

it('writes nothing into the project, nor beside other files', async () => {
  const { project } = await readProject();
  const inside = join(machine.projectFolder, 'reports');
  mkdirSync(inside);
  for (const folder of [inside, machine.projectFolder]) {
    expect(await exportProjectReports(project, task(folder).task)).toEqual({
      ok: false,
      problem: expect.stringContaining('must not lie in the folder of the project'),
    });
  }
  const used = reportFolder('used');
  writeFileSync(join(used, 'study-wide.csv'), 'x');
  expect(await exportProjectReports(project, task(used).task)).toEqual({
    ok: false,
    problem: expect.stringContaining('choose an empty one'),
  });
  expect(await exportProjectReports(project, task(join(machine.folder, 'gone')).task)).toEqual({
    ok: false,
    problem: 'This folder does not exist any more; create it again or choose another.',
  });
  expect([namesIn(inside), namesIn(used)]).toEqual([[], ['study-wide.csv']]);
  expect(value(project.audit(null)).map(({ action }) => action)).not.toContain('identifiers-exported');
});

it('leaves out cases whose images are not there, says which, and refuses where none is left', async () => {
  const { projects, places } = await readProject();
  const [first = '', second = '', third = ''] = places;
  await projects.close();
  rmSync(second, { recursive: true });
  rmSync(join(third, 'I3'));
  value(projects.open(machine.projectFolder));
  value(projects.signIn('lead', ''));
  const { project } = value(projects.required());
  await expect.poll(() => project.cases.progress(), patience).toBeNull();
  const folder = reportFolder();
  expect(value(await exportProjectReports(project, task(folder).task))).toEqual({
    folder: 'reports',
    written: 1,
    leftOut: [
      { caseId: 'C002', reason: expect.stringContaining('are not at their place') },
      { caseId: 'C003', reason: expect.stringContaining('Only 2 of the 3 images') },
    ],
  });
  expect(namesIn(folder)).toEqual(['C001_anna_revision-1.dcm']);
  await projects.close();
  rmSync(first, { recursive: true });
  value(projects.open(machine.projectFolder));
  value(projects.signIn('lead', ''));
  const reopened = value(projects.required()).project;
  await expect.poll(() => reopened.cases.progress(), patience).toBeNull();
  expect(reportsToWrite(reopened)).toEqual({
    ok: false,
    problem: expect.stringMatching(/^No report can be written\. Case C001: The images of this case/),
  });
});

it('ends with whole files, and says how many, where it is stopped, the folder goes or somebody else signs in', async () => {
  const { project, projects } = await readProject();
  const interrupted = async (name: string, interrupt: (folder: string) => void, more = {}) => {
    const folder = reportFolder(name);
    const { task: wanted } = task(folder);
    const onProgress = ({ written }: { written: number }) => {
      if (written === 1) interrupt(folder);
    };
    return exportProjectReports(project, { ...wanted, onProgress, ...more });
  };
  let isStopped = false;
  const stop = () => {
    isStopped = true;
  };
  expect(await interrupted('stopped', stop, { isStopped: () => isStopped })).toEqual({
    ok: false,
    problem: 'The export was stopped. 1 of 3 reports were written before, and it is whole.',
  });
  expect(namesIn(reportFolder('stopped'))).toEqual(['C001_anna_revision-1.dcm']);
  expect(await interrupted('taken', (folder) => rmSync(folder, { recursive: true }))).toEqual({
    ok: false,
    problem: expect.stringMatching(/“C002_anna_revision-1\.dcm” was not exported\..* 1 of 3 reports/),
  });
  expect(await interrupted('left', () => void value(projects.signIn('anna', '')))).toEqual({
    ok: false,
    problem: expect.stringContaining('the coordinator is not signed in any more. 1 of 3 reports'),
  });
  value(projects.signIn('lead', ''));
  const taken = value(project.audit(null)).filter(
    ({ action, summary }) => action === 'identifiers-exported' && !summary.endsWith('begun'),
  );
  expect(taken.map(({ actor, summary }) => [actor, summary])).toEqual(
    Array(3).fill(['lead', '1 reading exported as DICOM SR with the UIDs of the images']),
  );
});

it('works where the project is open for reading only, and leaves its trail as it is', async () => {
  const { projects } = await readProject();
  const second = machine.program('second').projects;
  value(second.open(machine.projectFolder));
  value(second.chooseKeyTable(machine.keyTable));
  value(second.signIn('lead', ''));
  const { project } = value(second.required());
  expect(project.readOnly).not.toBeNull();
  await expect.poll(() => project.cases.hindrance('C003'), patience).toBeNull();
  expect(value(await exportProjectReports(project, task(reportFolder()).task)).written).toBe(3);
  const trail = value(value(projects.required()).project.audit(null));
  expect(trail.map(({ action }) => action)).not.toContain('identifiers-exported');
});
