import { DecodeProblem, emptyValues, type FrameFormat, interleave, type StoredFrame } from './frame-format';

/** The values of uncompressed pixels, little endian (PS3.5 annex D). Throws a DecodeProblem where bytes are missing. */
export function decodeNative(bytes: Uint8Array, format: FrameFormat): StoredFrame {
  const { rows, columns, samplesPerPixel, photometricInterpretation } = format;
  if (photometricInterpretation === 'YBR_FULL_422' && samplesPerPixel === 3)
    return decodeSubsampled(bytes, format);
  const values = emptyValues(format, rows * columns * samplesPerPixel);
  if (bytes.length < values.byteLength)
    throw new DecodeProblem(
      `${bytes.length} bytes are there where the header speaks of ${values.byteLength}`,
    );
  new Uint8Array(values.buffer).set(bytes.subarray(0, values.byteLength));
  if (samplesPerPixel === 1 || format.planarConfiguration !== 1) return { values, photometricInterpretation };
  const interleaved = interleave(values, samplesPerPixel, emptyValues(format, values.length));
  return { values: interleaved, photometricInterpretation };
}

/** Y Y Cb Cr for each two neighbours of a row (PS3.3 C.7.6.3.1.2). */
function decodeSubsampled(bytes: Uint8Array, format: FrameFormat): StoredFrame {
  const { rows, columns, bitsAllocated } = format;
  const pixels = rows * columns;
  if (bitsAllocated !== 8 || columns % 2 !== 0 || bytes.length < 2 * pixels)
    throw new DecodeProblem('the size of the subsampled colours contradicts the header');
  const values = new Uint8Array(3 * pixels);
  for (let pair = 0; pair < pixels / 2; pair++) {
    const [first = 0, second = 0, blue = 0, red = 0] = bytes.subarray(4 * pair, 4 * pair + 4);
    values.set([first, blue, red, second, blue, red], 6 * pair);
  }
  return { values, photometricInterpretation: 'YBR_FULL' };
}
