import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame } from './decode-frame';
import { DecodeProblem, type FrameFormat } from './frame-format';
import { decodeJpeg } from './jpeg';
import { makeFormat } from './testing';

async function problemOf(bytes: Uint8Array, format: FrameFormat): Promise<string> {
  try {
    await decodeFrame(bytes, format);
  } catch (error) {
    if (error instanceof DecodeProblem) return error.message;
    throw error;
  }
  throw new Error('it was decoded');
}

const rle = '1.2.840.10008.1.2.5';

/** An RLE frame of these segments, each a list of bytes to repeat once. */
function rleFrame(...segments: readonly (readonly number[])[]): Uint8Array {
  const header = new DataView(new ArrayBuffer(64));
  header.setUint32(0, segments.length, true);
  const packed = segments.map((bytes) => [bytes.length - 1, ...bytes]);
  let offset = 64;
  packed.forEach((bytes, index) => {
    header.setUint32(4 + 4 * index, offset, true);
    offset += bytes.length;
  });
  return Uint8Array.from([...new Uint8Array(header.buffer), ...packed.flat()]);
}

describe('uncompressed pixels', () => {
  it('come in the width and sign of the header, whatever their place in memory', async () => {
    const bytes = Uint8Array.from([9, 1, 0, 0xff, 0xff, 3, 0, 4, 0, 5, 0, 0, 0x80]).subarray(1);
    expect((await decodeFrame(bytes, makeFormat())).values).toEqual(Uint16Array.of(1, 65535, 3, 4, 5, 32768));
    expect((await decodeFrame(bytes, makeFormat({ pixelRepresentation: 1 }))).values).toEqual(
      Int16Array.of(1, -1, 3, 4, 5, -32768),
    );
  });

  it('of three planes are put side by side', async () => {
    const format = makeFormat({
      bitsAllocated: 8,
      samplesPerPixel: 3,
      photometricInterpretation: 'RGB',
      planarConfiguration: 1,
      rows: 1,
      columns: 2,
    });
    expect((await decodeFrame(Uint8Array.of(1, 2, 3, 4, 5, 6), format)).values).toEqual(
      Uint8Array.of(1, 3, 5, 2, 4, 6),
    );
  });

  it('of subsampled colours are repeated', async () => {
    const format = makeFormat({
      bitsAllocated: 8,
      samplesPerPixel: 3,
      photometricInterpretation: 'YBR_FULL_422',
      rows: 1,
      columns: 2,
    });
    expect(await decodeFrame(Uint8Array.of(10, 20, 30, 40), format)).toEqual({
      values: Uint8Array.of(10, 30, 40, 20, 30, 40),
      photometricInterpretation: 'YBR_FULL',
    });
  });

  it('that are too few are refused', async () => {
    expect(await problemOf(new Uint8Array(11), makeFormat())).toBe(
      '11 bytes are there where the header speaks of 12',
    );
  });
});

describe('RLE', () => {
  it('takes the highest byte first, of one sample and of three', async () => {
    const grey = rleFrame([1, 1, 1, 1, 1, 1], [0, 1, 2, 3, 4, 5]);
    expect((await decodeFrame(grey, makeFormat({ transferSyntaxUid: rle }))).values).toEqual(
      Uint16Array.of(256, 257, 258, 259, 260, 261),
    );
    const format = makeFormat({
      transferSyntaxUid: rle,
      samplesPerPixel: 3,
      photometricInterpretation: 'RGB',
      rows: 1,
      columns: 2,
    });
    const colour = rleFrame([0, 0], [1, 2], [1, 1], [3, 4], [2, 2], [5, 6]);
    expect((await decodeFrame(colour, format)).values).toEqual(Uint16Array.of(1, 259, 517, 2, 260, 518));
  });

  it('repeats runs and passes over nothing', async () => {
    const bytes = rleFrame([0]);
    const format = makeFormat({ transferSyntaxUid: rle, bitsAllocated: 8 });
    const run = Uint8Array.from([...bytes.subarray(0, 64), 128, 252, 7, 0, 9]);
    expect((await decodeFrame(run, format)).values).toEqual(Uint8Array.of(7, 7, 7, 7, 7, 9));
  });

  it('that is cut off or has other segments is refused', async () => {
    const format = makeFormat({ transferSyntaxUid: rle });
    expect(await problemOf(rleFrame([1, 1, 1], [0, 1, 2, 3, 4, 5]), format)).toBe('the RLE data are cut off');
    expect(await problemOf(rleFrame([1, 1, 1, 1, 1, 1]), format)).toContain('1 segments');
  });
});

describe('what cannot be decoded', () => {
  it('is said in words', async () => {
    const unknown = makeFormat({ transferSyntaxUid: '1.2.840.10008.1.2.4.100' });
    expect(await problemOf(new Uint8Array(12), unknown)).toContain('1.2.840.10008.1.2.4.100');
    expect(await problemOf(new Uint8Array(24), makeFormat({ samplesPerPixel: 4 }))).toContain('4 samples');
    const jpeg = makeFormat({ transferSyntaxUid: '1.2.840.10008.1.2.4.70' });
    expect(await problemOf(Uint8Array.of(1, 2, 3, 4), jpeg)).toContain('it does not start as a JPEG');
  });
});

/** A lossless JPEG of 2 × 2 samples of 8 bits, predicted from the left: differences 0, +1, +2 and −1 from 128. */
const losslessJpeg = Uint8Array.of(
  ...[0xff, 0xd8, 0xff, 0xc3, 0, 11, 8, 0, 2, 0, 2, 1, 1, 0x11, 0],
  // Codes of 2 bits: 00 for size 0, 01 for size 1, 10 for size 2.
  ...[0xff, 0xc4, 0, 22, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2],
  ...[0xff, 0xda, 0, 8, 1, 1, 0, 1, 0, 0],
  // 00 | 01 1 | 10 10 | 01 0 and ones to fill.
  ...[0b00011101, 0b00101111, 0xff, 0xd9],
);

describe('JPEG', () => {
  it('decodes a lossless one worked out by hand', () => {
    const { samples, ...rest } = decodeJpeg(losslessJpeg);
    expect([...samples]).toEqual([128, 129, 130, 129]);
    expect(rest).toMatchObject({ rows: 2, columns: 2, components: 1, precision: 8 });
  });

  it('refuses a size that contradicts the header', async () => {
    const format = makeFormat({ transferSyntaxUid: '1.2.840.10008.1.2.4.70', bitsAllocated: 8 });
    expect(await problemOf(losslessJpeg, format)).toContain(
      '2 rows × 2 columns where the header speaks of 2 × 3',
    );
    const deeper = { ...format, columns: 2, bitsAllocated: 16, bitsStored: 12, highBit: 11 };
    expect(await problemOf(losslessJpeg, deeper)).toContain('8 bits where the header speaks of 12 in 16');
  });

  it('ends with an image or a reason, whatever the bytes are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(losslessJpeg.length - 1), fc.nat(255)), { maxLength: 4 }),
        fc.nat(losslessJpeg.length),
        (changes, length) => {
          const bytes = losslessJpeg.slice(0, length);
          for (const [at, value] of changes) if (at < length) bytes[at] = value;
          try {
            const { samples, rows, columns, components } = decodeJpeg(bytes);
            expect(samples.length).toBe(rows * columns * components);
          } catch (error) {
            expect(error).toBeInstanceOf(Error);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
