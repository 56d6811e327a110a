import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { app, type BrowserWindow, dialog } from 'electron';
import { z } from 'zod';
import { type LibraryState, type Settings, settingsSchema } from '../../shared/ipc/contract';
import { toJsonText } from '../../shared/ipc/json-text';
import { agreementInThread } from '../cohort/project-agreement';
import { Projects } from '../cohort/projects';
import { textsInThreads } from '../cohort/text-threads';
import { reportsInThreads } from '../export/structured-report/report-threads';
import type { FrameLocation } from '../pixels/frame-location';
import { keepBackups } from '../store/backup';
import { ofDataFolder } from '../store/database';
import { IndexCache } from '../store/index-cache';
import { storedPlaces } from '../store/roots';
import { databaseFileName } from '../store/schema';
import { readOrSetAside, readSetting, writeSetting } from '../store/settings';
import { SqliteCohortStore } from '../store/sqlite-cohort-store';
import { Store } from '../store/store';
import { storedViews } from '../store/views';
import { askAboutBackup } from './ask-about-backup';
import { openCaseImages } from './case-images';
import { checkPixels } from './check-pixels';
import { parseCommandLine } from './command-line';
import { prepareDataFolder, temporaryDataFolder } from './data-folder';
import { drawWithoutDetours } from './drawing';
import { collectGarbageLess } from './garbage';
import { createHandlers } from './handlers';
import { answerInterface, askToSave, send } from './ipc';
import { IndexerProcesses } from './library/indexer-process';
import { Library } from './library/library';
import { logFault } from './log';
import { setMenu } from './menu';
import { registerSchemes, serveApp, serveFrames } from './protocols';
import { dataFolderPlace } from './reading/data-folder-place';
import { ReadingService } from './reading/reading-service';
import { SecondWindow } from './second-window';
import { lockDown } from './security';
import { openWindow } from './window';
import { windowBoundsSchema } from './window-bounds';

/** How long the interface may take to save before the window closes, ms. */
const closingPatience = 2000;
const indexerScripts = {
  indexer: join(import.meta.dirname, 'indexer-process.js'),
  reader: join(import.meta.dirname, 'header-reader-process.js'),
};
const agreementScript = join(import.meta.dirname, 'agreement-worker.js');
const textScript = join(import.meta.dirname, 'text-worker.js');
const reportScript = join(import.meta.dirname, 'report-worker.js');
const firstSettings: Settings = { readerId: 'reader-1' };

app.setName('Rim Reader');
drawWithoutDetours(app.commandLine);
collectGarbageLess(app.commandLine);
process.on('uncaughtException', (error) => logFault('main process', error));
process.on('unhandledRejection', (error) => logFault('main process', error));

const commandLine = parseCommandLine(process.argv.slice(1), process.cwd());
const { checkPixels: pathsToCheck } = commandLine;
const folder =
  pathsToCheck === null
    ? prepareDataFolder(commandLine.userData ?? join(app.getPath('appData'), 'rim-reader'))
    : temporaryDataFolder();
app.setPath('userData', folder.profile);
app.setPath('sessionData', join(folder.profile, 'chromium'));

if (app.requestSingleInstanceLock({ open: commandLine.open })) {
  registerSchemes();
  void app
    .whenReady()
    .then(pathsToCheck === null ? start : () => check(pathsToCheck))
    .catch((error: unknown) => {
      logFault('start', error);
      dialog.showErrorBox(
        'Rim Reader could not start',
        'A part of the program is missing or damaged. Install it again.',
      );
      app.exit(1);
    });
} else {
  process.stderr.write(
    'Rim Reader runs already with this data folder; its window was asked to open the paths.\n',
  );
  app.exit(0);
}

/** Checks the pixels below the paths, prints a line of JSON for each frame, and ends. */
async function check(paths: readonly string[]): Promise<void> {
  const removeFolder = () => rmSync(folder.profile, { recursive: true, force: true, maxRetries: 5 });
  process.on('exit', removeFolder);
  let locations: ReadonlyMap<string, FrameLocation> = new Map();
  lockDown();
  app.on('window-all-closed', () => undefined);
  serveApp(resolve(import.meta.dirname, '../renderer'));
  serveFrames((frameId) => locations.get(frameId) ?? null);
  const passed = await checkPixels(
    paths,
    (located) => {
      locations = located;
    },
    (line) => new Promise((written) => process.stdout.write(`${JSON.stringify(line)}\n`, () => written())),
  );
  app.exit(passed ? 0 : 1);
}

