/** Sets up what is missing and runs every check and test. The last line counts them; exit code 1 when one failed. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureBuild } from './set-up/app-build.mjs';
import { withVirtualDisplay } from './set-up/display.mjs';
import { ensurePhantoms } from './set-up/phantoms.mjs';
import { packageProgram, run } from './set-up/programs.mjs';
import { inProject, runScript, SetUpError, say } from './set-up/project.mjs';
import { ensureTools } from './set-up/set-up.mjs';
import { playwrightOutcome, runnerOutcome, singleOutcome, summaryLine } from './test-run/outcomes.mjs';

/** @typedef {import('./test-run/outcomes.mjs').Outcome} Outcome */

const typeScriptProjects = ['shared', 'renderer', 'electron', '.'];
const layeredFolders = ['shared', 'electron', 'renderer', 'cli', 'scripts', 'e2e', 'bench'];
const vitestReport = inProject('out/test/vitest.json');
const playwrightReport = inProject('out/test/playwright.json');

/** @type {readonly { name: string, check: (name: string) => Promise<Outcome> }[]} */
const stages = [
  {
    name: 'format and lint',
    check: async (name) => singleOutcome(name, await passes('@biomejs/biome', 'biome', ['check'])),
  },
  {
    name: 'layers',
    check: async (name) => {
      const parameters = ['--config', '.dependency-cruiser.cjs', ...layeredFolders];
      return singleOutcome(name, await passes('dependency-cruiser', 'depcruise', parameters));
    },
  },
  {
    name: 'types',
    check: async (name) => {
      const checks = typeScriptProjects.map((project) =>
        passes('typescript', 'tsc', ['--noEmit', '-p', project]),
      );
      const passed = (await Promise.all(checks)).every(Boolean);
      return singleOutcome(name, passed);
    },
  },
  {
    name: 'unit and property tests',
    check: async (name) => {
      const reporters = ['--reporter=default', '--reporter=./scripts/test-run/vitest-reporter.mjs'];
      const environment = { ...process.env, RIM_VITEST_OUTCOME: vitestReport };
      const code = await program('vitest', 'vitest', ['run', '--allowOnly=false', ...reporters], environment);
      return runnerOutcome(readReport(vitestReport), name, code);
    },
  },
  { name: 'build', check: (name) => succeeds(name, () => ensureBuild()) },
  { name: 'phantoms', check: (name) => succeeds(name, ensurePhantoms) },
  {
    name: 'end-to-end tests',
    check: (name) =>
      withVirtualDisplay(async (environment) => {
        const code = await program('@playwright/test', 'playwright', ['test'], environment);
        const report = readReport(playwrightReport);
        return runnerOutcome(report === null ? null : playwrightOutcome(report), name, code);
      }),
  },
];

/**
 * @param {string} packageName
 * @param {string} command
 * @param {readonly string[]} parameters
 * @param {NodeJS.ProcessEnv} [environment]
 */
function program(packageName, command, parameters, environment) {
  const script = packageProgram(packageName, command);
  return run(process.execPath, [script, ...parameters], { stdout: true, environment });
}

/**
 * @param {string} packageName
 * @param {string} command
 * @param {readonly string[]} parameters
 */
async function passes(packageName, command, parameters) {
  return (await program(packageName, command, parameters)) === 0;
}

/**
 * @param {string} name
 * @param {() => Promise<void>} work
 */
async function succeeds(name, work) {
  try {
    await work();
    return singleOutcome(name, true);
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    say(error.message);
    return singleOutcome(name, false);
  }
}

/** @param {string} file */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
}

/** @param {string} line */
function print(line) {
  process.stdout.write(`${line}\n`);
}

await runScript(async () => {
  await ensureTools({ display: false, tests: true });
  rmSync(inProject('out/test'), { recursive: true, force: true });
  mkdirSync(inProject('out/test'), { recursive: true });
  /** @type {{ name: string, outcome: Outcome, seconds: string }[]} */
  const results = [];
  for (const { name, check } of stages) {
    print(`\n=== ${name}`);
    const started = performance.now();
    const outcome = await check(name);
    results.push({ name, outcome, seconds: ((performance.now() - started) / 1000).toFixed(1) });
  }
  print('\n=== outcome');
  for (const { name, outcome, seconds } of results) {
    print(`${name}: ${outcome.passed} passed, ${outcome.failed.length} failed, ${seconds} s`);
    for (const { name: test, reason } of outcome.skipped) print(`  skipped: ${test}: ${reason}`);
    for (const test of outcome.failed) print(`  FAILED: ${test}`);
  }
  const outcomes = results.map(({ outcome }) => outcome);
  print(summaryLine(outcomes));
  return outcomes.every(({ failed }) => failed.length === 0) ? 0 : 1;
});
