import { EventEmitter } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { IngestProblem, Study } from '../../../shared/dicom/model';
import { emptyViewState, type LibraryState } from '../../../shared/ipc/contract';
import { describeStudy } from '../../indexer/describe-study';
import type { FoundStudy, IndexerReport, IndexerRequest } from '../../indexer/messages';
import type { IndexerProcess } from '../../indexer/start-indexer';
import { sampleLocation, sampleStack, sampleStudy } from '../../indexer/testing/sample-study';
import type { FrameLocation } from '../../pixels/frame-location';
import { IndexCache } from '../../store/index-cache';
import { storedPlaces } from '../../store/roots';
import { SqliteCohortStore } from '../../store/sqlite-cohort-store';
import { Store } from '../../store/store';
import { sampleReading } from '../../store/testing/sample-reading';
import { dataFolderPlace } from '../reading/data-folder-place';
import { ReadingService } from '../reading/reading-service';
import { Library } from './library';

interface Finish {
  state: 'complete' | 'cancelled';
  problems: readonly IngestProblem[];
  filesRead: number;
}

/** An indexer whose reports the test sends. */
class FakeIndexer implements IndexerProcess {
  readonly requests: IndexerRequest[] = [];
  private readonly events = new EventEmitter();
  send(request: IndexerRequest): void {
    this.requests.push(request);
  }
  onReport(listener: (report: IndexerReport) => void): void {
    this.events.on('report', listener);
  }
  onExit(listener: () => void): void {
    this.events.once('exit', listener);
  }
  kill(): void {
    this.events.emit('exit');
  }
  report(report: IndexerReport): void {
    this.events.emit('report', report);
  }
  /** Reports the end of the run as the indexer does, after it has put its studies into the cache. */
  finish(
    studies: readonly FoundStudy[],
    { state = 'complete', problems = [readme], filesRead = 2 }: Partial<Finish> = {},
  ): void {
    const [request] = this.requests;
    if (request?.type !== 'index' || request.cache === null) throw new Error('nothing was asked for');
    const { folder: cacheFolder, rootId, format } = request.cache;
    const cache = new IndexCache(cacheFolder);
    const present = studies.map(({ described }) => described.study.studyInstanceUid);
    const progress = { filesSeen: filesRead, filesRead, imagesFound: filesRead };
    this.report({
      type: 'finished',
      state,
      present,
      studies: [...studies],
      problems: [...problems],
      progress,
    });
    const kept = cache.update(rootId, {
      format,
      problems: JSON.stringify(problems),
      files: new Uint8Array(1),
      removed: [],
      written: studies.map(({ described, previews, content }) => ({
        studyInstanceUid: described.study.studyInstanceUid,
        summary: JSON.stringify({ described, previews }),
        content: content ?? '',
        facts: new Uint8Array(1),
      })),
    });
    cache.close();
    this.report({ type: 'kept', kept });
  }
  paths(): string[] {
    return this.requests.flatMap((request) => (request.type === 'index' ? request.paths : []));
  }
}

/** A study with these frames, `<SOP Instance UID>/<frame>` each, and `change` made to it. */
function found(uid: string, frames: readonly string[], change: Partial<Study> = {}): FoundStudy {
  const ids = frames.map((frame) => `${uid}/${frame}`);
  const study = { ...sampleStudy(uid, [sampleStack(`${uid}.1/1`, ids)]), ...change };
  const locations = ids.map((id): [string, FrameLocation] => [id, sampleLocation(`/x/${id}`)]);
  return { described: describeStudy(study), previews: [], content: JSON.stringify({ study, locations }) };
}

const readme = { path: 'README', problem: 'Not a DICOM file.' };

let folder: string;
let disc: string;
let store: Store;
let indexers: FakeIndexer[];
let told: LibraryState[];
let shown: string[];
let library: Library;
let indexFormat: string;
let cacheFolder: string;

