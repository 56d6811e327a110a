import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Lets go of prepared statements that nobody uses any more, once the present work is done. They keep the file of a closed database
 * open until they are collected, so that a stick it lies on could not be taken out; they cannot be ended by name.
 */
export function releaseStatements(): void {
  setImmediate(() => {
    setFlagsFromString('--expose-gc');
    const collect: unknown = runInNewContext('gc');
    if (typeof collect === 'function') collect();
  });
}
