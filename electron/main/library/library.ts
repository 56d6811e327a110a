import { randomUUID } from 'node:crypto';
import { basename, isAbsolute } from 'node:path';
import { type IngestProblem, type Study, studyOfFrame } from '../../../shared/dicom/model';
import type { LibraryState, Outcome, StudySummary } from '../../../shared/ipc/contract';
import type { FoundStudy } from '../../indexer/messages';
import {
  type IndexerProcess,
  type IndexerRun,
  type IndexOutcome,
  startIndexer,
} from '../../indexer/start-indexer';
import type { IndexProgress } from '../../ingest/gather-files';
import type { FrameLocation } from '../../pixels/frame-location';
import type { IndexCache } from '../../store/index-cache';
import type { PlaceMemory, Root } from '../../store/roots';
import { isAvailable, rootName, sortOpenedPaths } from './opened-paths';
import { type LibraryStudy, StudyShelf } from './study-shelf';

/** What the library needs from outside. */
export interface LibraryEnvironment {
  /** Remembers the opened places. */
  places: PlaceMemory;
  /** What the list shows of the readings of who reads now, by Study Instance UID. */
  readings(): ReadonlyMap<string, NonNullable<StudySummary['reading']>>;
  /** Where places and readings are kept: why nothing can be saved at present, and what happened to it. */
  storeState(): { problem: string | null; notices: readonly string[] };
  /** Keeps what was found at the places. */
  cache: IndexCache;
  /** The folder of the cache, for the indexing processes. */
  cacheFolder: string;
  startProcess(): IndexerProcess;
  /** Secret of the subjects' pseudonyms. */
  secret(): string;
  /** Names what the indexer makes: an index kept by another one is not used. */
  indexFormat: string;
  onChanged(state: LibraryState): void;
  /** A study that was to be shown as soon as it is there: the list is told of it a moment later. */
  onShow(studyInstanceUid: string): void;
}

/** What is known of a place: kept between starts. */
interface FoundAtRoot {
  /** By Study Instance UID. */
  studies: ReadonlyMap<string, FoundStudy>;
  problems: readonly IngestProblem[];
}

interface OpenRoot {
  root: Root;
  available: boolean;
  found: FoundAtRoot | null;
  /** Its study is to be shown once it has been read. */
  show: boolean;
}

interface CurrentRun {
  entry: OpenRoot;
  run: IndexerRun;
  progress: IndexProgress;
  /** When it was last heard of, by `performance.now`. */
  heard: number;
}

/** Shortest time between two messages to the interface, ms. */
const shortestPause = 200;
/** A run that is silent for so long waits for its disk, ms. */
const silence = 3000;
/** Time to a message that only brings the times of saves up to date, ms. */
const quietPause = 2000;

/**
 * The places the user opened and the studies found there. Reads one place after the other, each in a process of its
 * own; what was found is kept in the store, so that the next start shows it at once and reads it again behind.
 */
export class Library {
  private readonly roots: OpenRoot[] = [];
  private readonly queue: OpenRoot[] = [];
  private current: CurrentRun | null = null;
  private readonly shelf: StudyShelf;
  /** What the list shows of each study, but for its reading. */
  private described: LibraryStudy[] = [];
  private summaries: StudySummary[] | null = null;
  private cacheProblem: string | null = null;
  private readonly notices: string[] = [];
  private timer: { handle: NodeJS.Timeout; due: number } | null = null;
  private pause = shortestPause;
  private toldAt = Number.NEGATIVE_INFINITY;
  private closed = false;

  constructor(private readonly environment: LibraryEnvironment) {
    this.shelf = new StudyShelf((rootId, studyInstanceUid) =>
      environment.cache.content(rootId, studyInstanceUid),
    );
  }

  /** Shows what the store remembers, and begins to read it again. The bundled cases may have moved to `bundled`. */
  restore(bundled: string | null): void {
    const remembered = this.environment.places.read();
    if (!remembered.ok) return;
    for (const root of remembered.value) {
      const moved = root.bundled && bundled !== null && root.paths[0] !== bundled;
      const entry = this.add(moved ? { ...root, paths: [bundled] } : root);
      if (moved) this.keep(entry.root);
      else entry.found = this.readCached(root.id);
      this.queue.push(entry);
    }
    this.remerge();
    void this.readNext();
  }

