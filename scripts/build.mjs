/** Builds the app and the command line: everything, even what is up to date. */
import { ensureBuild } from './set-up/app-build.mjs';
import { ensureDependencies } from './set-up/dependencies.mjs';
import { runScript } from './set-up/project.mjs';

await runScript(async () => {
  await ensureDependencies();
  await ensureBuild({ all: true });
});
