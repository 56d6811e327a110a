import { join } from 'node:path';
import { app, type BrowserWindow, type OpenDialogOptions, type SaveDialogOptions } from 'electron';
import type { ProjectState } from '../../shared/cohort/project';
import type { Outcome } from '../../shared/ipc/contract';
import { asJsonText } from '../../shared/ipc/json-text';
import type { ProjectReplies } from '../../shared/ipc/project';
import type { ListChoice } from '../cohort/case-lists';
import { exportAudit } from '../cohort/export-audit';
import { exportPackage } from '../cohort/export-package';
import { importPackage } from '../cohort/import-package';
import { type ComputeAgreement, projectAgreement } from '../cohort/project-agreement';
import { exportProjectReadings, leavingReadings } from '../cohort/project-export';
import { exportProjectReports, reportsToWrite } from '../cohort/project-reports';
import type { OpenProject, Projects } from '../cohort/projects';
import { readProtocolFile } from '../cohort/protocol-file';
import type { StartTexts } from '../cohort/text-threads';
import { readingsFileName } from '../export/findings-file-name';
import type { StartReports } from '../export/structured-report/report-threads';
import { writeWhole } from '../export/write-whole';
import { askNewPath, askPaths } from './ask-path';
import { exportedFiles } from './exported-files';
import { send } from './ipc';
import type { Handlers } from './requests';

/** What answering about projects needs. */
export interface ProjectServices {
  projects: Projects;
  computeAgreement: ComputeAgreement;
  startTexts: StartTexts;
  startReports: StartReports;
  window(): BrowserWindow | null;
  /** What is known of the open project, or which one is open, is another now. */
  onProjectChanged(): void;
}

const done: Outcome<null> = { ok: true, value: null };
const packageFilters = [{ name: 'Package of readings (NDJSON)', extensions: ['ndjson'] }];
const trailFilters = [
  { name: 'Audit trail (CSV)', extensions: ['csv'] },
  { name: 'Audit trail (NDJSON, can be verified)', extensions: ['ndjson'] },
];

/** What a caller does with the open project; a sentence where none is open. */
function withProject<T>(projects: Projects, work: (open: OpenProject) => Outcome<T>): Outcome<T> {
  const open = projects.required();
  return open.ok ? work(open.value) : open;
}

