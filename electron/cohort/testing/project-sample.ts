import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exampleReading } from '../../../shared/findings/example-reading';
import type { Reading } from '../../../shared/findings/reading';
import type { Outcome } from '../../../shared/ipc/outcome';
import type { ReaderInput } from '../../../shared/ipc/project';
import type { IndexerMessage } from '../../indexer/messages';
import type { IndexerProcess } from '../../indexer/start-indexer';
import { mrImageFile } from '../../ingest/testing/mr-image';
import { openCaseImages } from '../../main/case-images';
import { ReadingService } from '../../main/reading/reading-service';
import { IndexCache } from '../../store/index-cache';
import { type ChooseBackup, takeOverBackup } from '../../store/recover';
import { Store } from '../../store/store';
import { storedViews } from '../../store/views';
import { Projects } from '../projects';

/** A machine for tests: a data folder, a folder with cases, and the projects of it. */
export class TestMachine {
  readonly folder = mkdtempSync(join(tmpdir(), 'rim-cohort-'));
  readonly projectFolder = join(this.folder, 'project');
  readonly keyTable = join(this.folder, 'keys', 'key table.json');
  readonly casesFolder = join(this.folder, 'cases');
  now = new Date('2026-03-04T05:06:07.000Z');
  chooseBackup: ChooseBackup = takeOverBackup;
  casesLeft = 0;
  timesCompared = 0;
  private readonly children: ChildProcess[] = [];
  private readonly stores: Store[] = [];
  private readonly opened: Projects[] = [];

  constructor() {
    for (const path of [this.projectFolder, join(this.folder, 'keys'), this.casesFolder]) mkdirSync(path);
  }

  /** A program with a data folder of its own. */
  program(dataFolder = 'data'): { projects: Projects; readings: ReadingService; dataStore: Store } {
    const cacheFolder = join(this.folder, dataFolder);
    const dataStore = new Store(cacheFolder);
    this.stores.push(dataStore);
    const finding = {
      startProcess: () => this.startIndexer(),
      cache: new IndexCache(cacheFolder),
      cacheFolder,
      indexFormat: 'one',
      secret: () => 'secret',
    };
    const projects = new Projects({
      dataStore,
      finding,
      views: storedViews(dataStore),
      keepBackups: () => () => undefined,
      openImages: (places, onChanged) => openCaseImages(finding, places, onChanged),
      chooseBackup: (offer) => this.chooseBackup(offer),
      now: () => this.now,
      onChanged: () => undefined,
      onCompared: () => {
        this.timesCompared += 1;
      },
      onCaseLeft: () => {
        this.casesLeft += 1;
      },
    });
    this.opened.push(projects);
    const readings = new ReadingService({
      place: () => {
        const open = projects.required();
        return open.ok ? { ok: true, value: open.value.desk } : open;
      },
      softwareVersion: '9.9.9',
      now: () => this.now,
      onClockWentBack: () => undefined,
    });
    return { projects, readings, dataStore };
  }

  /** A study of a few images in a folder of its own. */
  writeCase(name: string, studyInstanceUid: string, below = this.casesFolder): string {
    const folder = join(below, name);
    mkdirSync(folder, { recursive: true });
    for (const slice of [1, 2, 3]) {
      const image = mrImageFile({
        sopInstanceUid: `${studyInstanceUid}.9.${slice}`,
        seriesInstanceUid: `${studyInstanceUid}.9`,
        studyInstanceUid,
        position: [slice * 4, 0, 0],
      });
      writeFileSync(join(folder, `I${slice}`), image);
    }
    return folder;
  }

  dispose(): void {
    for (const projects of this.opened) void projects.close();
    for (const child of this.children) child.kill();
    for (const store of this.stores) store.close();
    rmSync(this.folder, { recursive: true });
  }

  private startIndexer(): IndexerProcess {
    const script = join(import.meta.dirname, '../../indexer/indexer-process.ts');
    const child = fork(script, { execArgv: ['--import', 'tsx'] });
    this.children.push(child);
    return {
      send: (request) => child.send(request, () => undefined),
      onReport: (listener) =>
        child.on('message', (message: IndexerMessage) => {
          if (message.type !== 'startReader') listener(message);
        }),
      onExit: (listener) => child.once('exit', listener),
      kill: () => child.kill(),
    };
  }
}

/** A person with these roles and no PIN. */
export function person(code: string, ...roles: ReaderInput['roles']): ReaderInput {
  return { code, name: '', roles, isActive: true };
}

/** What a step gives; throws its sentence where it failed. */
export function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.value;
}

/** The example reading as the reader of this draft would have made it, on the images of its study. */
export function filled(draft: Reading, changes: Partial<Reading> = {}): Reading {
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
