import { fork } from 'node:child_process';
import type { PackedRecord } from './packed-records';
import type { FoundFile } from './walk-files';

/** To a reading process: files to read, in order. */
export interface ReadRequest {
  /** Of the pseudonyms. */
  secret: string;
  files: FoundFile[];
}

/** From a reading process: a record for each file of the request. */
export interface ReadReply {
  records: PackedRecord[];
}

/** A process that runs `header-reader-process`, however it was started. */
export interface HeaderReader {
  send(request: ReadRequest): void;
  onReply(listener: (reply: ReadReply) => void): void;
  /** Called once when the process has ended, for whatever reason. */
  onExit(listener: () => void): void;
  kill(): void;
}

/** Starts the reading process `script` as a child of this Node process. */
export function forkHeaderReader(
  script: string,
  execArgv: readonly string[] = process.execArgv,
): HeaderReader {
  const child = fork(script, [], { serialization: 'advanced', stdio: 'ignore', execArgv: [...execArgv] });
  return {
    // A child that has just ended cannot be sent anything; its end is told by `onExit`.
    send: (request) => void child.send(request, () => undefined),
    onReply: (listener) => child.on('message', (reply: ReadReply) => listener(reply)),
    onExit: (listener) => {
      child.once('exit', () => listener());
      child.once('error', () => listener());
    },
    kill: () => void child.kill(),
  };
}
