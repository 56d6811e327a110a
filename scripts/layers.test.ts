import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const project = path.resolve(import.meta.dirname, '..');

/** One file each: the import it makes, and the rule that forbids it, or null where it is allowed. */
const cases: readonly { file: string; source: string; rule: string | null }[] = [
  { file: 'shared/plain.ts', source: "import { z } from 'zod'; export const x = z;", rule: null },
  { file: 'shared/own.ts', source: "import { x } from './plain'; export { x };", rule: null },
  {
    file: 'shared/node.ts',
    source: "import fs from 'node:fs'; export const x = fs;",
    rule: 'shared-only-zod',
  },
  { file: 'shared/react.ts', source: "import * as x from 'react'; export { x };", rule: 'shared-only-zod' },
  {
    file: 'shared/up.ts',
    source: "import { x } from '../electron/store/a'; export { x };",
    rule: 'shared-only-zod',
  },
  {
    file: 'shared/typed.ts',
    source: "import type { A } from '../electron/store/a'; export type B = A;",
    rule: null,
  },
  { file: 'shared/tools.test.ts', source: "import * as x from 'vitest'; export { x };", rule: null },
  {
    file: 'shared/up.test.ts',
    source: "import { x } from '../renderer/app'; export { x };",
    rule: 'shared-tests-stay-below',
  },
  {
    file: 'electron/store/a.ts',
    source: "import fs from 'node:fs'; export type A = 1; export const x = fs;",
    rule: null,
  },
  {
    file: 'electron/main/shared.ts',
    source: "import { x } from '../../shared/plain'; export { x };",
    rule: null,
  },
  {
    file: 'electron/main/app.ts',
    source: "import { app } from 'electron'; export const x = app;",
    rule: null,
  },
  {
    file: 'electron/main/page.ts',
    source: "import { x } from '../../renderer/app'; export { x };",
    rule: 'electron-on-shared',
  },
  {
    file: 'electron/main/script.ts',
    source: "import { x } from '../../scripts/tool'; export { x };",
    rule: 'electron-on-shared',
  },
  { file: 'electron/ingest/walk.ts', source: "import fs from 'node:fs'; export const x = fs;", rule: null },
  {
    file: 'electron/ingest/walk.test.ts',
    source: "import { x } from '../store/a'; export { x };",
    rule: null,
  },
  {
    file: 'electron/ingest/app.ts',
    source: "import { app } from 'electron'; export const x = app;",
    rule: 'ingest-without-electron',
  },
  {
    file: 'electron/ingest/indirect.ts',
    source: "import { x } from '../main/app'; export { x };",
    rule: 'ingest-without-electron',
  },
  { file: 'electron/preload/bridge.ts', source: "import * as x from 'electron'; export { x };", rule: null },
  {
    file: 'electron/preload/node.ts',
    source: "import fs from 'node:fs'; export const x = fs;",
    rule: 'preload-sandboxed',
  },
  {
    file: 'electron/preload/main.ts',
    source: "import { x } from '../main/app'; export { x };",
    rule: 'preload-sandboxed',
  },
  { file: 'renderer/app.tsx', source: "import { x } from '../shared/plain'; export { x };", rule: null },
  {
    file: 'renderer/typed.tsx',
    source: "import type { A } from '../electron/store/a'; export type B = A;",
    rule: null,
  },
  {
    file: 'renderer/store.tsx',
    source: "import { x } from '../electron/store/a'; export { x };",
    rule: 'renderer-on-shared',
  },
  {
    file: 'renderer/ipc.tsx',
    source: "import * as x from 'electron'; export { x };",
    rule: 'renderer-on-shared',
  },
  {
    file: 'renderer/cli.tsx',
    source: "import { x } from '../cli/main'; export { x };",
    rule: 'renderer-on-shared',
  },
  {
    file: 'renderer/path.tsx',
    source: "import path from 'node:path'; export const x = path;",
    rule: 'renderer-without-node',
  },
  { file: 'cli/main.ts', source: "import { x } from '../electron/ingest/walk'; export { x };", rule: null },
  {
    file: 'cli/store.ts',
    source: "import { x } from '../electron/store/a'; export { x };",
    rule: null,
  },
  {
    file: 'cli/window.ts',
    source: "import { x } from '../electron/main/app'; export { x };",
    rule: 'cli-on-shared-and-plain-node',
  },
  {
    file: 'cli/page.ts',
    source: "import { x } from '../renderer/app'; export { x };",
    rule: 'cli-on-shared-and-plain-node',
  },
  { file: 'cli/rim-reader.mjs', source: "import { x } from '../scripts/tool'; export { x };", rule: null },
  { file: 'scripts/tool.ts', source: "import { x } from '../e2e/support'; export { x };", rule: null },
  {
    file: 'scripts/app.ts',
    source: "import { x } from '../electron/store/a'; export { x };",
    rule: 'tools-outside-the-app',
  },
  { file: 'e2e/support.ts', source: "import { x } from '../shared/plain'; export { x };", rule: null },
  {
    file: 'e2e/page.ts',
    source: "import { x } from '../renderer/app'; export { x };",
    rule: 'tools-outside-the-app',
  },
  {
    file: 'shared/ring-a.ts',
    source: "import { b } from './ring-b'; export const a = b;",
    rule: 'no-cycles',
  },
  {
    file: 'shared/ring-b.ts',
    source: "import type { a } from './ring-a'; export const b: typeof a = 1;",
    rule: 'no-cycles',
  },
  { file: 'e2e/lost.ts', source: "import { x } from './nowhere'; export { x };", rule: 'resolvable' },
];

describe('the layer rule', () => {
  let folder = '';
  let found: Map<string, string[]>;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'rim-reader-layers-'));
    for (const { file, source } of cases) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), source);
    }
    symlinkSync(path.join(project, 'node_modules'), path.join(folder, 'node_modules'));
    found = await violations(folder);
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(cases)('$file: $rule', ({ file, rule }) => {
    expect(found.get(file) ?? []).toEqual(rule === null ? [] : [rule]);
  });
});

/** The rules each file of a folder laid out like the project breaks. */
async function violations(folder: string): Promise<Map<string, string[]>> {
  const rules = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
  const layers = ['shared', 'electron', 'renderer', 'cli', 'scripts', 'e2e'];
  const { tsConfig: _, ...options } = rules.options;
  const { output } = await cruise(
    layers,
    { ...options, baseDir: folder, validate: true, ruleSet: { forbidden: rules.forbidden } },
    { ...options.enhancedResolveOptions, symlinks: false },
  );
  const byFile = new Map<string, string[]>();
  for (const { from, rule, cycle } of (output as ICruiseResult).summary.violations)
    for (const file of cycle?.map(({ name }) => name) ?? [from])
      byFile.set(file, [...(byFile.get(file) ?? []), rule.name]);
  return byFile;
}
