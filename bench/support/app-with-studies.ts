import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { electronExecutable, projectRoot, temporaryFolder } from '../../e2e/support/launch';
import { electronSwitches } from '../../scripts/set-up/display.mjs';
import { memoryOfTree } from './process-memory';

/** The app with a study open and nothing left to be done, nobody looking into its pages. */
export interface AppWithStudies {
  /** Opens the next study of the list and waits `pause` ms for what follows. */
  openNext(pause: number): Promise<void>;
  /** Of all processes of the app, MB. */
  memory(): number;
}

/** Starts the app with an empty data folder, opens the first study of `folder`, and ends it after `work`. */
export async function withStudies<T>(folder: string, work: (app: AppWithStudies) => Promise<T>): Promise<T> {
  const data = temporaryFolder('bench');
  const app = spawn(
    electronExecutable(),
    [
      '-r',
      path.join(projectRoot, 'bench/support/drive-studies.cjs'),
      projectRoot,
      ...electronSwitches({ virtualDisplay: true }),
      '--js-flags=--expose-gc',
      '--user-data',
      data.path,
    ],
    {
      cwd: projectRoot,
      env: { ...process.env, BENCH_FOLDER: folder },
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  );
  const ended = new Promise<void>((resolve) => app.once('exit', () => resolve()));
  const lines = createInterface({ input: app.stdout })[Symbol.asyncIterator]();
  const studyShown = async () => {
    const next = await lines.next();
    if (next.done === true) throw new Error('The app ended before it showed the study.');
  };
  try {
    await studyShown();
    return await work({
      openNext: async (pause) => {
        app.stdin.write(`${pause}\n`);
        await studyShown();
      },
      memory: () => memoryOfTree(app.pid ?? 0),
    });
  } finally {
    app.kill('SIGKILL');
    await ended;
    data.dispose();
  }
}
