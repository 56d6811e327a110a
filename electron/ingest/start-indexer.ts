import type { IndexerReport, IndexerRequest, IndexProgress, IndexSnapshot } from './messages';

/** A process that runs `indexer-process`, however it was started (utilityProcess.fork, child_process.fork). */
export interface IndexerProcess {
  send(request: IndexerRequest): void;
  onReport(listener: (report: IndexerReport) => void): void;
  /** Called once when the process has ended, for whatever reason. */
  onExit(listener: () => void): void;
  kill(): void;
}

export interface IndexerHandlers {
  onProgress?: (progress: IndexProgress) => void;
  /** Everything found so far, while the rest is being read. */
  onSnapshot?: (snapshot: IndexSnapshot) => void;
}

/** An indexing run in a process of its own. */
export interface IndexerRun {
  /** What was found. Never rejects: a process that dies leaves its last snapshot and a problem that says so. */
  finished: Promise<IndexSnapshot>;
  cancel(): void;
}

/** How long a cancelled process may take to report what it has before it is ended, ms. */
const cancelGrace = 2000;

const nothingFound: IndexSnapshot = {
  studies: [],
  locations: [],
  problems: [],
  progress: { filesSeen: 0, filesRead: 0, imagesFound: 0 },
  state: 'cancelled',
};

/** Indexes `paths` in `process`, which is ended when it has finished. `secret` makes the subjects' pseudonyms. */
export function startIndexer(
  process: IndexerProcess,
  paths: readonly string[],
  secret: string,
  handlers: IndexerHandlers = {},
): IndexerRun {
  let latest = nothingFound;
  let cancelled = false;
  const finished = new Promise<IndexSnapshot>((settle) => {
    process.onReport((report) => {
      if (report.type === 'progress') {
        handlers.onProgress?.(report.progress);
        return;
      }
      latest = report.snapshot;
      if (latest.state === 'running') {
        handlers.onSnapshot?.(latest);
        return;
      }
      settle(latest);
      process.kill();
    });
    process.onExit(() => {
      const problems = cancelled
        ? latest.problems
        : [...latest.problems, { path: paths.join(', '), problem: stopped }];
      settle({ ...latest, problems, state: 'cancelled' });
    });
  });
  process.send({ type: 'index', paths: [...paths], secret });
  return {
    finished,
    cancel() {
      if (cancelled) return;
      cancelled = true;
      process.send({ type: 'cancel' });
      const timer = setTimeout(() => process.kill(), cancelGrace);
      void finished.then(() => clearTimeout(timer));
    },
  };
}

const stopped = 'Reading stopped unexpectedly; what was read until then is shown. Open the folder again.';
