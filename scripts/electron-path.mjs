/** Prints the path of the Electron executable in use, fetching one where there is none. */
import { ensureDependencies } from './set-up/dependencies.mjs';
import { ensureElectron } from './set-up/electron-runtime.mjs';
import { runScript } from './set-up/project.mjs';

await runScript(async () => {
  await ensureDependencies();
  process.stdout.write(`${await ensureElectron()}\n`);
});