function newLibrary(): Library {
  indexers = [];
  told = [];
  shown = [];
  const kept = new SqliteCohortStore(store);
  return new Library({
    places: storedPlaces(store),
    readings: () => {
      const summaries = kept.summaries('reader-1');
      return summaries.ok ? summaries.value : new Map();
    },
    storeState: () => store,
    cache: new IndexCache(cacheFolder),
    cacheFolder,
    startProcess: () => {
      const indexer = new FakeIndexer();
      indexers.push(indexer);
      return indexer;
    },
    secret: () => 'secret',
    indexFormat,
    onChanged: (state) => told.push(state),
    onShow: (uid) => shown.push(uid),
  });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rim-library-'));
  disc = join(folder, 'disc');
  mkdirSync(disc);
  cacheFolder = join(folder, 'data');
  store = new Store(cacheFolder);
  indexFormat = 'one';
  library = newLibrary();
});
afterEach(() => {
  library.close();
  store.close();
  rmSync(folder, { recursive: true });
});

async function indexer(number: number): Promise<FakeIndexer> {
  await vi.waitFor(() => expect(indexers.length).toBeGreaterThan(number));
  const started = indexers[number];
  if (started === undefined) throw new Error('no indexer was started');
  return started;
}

function newReadings(): ReadingService {
  return new ReadingService({
    place: () => ({ ok: true, value: dataFolderPlace(new SqliteCohortStore(store), 'reader-1', () => null) }),
    softwareVersion: '1',
    now: () => new Date(),
    onClockWentBack: () => undefined,
  });
}

const idle = () => vi.waitFor(() => expect(library.state().progress).toBeNull());

async function openAndRead(uid = '1.1', frames = ['1/1', '2/1']): Promise<void> {
  const before = indexers.length;
  await library.open([disc]);
  (await indexer(before)).finish([found(uid, frames)]);
  await idle();
}

it('shows what is found while it is still reading, then all of it', async () => {
  expect(await library.open([disc])).toEqual({ ok: true, value: true });
  const running = await indexer(0);
  expect(running.requests).toMatchObject([
    { type: 'index', paths: [disc], secret: 'secret', readsFiles: true },
  ]);
  running.report({ type: 'progress', progress: { filesSeen: 9, filesRead: 1, imagesFound: 1 } });
  expect(library.state().progress).toEqual({
    source: 'disc',
    filesFound: 9,
    filesRead: 1,
    imagesFound: 1,
    waitsForDisk: false,
  });
  running.report({ type: 'studies', studies: [found('1.1', ['1/1'])], problems: [readme] });
  expect(library.state().studies).toHaveLength(1);
  running.finish([found('1.1', ['1/1', '2/1'])]);
  await idle();
  const state = library.state();
  expect(state.roots).toEqual([{ id: expect.any(String), name: 'disc', available: true, bundled: false }]);
  expect(state.problems).toEqual([
    { path: 'README', problem: 'Not a DICOM file.', rootId: state.roots[0]?.id },
  ]);
  expect(library.study('1.1')).toMatchObject({ ok: true });
  expect(library.frame('1.1/2/1')?.path).toBe('/x/1.1/2/1');
  expect(library.frame('1.2/2/1')).toBeNull();
  expect(library.frame('../../etc/passwd')).toBeNull();
  await vi.waitFor(() => expect(told.at(-1)).toEqual(state));
});

it('has the library back at once after a restart, and reads it again behind', async () => {
  await openAndRead();
  const before = library.state();
  library.close();
  library = newLibrary();
  library.restore(null);
  expect(library.state().studies).toEqual(before.studies);
  const again = await indexer(0);
  expect(again.paths()).toEqual([disc]);
  again.report({ type: 'studies', studies: [found('1.1', ['1/1'])], problems: [readme] });
  expect(library.study('1.1')).toMatchObject({ value: { stacks: [{ frames: [{}, {}] }] } });
  again.finish([found('1.1', ['1/1'])]);
  await idle();
  expect(library.study('1.1')).toMatchObject({ value: { stacks: [{ frames: [{}] }] } });
});

it('finds the bundled cases at their new place', async () => {
  const elsewhere = join(folder, 'elsewhere');
  mkdirSync(elsewhere);
  await library.open([disc], { bundled: true });
  (await indexer(0)).finish([found('1.1', ['1/1'])]);
  await idle();
  library.close();
  for (const place of [elsewhere, null]) {
    library = newLibrary();
    library.restore(place);
    expect((await indexer(0)).paths()).toEqual([elsewhere]);
    expect(library.state().roots).toMatchObject([{ name: 'elsewhere', bundled: true }]);
    library.close();
  }
  library = newLibrary();
  library.restore(null);
  library.forget(library.state().roots[0]?.id ?? '');
  library.close();
  library = newLibrary();
  library.restore(disc);
  expect(library.state().roots).toEqual([]);
});

