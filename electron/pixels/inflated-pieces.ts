import { pipeline, Readable } from 'node:stream';
import { crc32, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import type { Layer } from './frame-location';

/** Reads `length` bytes from `offset`; fewer where there are no more. */
export type ReadRange = (offset: number, length: number) => Promise<Uint8Array>;

/** What is inflated is kept in pieces of this length, and so much of it in all. */
const pieceLength = 32 * 1024 * 1024;
const keptLength = 128 * 1024 * 1024;
/** Compressed bytes read, and inflated bytes made, at a time. */
const chunkSize = 256 * 1024;

const inflaters = { 'deflate-raw': createInflateRaw, zlib: createInflate, gzip: createGunzip };

/** Compressed bytes that do not inflate to what the index says. */
export class DamagedLayerError extends Error {}

/**
 * Inflated bytes, kept for a while, so that the frames of one compressed file are inflated together. What was used
 * last is kept longest; a file far larger than a piece is inflated anew from its beginning for each of its pieces.
 */
export class InflatedPieces {
  private readonly pieces = new Map<string, { bytes: Promise<Uint8Array>; length: number }>();
  private kept = 0;
  /** Layers that have been inflated to their end, so that their checksum is known to be right. */
  private readonly sound = new Set<string>();

  /**
   * `length` bytes from `offset` of what `layer` inflates to. `key` names the layer among all files and their states;
   * `readOuter` reads the bytes around it. Throws `DamagedLayerError`, and what `readOuter` throws.
   */
  async read(
    key: string,
    layer: Layer,
    readOuter: ReadRange,
    offset: number,
    length: number,
  ): Promise<Uint8Array> {
    const end = Math.min(offset + length, layer.size);
    const parts: Uint8Array[] = [];
    for (let at = offset; at < end; ) {
      const start = at - (at % pieceLength);
      const piece = await this.piece(key, layer, readOuter, start);
      const part = piece.subarray(at - start, Math.min(end - start, piece.length));
      if (part.length === 0) throw new DamagedLayerError();
      parts.push(part);
      at += part.length;
    }
    // A copy: what is kept must not be changed by who asked.
    return Buffer.concat(parts);
  }

  private piece(layerKey: string, layer: Layer, readOuter: ReadRange, start: number): Promise<Uint8Array> {
    const key = `${layerKey}|${start}`;
    const known = this.pieces.get(key);
    if (known !== undefined) {
      this.pieces.delete(key);
      this.pieces.set(key, known);
      return known.bytes;
    }
    const length = Math.min(pieceLength, layer.size - start);
    const toEnd = !this.sound.has(layerKey);
    const bytes = inflateRange(layer, readOuter, start, start + length, toEnd).then((kept) => {
      this.sound.add(layerKey);
      return kept;
    });
    const entry = { bytes, length };
    this.pieces.set(key, entry);
    this.kept += length;
    bytes.catch(() => this.forget(key, entry));
    for (const [oldest, old] of this.pieces) {
      if (this.kept <= keptLength || oldest === key) break;
      this.forget(oldest, old);
    }
    return bytes;
  }

  private forget(key: string, entry: { length: number }): void {
    if (this.pieces.get(key) !== entry) return;
    this.pieces.delete(key);
    this.kept -= entry.length;
  }
}

/**
 * Inflates a layer from its beginning and keeps [from, to). With `toEnd` it goes on behind that, to check the whole:
 * nothing of a layer is given out before that was done once.
 */
async function inflateRange(
  layer: Layer,
  readOuter: ReadRange,
  from: number,
  to: number,
  toEnd: boolean,
): Promise<Uint8Array> {
  const kept = new Uint8Array(to - from);
  const inflater = inflaters[layer.format]({ chunkSize });
  let position = 0;
  let checksum = 0;
  try {
    pipeline(Readable.from(compressed(layer, readOuter)), inflater, ignore);
    for await (const chunk of inflater as AsyncIterable<Buffer>) {
      if (position + chunk.length > layer.size) throw new DamagedLayerError();
      if (layer.crc32 !== undefined) checksum = crc32(chunk, checksum);
      const start = Math.max(from - position, 0);
      const end = Math.min(to - position, chunk.length);
      if (start < end) kept.set(chunk.subarray(start, end), position + start - from);
      position += chunk.length;
      if (position >= to && !toEnd) break;
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    throw code.startsWith('Z_') ? new DamagedLayerError() : error;
  }
  const wrong = toEnd && layer.crc32 !== undefined && checksum !== layer.crc32;
  if (position < (toEnd ? layer.size : to) || wrong) throw new DamagedLayerError();
  return kept;
}

async function* compressed(layer: Layer, readOuter: ReadRange): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < layer.length; at += chunkSize) {
    yield await readOuter(layer.start + at, Math.min(chunkSize, layer.length - at));
  }
}

/** Errors of the pipeline come out of the inflater, too. */
function ignore(): void {}
