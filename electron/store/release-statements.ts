import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Lets go of prepared statements that nobody uses any more, and resolves once that is done. They keep the file of a closed
 * database open until they are collected, so that a stick it lies on could not be taken out; they cannot be ended by name.
 */
export async function releaseStatements(): Promise<void> {
  await setImmediate();
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  // What is collected is ended in the next turn.
  await setImmediate();
}