  /**
   * Opens folders and files and remembers them. With `show`, a place that holds a single study has it shown as soon as
   * it has been read. Fails with a sentence where nothing of the paths is there.
   */
  async open(
    paths: readonly string[],
    options: { show?: boolean; bundled?: boolean } = {},
  ): Promise<Outcome<boolean>> {
    const { places, missing } = await sortOpenedPaths(paths);
    for (const place of [...places].reverse()) {
      const key = JSON.stringify(place);
      const known = this.roots.find(({ root }) => JSON.stringify(root.paths) === key);
      const entry = known ?? this.add({ id: randomUUID(), paths: place, bundled: options.bundled ?? false });
      entry.show ||= options.show ?? false;
      if (known === undefined) {
        this.keep(entry.root);
      }
      const waiting = this.queue.indexOf(entry);
      if (waiting >= 0) this.queue.splice(waiting, 1);
      if (this.current?.entry !== entry) this.queue.unshift(entry);
    }
    this.changed();
    void this.readNext();
    if (missing.length === 0) return { ok: true, value: true };
    const names = missing.map((name) => `“${name}”`).join(', ');
    return {
      ok: false,
      problem: `${names} ${missing.length === 1 ? 'is' : 'are'} not there or cannot be reached; check the name and the drive.`,
    };
  }

  /** The user turned to something else: what is still being read is not shown by itself when it is there. */
  showNothing(): void {
    for (const entry of this.roots) entry.show = false;
  }

  /** Stops reading; what was found until now stays. */
  cancel(): void {
    this.queue.length = 0;
    this.current?.run.cancel();
  }

  /** Takes a place off the library. Its files and all readings stay. */
  forget(rootId: string): Outcome<null> {
    const index = this.roots.findIndex(({ root }) => root.id === rootId);
    const [entry] = index >= 0 ? this.roots.splice(index, 1) : [];
    if (entry === undefined) return { ok: false, problem: 'This place is not in the library any more.' };
    const waiting = this.queue.indexOf(entry);
    if (waiting >= 0) this.queue.splice(waiting, 1);
    if (this.current?.entry === entry) this.current.run.cancel();
    this.remerge();
    this.environment.cache.forget(rootId);
    return this.environment.places.remove(rootId);
  }

  /** A study with all its stacks and frames. */
  study(studyInstanceUid: string): Outcome<Study> {
    const study = this.shelf.study(studyInstanceUid);
    if (study !== null) return { ok: true, value: study };
    return { ok: false, problem: 'This study is not in the library any more; open its folder again.' };
  }

  /** A study with all its frames and what the list says of it; null where it is not in the library. */
  shown(studyInstanceUid: string): { summary: StudySummary; study: Study } | null {
    this.summaries ??= this.summarise();
    const summary = this.summaries.find((one) => one.study.studyInstanceUid === studyInstanceUid);
    const study = this.shelf.study(studyInstanceUid);
    return summary === undefined || study === null ? null : { summary, study };
  }

  /** Who was examined, or null for a study that is not in the library. */
  subject(studyInstanceUid: string): Study['subject'] | null {
    return this.shelf.studies.get(studyInstanceUid)?.described.study.subject ?? null;
  }

  /** How many images of a study have been found, copies among them; 0 where it is not in the library. */
  imageCount(studyInstanceUid: string): number {
    const frames = this.shelf.studies.get(studyInstanceUid)?.described.frames ?? {};
    return Object.values(frames).reduce((sum, { count }) => sum + count, 0);
  }

  /** Where a frame's bytes are, or null for an id that is not in the library. */
  frame(frameId: string): FrameLocation | null {
    const studyInstanceUid = studyOfFrame(frameId);
    return studyInstanceUid === null ? null : this.shelf.frame(studyInstanceUid, frameId);
  }

  /** To be called when readings or the reader changed: the list shows their state. */
  readingsChanged(): void {
    const before = this.summaries;
    this.summaries = this.summarise();
    const alike = this.summaries.every(({ reading }, index) =>
      isAlike(reading, before?.[index]?.reading ?? null),
    );
    this.changed(before !== null && alike ? quietPause : this.pause);
  }

  /** Adds a sentence to what the library says of itself. */
  notify(notice: string): void {
    if (!this.notices.includes(notice)) this.notices.push(notice);
    this.changed();
  }

  /** The whole library as the list shows it. */
  state(): LibraryState {
    this.summaries ??= this.summarise();
    const store = this.environment.storeState();
    const notices = [store.problem ?? this.cacheProblem, ...store.notices, ...this.notices];
    return {
      roots: this.roots.map(({ root, available }) => ({
        id: root.id,
        name: rootName(root),
        available,
        bundled: root.bundled,
      })),
      studies: this.summaries,
      problems: this.roots.flatMap((entry) => this.problemsOf(entry)),
      progress:
        this.current === null
          ? null
          : {
              source: rootName(this.current.entry.root),
              filesFound: this.current.progress.filesSeen,
              filesRead: this.current.progress.filesRead,
              imagesFound: this.current.progress.imagesFound,
              waitsForDisk: performance.now() - this.current.heard > silence,
            },
      notices: [...new Set(notices.filter((notice) => notice !== null))],
    };
  }