it('does not use what another indexer made', async () => {
  await openAndRead();
  library.close();
  indexFormat = 'two';
  library = newLibrary();
  library.restore(null);
  expect(library.state().studies).toEqual([]);
  expect(library.state().roots).toHaveLength(1);
});

it('tells of the state of a reading soon, of the time of a save alone later', async () => {
  await openAndRead();
  await vi.waitFor(() => expect(told.at(-1)?.progress).toBeNull());
  const readings = newReadings();
  const reading = sampleReading('8f0ea2c1-5f9b-4f0e-9a6c-0d6a5b0e6f11');
  const save = (fracturePresence: 'absent' | null) => {
    const saved = { ...reading, fracturePresence, study: { ...reading.study, studyInstanceUid: '1.1' } };
    const outcome = readings.save({ reading: saved, viewState: emptyView, change: 'x' });
    library.readingsChanged();
    return outcome;
  };
  save(null);
  const first = library.state().studies[0]?.reading;
  await vi.waitFor(() => expect(told.at(-1)?.studies[0]?.reading).toEqual(first), 800);
  const messages = told.length;
  save(null);
  const second = library.state().studies[0]?.reading;
  expect(second?.itemsLeft).toBe(first?.itemsLeft);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(told.length).toBe(messages);
  save('absent');
  expect(library.state().studies[0]?.reading?.itemsLeft).not.toBe(first?.itemsLeft);
  await vi.waitFor(() => expect(told.length).toBe(messages + 1), 800);
});

it('keeps what it knows of a disc that is out, and says so', async () => {
  await openAndRead();
  library.close();
  renameSync(disc, join(folder, 'elsewhere'));
  library = newLibrary();
  library.restore(null);
  (await indexer(0)).finish([]);
  await idle();
  const state = library.state();
  expect(state.roots[0]?.available).toBe(false);
  expect(state.studies).toHaveLength(1);
  expect(state.problems).toHaveLength(1);
  expect(state.problems[0]?.problem).toContain('“disc” is not there any more');
  renameSync(join(folder, 'elsewhere'), disc);
  await openAndRead();
  expect(library.state().roots).toHaveLength(1);
  expect(library.state().roots[0]?.available).toBe(true);
});

it('says of a place without images that it has none', async () => {
  await library.open([disc]);
  (await indexer(0)).finish([], { filesRead: 3 });
  await idle();
  expect(library.state().problems.map(({ path, problem }) => [path, problem])).toEqual([
    ['disc', 'None of the 3 files here is a DICOM image that can be read.'],
    ['README', 'Not a DICOM file.'],
  ]);
});

it('tries once more when the indexer dies, without reading there, and stays whole when that dies too', async () => {
  await library.open([disc]);
  const dying = await indexer(0);
  dying.report({ type: 'studies', studies: [found('1.1', ['1/1'])], problems: [readme] });
  dying.kill();
  const second = await indexer(1);
  expect(second.requests).toMatchObject([{ type: 'index', paths: [disc], readsFiles: false }]);
  second.kill();
  await idle();
  const { studies, problems } = library.state();
  expect(studies).toHaveLength(1);
  expect(problems.at(-1)).toMatchObject({ path: 'disc', problem: expect.stringContaining('unexpectedly') });
});

it('stops on request, also what is still waiting, and keeps what was found', async () => {
  const second = join(folder, 'second');
  mkdirSync(second);
  await library.open([disc, second]);
  const running = await indexer(0);
  running.report({ type: 'studies', studies: [found('1.1', ['1/1'])], problems: [readme] });
  library.cancel();
  expect(running.requests.at(-1)).toEqual({ type: 'cancel' });
  running.finish([found('1.1', ['1/1'])], { state: 'cancelled' });
  await idle();
  expect(indexers).toHaveLength(1);
  expect(library.state().studies).toHaveLength(1);
  expect(library.state().roots).toHaveLength(2);
});