/** Names what these scripts make. */
function nameOf(scripts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const script of scripts) hash.update(readFileSync(script));
  return hash.digest('base64url');
}

function start(): void {
  let window: BrowserWindow | null = null;
  let interfaceReady = false;
  const toShow: string[] = [];
  let lastOpened: string | null = null;
  const chooseBackup = askAboutBackup(() => window);
  const store = new Store(folder.store, { ...ofDataFolder, chooseBackup });
  if (store.problem === null)
    keepBackups(folder.store, databaseFileName, (problem) => store.notices.push(problem));
  const stored = <T>(name: string, schema: z.ZodType<T>): T | null => {
    const value = store.use((database) => readSetting(database, name, schema));
    return value.ok ? value.value : null;
  };
  const storedSettings = store.use((database) => readOrSetAside(database, 'settings', settingsSchema));
  const settings = { current: (storedSettings.ok ? storedSettings.value.value : null) ?? firstSettings };
  const newSecret = randomBytes(32).toString('base64url');

  /** Random for each installation; where nothing can be stored, for this run. */
  function secret(): string {
    const known = stored('pseudonymSecret', z.string().min(1));
    if (known === null) store.use((database) => writeSetting(database, 'pseudonymSecret', newSecret));
    return known ?? newSecret;
  }

  function showWaiting(): void {
    if (!interfaceReady || projects.current !== null) return;
    for (const studyInstanceUid of toShow.splice(0)) {
      const shown = library.shown(studyInstanceUid);
      if (shown !== null) send(window, 'library:show', toJsonText(shown));
    }
  }

  const indexerProcesses = new IndexerProcesses(indexerScripts);
  const finding = {
    secret,
    cache: new IndexCache(folder.store),
    cacheFolder: folder.store,
    indexFormat: nameOf(Object.values(indexerScripts)),
    startProcess: indexerProcesses.start,
  };
  const dataFolder = new SqliteCohortStore(store);
  const library = new Library({
    ...finding,
    places: storedPlaces(store),
    readings: () => {
      const summaries = dataFolder.summaries(settings.current.readerId);
      return summaries.ok ? summaries.value : new Map();
    },
    storeState: () => store,
    onChanged: (state) => {
      if (projects.current === null) send(window, 'library:changed', state);
    },
    onShow: (studyInstanceUid) => {
      toShow.push(studyInstanceUid);
      showWaiting();
    },
  });
  const projects = new Projects({
    dataStore: store,
    finding,
    views: storedViews(store),
    keepBackups: (of, onProblem) => keepBackups(of, databaseFileName, onProblem),
    chooseBackup,
    now: () => new Date(),
    openImages: (places, onChanged) => openCaseImages(finding, places, onChanged),
    onChanged: () => tellImages(),
    onCompared: () => tellProject(),
    onCaseLeft: () => {
      lastOpened = null;
      secondWindow.follow(null);
      secondWindow.show(null);
      secondWindow.compare(null);
      tellImages();
    },
  });
  const readings = new ReadingService({
    place: () => {
      const open = projects.current;
      if (open !== null) {
        const who = open.project.signedIn();
        return who.ok ? { ok: true, value: open.desk } : who;
      }
      const subjectOf = (studyInstanceUid: string) => library.subject(studyInstanceUid);
      return { ok: true, value: dataFolderPlace(dataFolder, settings.current.readerId, subjectOf) };
    },
    softwareVersion: app.getVersion(),
    now: () => new Date(),
    onClockWentBack: () => {
      const notice =
        'The clock of this computer was set back: the latest saves have times before earlier ones. Their order is kept, and the trail says so; set the clock right.';
      const open = projects.current;
      if (open === null) library.notify(notice);
      else open.project.notify(notice);
      if (open !== null) tellProject();
    },
  });

  /** What the library shows, or in a project what may be seen of it. */
  function libraryState(): LibraryState {
    const open = projects.current;
    return open === null
      ? library.state()
      : open.desk.libraryState(store.problem === null ? [] : [store.problem]);
  }

  function tellImages(): void {
    send(window, 'library:changed', libraryState());
  }

  function tellProject(): void {
    const state = projects.state();
    send(window, 'project:changed', state.ok ? state.value : null);
    tellImages();
  }

  async function openNamed(paths: readonly string[]): Promise<void> {
    if (paths.length === 0) return;
    if (projects.current !== null) {
      projects.current.project.notify('A project is open; close it to open other images.');
      tellProject();
      return;
    }
    const outcome = await library.open(paths, { show: true });
    if (!outcome.ok) library.notify(outcome.problem);
  }

  /** The bundled cases are in the library from the very first start until the user takes them off it. */
  async function openBundled(): Promise<void> {
    const { bundled } = commandLine;
    if (bundled === null || stored('bundledOpened', z.boolean()) === true) return;
    const outcome = await library.open([bundled], { bundled: true });
    if (outcome.ok) store.use((database) => writeSetting(database, 'bundledOpened', true));
    else library.notify(outcome.problem);
  }

  lockDown();
  serveApp(resolve(import.meta.dirname, '../renderer'));
  serveFrames((frameId) => (projects.current?.desk ?? library).frame(frameId));
  const secondWindow = new SecondWindow({
    reading: () => window,
    remembered: () => stored('secondWindow', windowBoundsSchema),
    onBounds: (bounds) => store.use((database) => writeSetting(database, 'secondWindow', bounds)),
  });
  const services = {
    dataFolder,
    store,
    library,
    readings,
    projects,
    computeAgreement: agreementInThread(agreementScript),
    startTexts: textsInThreads(textScript),
    startReports: reportsInThreads(reportScript),
    libraryState,
    onProjectChanged: tellProject,
    settings,
    window: () => window,
    secondWindow,
    onStudyOpened: (studyInstanceUid: string) => {
      lastOpened = studyInstanceUid;
      library.showNothing();
    },
    onInterfaceReady: () => {
      interfaceReady = true;
      showWaiting();
      secondWindow.tell();
    },
  };
  answerInterface(createHandlers(services), (role) => (role === 'reading' ? window : secondWindow.current()));
  setMenu((id) => send(window, 'app:command', { id }));

  function createWindow(): void {
    interfaceReady = false;
    window = openWindow({
      remembered: stored('window', windowBoundsSchema),
      onBounds: (bounds) => store.use((database) => writeSetting(database, 'window', bounds)),
      beforeClose: (closing) => askToSave(closing, closingPatience),
      unsavedProblem: () => readings.unsavedProblem(),
      onRecovered: () => {
        interfaceReady = false;
        if (lastOpened !== null) toShow.push(lastOpened);
        library.notify('The window stopped working and was loaded again. The reading is as last saved.');
      },
    });
    window.on('closed', () => {
      window = null;
      secondWindow.dispose();
    });
  }

  app.on('second-instance', (_event, _arguments, _workingFolder, handedOver) => {
    if (window !== null) {
      if (window.isMinimized()) window.restore();
      window.focus();
    }
    const parsed = z.object({ open: z.array(z.string()) }).safeParse(handedOver);
    if (parsed.success) void openNamed(parsed.data.open);
  });
  app.on('activate', () => {
    if (window === null) createWindow();
  });
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', () => {
    void projects.close();
    library.close();
    indexerProcesses.close();
    store.close();
  });
  if (folder.temporary) {
    // What Chromium still writes after that is its preferences, a few kB.
    process.on('exit', () => rmSync(folder.profile, { recursive: true, force: true, maxRetries: 5 }));
  }

  if (storedSettings.ok && storedSettings.value.keptAs !== null)
    library.notify(
      `Who reads could not be read from the settings and is ${settings.current.readerId} again; enter the reader before reading on. What was stored is kept as “${storedSettings.value.keptAs}”.`,
    );
  createWindow();
  library.restore(commandLine.bundled);
  void openBundled().then(() => openNamed(commandLine.open));
  indexerProcesses.prepare();
}
