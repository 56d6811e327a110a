import { homedir } from 'node:os';
import path from 'node:path';

/** The project's root folder: where package.json is. */
export const projectDirectory = path.resolve(import.meta.dirname, '../..');

/**
 * The absolute path of a file or folder of the project.
 * @param {...string} parts path below the root
 */
export function inProject(...parts) {
  return path.join(projectDirectory, ...parts);
}

/**
 * The user's folder for what can be fetched again, shared by all checkouts.
 * @param {NodeJS.ProcessEnv} environment
 */
export function cacheDirectory(environment = process.env) {
  return path.join(environment.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'rim-reader');
}

/**
 * Tells the user what is being done, on stderr, so that stdout holds results only.
 * @param {string} sentence
 */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/** A failure the user can act on: its message is shown without a stack. */
export class SetUpError extends Error {}

/**
 * Runs a script's body. A SetUpError ends it with its sentence and exit code 1.
 * @param {() => Promise<number | void>} body resolves to the exit code, 0 when left out
 */
export async function runScript(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}
