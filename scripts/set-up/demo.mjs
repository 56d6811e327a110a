import { ensureDependencies } from './dependencies.mjs';
import { hasDisplay, withVirtualDisplay } from './display.mjs';
import { runTypeScript } from './programs.mjs';
import { ensureApp } from './set-up.mjs';

/**
 * Sets up what is missing and runs the demo reading, on a virtual display where there is no other; with `--list`, only
 * lists its cases.
 * @param {readonly string[]} parameters the demo's
 * @returns {Promise<number>} its exit code
 */
export async function runDemo(parameters) {
  const demo = (/** @type {NodeJS.ProcessEnv} */ environment) =>
    runTypeScript('scripts/demo/run-demo.ts', parameters, { environment, stdout: true });
  if (parameters.includes('--list')) {
    await ensureDependencies();
    return demo(process.env);
  }
  const display = hasDisplay(process.env);
  await ensureApp({ display });
  return display ? demo(process.env) : withVirtualDisplay(demo);
}
