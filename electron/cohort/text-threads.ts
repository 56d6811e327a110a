import type { Outcome } from '../../shared/ipc/outcome';
import { answeringThreads } from '../export/answering-threads';
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

/** Makes texts in threads that run the bundled `text-worker`. */
export function textsInThreads(script: string): StartTexts {
  return (task) => {
    const { atOnce, ask, end } = answeringThreads<readonly StoredReading[], Uint8Array>(script, task);
    return { atOnce, textOf: ask, end };
  };
}