/** The answer to every channel about projects. */
export function createProjectHandlers(services: ProjectServices): Pick<Handlers, keyof ProjectReplies> {
  const { projects, window } = services;
  /** Whether the structured reports that are being written are not wanted any more. */
  let isStopped = false;

  const choose = (options: OpenDialogOptions) => askPaths(window(), options);
  const chooseNew = (options: SaveDialogOptions) => askNewPath(window(), options);

  /** Tells the interface where something changed. */
  function changed<T>(outcome: Outcome<T>): Outcome<T> {
    if (outcome.ok) services.onProjectChanged();
    return outcome;
  }

  const currentState = (): Outcome<ProjectState> => withProject(projects, ({ project }) => project.state());

  /** Asks where to write something of the open project, and has it written. */
  async function exported<T>(
    title: string,
    name: string,
    filters: SaveDialogOptions['filters'] & object,
    write: (open: OpenProject, path: string) => Promise<Outcome<T>>,
  ): Promise<Outcome<T | null>> {
    const open = projects.required();
    if (!open.ok) return open;
    const path = await chooseNew({ title, defaultPath: join(app.getPath('documents'), name), filters });
    return path === null ? done : write(open.value, path);
  }

  async function listChoice(kind: ListChoice['kind']): Promise<ListChoice | null> {
    switch (kind) {
      case 'folders': {
        const paths = await choose({
          title: 'Choose folders with cases',
          properties: ['openDirectory', 'multiSelections'],
        });
        return paths.length === 0 ? null : { kind, paths };
      }
      case 'csv': {
        const filters = [{ name: 'List of cases (CSV)', extensions: ['csv', 'txt'] }];
        const [path] = await choose({ title: 'Choose a list of cases', filters, properties: ['openFile'] });
        return path === undefined ? null : { kind, path };
      }
      case 'dicomdir': {
        const [path] = await choose({ title: 'Choose a DICOMDIR', properties: ['openFile'] });
        return path === undefined ? null : { kind, path };
      }
    }
  }

  return {
    'project:state': () => projects.state(),
    'project:recent': () => ({ ok: true, value: projects.recent() }),
    'project:create': async ({ title, coordinator }) => {
      const [folder] = await choose({
        title: 'Choose an empty folder for the project',
        properties: ['openDirectory', 'createDirectory'],
      });
      if (folder === undefined) return done;
      const keyTable = await chooseNew({
        title: 'Where to keep the key table (outside the project)',
        defaultPath: join(
          app.getPath('documents'),
          `${title.replaceAll(/[^\p{L}\p{N}._ -]/gu, '-')} key table.json`,
        ),
        filters: [{ name: 'Key table (JSON)', extensions: ['json'] }],
      });
      if (keyTable === null) return done;
      return changed(projects.create({ title, coordinator, folder, keyTable }));
    },
    'project:open': async () => {
      const [folder] = await choose({ title: 'Open the folder of a project', properties: ['openDirectory'] });
      return folder === undefined ? done : changed(projects.open(folder));
    },
    'project:openRecent': (id) => changed(projects.openRecent(id)),
    'project:close': async () => {
      await projects.close();
      return changed(done);
    },
    'project:signIn': ({ code, pin }) => changed(projects.signIn(code, pin)),
    'project:signOut': () => changed(projects.signOut()),
    'project:saveReader': (reader) => {
      const saved = withProject(projects, ({ project }) => project.saveReader(reader));
      return saved.ok ? changed(currentState()) : saved;
    },
    'project:saveProtocol': (protocol) => {
      const saved = withProject(projects, ({ project }) => project.saveProtocol(protocol));
      return saved.ok ? changed(currentState()) : saved;
    },
    'project:readProtocolFile': async () => {
      const filters = [{ name: 'Protocol (JSON)', extensions: ['json'] }];
      const [path] = await choose({ title: 'Choose a protocol', filters, properties: ['openFile'] });
      return path === undefined ? done : readProtocolFile(path);
    },
    'project:writeProtocolFile': async () => {
      const state = currentState();
      if (!state.ok) return state;
      const { protocol } = state.value;
      const path = await chooseNew({
        title: 'Save the protocol',
        defaultPath: join(app.getPath('documents'), `protocol-version-${protocol.version}.json`),
        filters: [{ name: 'Protocol (JSON)', extensions: ['json'] }],
      });
      return path === null ? done : writeWhole(path, `${JSON.stringify(protocol, null, 2)}\n`);
    },
    'project:planCases': async (kind) => {
      const coordinator = withProject(projects, ({ project }) => project.coordinator());
      if (!coordinator.ok) return coordinator;
      const choice = await listChoice(kind);
      return choice === null ? done : projects.planCases(choice);
    },
    'project:addCases': (planId) => changed(withProject(projects, ({ lists }) => lists.add(planId))),
    'project:chooseKeyTable': async () => {
      const filters = [{ name: 'Key table (JSON)', extensions: ['json'] }];
      const [path] = await choose({ title: 'Choose the key table', filters, properties: ['openFile'] });
      return path === undefined ? done : changed(projects.chooseKeyTable(path));
    },
    'project:worklist': () => asJsonText(withProject(projects, ({ project }) => project.worklist())),
    'project:openCase': (choice) => changed(withProject(projects, ({ desk }) => desk.open(choice))),
    'project:leaveCase': () => {
      projects.current?.desk.leave();
      return done;
    },
    'project:adjudication': () => withProject(projects, ({ desk }) => desk.adjudication()),
    'project:activity': ({ readingId, seconds }) =>
      withProject(projects, ({ desk }) => desk.addActivity(readingId, seconds)),
    'project:audit': (readingId) =>
      asJsonText(withProject(projects, ({ project }) => project.audit(readingId))),
    'project:exportReadings': async (format) => {
      const open = projects.required();
      if (!open.ok) return open;
      const leaving = leavingReadings(open.value.project);
      if (!leaving.ok) return leaving;
      const { name, extension } = exportedFiles[format];
      const path = await chooseNew({
        title: 'Export readings',
        defaultPath: join(
          app.getPath('documents'),
          readingsFileName(leaving.value.heads.length, format, new Date()),
        ),
        filters: [{ name, extensions: [extension] }],
      });
      return path === null
        ? done
        : exportProjectReadings(open.value.project, { path, format }, services.startTexts);
    },
    'project:exportReports': async () => {
      const open = projects.required();
      if (!open.ok) return open;
      const { project } = open.value;
      const planned = reportsToWrite(project);
      if (!planned.ok) return planned;
      const [folder] = await choose({
        title: 'Choose an empty folder for the DICOM SR, apart from the other exports',
        properties: ['openDirectory', 'createDirectory'],
      });
      if (folder === undefined) return done;
      isStopped = false;
      return exportProjectReports(project, {
        folder,
        isStopped: () => isStopped,
        startReports: services.startReports,
        onProgress: (progress) => send(window(), 'project:reportsProgress', progress),
      });
    },
    'project:stopReports': () => {
      isStopped = true;
      return done;
    },
    'project:exportAudit': () =>
      exported('Save the audit trail', 'audit-trail.csv', trailFilters, ({ project }, path) =>
        exportAudit(project, path),
      ),
    'project:exportPackage': () =>
      exported(
        'Export a package of readings',
        `readings-${new Date().toISOString().slice(0, 10)}.ndjson`,
        packageFilters,
        ({ project }, path) => exportPackage(project, path),
      ),
    'project:importPackage': async () => {
      const coordinator = withProject(projects, ({ project }) => project.coordinator());
      if (!coordinator.ok) return coordinator;
      const [path] = await choose({
        title: 'Choose a package of readings',
        filters: packageFilters,
        properties: ['openFile'],
      });
      if (path === undefined) return done;
      const open = projects.required();
      if (!open.ok) return open;
      return changed(await importPackage(open.value.project, path));
    },
    'project:agreement': () => {
      const open = projects.required();
      return open.ok ? projectAgreement(open.value.project, services.computeAgreement) : open;
    },
    'project:saveFigure': async ({ name, kind, content }) => {
      const path = await chooseNew({
        title: 'Save a figure or table',
        defaultPath: join(app.getPath('documents'), `${name}.${kind}`),
        filters: [{ name: kind.toUpperCase(), extensions: [kind] }],
      });
      if (path === null) return done;
      return writeWhole(path, kind === 'png' ? Buffer.from(content, 'base64') : content);
    },
  };
}
