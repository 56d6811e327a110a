import { close, fstat, open, read as readWithCallback, type Stats } from 'node:fs';
import { promisify } from 'node:util';

const openAsync = promisify(open);
const fstatAsync = promisify(fstat);
const closeAsync = promisify(close);
/** Reads by descriptor: short reads cost far less than through file handles. */
const read = promisify(readWithCallback);

/** Opens a file for reading, hands its descriptor and state to `use`, and closes it again whatever happens. */
export async function withOpenFile<Result>(
  path: string,
  use: (descriptor: number, stat: Stats) => Promise<Result>,
): Promise<Result> {
  const descriptor = await openAsync(path, 'r');
  try {
    return await use(descriptor, await fstatAsync(descriptor));
  } finally {
    await closeAsync(descriptor);
  }
}

/** Fills `target` from `position` in the file; returns how many bytes there were. */
export async function readFully(descriptor: number, target: Uint8Array, position: number): Promise<number> {
  let done = 0;
  while (done < target.length) {
    const { bytesRead } = await read(descriptor, target, done, target.length - done, position + done);
    if (bytesRead === 0) break;
    done += bytesRead;
  }
  return done;
}
