import type { ByteSource } from '../byte-source';

/** `length` bytes from `position`; fewer where the source ends or `position` lies outside of it. */
export function readRange(source: ByteSource, position: number, length: number): Buffer {
  const start = Math.max(0, position);
  const there = Math.max(0, Math.min(length, source.size - start));
  if (!Number.isSafeInteger(position) || position < 0 || there === 0) return Buffer.alloc(0);
  const bytes = Buffer.alloc(there);
  return bytes.subarray(0, source.read(bytes, position));
}

/** A part of a source as a source of its own. */
export class RangeSource implements ByteSource {
  readonly size: number;

  constructor(
    private readonly outer: ByteSource,
    private readonly start: number,
    length: number,
  ) {
    this.size = Math.max(0, Math.min(length, outer.size - start));
  }

  read(target: Uint8Array, position: number): number {
    const there = Math.max(0, Math.min(target.length, this.size - position));
    return there === 0 ? 0 : this.outer.read(target.subarray(0, there), this.start + position);
  }
}
