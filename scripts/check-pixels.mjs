/** Decodes every frame below some paths with the app's own loader: npm run check-pixels -- PATH [PATH…] --json. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ensureBuild } from './set-up/app-build.mjs';
import { electronSwitches, hasDisplay, withVirtualDisplay } from './set-up/display.mjs';
import { run } from './set-up/programs.mjs';
import { inProject, runScript, say } from './set-up/project.mjs';
import { ensureTools } from './set-up/set-up.mjs';

const usage = `Usage: npm run check-pixels -- PATH [PATH…] [--json]

Decodes every frame of every DICOM image below the paths with the loader of the real app, in its Electron, and prints
one line of JSON a frame (--json says so; there is no other form):
  { "path", "sopInstanceUid", "frame", "sha256", "rows", "columns", "min", "max" }
sha256, min and max are of the stored values: little endian, in the width of BitsAllocated, samples of a pixel side by
side, before rescale and windows. A frame that cannot be decoded, and a file that gives no image, print
  { "path", "error" }
Exit code 0: there were images and every frame was decoded; 1: not; 2: wrong arguments.`;

await runScript(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    strict: false,
    options: { json: { type: 'boolean' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    process.stdout.write(`${usage}\n`);
    return 0;
  }
  const unknown = Object.keys(values).find((name) => name !== 'json');
  const missing = positionals.find((name) => !existsSync(name));
  if (positionals.length === 0 || unknown !== undefined || missing !== undefined) {
    if (unknown !== undefined) say(`There is no option --${unknown}.`);
    if (missing !== undefined) say(`There is no file or folder ${missing}.`);
    say(usage);
    return 2;
  }
  const display = hasDisplay(process.env);
  const electron = await ensureTools({ display });
  await ensureBuild();
  const check = (/** @type {NodeJS.ProcessEnv} */ { ELECTRON_RUN_AS_NODE: _, ...environment }) => {
    const parameters = [
      inProject(),
      ...electronSwitches({ virtualDisplay: !display }),
      ...positionals.map((path) => `--check-pixels=${path}`),
    ];
    return run(electron, parameters, { environment, stdout: true, directory: process.cwd() });
  };
  return display ? check(process.env) : withVirtualDisplay(check);
});
