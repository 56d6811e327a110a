import { existsSync, mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { say } from './project.mjs';

const renewalMilliseconds = 10_000;
const abandonedAfterMilliseconds = 120_000;

/**
 * Does work that two processes must not do at once. The lock is a file holding the process id, renewed while the
 * work goes on; one whose process has ended, or that is no longer renewed, is taken over.
 * @template Result
 * @param {string} file
 * @param {() => Promise<Result>} work should look again whether there is anything left to do
 * @returns {Promise<Result>}
 */
export async function withLock(file, work) {
  mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  while (!take(file)) {
    if (isAbandoned(file)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!told) say(`Waiting for another process that is setting up the same (lock file ${file}).`);
    told = true;
    await wait(200);
  }
  const renewal = setInterval(() => {
    if (existsSync(file)) utimesSync(file, new Date(), new Date());
  }, renewalMilliseconds);
  try {
    return await work();
  } finally {
    clearInterval(renewal);
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** @param {string} file */
function isAbandoned(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > abandonedAfterMilliseconds) return true;
    const holder = Number(readFileSync(file, 'utf8'));
    if (holder > 0) process.kill(holder, 0);
    return false;
  } catch (error) {
    return hasCode(error, 'ESRCH');
  }
}

/**
 * @param {unknown} error
 * @param {string} code
 */
function hasCode(error, code) {
  return error instanceof Error && 'code' in error && error.code === code;
}
