import { join } from 'node:path';
import { app, type BrowserWindow, type OpenDialogOptions } from 'electron';
import type { LibraryState, Outcome, Settings } from '../../shared/ipc/contract';
import { asJsonText } from '../../shared/ipc/json-text';
import type { ComputeAgreement } from '../cohort/project-agreement';
import type { Projects } from '../cohort/projects';
import type { StartTexts } from '../cohort/text-threads';
import { findingsFileName } from '../export/findings-file-name';
import type { StartReports } from '../export/structured-report/report-threads';
import { writeReadings } from '../export/write-readings';
import type { ReadingStore } from '../store/reading-store';
import { writeSetting } from '../store/settings';
import type { Store } from '../store/store';
import { askNewPath, askPaths } from './ask-path';
import { exportedFiles } from './exported-files';
import { createImportHandlers, importFiles, isFindingsFile } from './import-handlers';
import { send } from './ipc';
import type { Library } from './library/library';
import { createProjectHandlers } from './project-handlers';
import { readPreferences, writePreferences } from './reader-preferences';
import type { ReadingService } from './reading/reading-service';
import { createReportHandlers } from './report-handlers';
import type { Handlers } from './requests';
import type { SecondWindow } from './second-window';
import { exportStructuredReport } from './structured-report-export';
import { printView, viewPicture } from './view-output';

/** The parts of the program that answer the interface. */
export interface Services {
  store: Store;
  /** Where readings outside projects are kept. */
  dataFolder: ReadingStore;
  library: Library;
  readings: ReadingService;
  projects: Projects;
  computeAgreement: ComputeAgreement;
  startTexts: StartTexts;
  startReports: StartReports;
  /** What the library shows, or in a project what the reader may see of it. */
  libraryState(): LibraryState;
  onProjectChanged(): void;
  settings: { current: Settings };
  window(): BrowserWindow | null;
  secondWindow: SecondWindow;
  /** The user reads this study now. */
  onStudyOpened(studyInstanceUid: string): void;
  /** The interface is there and listens. */
  onInterfaceReady(): void;
}

/** Lets the user choose folders or files, opens them and shows what is a single study; false where the dialog was closed. */
async function chooseAndOpen(
  { library, window }: Pick<Services, 'library' | 'window'>,
  kind: 'folder' | 'files',
): Promise<Outcome<boolean>> {
  const options: OpenDialogOptions =
    kind === 'folder'
      ? { title: 'Open folders with DICOM files', properties: ['openDirectory', 'multiSelections'] }
      : { title: 'Open DICOM files', properties: ['openFile', 'multiSelections'] };
  const paths = await askPaths(window(), options);
  return paths.length === 0 ? { ok: true, value: false } : library.open(paths, { show: true });
}

/** Opens what was dropped: findings files are imported, everything else is looked through for images. */
async function openDropped(services: Services, paths: readonly string[]): Promise<Outcome<boolean>> {
  const findings = paths.filter(isFindingsFile);
  const images = paths.filter((path) => !isFindingsFile(path));
  if (findings.length > 0) {
    const imported = await importFiles(services, findings);
    if (!imported.ok) return imported;
    send(services.window(), 'import:done', imported.value);
  }
  return images.length === 0 ? { ok: true, value: true } : services.library.open(images, { show: true });
}

/** The answer to every channel. */
export function createHandlers(services: Services): Handlers {
  const { store, library, readings, projects, settings, window, secondWindow } = services;
  /** Places are opened outside projects only: inside one, its cases are all there is. */
  const outsideProjects = <T>(work: () => T): T | Outcome<never> =>
    projects.current === null
      ? work()
      : { ok: false, problem: 'A project is open; close it to open other images.' };
  /** Who reads now. */
  const readerId = () => {
    const signedIn = projects.current?.project.signedIn();
    return signedIn?.ok === true ? signedIn.value.code : settings.current.readerId;
  };
  return {
    ...createProjectHandlers(services),
    ...createReportHandlers(services),
    ...createImportHandlers(services),
    'library:state': () => {
      services.onInterfaceReady();
      return services.libraryState();
    },
    'library:chooseFolder': () => outsideProjects(() => chooseAndOpen(services, 'folder')),
    'library:chooseFiles': () => outsideProjects(() => chooseAndOpen(services, 'files')),
    'library:openDropped': (paths) => outsideProjects(() => openDropped(services, paths)),
    'library:cancel': () => {
      library.cancel();
      return { ok: true, value: null };
    },
    'library:forget': (rootId) => outsideProjects(() => library.forget(rootId)),
    'library:study': (studyInstanceUid) =>
      asJsonText((projects.current?.desk ?? library).study(studyInstanceUid)),
    'reading:ofStudy': (studyInstanceUid) => readings.ofStudy(studyInstanceUid),
    'reading:openForStudy': (studyInstanceUid) => {
      services.onStudyOpened(studyInstanceUid);
      return readings.openForStudy(studyInstanceUid);
    },
    'reading:save': (request) => {
      const outcome = readings.save(request);
      if (projects.current === null) library.readingsChanged();
      return outcome;
    },
    'reading:saveView': ({ readingId, viewState }) => readings.saveView(readingId, viewState),
    'reading:history': (readingId) => readings.history(readingId),
    'export:findings': async ({ readingIds, format }) => {
      const documents = readings.documents(readingIds);
      if (!documents.ok) return documents;
      const { name, extension } = exportedFiles[format];
      const path = await askNewPath(window(), {
        title: 'Export findings',
        defaultPath: join(app.getPath('documents'), findingsFileName(documents.value, format, new Date())),
        filters: [{ name, extensions: [extension] }],
      });
      return path === null ? { ok: true, value: null } : writeReadings(path, format, documents.value);
    },
    'export:structuredReport': (readingId) => exportStructuredReport(services, readingId),
    'view:picture': (area) => viewPicture(window(), area),
    'view:print': (to) => printView(window(), to),
    'settings:get': () => ({ ...settings.current, readerId: readerId() }),
    'settings:set': (wanted) => {
      if (projects.current !== null)
        return { ok: false, problem: 'In a project, sign in as the reader instead.' };
      const outcome = store.use((database) => writeSetting(database, 'settings', wanted));
      if (!outcome.ok) return outcome;
      settings.current = wanted;
      library.readingsChanged();
      return { ok: true, value: wanted };
    },
    'preferences:get': () => readPreferences(store, readerId()),
    'preferences:set': ({ readerId, preferences }) => writePreferences(store, readerId, preferences),
    'window:toggleFullScreen': (_request, sender) => {
      const asking = sender === 'second' ? secondWindow.current() : window();
      asking?.setFullScreen(!asking.isFullScreen());
      return { ok: true, value: null };
    },
    'secondWindow:setOpen': (isOpen) => {
      secondWindow.setOpen(isOpen);
      return { ok: true, value: null };
    },
    'secondWindow:follow': (lead) => {
      secondWindow.follow(lead);
      return { ok: true, value: null };
    },
    'secondWindow:showReading': (reading) => {
      secondWindow.show(reading);
      return { ok: true, value: null };
    },
    'secondWindow:compare': (compared) => {
      secondWindow.compare(compared);
      return { ok: true, value: null };
    },
    'secondWindow:state': () => secondWindow.state(),
    'secondWindow:placeCrosshair': (crosshair) => {
      send(window(), 'secondWindow:crosshair', crosshair);
      return { ok: true, value: null };
    },
    'app:info': () => ({
      version: app.getVersion(),
      electron: process.versions.electron,
      dataFolderProblem: store.problem,
    }),
  };
}
