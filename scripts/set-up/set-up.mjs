import { ensureBuild } from './app-build.mjs';
import { ensureDebianPackages } from './debian-packages.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureElectron } from './electron-runtime.mjs';
import { ensurePhantoms } from './phantoms.mjs';

/**
 * Makes everything a start needs that is not there yet: system libraries, dependencies and Electron.
 * @param {{ display: boolean, tests?: boolean }} use whether a display is there, whether the tests are to run
 * @returns {Promise<string>} the Electron executable
 */
export async function ensureTools({ display, tests = false }) {
  await ensureDebianPackages({ display, tests });
  await ensureDependencies();
  return ensureElectron();
}

/**
 * The same, and builds the app and generates the phantom cases.
 * @param {{ display: boolean }} use
 */
export async function ensureApp(use) {
  const electron = await ensureTools(use);
  await ensureBuild();
  await ensurePhantoms();
  return electron;
}
