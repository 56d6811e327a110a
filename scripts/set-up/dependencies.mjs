import { existsSync, readFileSync } from 'node:fs';
import { withLock } from './lock.mjs';
import { runNpm } from './programs.mjs';
import { inProject, SetUpError, say } from './project.mjs';

/**
 * @typedef {{ packages?: Record<string, { version?: string, optional?: boolean }> }} Lockfile
 */

/**
 * The packages that the project's lock file asks for and the installed tree does not hold in that version. A package
 * that is optional (for another platform, say) may be absent.
 * @param {Lockfile} wanted package-lock.json
 * @param {Lockfile} installed node_modules/.package-lock.json, which npm writes when an installation is complete
 * @returns {string[]} their places, e.g. `node_modules/zod`
 */
export function outdatedPackages(wanted, installed) {
  const present = installed.packages ?? {};
  return Object.entries(wanted.packages ?? {})
    .filter(([place, entry]) => {
      if (place === '') return false;
      const found = present[place];
      return found === undefined ? entry.optional !== true : found.version !== entry.version;
    })
    .map(([place]) => place);
}

function areInstalled() {
  const record = inProject('node_modules/.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(inProject('package-lock.json'), 'utf8'));
  return outdatedPackages(wanted, JSON.parse(readFileSync(record, 'utf8'))).length === 0;
}

/** Installs the dependencies with `npm ci` when they are missing or not those of package-lock.json. */
export async function ensureDependencies() {
  if (areInstalled()) return;
  await withLock(inProject('out/set-up.lock'), async () => {
    if (areInstalled()) return;
    say('Installing the dependencies (npm ci).');
    const code = await runNpm(['ci', '--loglevel=error', '--no-progress']);
    if (code !== 0)
      throw new SetUpError(
        `The dependencies could not be installed: npm ci ended with code ${code} (its message is above). ` +
          'Check the network and the free space on the disk, then start again.',
      );
  });
}
