import { DecodeProblem, emptyValues, type FrameFormat, type StoredFrame } from './frame-format';

/**
 * The values of an RLE Lossless frame (PS3.5 annex G): one segment for each byte of each sample, the highest byte
 * first. Throws a DecodeProblem where the segments do not fill the frame.
 */
export function decodeRle(bytes: Uint8Array, format: FrameFormat): StoredFrame {
  const { rows, columns, samplesPerPixel, photometricInterpretation } = format;
  const values = emptyValues(format, rows * columns * samplesPerPixel);
  const width = values.BYTES_PER_ELEMENT;
  const segments = samplesPerPixel * width;
  if (bytes.length < 64) throw new DecodeProblem('the RLE data have no header');
  const header = new DataView(bytes.buffer, bytes.byteOffset, 64);
  if (header.getUint32(0, true) !== segments)
    throw new DecodeProblem(
      `the RLE data have ${header.getUint32(0, true)} segments where the header speaks of ${segments}`,
    );
  const target = new Uint8Array(values.buffer);
  for (let segment = 0; segment < segments; segment++) {
    const start = header.getUint32(4 + 4 * segment, true);
    const next = segment + 1 < segments ? header.getUint32(8 + 4 * segment, true) : bytes.length;
    const sample = Math.floor(segment / width);
    const byte = width - 1 - (segment % width);
    unpack(bytes.subarray(start, next), target, sample * width + byte, segments);
  }
  return { values, photometricInterpretation };
}

/** Writes a segment's bytes into every `step`-th byte of the target from `first` on (PS3.5 G.3.2). */
function unpack(segment: Uint8Array, target: Uint8Array, first: number, step: number): void {
  let position = 0;
  let at = first;
  while (at < target.length) {
    const control = segment[position++];
    if (control === undefined) throw new DecodeProblem('the RLE data are cut off');
    if (control === 128) continue;
    const isRun = control > 128;
    const count = isRun ? 257 - control : control + 1;
    if (position + (isRun ? 1 : count) > segment.length) throw new DecodeProblem('the RLE data are cut off');
    for (let index = 0; index < count && at < target.length; index++, at += step)
      target[at] = segment[isRun ? position : position + index] as number;
    position += isRun ? 1 : count;
  }
}
