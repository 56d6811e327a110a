/**
 * Which folder may import which. A type-only import is free to cross a layer, since nothing of it is left at run time;
 * it still counts for cycles.
 */
const tests = '\\.test\\.tsx?$';
/** The launcher runs before anything is installed or built, and so uses the set-up scripts. */
const launcher = '^cli/rim-reader\\.mjs$';

/**
 * @param {string} name
 * @param {string} comment
 * @param {{ path: string, pathNot?: string | string[] }} from
 * @param {Record<string, unknown>} to
 */
const forbid = (name, comment, from, to) => ({
  name,
  comment,
  severity: 'error',
  from,
  to: { dependencyTypesNot: ['type-only'], ...to },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbid(
      'shared-only-zod',
      'shared runs anywhere: it imports nothing but itself and zod.',
      { path: '^shared/', pathNot: tests },
      { pathNot: ['^shared/', 'node_modules/zod/'] },
    ),
    forbid(
      'shared-tests-stay-below',
      'Tests of shared use no other layer of the app.',
      { path: '^shared/.*\\.test\\.ts$' },
      { path: '^(electron|renderer|cli|e2e)/' },
    ),
    forbid(
      'electron-on-shared',
      'electron builds on shared alone.',
      { path: '^electron/' },
      { path: '^(renderer|cli|scripts|e2e|bench)/' },
    ),
    forbid(
      'ingest-without-electron',
      'electron/ingest also runs on the command line, in plain Node.',
      { path: '^electron/ingest/', pathNot: tests },
      { path: ['^electron$', 'node_modules/electron/', '^electron/(?!ingest/)'] },
    ),
    forbid(
      'export-without-electron',
      'electron/export also runs on the command line, in plain Node.',
      { path: '^electron/export/', pathNot: tests },
      { path: ['^electron$', 'node_modules/electron/', '^electron/main/'] },
    ),
    forbid(
      'preload-sandboxed',
      'The preload script runs in the sandbox: of packages it can load only electron, and it bundles only shared.',
      { path: '^electron/preload/', pathNot: tests },
      { pathNot: ['^shared/', '^electron/preload/', '^electron$', 'node_modules/(electron|zod)/'] },
    ),
    forbid(
      'renderer-on-shared',
      'The renderer builds on shared alone and talks to the rest through the bridge.',
      { path: '^renderer/' },
      { path: ['^(electron|cli|scripts|e2e|bench)/', '^electron$', 'node_modules/electron/'] },
    ),
    forbid(
      'renderer-without-node',
      'The renderer runs in a web page.',
      { path: '^renderer/', pathNot: tests },
      { dependencyTypes: ['core'], pathNot: '^events$' },
    ),
    forbid(
      'cli-on-shared-and-plain-node',
      'The command line builds on shared, electron/ingest, electron/export, electron/store and the key table of projects, in plain Node.',
      { path: '^cli/', pathNot: launcher },
      {
        path: ['^(electron|renderer|scripts|e2e|bench)/', '^electron$', 'node_modules/electron/'],
        pathNot: [
          '^electron/(ingest|export|store)/',
          '^electron/cohort/(key-table|pseudonymous-uid|uid-maps)\\.ts$',
        ],
      },
    ),
    forbid(
      'tools-outside-the-app',
      'scripts, e2e and bench drive the app from outside; they share only shared with it. The kill test and the made-up cohort run its store.',
      {
        path: '^(scripts|e2e|bench)/',
        pathNot: ['^scripts/.*\\.test\\.ts$', '^scripts/(kill-test|cohort)/'],
      },
      { path: '^(electron|renderer|cli)/' },
    ),
    {
      name: 'no-cycles',
      comment: 'No import cycles, type-only imports included.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'resolvable',
      comment: 'Every import resolves; the address of an asset is resolved by Vite.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?url$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^out/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
};
