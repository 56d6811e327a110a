import { availableParallelism } from 'node:os';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { IngestProblem } from '../../shared/dicom/model';
import { FileReader, type FileRecord } from './file-reader';
import type { HeaderReader } from './header-reader';
import { ReadingPool } from './reading-pool';
import { type FoundFile, walkFiles } from './walk-files';

/** So long files are listed and read before messages are looked at, ms. */
const slice = 10;
/** Files are listed this far ahead of the reading. */
const listedAhead = 16384;

/** How far an indexing run is. `filesSeen` grows while folders are still being listed. */
export interface IndexProgress {
  filesSeen: number;
  /** Those known to be unchanged included. */
  filesRead: number;
  imagesFound: number;
}

/** What to do with the files of a place. */
export interface GatherOptions {
  /** Secret of the pseudonyms. */
  secret: string;
  signal?: AbortSignal;
  /** Whether a file need not be read, because it is the one that was read before. `images` of it are counted. */
  isKnown?: (file: FoundFile) => { images: number } | null;
  /** False: this process reads nothing itself. */
  readsHere?: boolean;
  /** Starts a further reading process; without it this process reads everything. */
  startReader?: () => HeaderReader;
  onRecord: (record: FileRecord) => void;
  /** A folder or link that could not be followed; `path` as the interface names it. */
  onProblem: (problem: IngestProblem & { givenPath: string }) => void;
  /** Called every few milliseconds while files are read. */
  onTurn?: (progress: IndexProgress) => void;
}

/**
 * Lists all files under `paths` and reads those that are not known, here and in further processes where there are many.
 * Never throws for a file. An aborted run resolves soon, with what was read so far.
 */
export async function gatherFiles(
  paths: readonly string[],
  options: GatherOptions,
): Promise<{ state: 'complete' | 'cancelled'; progress: IndexProgress }> {
  const progress: IndexProgress = { filesSeen: 0, filesRead: 0, imagesFound: 0 };
  const pool = new ReadingPool({
    reader: new FileReader(options.secret),
    secret: options.secret,
    readsHere: options.readsHere ?? true,
    startReader: options.startReader ?? null,
    readerCount: Math.max(1, Math.min(8, availableParallelism()) - 1),
    onRecord: (record) => {
      progress.filesRead += 1;
      progress.imagesFound += record.contents.filter(({ kind }) => kind === 'image').length;
      options.onRecord(record);
    },
  });
  // A reading process that hangs must not keep a run from ending.
  options.signal?.addEventListener('abort', () => pool.stop(), { once: true });
  const walk = walkFiles(paths, (files) => {
    progress.filesSeen += files;
  });

  /** False when there are no more. */
  function list(end: number): boolean {
    while (pool.waiting < listedAhead && performance.now() < end) {
      const { done, value: found } = walk.next();
      if (done) return false;
      if ('problem' in found) {
        options.onProblem(found.problem);
        continue;
      }
      const known = options.isKnown?.(found.file) ?? null;
      if (known === null) {
        pool.add(found.file);
        continue;
      }
      progress.filesRead += 1;
      progress.imagesFound += known.images;
    }
    return true;
  }

  let listing = true;
  while (!options.signal?.aborted && (listing || !pool.isDone)) {
    const start = performance.now();
    if (listing) listing = list(start + slice);
    pool.work(start + 2 * slice);
    options.onTurn?.({ ...progress });
    if (!listing && pool.waiting === 0 && !pool.isDone) await pool.reply();
    else await nextTurn();
  }
  pool.stop();
  return { state: options.signal?.aborted ? 'cancelled' : 'complete', progress };
}
