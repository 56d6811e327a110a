import { inflateDataSet } from '../ingest/inflate-data-set';
import type { FrameLocation } from './frame-location';
import { readFully, withOpenFile } from './open-file';

/** The stored bytes of one frame, in the syntax to decode them with, or a sentence saying why there are none. */
export type FrameResult = { bytes: Uint8Array; transferSyntaxUid: string } | { problem: string };

const changed = 'The file has changed since it was opened. Open its folder again.';

/**
 * Reads exactly the bytes of one frame. Native pixels come as explicit little endian, whatever the file has (big-endian
 * words are swapped, deflated data inflated); compressed ones as one code stream, their fragments joined. Never throws.
 */
export async function readFrameBytes(location: FrameLocation): Promise<FrameResult> {
  if (location.bytes.kind === 'unreadable') return { problem: location.bytes.problem };
  try {
    return await withOpenFile(location.path, async (descriptor, stat) => {
      if (stat.size !== location.size || stat.mtimeMs !== location.modifiedMs) return { problem: changed };
      const bytes = await readBytes(descriptor, location);
      return bytes === null ? { problem: changed } : { bytes, transferSyntaxUid: location.transferSyntaxUid };
    });
  } catch (error) {
    return { problem: describeFailure(error) };
  }
}

/** Null where the file does not hold what was indexed. */
async function readBytes(descriptor: number, { bytes, size }: FrameLocation): Promise<Uint8Array | null> {
  switch (bytes.kind) {
    case 'native': {
      const pixels = await readRange(descriptor, bytes.offset, bytes.length);
      if (pixels !== null && bytes.swap !== 1) swapWords(pixels, bytes.swap);
      return pixels;
    }
    case 'fragments': {
      const parts: Uint8Array[] = [];
      for (const [offset, length] of bytes.fragments) {
        const part = await readRange(descriptor, offset, length);
        if (part === null) return null;
        parts.push(part);
      }
      return parts.length === 1 ? (parts[0] ?? null) : Buffer.concat(parts);
    }
    case 'deflated': {
      const compressed = await readRange(descriptor, bytes.start, size - bytes.start);
      const dataSet = compressed === null ? null : await inflateDataSet(compressed);
      if (dataSet === null || dataSet.length < bytes.offset + bytes.length) return null;
      return dataSet.slice(bytes.offset, bytes.offset + bytes.length);
    }
    default:
      return null;
  }
}

async function readRange(descriptor: number, offset: number, length: number): Promise<Uint8Array | null> {
  const bytes = new Uint8Array(length);
  return (await readFully(descriptor, bytes, offset)) === length ? bytes : null;
}

function swapWords(bytes: Uint8Array, width: 2 | 4): void {
  const whole = bytes.length - (bytes.length % width);
  const words = Buffer.from(bytes.buffer, bytes.byteOffset, whole);
  if (width === 2) words.swap16();
  else words.swap32();
}

function describeFailure(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return 'The file is no longer there. Put the disc or folder back, or open it at its new place.';
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return 'The file may no longer be read. Check its permissions.';
  }
  return 'The file could not be read. Check the disk it is on and open its folder again.';
}