  /** Ends what is running. */
  close(): void {
    this.closed = true;
    this.cancel();
    if (this.timer !== null) clearTimeout(this.timer.handle);
  }

  private add(root: Root): OpenRoot {
    const entry: OpenRoot = { root, available: true, found: null, show: false };
    this.roots.push(entry);
    return entry;
  }

  private async readNext(): Promise<void> {
    if (this.current !== null || this.closed) return;
    const entry = this.queue.shift();
    if (entry === undefined) return;
    const hadFound = entry.found !== null;
    const { cacheFolder, indexFormat, secret, startProcess } = this.environment;
    const cache = { folder: cacheFolder, rootId: entry.root.id, format: indexFormat };
    const run = startIndexer(
      startProcess,
      { paths: entry.root.paths, secret: secret(), cache },
      {
        onProgress: (progress) => {
          if (this.current?.entry !== entry) return;
          this.current.progress = progress;
          this.current.heard = performance.now();
          this.changed();
        },
        onStudies: (studies, problems) => {
          if (hadFound || !this.roots.includes(entry)) return;
          const isFirst = entry.found === null;
          entry.found = { studies: extended(entry.found?.studies, studies), problems };
          this.remerge();
          if (isFirst) this.tell();
        },
      },
    );
    const progress = { filesSeen: 0, filesRead: 0, imagesFound: 0 };
    this.current = { entry, run, progress, heard: performance.now() };
    this.changed();
    const watch = setInterval(() => this.changed(), silence);
    const [outcome, available] = await Promise.all([run.finished, isAvailable(entry.root)]);
    clearInterval(watch);
    this.current = null;
    if (this.closed) return;
    if (this.roots.includes(entry)) this.finish(entry, outcome, available);
    this.changed();
    const kept = await run.kept;
    if (!this.roots.includes(entry)) this.environment.cache.forget(entry.root.id);
    else if (kept) releaseContents(outcome.studies);
    else if (outcome.state === 'complete' && available) this.cacheFailed();
    void this.readNext();
  }

  private finish(entry: OpenRoot, outcome: IndexOutcome, available: boolean): void {
    entry.available = available;
    const complete = outcome.state === 'complete' && available;
    const known = entry.found;
    const problems = [...nothingUsable(entry.root, outcome), ...outcome.problems];
    if (complete || known === null) {
      entry.found = { studies: presentStudies(outcome, known?.studies), problems };
    } else if (available) {
      // What was found after the last report is in the cache: a study that is left as it was shown would stay so.
      entry.found = { studies: extended(known.studies, [...outcome.studies.values()]), problems };
    }
    this.remerge();
    const shown = entry.show && complete ? onlyStudy(entry) : null;
    if (shown !== null) {
      this.environment.onShow(shown);
      this.tellLater();
    } else if (known === null || entry.show) {
      // Somebody waits for what has just been opened.
      this.tell();
    }
    entry.show = false;
  }

  /** Stores something that only spares work at the next start; where that fails, it is said once. */
  private keep(root: Root): void {
    const outcome = this.environment.places.write(root);
    this.cacheProblem = outcome.ok
      ? null
      : `The library cannot be remembered for the next start. ${outcome.problem}`;
  }

  private cacheFailed(): void {
    this.cacheProblem ??=
      'What was read cannot be remembered for the next start. Make room in the data folder, or check that it can be written.';
    this.changed();
  }

  private readCached(rootId: string): FoundAtRoot | null {
    const place = this.environment.cache.place(rootId, this.environment.indexFormat);
    if (place === null) return null;
    const studies = place.summaries.map((summary): FoundStudy => {
      const { described, previews } = JSON.parse(summary) as Pick<FoundStudy, 'described' | 'previews'>;
      return { described, previews, content: null };
    });
    return { studies: extended(new Map(), studies), problems: JSON.parse(place.problems) as IngestProblem[] };
  }

