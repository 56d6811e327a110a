import type { ByteSource } from './byte-source';

const firstRead = 8 * 1024;
/** Fewer bytes are read rather than left out, together with what follows them. */
const smallestGap = 16 * 1024;

/** The beginning of a file in memory, grown as needed, and single ranges of the rest. */
export class FileWindow {
  private buffer: Uint8Array;
  private filled = 0;
  /** Bytes read so far. */
  private read = 0;
  /** Ranges before `filled` that have not been read. */
  private readonly gaps: (readonly [start: number, end: number])[] = [];

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

  /** Whether bytes that `headWithout` has left out lie in a range. */
  hasGap(start: number, end: number): boolean {
    return this.gaps.some(([from, to]) => from < end && start < to);
  }

  get scratch(): Uint8Array {
    return this.buffer;
  }

  /** The beginning of the file, at least `count` bytes of it (or all), in few growing reads. */
  head(count: number): Uint8Array {
    const wanted = Math.min(this.size, Math.max(count, this.filled + Math.max(this.read * 3, firstRead)));
    if (count > this.filled && wanted > this.filled) {
      this.grow(wanted);
      const got = this.source.read(this.buffer.subarray(this.filled, wanted), this.filled);
      this.filled += got;
      this.read += got;
    }
    return this.buffer.subarray(0, this.filled);
  }

  /**
   * As `head`, for a reader that looks at nothing between what it was given before and `from`: where that is much (a
   * private element that is stepped over), it is not read, and these bytes mean nothing.
   */
  headWithout(from: number, count: number): Uint8Array {
    // Few reads, however many gaps there are: each must be large beside what has been read.
    if (from - this.filled < Math.max(smallestGap, this.filled / 2)) return this.head(count);
    const wanted = Math.min(this.size, Math.max(count, from + firstRead));
    this.grow(wanted);
    this.gaps.push([this.filled, from]);
    const read = this.source.read(this.buffer.subarray(from, wanted), from);
    this.filled = from + read;
    this.read += read;
    return this.buffer.subarray(0, this.filled);
  }

  /** `length` bytes from `offset`; fewer where the file ends. */
  range(offset: number, length: number): Uint8Array {
    if (offset + length <= this.filled && !this.hasGap(offset, offset + length))
      return this.buffer.subarray(offset, offset + length);
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - offset)));
    return bytes.subarray(0, this.source.read(bytes, offset));
  }

  private grow(length: number): void {
    if (length <= this.buffer.length) return;
    const larger = new Uint8Array(length);
    larger.set(this.buffer.subarray(0, this.filled));
    this.buffer = larger;
  }
}
