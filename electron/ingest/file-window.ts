import { read as readWithCallback } from 'node:fs';
import { promisify } from 'node:util';

/** Reads by descriptor: thousands of short reads cost far less than through file handles. */
const read = promisify(readWithCallback);

const firstRead = 32 * 1024;

/** The beginning of a file in memory, grown as needed, and single ranges of the rest. */
export class FileWindow {
  private buffer: Uint8Array;
  private filled = 0;

  /** `scratch` is reused from file to file and may be replaced by a larger one: take it back from `scratch`. */
  constructor(
    private readonly descriptor: number,
    readonly size: number,
    scratch: Uint8Array | null,
  ) {
    this.buffer = scratch ?? new Uint8Array(firstRead);
  }

  get scratch(): Uint8Array {
    return this.buffer;
  }

  /** The beginning of the file, at least `count` bytes of it (or all), in few growing reads. */
  async head(count: number): Promise<Uint8Array> {
    const wanted = Math.min(this.size, Math.max(count, this.filled * 4, firstRead));
    if (count > this.filled && wanted > this.filled) {
      if (wanted > this.buffer.length) {
        const larger = new Uint8Array(wanted);
        larger.set(this.buffer.subarray(0, this.filled));
        this.buffer = larger;
      }
      this.filled += await readFully(this.descriptor, this.buffer.subarray(this.filled, wanted), this.filled);
    }
    return this.buffer.subarray(0, this.filled);
  }

  /** `length` bytes from `offset`; fewer where the file ends. */
  async range(offset: number, length: number): Promise<Uint8Array> {
    if (offset + length <= this.filled) return this.buffer.subarray(offset, offset + length);
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - offset)));
    const read = await readFully(this.descriptor, bytes, offset);
    return bytes.subarray(0, read);
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
