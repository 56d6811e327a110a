import type { IngestProblem } from '../../shared/dicom/model';
import type { IndexProgress } from '../ingest/gather-files';
import type { FoundStudy, IndexCachePlace, IndexerReport, IndexerRequest } from './messages';

/** A process that runs `indexer-process`, however it was started (utilityProcess.fork, child_process.fork). */
export interface IndexerProcess {
  send(request: IndexerRequest): void;
  onReport(listener: (report: IndexerReport) => void): void;
  /** Called once when the process has ended, for whatever reason. */
  onExit(listener: () => void): void;
  kill(): void;
}

/** What to index. */
export interface IndexerTask {
  paths: readonly string[];
  /** Of the subjects' pseudonyms. */
  secret: string;
  cache: IndexCachePlace | null;
}

export interface IndexerHandlers {
  onProgress?: (progress: IndexProgress) => void;
  /** Studies found or extended since the last call, while the rest is being read; all problems so far. */
  onStudies?: (studies: readonly FoundStudy[], problems: readonly IngestProblem[]) => void;
}

/** What a run found. */
export interface IndexOutcome {
  state: 'complete' | 'cancelled';
  /** The UIDs of all studies of the place; null where the run ended before it could tell. */
  present: readonly string[] | null;
  /** The studies found or changed in this run. */
  studies: ReadonlyMap<string, FoundStudy>;
  problems: readonly IngestProblem[];
  progress: IndexProgress;
}

/** An indexing run in a process of its own. */
export interface IndexerRun {
  /** What was found. Never rejects: a process that dies again leaves what it had found and a problem that says so. */
  finished: Promise<IndexOutcome>;
  /** True once the cache holds what was found, false where it does not. */
  kept: Promise<boolean>;
  cancel(): void;
}

/** How long a cancelled process may take to report what it has before it is ended, ms. */
const cancelGrace = 2000;

/**
 * Indexes a place in a process that `startProcess` gives. Where the process dies, another one does it once more, which
 * leaves the reading to further processes: a file that ends one then costs nothing but itself.
 */
export function startIndexer(
  startProcess: () => IndexerProcess,
  task: IndexerTask,
  handlers: IndexerHandlers = {},
): IndexerRun {
  const studies = new Map<string, FoundStudy>();
  let problems: readonly IngestProblem[] = [];
  let progress: IndexProgress = { filesSeen: 0, filesRead: 0, imagesFound: 0 };
  let cancelled = false;
  let current: IndexerProcess | null = null;
  let finish: (outcome: IndexOutcome) => void = () => undefined;
  let settleKept: (kept: boolean) => void = () => undefined;
  const finished = new Promise<IndexOutcome>((settle) => {
    finish = settle;
  });
  const kept = new Promise<boolean>((settle) => {
    settleKept = settle;
  });

  function take(found: readonly FoundStudy[]): void {
    for (const study of found) studies.set(study.described.study.studyInstanceUid, study);
  }

  /** The end of a run that did not report it; a later one changes nothing. */
  function end(): void {
    const stop = { path: task.paths.join(', '), problem: stopped };
    const all = cancelled ? problems : [...problems, stop];
    finish({ state: 'cancelled', present: null, studies, problems: all, progress });
    settleKept(false);
  }

  function start(readsFiles: boolean): void {
    const process = startProcess();
    current = process;
    let reported = false;
    process.onReport((report) => {
      switch (report.type) {
        case 'progress':
          progress = report.progress;
          handlers.onProgress?.(progress);
          break;
        case 'studies':
          take(report.studies);
          problems = report.problems;
          handlers.onStudies?.(report.studies, report.problems);
          break;
        case 'finished':
          reported = true;
          take(report.studies);
          finish({ ...report, studies });
          break;
        case 'kept':
          settleKept(report.kept);
          process.kill();
          break;
      }
    });
    process.onExit(() => {
      if (reported || cancelled || !readsFiles) end();
      else start(false);
    });
    process.send({ type: 'index', ...task, paths: [...task.paths], readsFiles });
  }

  start(true);
  return {
    finished,
    kept,
    cancel() {
      if (cancelled) return;
      cancelled = true;
      current?.send({ type: 'cancel' });
      const timer = setTimeout(() => {
        current?.kill();
        // A process that waits for a disk which does not answer cannot even be ended.
        end();
      }, cancelGrace);
      void finished.then(() => clearTimeout(timer));
    },
  };
}

const stopped = 'Reading stopped unexpectedly; what was read until then is shown. Open the folder again.';
