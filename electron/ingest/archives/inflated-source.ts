import { constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import type { Layer } from '../../pixels/frame-location';
import type { ByteSource } from '../byte-source';
import { readRange } from './byte-ranges';

/** No more than this is held inflated at a time. */
export const longestInflated = 512 * 1024 * 1024;

const firstTake = 8 * 1024;
const growth = 4;
const methods = { 'deflate-raw': inflateRawSync, zlib: inflateSync, gzip: gunzipSync };

/** What compressed bytes of this length may inflate to before they are taken for a bomb. */
export function inflatedLimit(length: number): number {
  return Math.min(longestInflated, Math.max(64 * 1024 * 1024, 200 * length));
}

/** Why bytes could not be had from compressed ones. */
export type InflateFailure = 'damaged' | 'too large';

/**
 * Compressed bytes as the bytes they inflate to. Inflates only as much from the beginning as is asked for, in growing
 * steps, so that a header costs a few kilobytes whatever follows it.
 */
export class InflatedSource implements ByteSource {
  /** Set once something was asked for that could not be had. */
  failure: InflateFailure | null = null;
  private inflated: Uint8Array = new Uint8Array(0);
  private taken = 0;
  private readonly limit: number;

  /** The `length` bytes from `start` of `outer` are said to inflate to `size` bytes. */
  constructor(
    private readonly outer: ByteSource,
    private readonly start: number,
    private readonly length: number,
    private readonly format: Layer['format'],
    readonly size: number,
  ) {
    this.limit = inflatedLimit(length);
  }

  read(target: Uint8Array, position: number): number {
    const end = Math.min(this.size, position + target.length);
    while (this.inflated.length < end && this.failure === null) this.inflateMore(end);
    const there = this.inflated.subarray(Math.min(position, this.inflated.length), end);
    target.set(there);
    return there.length;
  }

  /** Whether everything inflates to what it is said to, which also looks at the checksum of gzip and zlib. */
  isSound(): boolean {
    while (this.failure === null && this.taken < this.length)
      this.inflateMore(Math.min(this.size, this.limit));
    return this.failure === null && this.inflated.length === this.size;
  }

  private inflateMore(end: number): void {
    if (end > this.limit) {
      this.failure = 'too large';
      return;
    }
    const growing = Math.max(firstTake, this.taken * growth, Math.ceil(end / 8));
    const take = growing * 2 > this.length ? this.length : growing;
    const compressed = readRange(this.outer, this.start, take);
    if (this.taken >= this.length || compressed.length < take) {
      this.failure = 'damaged';
      return;
    }
    this.taken = take;
    try {
      this.inflated = methods[this.format](compressed, {
        // What is cut off ends where it ends, without an error.
        finishFlush: constants.Z_SYNC_FLUSH,
        maxOutputLength: Math.max(1, Math.min(this.size, this.limit)),
      });
    } catch (error) {
      const tooLong = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
      this.failure = tooLong && this.size > this.limit ? 'too large' : 'damaged';
    }
  }
}
