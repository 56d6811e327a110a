/** Sets up what is missing and runs the benches: npm run bench [-- NAME…], or --list. */
import { ensureDependencies } from '../scripts/set-up/dependencies.mjs';
import { hasDisplay, withVirtualDisplay } from '../scripts/set-up/display.mjs';
import { runTypeScript } from '../scripts/set-up/programs.mjs';
import { runScript } from '../scripts/set-up/project.mjs';
import { ensureApp } from '../scripts/set-up/set-up.mjs';

await runScript(async () => {
  const parameters = process.argv.slice(2);
  const display = hasDisplay(process.env);
  const onlyNames = parameters.includes('--list');
  await (onlyNames ? ensureDependencies() : ensureApp({ display }));
  const bench = (/** @type {NodeJS.ProcessEnv} */ environment) =>
    runTypeScript('bench/run.ts', parameters, { environment, stdout: true });
  return display || onlyNames ? bench(process.env) : withVirtualDisplay(bench);
});
