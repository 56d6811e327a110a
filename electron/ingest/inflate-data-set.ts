import { promisify } from 'node:util';
import { inflate, inflateRaw, inflateRawSync, inflateSync } from 'node:zlib';

/** No data set is inflated beyond this many bytes. */
export const longestInflated = 512 * 1024 * 1024;

const inflateRawAsync = promisify(inflateRaw);
const inflateAsync = promisify(inflate);

/** Inflates a deflated data set (PS3.5 A.5; some writers add the zlib wrapper); null where it is damaged or too large. */
export async function inflateDataSet(bytes: Uint8Array): Promise<Uint8Array | null> {
  for (const method of [inflateRawAsync, inflateAsync]) {
    try {
      return await method(bytes, { maxOutputLength: longestInflated });
    } catch {
      // The other wrapper may fit.
    }
  }
  return null;
}

/** As `inflateDataSet`, for processes that may wait. */
export function inflateDataSetSync(bytes: Uint8Array): Uint8Array | null {
  for (const method of [inflateRawSync, inflateSync]) {
    try {
      return method(bytes, { maxOutputLength: longestInflated });
    } catch {
      // The other wrapper may fit.
    }
  }
  return null;
}
