import { constants, setPriority } from 'node:os';
import { join } from 'node:path';
import { forkHeaderReader, type HeaderReader, type ReadReply } from '../ingest/header-reader';
import { indexPlace } from './index-place';
import type { IndexerMessage, IndexerRequest } from './messages';

/** Electron's end of a message channel, as a utility process gets it. */
interface Port {
  on(event: 'message', listener: (event: { data: ReadReply }) => void): void;
  postMessage(request: unknown): void;
  start(): void;
}

/** What a parent of the Electron kind answers to `startReader`: a channel to the reader, or that it has ended. */
type ReaderMessage = { type: 'reader'; readerId: number } | { type: 'readerEnded'; readerId: number };

/** How a utility process hears of its parent; the other way is that of Node's forked processes. */
interface ParentPort {
  on(
    event: 'message',
    listener: (event: { data: IndexerRequest | ReaderMessage; ports: Port[] }) => void,
  ): void;
  postMessage(message: IndexerMessage): void;
}

/** A reader the parent starts; what is sent before it is connected waits. */
interface RequestedReader {
  connect(port: Port): void;
  ended(): void;
}

const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort };
// Electron would look for an archive of its own kind in the path of every file.
process.noAsar = true;
/** Beside this script once built. */
const readerScript = import.meta.filename.endsWith('.ts')
  ? join(import.meta.dirname, '../ingest/header-reader-process.ts')
  : join(import.meta.dirname, 'header-reader-process.js');
const cancel = new AbortController();
const readers = new Map<number, RequestedReader>();
let nextReaderId = 1;
let lastSent: Promise<void> = Promise.resolve();

if (parentPort === undefined) {
  process.on('message', (request: IndexerRequest) => void handle(request));
} else {
  parentPort.on('message', ({ data, ports: [port] }) => {
    if (data.type === 'reader') {
      if (port !== undefined) readers.get(data.readerId)?.connect(port);
    } else if (data.type === 'readerEnded') {
      readers.get(data.readerId)?.ended();
      readers.delete(data.readerId);
    } else {
      void handle(data);
    }
  });
}

async function handle(request: IndexerRequest): Promise<void> {
  if (request.type === 'cancel') {
    cancel.abort();
    return;
  }
  await indexPlace(request.paths, {
    secret: request.secret,
    cache: request.cache,
    readsHere: request.readsFiles,
    signal: cancel.signal,
    startReader: parentPort === undefined ? () => forkHeaderReader(readerScript) : requestReader,
    report: send,
    sent: async () => {
      await lastSent;
      giveWay();
    },
  });
  if (parentPort === undefined) await endForked();
}

/** Somebody waits for the image of what was found; nobody for what this process still has to do. */
function giveWay(): void {
  try {
    setPriority(constants.priority.PRIORITY_LOW);
  } catch {
    // Where that may not be, it only takes longer.
  }
}

function send(message: IndexerMessage): void {
  if (parentPort !== undefined) {
    parentPort.postMessage(message);
    return;
  }
  lastSent = new Promise((settle) => {
    process.send?.(message, undefined, undefined, () => settle());
  });
}

/** Ends a forked process once what it has sent has gone out. */
async function endForked(): Promise<void> {
  await lastSent;
  process.disconnect();
}

/** Utility processes cannot start others: the main process starts the reader and connects it by a message channel. */
function requestReader(): HeaderReader {
  const readerId = nextReaderId++;
  const waiting: unknown[] = [];
  let connected: Port | null = null;
  let onReply: (reply: ReadReply) => void = () => undefined;
  let onExit: () => void = () => undefined;
  readers.set(readerId, {
    connect(port) {
      connected = port;
      port.on('message', ({ data }) => onReply(data));
      port.start();
      for (const message of waiting.splice(0)) port.postMessage(message);
    },
    ended: () => onExit(),
  });
  send({ type: 'startReader', readerId });
  return {
    send(request) {
      if (connected === null) waiting.push(request);
      else connected.postMessage(request);
    },
    onReply(listener) {
      onReply = listener;
    },
    onExit(listener) {
      onExit = listener;
    },
    // The main process ends its readers with the indexing process.
    kill: () => undefined,
  };
}
