import { closeSync, fstatSync, openSync, readSync, type Stats } from 'node:fs';

/** Bytes of one file-like thing, read where they lie. */
export interface ByteSource {
  readonly size: number;
  /** Fills `target` from `position`; returns how many bytes there were. */
  read(target: Uint8Array, position: number): number;
}

/**
 * Opens a file for reading, hands its bytes and state to `use`, and closes it again whatever happens. Reading waits for
 * the disk: it belongs in a process of its own. Throws the errors of the file system.
 */
export function withFileSource<Result>(
  path: string,
  use: (source: ByteSource, stat: Stats) => Result,
): Result {
  const descriptor = openSync(path, 'r');
  try {
    const stat = fstatSync(descriptor);
    return use(new FileSource(descriptor, stat.size), stat);
  } finally {
    closeSync(descriptor);
  }
}

class FileSource implements ByteSource {
  constructor(
    private readonly descriptor: number,
    readonly size: number,
  ) {}

  read(target: Uint8Array, position: number): number {
    let done = 0;
    while (done < target.length) {
      const count = readSync(this.descriptor, target, done, target.length - done, position + done);
      if (count === 0) break;
      done += count;
    }
    return done;
  }
}
