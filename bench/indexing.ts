import { fork, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { electronExecutable, projectRoot, temporaryFolder } from '../e2e/support/launch';
import { benchFolder, makeFolder } from './make-folder';
import { against, type Bench, type BenchResult, compare, median } from './support/bench';

const runs = 5;
const manyFiles = 10_000;

/** What a run of the app's indexing process took, ms from its start. */
interface IndexingTimes {
  /** Until the first study could be opened. */
  firstStudy: number;
  finished: number;
  images: number;
}

interface Report {
  type: string;
  studies?: unknown[];
  progress?: { imagesFound: number };
}

/**
 * Indexes a folder in the app's own indexing process, started as a process of its Electron without a window, with a cache
 * in `cacheFolder`, until that is written too.
 */
function indexFolder(folder: string, cacheFolder: string | null): Promise<IndexingTimes> {
  const execPath = electronExecutable();
  const start = performance.now();
  const child = fork(path.join(projectRoot, 'out/main/indexer-process.js'), {
    serialization: 'advanced',
    execPath,
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  const times: IndexingTimes = { firstStudy: Number.NaN, finished: Number.NaN, images: 0 };
  child.on('message', (report: Report) => {
    const elapsed = performance.now() - start;
    if (Number.isNaN(times.firstStudy) && (report.studies?.length ?? 0) > 0) times.firstStudy = elapsed;
    if (report.type === 'finished') {
      times.finished = elapsed;
      times.images = report.progress?.imagesFound ?? 0;
    }
    if (report.type === 'kept') child.disconnect();
  });
  child.send({
    type: 'index',
    paths: [folder],
    secret: 'bench',
    cache: cacheFolder === null ? null : { folder: cacheFolder, rootId: folder, format: 'bench' },
    readsFiles: true,
  });
  return new Promise((settle, fail) => {
    child.once('exit', () => {
      if (Number.isNaN(times.finished)) fail(new Error('The indexing process ended before it had finished.'));
      else settle(times);
    });
  });
}

/** Reads the beginning of every file, so that what is timed next finds it in memory. */
function warm(folder: string): void {
  const bytes = new Uint8Array(16 * 1024);
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const descriptor = openSync(path.join(entry.parentPath, entry.name), 'r');
    readSync(descriptor, bytes, 0, bytes.length, 0);
    closeSync(descriptor);
  }
}

/** Wall time of a program, ms; null where it is not installed. Throws where it fails. */
function timeProgram(program: string, parameters: readonly string[]): number | null {
  const start = performance.now();
  const { error, status } = spawnSync(program, parameters, { stdio: 'ignore', timeout: 600_000 });
  const elapsed = performance.now() - start;
  if (error !== undefined && 'code' in error && error.code === 'ENOENT') return null;
  if (error !== undefined || status !== 0) throw new Error(`${program} failed.`);
  return elapsed;
}

const sixTags = ['0020,000d', '0020,000e', '0008,0018', '0020,0032', '0020,0037', '0028,0010'];

const pydicomLoop = `
import os, sys
import pydicom
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        pydicom.dcmread(os.path.join(folder, name), stop_before_pixels=True, force=True)
`;

const peers: readonly { name: string; timed: number; time: (folder: string) => number | null }[] = [
  {
    name: 'gdcmscanner, 6 tags',
    timed: runs,
    time: (folder) =>
      timeProgram('gdcmscanner', ['-r', '-d', folder, ...sixTags.flatMap((tag) => ['-t', tag])]),
  },
  {
    name: 'pydicom, stop_before_pixels',
    timed: 2,
    time: (folder) => timeProgram('/usr/bin/python3', ['-c', pydicomLoop, folder]),
  },
];

async function againstPeers(folder: string): Promise<BenchResult[]> {
  const first: number[] = [];
  const again: number[] = [];
  const firstStudy: number[] = [];
  const peerTimes = peers.map((): number[] => []);
  for (let run = 0; run < runs; run++) {
    const cache = temporaryFolder('bench-index');
    warm(folder);
    const times = await indexFolder(folder, cache.path);
    if (times.images !== manyFiles) throw new Error(`${times.images} of ${manyFiles} images were found.`);
    first.push(times.finished);
    firstStudy.push(times.firstStudy);
    warm(folder);
    again.push((await indexFolder(folder, cache.path)).finished);
    cache.dispose();
    for (const [index, { time, timed }] of peers.entries()) {
      if (run >= timed) continue;
      warm(folder);
      const elapsed = time(folder);
      if (elapsed !== null) peerTimes[index]?.push(elapsed);
    }
  }
  const unit = 'ms';
  const name = 'index 10,000 files';
  return [
    ...peers.flatMap((peer, index) => {
      const baseline = peerTimes[index] ?? [];
      if (baseline.length > 0)
        return [compare(name, { ours: first, baseline }, { unit, baselineName: peer.name })];
      process.stderr.write(`${peer.name}: not installed here, so not compared.\n`);
      return [];
    }),
    compare(
      'index 10,000 unchanged files',
      { ours: again, baseline: first },
      { unit, baselineName: 'ours, the first time' },
    ),
    against('first of 10,000 files’ studies', firstStudy, 1000, { unit, baselineName: 'limit' }),
  ];
}

/** µs a file, the start of the process taken off. */
async function costPerFile(files: number, empty: number): Promise<number> {
  const options = { files, matrix: 8 };
  const folder = makeFolder(benchFolder(options), options);
  const times: number[] = [];
  for (let run = 0; run < 3; run++) times.push((await indexFolder(folder, null)).finished);
  return ((median(times) - empty) * 1000) / files;
}

async function costsPerFile(): Promise<BenchResult[]> {
  const nothing = path.join(tmpdir(), 'rim-reader-bench', 'nothing');
  mkdirSync(nothing, { recursive: true });
  const starts: number[] = [];
  for (let run = 0; run < 5; run++) starts.push((await indexFolder(nothing, null)).finished);
  const empty = median(starts);
  const baseline = await costPerFile(1000, empty);
  const results: BenchResult[] = [];
  for (const files of [100, 10_000, 100_000]) {
    const ours = await costPerFile(files, empty);
    results.push({
      name: `cost per file of ${files.toLocaleString('en')}`,
      ours,
      baseline,
      baselineName: 'ours, of 1,000',
      unit: 'µs',
      runs: 3,
    });
  }
  return results;
}

/** Indexing of large folders in the app's own indexing process, its start included, against other programs. */
export const indexing: Bench = {
  name: 'indexing',
  about: 'headers of 10,000 files: first time, again, cost per file',
  async run() {
    const options = { files: manyFiles };
    return [...(await againstPeers(makeFolder(benchFolder(options), options))), ...(await costsPerFile())];
  },
};
