/**
 * Sets up what is missing and opens the app. Parameters are passed to it: npm start -- --open PATH --user-data DIR.
 * Without a display, runs the demo reading instead.
 */
import { runDemo } from './set-up/demo.mjs';
import { electronSwitches, hasDisplay } from './set-up/display.mjs';
import { phantomDirectory } from './set-up/phantoms.mjs';
import { run } from './set-up/programs.mjs';
import { inProject, runScript, say } from './set-up/project.mjs';
import { ensureApp } from './set-up/set-up.mjs';

await runScript(async () => {
  if (!hasDisplay(process.env)) {
    say(
      'There is no display: running the demo reading on a virtual one instead; its results go to out/demo.',
    );
    return runDemo(['--out', inProject('out/demo')]);
  }
  const electron = await ensureApp({ display: true });
  const { ELECTRON_RUN_AS_NODE: _, ...environment } = process.env;
  const parameters = [
    inProject(),
    ...electronSwitches({ virtualDisplay: false }),
    '--bundled',
    phantomDirectory,
    ...process.argv.slice(2),
  ];
  return run(electron, parameters, { environment });
});
