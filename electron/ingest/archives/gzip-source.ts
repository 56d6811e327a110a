import { gunzipSync } from 'node:zlib';
import type { ByteSource } from '../byte-source';
import { readRange } from './byte-ranges';
import { InflatedSource, inflatedLimit, longestInflated } from './inflated-source';

/** Up to this length a gzip file is inflated as a whole, to know its size for certain. */
const certainLength = 64 * 1024;
/** DICOM is hardly ever compressed further than to this fraction. */
const likelyRatio = 20;

/** What a gzip file inflates to. */
export interface Gzip {
  source: InflatedSource;
  /** All of it has been inflated to know its size. */
  counted: boolean;
}

/**
 * Opens a gzip file. Its trailer gives the size modulo 2³², and of the last part alone where several were joined; where
 * that is not likely, the file is inflated to count. A sentence where it is cut off, damaged or too large.
 */
export function openGzip(source: ByteSource): Gzip | string {
  const trailer = readRange(source, source.size - 4, 4);
  if (trailer.length < 4 || source.size < 18) return damagedGzip;
  const stated = trailer.readUInt32LE(0);
  const likely = stated >= source.size * 0.98 - 1024 && stated <= source.size * likelyRatio;
  const inflating = (size: number) => new InflatedSource(source, 0, source.size, 'gzip', size);
  if (likely && source.size > certainLength) return { source: inflating(stated), counted: false };
  if (source.size > longestInflated) return tooLarge;
  try {
    const { length } = gunzipSync(readRange(source, 0, source.size), {
      maxOutputLength: inflatedLimit(source.size),
    });
    return { source: inflating(length), counted: true };
  } catch (error) {
    const tooLong = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return tooLong ? tooLarge : damagedGzip;
  }
}

/** Says that nothing in a gzip file can be relied upon. */
export const damagedGzip =
  'The gzip archive is cut off or damaged: what is in it cannot be relied upon. Copy it again from its source.';
('The gzip archive is cut off or damaged: it cannot be inflated. Copy it again from its source.');
const tooLarge = 'The gzip archive is too large to be read in place. Unpack it and open what is inside.';
