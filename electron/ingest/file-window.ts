import type { ByteSource } from './byte-source';

const firstRead = 8 * 1024;

/** The beginning of a file in memory, grown as needed, and single ranges of the rest. */
export class FileWindow {
  private buffer: Uint8Array;
  private filled = 0;

  /** `scratch` is reused from file to file and may be replaced by a larger one: take it back from `scratch`. */
  constructor(
    private readonly source: ByteSource,
    scratch: Uint8Array | null,
  ) {
    this.buffer = scratch ?? new Uint8Array(firstRead * 4);
  }

  get size(): number {
    return this.source.size;
  }

  get scratch(): Uint8Array {
    return this.buffer;
  }

  /** The beginning of the file, at least `count` bytes of it (or all), in few growing reads. */
  head(count: number): Uint8Array {
    const wanted = Math.min(this.size, Math.max(count, this.filled * 4, firstRead));
    if (count > this.filled && wanted > this.filled) {
      if (wanted > this.buffer.length) {
        const larger = new Uint8Array(wanted);
        larger.set(this.buffer.subarray(0, this.filled));
        this.buffer = larger;
      }
      this.filled += this.source.read(this.buffer.subarray(this.filled, wanted), this.filled);
    }
    return this.buffer.subarray(0, this.filled);
  }

  /** `length` bytes from `offset`; fewer where the file ends. */
  range(offset: number, length: number): Uint8Array {
    if (offset + length <= this.filled) return this.buffer.subarray(offset, offset + length);
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - offset)));
    return bytes.subarray(0, this.source.read(bytes, offset));
  }
}
