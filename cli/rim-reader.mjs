#!/usr/bin/env node
/** Starts the command line: sees to it that it is installed and built, then hands over to it. */
import { ensureBuild } from '../scripts/set-up/app-build.mjs';
import { ensureDependencies } from '../scripts/set-up/dependencies.mjs';
import { inProject, runScript } from '../scripts/set-up/project.mjs';

await runScript(async () => {
  await ensureDependencies();
  await ensureBuild({ only: ['cli', 'header-reader'] });
});
if (process.exitCode === 0) await import(inProject('out/cli/main.js'));
