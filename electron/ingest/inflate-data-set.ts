import { inflateRawSync, inflateSync } from 'node:zlib';
import { inflatedLimit } from './archives/inflated-source';

/** Inflates a deflated data set (PS3.5 A.5; some writers add the zlib wrapper); null where it is damaged or too large. */
export function inflateDataSet(
  bytes: Uint8Array,
): { bytes: Uint8Array; format: 'deflate-raw' | 'zlib' } | null {
  const options = { maxOutputLength: inflatedLimit(bytes.length) };
  for (const [format, inflate] of [
    ['deflate-raw', inflateRawSync],
    ['zlib', inflateSync],
  ] as const) {
    try {
      return { bytes: inflate(bytes, options), format };
    } catch {
      // The other wrapper may fit.
    }
  }
  return null;
}
