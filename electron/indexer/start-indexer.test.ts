import { type ChildProcess, fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mrImageFile } from '../ingest/testing/mr-image';
import type { FoundStudy, IndexerMessage, StudyContent } from './messages';
import { type IndexerProcess, type IndexOutcome, startIndexer } from './start-indexer';

let folder: string;
let cacheFolder: string;
let children: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'indexer-'));
  cacheFolder = mkdtempSync(join(tmpdir(), 'indexer-cache-'));
  children = [];
});

afterEach(() => {
  for (const child of children) child.kill();
  for (const path of [folder, cacheFolder]) rmSync(path, { recursive: true });
});

function startProcess(): IndexerProcess {
  const child = fork(join(import.meta.dirname, 'indexer-process.ts'), { execArgv: ['--import', 'tsx'] });
  children.push(child);
  return {
    send: (request) => child.send(request, () => undefined),
    onReport: (listener) =>
      child.on('message', (message: IndexerMessage) => {
        if (message.type !== 'startReader') listener(message);
      }),
    onExit: (listener) => child.once('exit', listener),
    kill: () => child.kill(),
  };
}

function writeImage(slice: number, series = '1.2.3.4', study = '1.2.3'): void {
  mkdirSync(join(folder, series), { recursive: true });
  const image = mrImageFile({
    sopInstanceUid: `${series}.${slice}`,
    seriesInstanceUid: series,
    studyInstanceUid: study,
    position: [slice * 4, 0, 0],
  });
  writeFileSync(join(folder, series, `I${slice}`), image);
}

function run(handlers: Parameters<typeof startIndexer>[2] = {}): ReturnType<typeof startIndexer> {
  const cache = { folder: cacheFolder, rootId: 'root', format: 'one' };
  return startIndexer(startProcess, { paths: [folder], secret: 'secret', cache }, handlers);
}

async function runToEnd(): Promise<IndexOutcome> {
  const started = run();
  const outcome = await started.finished;
  expect(await started.kept).toBe(true);
  return outcome;
}

function contentOf(study: FoundStudy | undefined): StudyContent {
  return JSON.parse(study?.content ?? 'null') as StudyContent;
}

const frameCounts = (study: FoundStudy | undefined) =>
  contentOf(study).study.stacks.map(({ frames }) => frames.length);

describe('startIndexer', () => {
  it('indexes in another process, reports progress and ends the process', async () => {
    writeImage(1);
    const progress: number[] = [];
    const { finished } = run({ onProgress: ({ filesRead }) => progress.push(filesRead) });
    const outcome = await finished;
    expect(outcome).toMatchObject({ state: 'complete', problems: [], progress: { imagesFound: 1 } });
    expect(outcome.present).toEqual(['1.2.3']);
    const study = outcome.studies.get('1.2.3');
    const { locations } = contentOf(study);
    expect(locations[0]?.[0]).toBe('1.2.3/1.2.3.4.1/1');
    expect(locations[0]?.[1].path).toBe(join(folder, '1.2.3.4', 'I1'));
    expect(study?.previews).toEqual(locations);
    expect(progress.at(-1)).toBe(1);
    await new Promise((settle) => children[0]?.once('exit', settle));
  });

  it('reads a second time only what is new or changed, and builds again only the studies that it belongs to', async () => {
    for (const slice of [1, 2]) writeImage(slice);
    writeImage(1, '1.2.9.1', '1.2.9');
    const first = await runToEnd();
    expect([...first.studies.keys()].sort()).toEqual(['1.2.3', '1.2.9']);
    const unchanged = await runToEnd();
    expect(unchanged.studies.size).toBe(0);
    expect([...(unchanged.present ?? [])].sort()).toEqual(['1.2.3', '1.2.9']);
    expect(unchanged.progress).toEqual({ filesSeen: 3, filesRead: 3, imagesFound: 3 });

    writeImage(3);
    const added = await runToEnd();
    expect([...added.studies.keys()]).toEqual(['1.2.3']);
    expect(frameCounts(added.studies.get('1.2.3'))).toEqual([3]);

    writeFileSync(join(folder, '1.2.3.4', 'I2'), 'not an image any more');
    rmSync(join(folder, '1.2.9.1'), { recursive: true });
    const changed = await runToEnd();
    expect(changed.present).toEqual(['1.2.3']);
    expect(frameCounts(changed.studies.get('1.2.3'))).toEqual([2]);
    expect(changed.problems).toEqual([{ path: '1.2.3.4/I2', problem: 'Not a DICOM file.' }]);
    expect((await runToEnd()).problems).toEqual(changed.problems);

    writeImage(2);
    utimesSync(join(folder, '1.2.3.4', 'I3'), 1, 1);
    const back = await runToEnd();
    expect(frameCounts(back.studies.get('1.2.3'))).toEqual([3]);
    expect(back.problems).toEqual([]);
  });

  it('reads a place anew where the cache has lost what it knew, rather than show a study in part', async () => {
    for (const slice of [1, 2]) writeImage(slice);
    await runToEnd();
    const cache = new DatabaseSync(join(cacheFolder, 'index-cache.sqlite'));
    cache.exec("UPDATE studies SET facts = x'00'");
    cache.close();
    writeImage(3);
    const whole = await runToEnd();
    expect(whole.state).toBe('complete');
    expect(frameCounts(whole.studies.get('1.2.3'))).toEqual([3]);
    expect(whole.problems).toEqual([]);
  });

  it('does not forget a place that is out', async () => {
    writeImage(1);
    await runToEnd();
    rmSync(folder, { recursive: true });
    const started = run();
    expect((await started.finished).present).toEqual([]);
    expect(await started.kept).toBe(false);
    mkdirSync(folder);
    writeImage(1);
    utimesSync(join(folder, '1.2.3.4', 'I1'), 1, 1);
    expect((await runToEnd()).present).toEqual(['1.2.3']);
  });

  it('tries once more when the process dies, and says so when that dies too', async () => {
    writeImage(1);
    const once = run();
    children[0]?.kill('SIGKILL');
    expect(await once.finished).toMatchObject({ state: 'complete', present: ['1.2.3'], problems: [] });
    const twice = startIndexer(
      () => {
        const process = startProcess();
        children.at(-1)?.kill('SIGKILL');
        return process;
      },
      { paths: [folder], secret: 'secret', cache: null },
    );
    const { state, problems } = await twice.finished;
    expect(state).toBe('cancelled');
    expect(problems.at(-1)?.problem).toMatch(/^Reading stopped unexpectedly/);
    expect(await twice.kept).toBe(false);
  });

  it('ends soon when cancelled, and goes on from there the next time', async () => {
    for (let slice = 0; slice < 60; slice += 1) writeImage(slice);
    const started = run();
    started.cancel();
    const outcome = await started.finished;
    expect(['cancelled', 'complete']).toContain(outcome.state);
    expect(outcome.problems).toEqual([]);
    await started.kept;
    const resumed = await runToEnd();
    expect(resumed).toMatchObject({ state: 'complete', progress: { filesRead: 60, imagesFound: 60 } });
  });
});
