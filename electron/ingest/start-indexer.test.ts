import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IndexerReport } from './messages';
import { type IndexerProcess, startIndexer } from './start-indexer';
import { mrImageFile } from './testing/mr-image';

let folder: string;
let child: ChildProcess;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'indexer-'));
  await writeFile(join(folder, 'image'), mrImageFile({ sopInstanceUid: '1.2.3.4.1' }));
  child = fork(join(import.meta.dirname, 'indexer-process.ts'), { execArgv: ['--import', 'tsx'] });
});

afterEach(async () => {
  child.kill();
  await rm(folder, { recursive: true });
});

function indexerProcess(): IndexerProcess {
  return {
    send: (request) => child.send(request),
    onReport: (listener) => child.on('message', (report: IndexerReport) => listener(report)),
    onExit: (listener) => child.once('exit', listener),
    kill: () => child.kill(),
  };
}

describe('startIndexer', () => {
  it('indexes in another process, reports progress and ends the process', async () => {
    const exited = new Promise((settle) => child.once('exit', settle));
    const progress: number[] = [];
    const { finished } = startIndexer(indexerProcess(), [folder], 'secret', {
      onProgress: ({ filesRead }) => progress.push(filesRead),
    });
    const snapshot = await finished;
    expect(snapshot).toMatchObject({ state: 'complete', problems: [], progress: { imagesFound: 1 } });
    expect(snapshot.studies[0]?.stacks[0]?.frames[0]?.id).toBe('1.2.3.4.1/1');
    expect(snapshot.locations[0]?.[1].path).toBe(join(folder, 'image'));
    expect(progress.at(-1)).toBe(1);
    await exited;
  });

  it('says so when the process dies', async () => {
    const { finished } = startIndexer(indexerProcess(), [folder], 'secret');
    child.kill('SIGKILL');
    const snapshot = await finished;
    expect(snapshot.problems.at(-1)?.problem).toMatch(/^Reading stopped unexpectedly/);
  });

  it('ends soon when cancelled', async () => {
    const run = startIndexer(indexerProcess(), [folder], 'secret');
    run.cancel();
    const snapshot = await run.finished;
    expect(['cancelled', 'complete']).toContain(snapshot.state);
    expect(snapshot.problems).toEqual([]);
  });
});
