import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { cacheDirectory, inProject, say } from './project.mjs';

const folder = inProject('node_modules/electron');
const reachMilliseconds = 3_000;
const stalledMilliseconds = 20_000;
const retryMilliseconds = 24 * 3_600_000;

/** The executable of the electron package, where its installer has put one of the package's own version; else null. */
export function installedElectron() {
  try {
    const executable = path.join(folder, 'dist', readFileSync(path.join(folder, 'path.txt'), 'utf8'));
    const version = readFileSync(path.join(folder, 'dist/version'), 'utf8').replace(/^v/, '');
    return version === manifest().version && existsSync(executable) ? executable : null;
  } catch {
    return null;
  }
}

/** @returns {{ version: string, engines: { node: string } }} */
function manifest() {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
}

/**
 * Whether a Node.js version is at least the one a range of the form `>= 22.12.0` asks for.
 * @param {string} range
 * @param {string} node e.g. `20.19.1`
 */
export function satisfies(range, node) {
  const [wanted = [], present = []] = [range, node].map((text) => (text.match(/\d+/g) ?? []).map(Number));
  const index = wanted.findIndex((part, at) => part !== (present[at] ?? 0));
  return index === -1 || (present[index] ?? 0) > (wanted[index] ?? 0);
}

/**
 * Downloads the official Electron with its own installer. A network that does not reach it costs at most a few seconds,
 * and where another runtime is at hand it is asked again only after a day.
 * @param {{ alternative: boolean }} options whether another runtime is at hand
 * @returns {Promise<{ executable: string } | { reason: string }>}
 */
export async function downloadElectron({ alternative }) {
  const { version, engines } = manifest();
  if (!satisfies(engines.node, process.versions.node))
    return { reason: `its installer needs Node.js ${engines.node}, this is ${process.versions.node}` };
  const failure = path.join(cacheDirectory(), `electron-${version}.unreachable`);
  if (alternative && isRecent(failure)) return { reason: `it failed less than a day ago (${failure})` };
  const reason = (await reach()) ?? (await withLock(inProject('out/set-up.lock'), () => install(version)));
  const executable = installedElectron();
  if (executable !== null) return { executable };
  mkdirSync(cacheDirectory(), { recursive: true });
  writeFileSync(failure, reason ?? '');
  return { reason: reason ?? 'the installer left no executable' };
}

/** @param {string} file */
function isRecent(file) {
  return existsSync(file) && Date.now() - statSync(file).mtimeMs < retryMilliseconds;
}

/** @returns {Promise<string | null>} why the server cannot be reached, or null */
async function reach() {
  const server =
    process.env.ELECTRON_MIRROR ??
    process.env.npm_config_electron_mirror ??
    'https://github.com/electron/electron/releases/download/';
  try {
    await fetch(server, {
      method: 'HEAD',
      redirect: 'manual',
      signal: AbortSignal.timeout(reachMilliseconds),
    });
    return null;
  } catch {
    return `${new URL(server).host} cannot be reached`;
  }
}

/**
 * Runs the package's installer and ends it when neither its download nor what it unpacks has grown for a while.
 * @param {string} version
 * @returns {Promise<string | null>} why it failed, or null
 */
async function install(version) {
  if (installedElectron() !== null) return null;
  say(`Downloading the official Electron ${version}.`);
  mkdirSync(cacheDirectory(), { recursive: true });
  const temporary = mkdtempSync(path.join(cacheDirectory(), 'download-'));
  const environment = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary };
  const child = spawn(process.execPath, [path.join(folder, 'install.js')], {
    env: environment,
    stdio: ['ignore', 2, 2],
  });
  let stalled = false;
  let size = -1;
  let grownAt = Date.now();
  const watch = setInterval(() => {
    const now = sizeOf(temporary) + sizeOf(path.join(folder, 'dist'));
    if (now !== size) {
      size = now;
      grownAt = Date.now();
    } else if (Date.now() - grownAt > stalledMilliseconds) {
      stalled = true;
      child.kill('SIGKILL');
    }
  }, 1_000);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(watch);
  rmSync(temporary, { recursive: true, force: true });
  if (code === 0) return null;
  return stalled
    ? `the download stood still for ${stalledMilliseconds / 1000} s`
    : `its installer ended with code ${code}`;
}

/**
 * The bytes in a folder and those below it, 0 where there is none.
 * @param {string} directory
 * @returns {number}
 */
function sizeOf(directory) {
  if (!existsSync(directory)) return 0;
  let sum = 0;
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true }))
    if (entry.isFile())
      sum += statSync(path.join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  return sum;
}
