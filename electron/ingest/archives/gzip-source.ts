import type { ByteSource } from '../byte-source';
import { readRange } from './byte-ranges';
import { InflatedSource } from './inflated-source';

/** Up to this length a gzip file is inflated as a whole, to know its size for certain. */
const certainLength = 64 * 1024;
/** DICOM is hardly ever compressed further than to this fraction. */
const likelyRatio = 20;

/**
 * What a gzip file inflates to. Its trailer gives the size modulo 2³², and of the last part alone where several were
 * joined; where that is not likely, the file is inflated to count, which makes it `certain` and leaves out what stands
 * behind damage. A sentence where nothing can be inflated, or too much.
 */
export function openGzip(source: ByteSource): { source: InflatedSource; certain: boolean } | string {
  const trailer = readRange(source, source.size - 4, 4);
  if (trailer.length < 4 || source.size < 18) return damaged;
  const stated = trailer.readUInt32LE(0);
  const likely = stated >= source.size * 0.98 - 1024 && stated <= source.size * likelyRatio;
  if (likely && source.size > certainLength) {
    return { source: new InflatedSource(source, 0, source.size, 'gzip', stated), certain: false };
  }
  const counting = new InflatedSource(source, 0, source.size, 'gzip', Number.POSITIVE_INFINITY);
  const size = counting.count();
  if (counting.failure === 'too large') return tooLarge;
  if (size === 0) return damaged;
  return { source: new InflatedSource(source, 0, source.size, 'gzip', size), certain: true };
}

const damaged =
  'The gzip archive is cut off or damaged: it cannot be inflated. Copy it again from its source.';
const tooLarge = 'The gzip archive is too large to be read in place. Unpack it and open what is inside.';
