import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { FileRecord } from './file-reader';
import { FileReader } from './file-reader';
import type { HeaderReader, ReadReply, ReadRequest } from './header-reader';
import { ReadingPool } from './reading-pool';

/** A reading process that answers soon, and ends on its own on files named `deadly`. */
function fakeReader(started: { count: number }): HeaderReader {
  let onReply: (reply: ReadReply) => void = () => undefined;
  let onExit: () => void = () => undefined;
  let ended = false;
  started.count += 1;
  return {
    send: ({ files }: ReadRequest) => {
      setImmediate(() => {
        if (ended) return;
        if (files.some(({ path }) => path.startsWith('deadly'))) {
          ended = true;
          onExit();
          return;
        }
        onReply({ records: files.map(({ path }) => ({ path, stamp: null, contents: [] })) });
      });
    },
    onReply: (listener) => {
      onReply = listener;
    },
    onExit: (listener) => {
      onExit = listener;
    },
    kill: () => {
      ended = true;
    },
  };
}

async function readAll(
  names: readonly string[],
  startReader: (() => HeaderReader) | null,
): Promise<FileRecord[]> {
  const records: FileRecord[] = [];
  const pool = new ReadingPool({
    reader: new FileReader('secret'),
    secret: 'secret',
    readsHere: startReader === null,
    startReader,
    readerCount: 3,
    onRecord: (record) => records.push(record),
  });
  for (const name of names) pool.add({ path: name, displayPath: name });
  while (!pool.isDone) {
    pool.work(performance.now() + 5);
    if (!pool.isDone && pool.waiting === 0) await pool.reply();
    else await nextTurn();
  }
  pool.stop();
  return records;
}

const problemsOf = (records: readonly FileRecord[]) =>
  records.flatMap(({ path, contents }) =>
    contents.map((content) => `${path}: ${content.kind === 'problem' ? content.problem : content.kind}`),
  );

it('reads every file once, in several processes where there are many', async () => {
  const started = { count: 0 };
  const names = Array.from({ length: 2000 }, (_, index) => `file ${index}`);
  const records = await readAll(names, () => fakeReader(started));
  expect(records.map(({ path }) => path).sort()).toEqual([...names].sort());
  expect(started.count).toBe(3);
});

it('starts further processes where reading takes long here, and none where it does not', async () => {
  const started = { count: 0 };
  const read = async (files: number, msPerFile: number) => {
    const reader = new FileReader('secret');
    reader.read = ({ path }) => {
      for (const end = performance.now() + msPerFile; performance.now() < end; );
      return { path, stamp: null, contents: [] };
    };
    const records: FileRecord[] = [];
    const pool = new ReadingPool({
      reader,
      secret: 'secret',
      readsHere: true,
      startReader: () => fakeReader(started),
      readerCount: 2,
      onRecord: (record) => records.push(record),
    });
    for (let index = 0; index < files; index += 1) pool.add({ path: `${index}`, displayPath: `${index}` });
    while (!pool.isDone) {
      pool.work(performance.now() + 20);
      await nextTurn();
    }
    expect(records).toHaveLength(files);
  };
  await read(100, 5);
  expect(started.count).toBe(0);
  await read(400, 5);
  expect(started.count).toBe(2);
});

it('loses nothing but the files that end a process, and says so of each', async () => {
  const started = { count: 0 };
  const names = Array.from({ length: 900 }, (_, index) =>
    index % 300 === 7 ? `deadly ${index}` : `file ${index}`,
  );
  const records = await readAll(names, () => fakeReader(started));
  expect(records.map(({ path }) => path).sort()).toEqual([...names].sort());
  expect(problemsOf(records).sort()).toEqual(
    ['deadly 307', 'deadly 607', 'deadly 7'].map((path) =>
      expect.stringMatching(new RegExp(`^${path}: The process`)),
    ),
  );
});

it('ends where no process can be kept alive', async () => {
  const records = await readAll(['deadly 1', 'deadly 2', 'file'], () => fakeReader({ count: 0 }));
  expect(records).toHaveLength(3);
  const none = await readAll(
    Array.from({ length: 100 }, (_, index) => `deadly ${index}`),
    () => fakeReader({ count: 0 }),
  );
  expect(none).toHaveLength(100);
});

it('does not wait any longer for a process that hangs once it is stopped', async () => {
  const silent: HeaderReader = {
    send: () => undefined,
    onReply: () => undefined,
    onExit: () => undefined,
    kill: () => undefined,
  };
  const pool = new ReadingPool({
    reader: new FileReader('secret'),
    secret: 'secret',
    readsHere: false,
    startReader: () => silent,
    readerCount: 1,
    onRecord: () => undefined,
  });
  pool.add({ path: 'file', displayPath: 'file' });
  pool.work(performance.now());
  setImmediate(() => pool.stop());
  await pool.reply();
  expect(pool.isDone).toBe(true);
});

it('reads here where there is no other process', async () => {
  const records = await readAll(['/nowhere/a', '/nowhere/b'], null);
  expect(problemsOf(records)).toEqual([
    '/nowhere/a: There is nothing at this path any more. Check that the folder is still there.',
    '/nowhere/b: There is nothing at this path any more. Check that the folder is still there.',
  ]);
});