it('shows what a stopped run found since its last report: another run would not find it again', async () => {
  await library.open([disc]);
  const running = await indexer(0);
  running.report({
    type: 'studies',
    studies: [found('1.1', ['1/1']), found('1.2', ['1/1'])],
    problems: [readme],
  });
  library.cancel();
  running.finish([found('1.1', ['1/1', '2/1'])], { state: 'cancelled' });
  await idle();
  const images = library
    .state()
    .studies.map(({ frames }) => Object.values(frames).reduce((sum, { count }) => sum + count, 0));
  expect(images.sort()).toEqual([1, 2]);
});

it('opens what is there and names what is not', async () => {
  const outcome = await library.open([disc, join(folder, 'gone')]);
  expect(outcome).toMatchObject({ ok: false, problem: expect.stringContaining('“gone” is not there') });
  expect((await indexer(0)).paths()).toEqual([disc]);
});

it('forgets a place for good, but no reading', async () => {
  await openAndRead();
  const reading = { ...sampleReading('8f0ea2c1-5f9b-4f0e-9a6c-0d6a5b0e6f11') };
  const readings = newReadings();
  const study = { ...reading.study, studyInstanceUid: '1.1' };
  expect(readings.save({ reading: { ...reading, study }, viewState: emptyView, change: 'x' })).toMatchObject({
    ok: true,
  });
  library.readingsChanged();
  expect(library.state().studies[0]?.reading).toMatchObject({ status: 'draft', revision: 1 });
  const rootId = library.state().roots[0]?.id ?? '';
  expect(library.forget(rootId)).toEqual({ ok: true, value: null });
  expect(library.forget(rootId)).toMatchObject({ ok: false });
  expect(library.state()).toMatchObject({ roots: [], studies: [] });
  expect(library.frame('1.1/1/1')).toBeNull();
  library.close();
  library = newLibrary();
  library.restore(null);
  expect(library.state().roots).toEqual([]);
  expect(readings.history(reading.readingId)).toMatchObject({ ok: true, value: [{}] });
});

const emptyView = { ...emptyViewState, step: 'levels' };

it('shows the study of a place that holds one, tells the list after it, and shows none of several', async () => {
  await library.open([disc], { show: true });
  (await indexer(0)).finish([found('1.1', ['1/1'])]);
  await idle();
  expect(shown).toEqual(['1.1']);
  expect(library.shown('1.1')).toMatchObject({
    summary: { reading: null },
    study: { studyInstanceUid: '1.1' },
  });
  expect(library.shown('9')).toBeNull();
  expect(told.at(-1)?.studies).toEqual([]);
  await vi.waitFor(() => expect(told.at(-1)?.studies).toHaveLength(1));
  await library.open([disc], { show: true });
  library.showNothing();
  (await indexer(1)).finish([found('1.1', ['1/1'])]);
  await idle();
  expect(shown).toEqual(['1.1']);
  await library.open([disc], { show: true });
  (await indexer(2)).finish([found('1.1', ['1/1']), found('1.2', ['3/1'])]);
  await idle();
  expect(shown).toEqual(['1.1']);
});

it('works where nothing can be stored, and says so', async () => {
  store.close();
  const file = join(folder, 'file');
  writeFileSync(file, '');
  store = new Store(join(file, 'data'));
  library = newLibrary();
  await openAndRead();
  expect(library.state().studies).toHaveLength(1);
  expect(library.state().notices).toEqual([store.problem]);
});

it('lists the latest study first, and the truth of bundled cases is no problem', async () => {
  await library.open([disc], { bundled: true });
  const studies = ['2023-01-02', '2024-05-06', '2024-05-06'].map((date, index) =>
    found(`1.${index}`, [`${index}/1`], { date, description: `Phantom ${['A', 'C', 'B'][index]}` }),
  );
  const problems = [
    { path: 'a/truth.json', problem: 'Not a DICOM file.' },
    { path: 'a/other.json', problem: 'Not a DICOM file.' },
  ];
  (await indexer(0)).finish(studies, { problems });
  await idle();
  const state = library.state();
  expect(state.studies.map(({ study }) => study.description)).toEqual([
    'Phantom B',
    'Phantom C',
    'Phantom A',
  ]);
  expect(state.problems.map(({ path }) => path)).toEqual(['a/other.json']);
});
