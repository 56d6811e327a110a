import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Outcome } from '../../shared/ipc/outcome';
import type { StoredReading, TextTask } from './stored-text';

/** Makes the text of stored readings somewhere else, some at a time, so that the program answers meanwhile. */
export interface TextMaker {
  /** How many lots are best asked for at a time. */
  atOnce: number;
  textOf(readings: readonly StoredReading[]): Promise<Outcome<Uint8Array>>;
  end(): void;
}

/** Begins to make texts for a task. */
export type StartTexts = (task: TextTask) => TextMaker;

/** More threads than these wait for what the store hands out. */
const mostThreads = 4;
/** A thread has its next lot while it hands over the last. */
const lotsPerThread = 2;

type Reply = Outcome<Uint8Array>;

/** A thread that runs the bundled `text-worker`; replies come in the order of the questions. */
class TextThread {
  private readonly worker: Worker;
  private readonly waiting: ((reply: Reply) => void)[] = [];
  private failure: Reply | null = null;

  constructor(script: string, task: TextTask) {
    this.worker = new Worker(script, { workerData: task });
    this.worker.on('message', (reply: Reply) => this.waiting.shift()?.(reply));
    this.worker.once('error', (error) => this.fail(error.message));
    this.worker.once('exit', () => this.fail('it ended before it was done'));
  }

  textOf(readings: readonly StoredReading[]): Promise<Reply> {
    const { failure } = this;
    if (failure !== null) return Promise.resolve(failure);
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.worker.postMessage(readings);
    });
  }

  end(): void {
    void this.worker.terminate();
  }

  private fail(reason: string): void {
    this.failure ??= { ok: false, problem: `The readings could not be written out (${reason}). Try again.` };
    for (const resolve of this.waiting.splice(0)) resolve(this.failure);
  }
}

/** Makes texts in threads that run the bundled `text-worker`, as many as there are processors. */
export function textsInThreads(script: string): StartTexts {
  return (task) => {
    const threads: TextThread[] = [];
    const count = Math.min(availableParallelism(), mostThreads);
    let next = 0;
    return {
      atOnce: count * lotsPerThread,
      textOf(readings) {
        const place = next++ % count;
        const thread = threads[place] ?? new TextThread(script, task);
        threads[place] = thread;
        return thread.textOf(readings);
      },
      end: () => {
        for (const thread of threads) thread.end();
      },
    };
  };
}
