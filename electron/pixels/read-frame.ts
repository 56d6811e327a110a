import type { FrameLocation, Layer } from './frame-location';
import { DamagedLayerError, InflatedPieces, type ReadRange } from './inflated-pieces';
import { readFully, withOpenFile } from './open-file';

/** The stored bytes of one frame, in the syntax to decode them with, or a sentence saying why there are none. */
export type FrameResult = { bytes: Uint8Array; transferSyntaxUid: string } | { problem: string };

const changed = 'The file has changed since it was opened. Open its folder again.';
const damaged =
  'The compressed data that hold this image are damaged. Copy the file again from its source and open its folder again.';

const inflated = new InflatedPieces();

/**
 * Reads exactly the bytes of one frame. Native pixels come as explicit little endian, whatever the file has (big-endian
 * words are swapped, deflated data and members of archives inflated); compressed ones as one code stream, their
 * fragments joined. Never throws.
 */
export async function readFrameBytes(location: FrameLocation): Promise<FrameResult> {
  if (location.bytes.kind === 'unreadable') return { problem: location.bytes.problem };
  try {
    return await withOpenFile(location.path, async (descriptor, stat) => {
      if (stat.size !== location.size || stat.mtimeMs !== location.modifiedMs) return { problem: changed };
      const bytes = await readBytes(location, layeredReader(descriptor, location));
      return bytes === null ? { problem: changed } : { bytes, transferSyntaxUid: location.transferSyntaxUid };
    });
  } catch (error) {
    return { problem: error instanceof DamagedLayerError ? damaged : describeFailure(error) };
  }
}

/** Reads what lies behind the layers of a location. */
function layeredReader(descriptor: number, { path, size, modifiedMs, layers }: FrameLocation): ReadRange {
  const onDisk: ReadRange = async (offset, length) => {
    const bytes = new Uint8Array(length);
    return bytes.subarray(0, await readFully(descriptor, bytes, offset));
  };
  let key = `${path}|${size}|${modifiedMs}`;
  return layers.reduce((readOuter: ReadRange, layer: Layer): ReadRange => {
    key += `|${layer.start}`;
    const layerKey = key;
    return (offset, length) => inflated.read(layerKey, layer, readOuter, offset, length);
  }, onDisk);
}

/** Null where the file does not hold what was indexed. */
async function readBytes({ bytes }: FrameLocation, read: ReadRange): Promise<Uint8Array | null> {
  switch (bytes.kind) {
    case 'native': {
      const pixels = await read(bytes.offset, bytes.length);
      if (pixels.length < bytes.length) return null;
      if (bytes.swap !== 1) swapWords(pixels, bytes.swap);
      return pixels;
    }
    case 'fragments': {
      const parts: Uint8Array[] = [];
      for (const [offset, length] of bytes.fragments) {
        const part = await read(offset, length);
        if (part.length < length) return null;
        parts.push(part);
      }
      return parts.length === 1 ? (parts[0] ?? null) : Buffer.concat(parts);
    }
    default:
      return null;
  }
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
