import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Outcome, refuse } from '../../shared/ipc/outcome';

/** More threads than these wait for what hands out their questions. */
const mostThreads = 4;
/** A thread has its next question while it hands over the last answer. */
const questionsPerThread = 2;

/** A thread that runs a bundled script; answers come in the order of the questions. */
class AnsweringThread<Question, Answer> {
  private readonly worker: Worker;
  private readonly waiting: ((answer: Outcome<Answer>) => void)[] = [];
  private failure: Outcome<Answer> | null = null;

  constructor(script: string, task: unknown) {
    this.worker = new Worker(script, { workerData: task });
    this.worker.on('message', (answer: Outcome<Answer>) => this.waiting.shift()?.(answer));
    this.worker.once('error', (error) => this.fail(error.message));
    this.worker.once('exit', () => this.fail('it ended before it was done'));
  }

  ask(question: Question): Promise<Outcome<Answer>> {
    const { failure } = this;
    if (failure !== null) return Promise.resolve(failure);
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      this.worker.postMessage(question);
    });
  }

  end(): void {
    void this.worker.terminate();
  }

  private fail(reason: string): void {
    this.failure ??= refuse(`The readings could not be written out (${reason}). Try again.`);
    for (const resolve of this.waiting.splice(0)) resolve(this.failure);
  }
}

/** Does the work of writing readings out somewhere else, so that the program answers meanwhile. */
export interface AnsweringThreads<Question, Answer> {
  /** How many questions are best asked at a time. */
  atOnce: number;
  ask(question: Question): Promise<Outcome<Answer>>;
  end(): void;
}

/**
 * Threads that run a bundled script with `task` as their data, as many as there are processors. The script answers each
 * message with an `Outcome`, in their order.
 */
export function answeringThreads<Question, Answer>(
  script: string,
  task: unknown,
): AnsweringThreads<Question, Answer> {
  const threads: AnsweringThread<Question, Answer>[] = [];
  const count = Math.min(availableParallelism(), mostThreads);
  let next = 0;
  return {
    atOnce: count * questionsPerThread,
    ask(question) {
      const place = next++ % count;
      const thread = threads[place] ?? new AnsweringThread<Question, Answer>(script, task);
      threads[place] = thread;
      return thread.ask(question);
    },
    end: () => {
      for (const thread of threads) thread.end();
    },
  };
}
