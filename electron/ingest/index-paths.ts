import { resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ImageFacts } from '../../shared/dicom/image-facts';
import type { IngestProblem } from '../../shared/dicom/model';
import { buildStudies } from '../../shared/dicom/studies';
import type { FrameLocation } from '../pixels/frame-location';
import { withFileSource } from './byte-source';
import type { DirectoryIndex } from './directory-index';
import type { ImageFile } from './image-facts';
import type { IndexProgress, IndexSnapshot } from './messages';
import { readFailure } from './problem-sentences';
import { createPseudonym } from './pseudonym';
import type { Scratch } from './read-content';
import { type FileVerdict, readFile } from './read-file';
import { verifyDirectoryIndexes } from './verify-directory-index';
import { type FoundFile, walkFiles } from './walk-files';

/** So long files are read before messages are looked at, ms. */
const readingSlice = 10;
/** The first snapshot comes this soon, each later one after twice the time, so that all together stay cheap; ms. */
const firstSnapshotAfter = 250;
const progressInterval = 100;

export interface IndexOptions {
  /** Secret of the pseudonyms. */
  secret: string;
  /** Problems name files relative to the opened folder (for the interface) or as given (for the command line). */
  problemPaths?: 'relative' | 'given';
  onProgress?: (progress: IndexProgress) => void;
  /** Called from time to time while files are still being read. */
  onSnapshot?: (snapshot: IndexSnapshot) => void;
  signal?: AbortSignal;
}

/**
 * Reads the headers of all files under `paths` and builds the library of them. Never throws for a file: each one that
 * cannot be used gives one sentence. An aborted run resolves soon, with what was found so far.
 */
export async function indexPaths(paths: readonly string[], options: IndexOptions): Promise<IndexSnapshot> {
  const run = new IndexRun(options);
  return run.read(paths);
}

class IndexRun {
  private readonly progress: IndexProgress = { filesSeen: 0, filesRead: 0, imagesFound: 0 };
  private readonly images: ImageFacts[] = [];
  private readonly locations = new Map<string, FrameLocation[]>();
  private readonly problems: IngestProblem[] = [];
  private readonly unusable: string[] = [];
  private readonly indexes: { source: string; displayPath: string; index: DirectoryIndex }[] = [];
  private readonly started = Date.now();
  private readonly pseudonyms = new Map<string, string>();
  private snapshotDue = firstSnapshotAfter;
  private progressDue = 0;

  constructor(private readonly options: IndexOptions) {}

  async read(paths: readonly string[]): Promise<IndexSnapshot> {
    const walk = walkFiles(paths, (files) => {
      this.progress.filesSeen += files;
    });
    const scratch: Scratch = { buffer: null };
    while (!this.options.signal?.aborted && this.readSlice(walk, scratch)) await nextTurn();
    this.options.onProgress?.({ ...this.progress });
    if (!this.options.signal?.aborted) this.verifyIndexes();
    return this.snapshot(this.options.signal?.aborted ? 'cancelled' : 'complete');
  }

  /** Reads files for a short time; false when there are no more. */
  private readSlice(walk: ReturnType<typeof walkFiles>, scratch: Scratch): boolean {
    const end = performance.now() + readingSlice;
    do {
      const next = walk.next();
      if (next.done === true) return false;
      if ('file' in next.value) {
        this.readFile(next.value.file, scratch);
      } else {
        const { problem, path, givenPath } = next.value.problem;
        this.addProblem(problem, path, givenPath);
      }
    } while (performance.now() < end);
    this.report();
    return true;
  }

  private readFile(found: FoundFile, scratch: Scratch): void {
    const path = resolve(found.path);
    const file = { source: found.path, displayPath: found.displayPath, pseudonymOf: this.pseudonymOf };
    const verdict = openFile(path, file, scratch);
    this.progress.filesRead += 1;
    if (verdict.kind === 'archive') {
      for (const member of verdict.members) {
        this.take(member.verdict, member.displayPath, member.source);
        const located = this.locations.get(member.source) ?? [];
        for (const location of located) location.member = member.source.slice(found.path.length);
      }
    } else {
      this.take(verdict, found.displayPath, found.path);
    }
  }

  private take(
    verdict: Exclude<FileVerdict, { kind: 'archive' }>,
    displayPath: string,
    source: string,
  ): void {
    if (verdict.kind === 'image') {
      this.images.push(verdict.facts);
      this.locations.set(source, verdict.locations);
      this.progress.imagesFound += 1;
    } else if (verdict.kind === 'problem') {
      this.addProblem(verdict.problem, displayPath, source);
      this.unusable.push(source);
    } else if (verdict.kind === 'index') {
      this.indexes.push({ source, displayPath, index: verdict.index });
    }
  }

  private verifyIndexes(): void {
    const files = [
      ...this.images.map(({ source, sopInstanceUid }) => ({ source, sopInstanceUid })),
      ...this.unusable.map((source) => ({ source, sopInstanceUid: null })),
    ];
    for (const { of, problem } of verifyDirectoryIndexes(this.indexes, files)) {
      this.addProblem(problem, of.displayPath, of.source);
    }
  }

  private readonly pseudonymOf = (patientId: string): string => {
    const known = this.pseudonyms.get(patientId);
    if (known !== undefined) return known;
    const pseudonym = createPseudonym(patientId, this.options.secret);
    this.pseudonyms.set(patientId, pseudonym);
    return pseudonym;
  };

  private addProblem(problem: string, relativePath: string, givenPath: string): void {
    const path = this.options.problemPaths === 'given' ? givenPath : relativePath;
    this.problems.push({ path, problem });
  }

  private report(): void {
    const elapsed = Date.now() - this.started;
    if (elapsed >= this.progressDue) {
      this.progressDue = elapsed + progressInterval;
      this.options.onProgress?.({ ...this.progress });
    }
    if (this.options.onSnapshot !== undefined && elapsed >= this.snapshotDue && this.images.length > 0) {
      this.options.onSnapshot(this.snapshot('running'));
      this.snapshotDue = 2 * (Date.now() - this.started);
    }
  }

  private snapshot(state: IndexSnapshot['state']): IndexSnapshot {
    const { studies, sources } = buildStudies(this.images);
    const locations: IndexSnapshot['locations'] = [];
    for (const { frameId, source, frame } of sources) {
      const location = this.locations.get(source)?.[frame - 1];
      if (location !== undefined) locations.push([frameId, location]);
    }
    const problems = [...this.problems].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    return { studies, locations, problems, progress: { ...this.progress }, state };
  }
}

function openFile(path: string, file: ImageFile, scratch: Scratch): FileVerdict {
  try {
    return withFileSource(path, (source, stat) => {
      if (!stat.isFile()) return { kind: 'problem', problem: 'Neither a file nor a folder.' };
      return readFile(source, file, { path, size: stat.size, modifiedMs: stat.mtimeMs }, scratch);
    });
  } catch (error) {
    return { kind: 'problem', problem: readFailure(error) };
  }
}
