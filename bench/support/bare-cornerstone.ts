import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { build } from 'vite';
import { electronExecutable, projectRoot } from '../../e2e/support/launch';
import { electronSwitches } from '../../scripts/set-up/display.mjs';
import { fingerprint, isStale, writeStamp } from '../../scripts/set-up/staleness.mjs';
import type { BareCornerstone } from '../bare-cornerstone/page';

const source = 'bench/bare-cornerstone';
const built = path.join(projectRoot, 'out/bench/bare-cornerstone');

/** Cornerstone in a page of its own in the app's Electron, with its own loader of files: the baseline of the viewer. */
export interface BarePage {
  app: ElectronApplication;
  page: Page;
  /** Hands over the files of a stack, in order. */
  chooseFiles(files: readonly string[]): Promise<void>;
  start: BareCornerstone['start'];
  showFirst: BareCornerstone['showFirst'];
  changeSlices: BareCornerstone['changeSlices'];
  close(): Promise<void>;
}

async function ensurePage(): Promise<void> {
  const stamp = path.join(projectRoot, 'out/stamps/bare-cornerstone');
  const current = fingerprint(projectRoot, [
    source,
    'package-lock.json',
    'bench/support/bare-cornerstone.ts',
  ]);
  if (!isStale(path.join(built, 'index.html'), stamp, current)) return;
  await build({
    configFile: false,
    root: path.join(projectRoot, source),
    base: './',
    resolve: { alias: { events: 'events/' } },
    worker: { format: 'es' },
    build: { outDir: built, emptyOutDir: true, target: 'chrome130', assetsInlineLimit: 0 },
    logLevel: 'silent',
  });
  writeStamp(stamp, current);
}

/** Starts the baseline's window, building its page where that is not up to date. */
export async function launchBareCornerstone(): Promise<BarePage> {
  await ensurePage();
  const app = await _electron.launch({
    executablePath: electronExecutable(),
    cwd: projectRoot,
    args: [path.join(projectRoot, source, 'main.cjs'), ...electronSwitches({ virtualDisplay: true }), built],
  });
  const page = await app.firstWindow();
  await page.waitForLoadState('load');
  return {
    app,
    page,
    chooseFiles: (files) => page.locator('#files').setInputFiles([...files]),
    start: (options) => page.evaluate((given) => window.bareCornerstone.start(given), options),
    showFirst: (index) => page.evaluate((given) => window.bareCornerstone.showFirst(given), index),
    changeSlices: () => page.evaluate(() => window.bareCornerstone.changeSlices()),
    close: () => app.close(),
  };
}
