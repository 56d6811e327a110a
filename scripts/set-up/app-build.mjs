import { existsSync } from 'node:fs';
import { withLock } from './lock.mjs';
import { inProject, SetUpError, say } from './project.mjs';
import { fingerprint, isStale, writeStamp } from './staleness.mjs';

/**
 * @typedef {object} Target one file or folder that the build makes
 * @property {string} name
 * @property {string} entry
 * @property {string} product
 * @property {readonly string[]} sources what it is made from
 * @property {(target: Target) => Promise<unknown>} build
 */

const buildSources = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
  'scripts/set-up/app-build.mjs',
];
const nodeSources = ['shared', 'electron', ...buildSources];

/** @type {readonly Target[]} */
const targets = [
  {
    name: 'renderer',
    entry: 'renderer/index.html',
    product: 'out/renderer/index.html',
    sources: ['renderer', 'shared', ...buildSources],
    build: buildRenderer,
  },
  {
    name: 'main',
    entry: 'electron/main/main.ts',
    product: 'out/main/main.js',
    sources: nodeSources,
    build: bundleModule,
  },
  {
    name: 'indexer',
    entry: 'electron/indexer/indexer-process.ts',
    product: 'out/main/indexer-process.js',
    sources: nodeSources,
    build: bundleModule,
  },
  {
    name: 'header-reader',
    entry: 'electron/ingest/header-reader-process.ts',
    product: 'out/main/header-reader-process.js',
    sources: nodeSources,
    build: bundleModule,
  },
  {
    name: 'agreement',
    entry: 'electron/cohort/agreement-worker.ts',
    product: 'out/main/agreement-worker.js',
    sources: nodeSources,
    build: bundleModule,
  },
  {
    name: 'text',
    entry: 'electron/cohort/text-worker.ts',
    product: 'out/main/text-worker.js',
    sources: nodeSources,
    build: bundleModule,
  },
  {
    name: 'report',
    entry: 'electron/export/structured-report/report-worker.ts',
    product: 'out/main/report-worker.js',
    sources: nodeSources,
    build: bundleModule,
  },
  {
    name: 'preload',
    entry: 'electron/preload/preload.ts',
    product: 'out/preload/preload.cjs',
    sources: nodeSources,
    build: (target) => bundle(target, { format: 'cjs' }),
  },
  {
    name: 'cli',
    entry: 'cli/main.ts',
    product: 'out/cli/main.js',
    sources: ['cli', ...nodeSources],
    build: bundleModule,
  },
];

async function buildRenderer() {
  const { build } = await import('vite');
  await build({ configFile: inProject('vite.config.ts'), logLevel: 'warn' });
}

/**
 * Bundles an entry that runs in Node as an ES module; the CommonJS packages in it find `require`.
 * @param {Target} target
 */
function bundleModule(target) {
  const banner = "import { createRequire as createBundleRequire } from 'node:module';\n";
  return bundle(target, {
    format: 'esm',
    banner: { js: `${banner}const require = createBundleRequire(import.meta.url);` },
  });
}

/**
 * @param {Target} target
 * @param {import('esbuild').BuildOptions} options
 */
async function bundle(target, options) {
  const esbuild = await import('esbuild');
  await esbuild.build({
    entryPoints: [inProject(target.entry)],
    outfile: inProject(target.product),
    bundle: true,
    platform: 'node',
    target: 'node20',
    external: ['electron', '@photostructure/sqlite'],
    sourcemap: true,
    logLevel: 'warning',
    ...options,
  });
}

/**
 * Builds what is missing or older than its sources; with `all`, everything.
 * @param {{ only?: readonly string[], all?: boolean }} [choice] `only`: names of targets
 */
export async function ensureBuild({ only, all = false } = {}) {
  const chosen = targets.filter((target) => only === undefined || only.includes(target.name));
  const pending = () =>
    chosen
      .map((target) => ({
        target,
        stamp: inProject('out/stamps', target.name),
        current: fingerprint(inProject(), target.sources),
      }))
      .filter(({ target, stamp, current }) => all || isStale(inProject(target.product), stamp, current));
  if (pending().length === 0) return;
  await withLock(inProject('out/set-up.lock'), async () => {
    const stale = pending();
    if (stale.length === 0) return;
    say(`Building ${stale.map(({ target }) => target.name).join(', ')}.`);
    await Promise.all(
      stale.map(async ({ target, stamp, current }) => {
        await make(target);
        writeStamp(stamp, current);
      }),
    );
  });
}

/** @param {Target} target */
async function make(target) {
  if (!existsSync(inProject(target.entry)))
    throw new SetUpError(`The ${target.name} has no entry ${target.entry}.`);
  try {
    await target.build(target);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new SetUpError(`The ${target.name} could not be built from ${target.entry}: ${message}`);
  }
}