  private problemsOf({ root, available, found }: OpenRoot): LibraryState['problems'] {
    const name = rootName(root);
    // The truth of a bundled phantom lies beside its images on purpose.
    const listed = (found?.problems ?? []).filter(
      ({ path }) => !(root.bundled && basename(path) === 'truth.json'),
    );
    const problems = listed.map(({ path, problem }) => ({
      path: isAbsolute(path) ? name : path,
      problem,
      rootId: root.id,
    }));
    if (available) return problems;
    const gone = `“${name}” is not there any more: put the disc or folder back and open it again, or take it off the library.`;
    return [{ path: name, problem: gone, rootId: root.id }];
  }

  private remerge(): void {
    this.shelf.fill(
      this.roots.map(({ root, found }) => ({ rootId: root.id, studies: found?.studies ?? new Map() })),
    );
    this.described = [...this.shelf.studies.values()].sort(newestFirst);
    this.summaries = null;
    this.changed();
  }

  private summarise(): StudySummary[] {
    const readings = this.environment.readings();
    return this.described.map(({ rootId, described }) => ({
      ...described,
      rootId,
      reading: readings.get(described.study.studyInstanceUid) ?? null,
    }));
  }

  /** Tells the interface `delay` ms after it was told last: at once where that is longer ago. */
  private changed(delay = this.pause): void {
    const now = performance.now();
    const due = Math.max(now, this.toldAt + delay);
    if (this.closed || (this.timer !== null && this.timer.due <= due)) return;
    if (this.timer !== null) clearTimeout(this.timer.handle);
    this.timer = { handle: setTimeout(() => this.tell(), due - now), due };
  }

  /** Leaves the interface to what it is showing, and tells it after a pause. */
  private tellLater(): void {
    if (this.timer !== null) clearTimeout(this.timer.handle);
    this.timer = null;
    this.toldAt = performance.now();
    this.changed();
  }

  /** Tells the interface now; the next time later where the library is so large that telling takes long. */
  private tell(): void {
    if (this.timer !== null) clearTimeout(this.timer.handle);
    this.timer = null;
    const start = performance.now();
    this.environment.onChanged(this.state());
    this.toldAt = performance.now();
    this.pause = Math.max(shortestPause, 10 * (this.toldAt - start));
  }
}

const byWords = new Intl.Collator('en', { numeric: true });

/** The latest study first; of one day, by description, then by UID. */
function newestFirst(
  { described: { study: a } }: LibraryStudy,
  { described: { study: b } }: LibraryStudy,
): number {
  return (
    byWords.compare(b.date ?? '', a.date ?? '') ||
    byWords.compare(a.description, b.description) ||
    byWords.compare(a.studyInstanceUid, b.studyInstanceUid)
  );
}

/** The study of a place that holds a single one, else null. */
function onlyStudy({ found }: OpenRoot): string | null {
  const [studyInstanceUid, ...others] = found?.studies.keys() ?? [];
  return others.length === 0 ? (studyInstanceUid ?? null) : null;
}

/** The studies with others added, or put in place of what was known of them. */
function extended(
  known: ReadonlyMap<string, FoundStudy> | undefined,
  studies: readonly FoundStudy[],
): Map<string, FoundStudy> {
  const all = new Map(known);
  for (const study of studies) all.set(study.described.study.studyInstanceUid, study);
  return all;
}

/** All studies of a place: those found or changed, and those that are as they were known. */
function presentStudies(
  { present, studies }: IndexOutcome,
  known: ReadonlyMap<string, FoundStudy> | undefined,
): ReadonlyMap<string, FoundStudy> {
  if (present === null) return studies;
  return extended(
    undefined,
    present.flatMap((uid) => studies.get(uid) ?? known?.get(uid) ?? []),
  );
}

/** Contents that the cache holds need not stay in memory. */
function releaseContents(studies: ReadonlyMap<string, FoundStudy>): void {
  for (const study of studies.values()) study.content = null;
}

/** Says of a place that was read to its end that it holds no image, where its files alone leave that to be guessed. */
function nothingUsable(root: Root, { present, progress, state }: IndexOutcome): IngestProblem[] {
  if (state !== 'complete' || present === null || present.length > 0 || progress.filesRead === 0) return [];
  const files = progress.filesRead === 1 ? 'The only file' : `None of the ${progress.filesRead} files`;
  const verb = progress.filesRead === 1 ? 'here is not' : 'here is';
  return [{ path: rootName(root), problem: `${files} ${verb} a DICOM image that can be read.` }];
}

type ReadingSummary = StudySummary['reading'];

/** Whether two summaries differ in nothing but the time of the save. */
function isAlike(a: ReadingSummary, b: ReadingSummary): boolean {
  return (
    a?.readingId === b?.readingId &&
    a?.revision === b?.revision &&
    a?.status === b?.status &&
    a?.itemsLeft === b?.itemsLeft
  );
}
