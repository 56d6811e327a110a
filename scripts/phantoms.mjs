/** Generates the bundled phantom cases where they are missing or out of date; with parameters, runs the generator with those. */
import { ensureDependencies } from './set-up/dependencies.mjs';
import { ensurePhantoms } from './set-up/phantoms.mjs';
import { runTypeScript } from './set-up/programs.mjs';
import { runScript } from './set-up/project.mjs';

await runScript(async () => {
  const parameters = process.argv.slice(2);
  await ensureDependencies();
  if (parameters.length > 0)
    return runTypeScript('scripts/phantom/generate.ts', parameters, { stdout: true });
  await ensurePhantoms();
});
