import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';

/** The project's root folder: where package.json is. */
export const projectRoot = path.resolve(import.meta.dirname, '../..');

/** Where set-up puts the generated phantom cases. */
export const phantomFolder = path.join(projectRoot, 'out/phantoms');

/** A running application and how to end it. */
export interface RunningApp {
  app: ElectronApplication;
  page: Page;
  /** Everything the processes of the app wrote to stderr and the page to its console. */
  log: string[];
  /** Ends it as a user closes the window. */
  close(): Promise<void>;
  /** Ends every process of it at once with SIGKILL, as a power cut does. Nothing where it has ended already. */
  kill(): Promise<void>;
}

/** How to start the app: what to open, which data folder, which bundled cases, window size in pixels. */
export interface LaunchOptions {
  userData: string;
  open?: readonly string[];
  bundled?: string;
  size?: { width: number; height: number };
  /** A CommonJS module that the main process loads before anything of the app, to stand in for the user from the start. */
  loadFirst?: string;
}

let electronPath: string | null = null;

/** The Electron to drive, as set-up finds it. */
export function electronExecutable(): string {
  electronPath ??= execFileSync('node', ['scripts/electron-path.mjs'], {
    cwd: projectRoot,
    encoding: 'utf8',
  }).trim();
  return electronPath;
}

/** A new empty folder below the system's temporary folder, removed by `dispose`. */
export function temporaryFolder(name: string): { path: string; dispose(): void } {
  const folder = mkdtempSync(path.join(tmpdir(), `rim-reader-${name}-`));
  return { path: folder, dispose: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Starts the built app in its real Electron and waits until its window shows the interface. */
export async function launchApp(options: LaunchOptions): Promise<RunningApp> {
  if (!existsSync(path.join(projectRoot, 'out/main/main.js')))
    throw new Error('The app is not built: run "npm run build" first.');
  const isRoot = process.getuid?.() === 0;
  const app = await _electron.launch({
    executablePath: electronExecutable(),
    cwd: projectRoot,
    args: [
      ...(options.loadFirst === undefined ? [] : ['-r', options.loadFirst]),
      projectRoot,
      ...(isRoot ? ['--no-sandbox'] : []),
      '--use-gl=angle',
      '--use-angle=swiftshader',
      '--enable-unsafe-swiftshader',
      '--user-data',
      options.userData,
      ...(options.bundled === undefined ? [] : ['--bundled', options.bundled]),
      ...(options.open ?? []).flatMap((item) => ['--open', item]),
    ],
  });
  const main = app.process();
  const log: string[] = [];
  main.stderr?.on('data', (chunk: Buffer) => log.push(chunk.toString()));
  const page = await app.firstWindow();
  page.on('console', (message) => log.push(`[page ${message.type()}] ${message.text()}`));
  page.on('pageerror', (error) => log.push(`[page error] ${error.message}`));
  const size = options.size ?? { width: 1440, height: 900 };
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
  }, size);
  await page.getByRole('main').first().waitFor();
  return {
    app,
    page,
    log,
    close: () => app.close(),
    async kill() {
      if (main.exitCode !== null || main.signalCode !== null) return;
      const ended = new Promise((resolve) => main.once('exit', resolve));
      for (const id of [...descendants(main.pid ?? 0), main.pid ?? 0]) kill(id);
      await ended;
    },
  };
}

function descendants(parent: number): number[] {
  if (parent === 0) return [];
  const children = spawnSync('ps', ['-o', 'pid=', '--ppid', String(parent)], { encoding: 'utf8' })
    .stdout.split('\n')
    .map((line) => Number(line.trim()))
    .filter((id) => id > 0);
  return children.flatMap((child) => [...descendants(child), child]);
}

function kill(id: number): void {
  if (id <= 0) return;
  try {
    process.kill(id, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
