import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StoredValues } from './frame-format';
import { presentFrame } from './present-frame';
import type { GreyPicture, PresentationJob } from './presentation-job';
import { makeFormat, makeJob } from './testing';

function present(
  values: StoredValues,
  format: Parameters<typeof makeFormat>[0] = {},
  job: Partial<PresentationJob> = {},
): GreyPicture {
  const whole = makeFormat(format);
  const { photometricInterpretation } = whole;
  const picture = presentFrame({ values, photometricInterpretation }, whole, makeJob(job));
  if (picture.kind !== 'grey') throw new Error('a colour picture');
  return picture;
}

/** The rescaled values that are read from a picture; null for padding. */
function read({ pixels, padding, values, slope, intercept }: GreyPicture): (number | null)[] {
  return [...pixels].map((pixel, index) =>
    pixel === padding ? null : values === null ? pixel * slope + intercept : (values[index] ?? null),
  );
}

describe('grey values', () => {
  it('leave out the bits above and below the stored ones', () => {
    const words = Uint16Array.of(0xf064, 0x0190, 0x8fff, 0, 1, 2);
    expect(read(present(words, { bitsStored: 12 }))).toEqual([100, 400, 4095, 0, 1, 2]);
    const shifted = Uint16Array.of(0x0010, 0x0020, 0xffff, 0, 0, 0);
    expect(read(present(shifted, { bitsStored: 12, highBit: 15 }))).toEqual([1, 2, 4095, 0, 0, 0]);
  });

  it('are extended from the highest stored bit where they are signed', () => {
    const words = Int16Array.of(0x0fff, 0x0800, 0x07ff, -1, 0x7001, 0);
    expect(read(present(words, { bitsStored: 12, pixelRepresentation: 1 }))).toEqual([
      -1, -2048, 2047, -1, 1, 0,
    ]);
    const bytes = Int8Array.of(-128, -1, 0, 1, 127, 5);
    expect(read(present(bytes, { bitsAllocated: 8, pixelRepresentation: 1 }))).toEqual([...bytes]);
  });

  it('are read as if unpacked where the bits of the header contradict each other', () => {
    const words = Uint16Array.of(1, 2, 3, 4, 5, 65535);
    for (const bits of [
      { bitsStored: 20, highBit: 19 },
      { bitsStored: 16, highBit: 3 },
      { bitsStored: 0, highBit: 0 },
    ])
      expect(read(present(words, bits))).toEqual([...words]);
  });

  it('are rescaled exactly, of any width', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), { minLength: 6, maxLength: 6 }),
        fc.constantFrom(8, 16, 32),
        fc.constantFrom(0.5, 1, -2, 3.75),
        fc.integer({ min: -1000, max: 1000 }),
        (numbers, width, rescaleSlope, rescaleIntercept) => {
          const values =
            width === 8
              ? Int8Array.from(numbers)
              : width === 16
                ? Int16Array.from(numbers)
                : Int32Array.from(numbers);
          const picture = present(
            values,
            { bitsAllocated: width, pixelRepresentation: 1 },
            { rescaleSlope, rescaleIntercept },
          );
          const expected = [...values].map((value) => value * rescaleSlope + rescaleIntercept);
          expect(read(picture)).toEqual(expected.map((value) => expect.closeTo(value, 6)));
          expect(picture.least).toBe(Math.min(...picture.pixels));
          expect(picture.most).toBe(Math.max(...picture.pixels));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are turned', () => {
    const turn = { columns: 2, rows: 3, transposed: true, mirroredColumns: false, mirroredRows: false };
    expect(read(present(Uint16Array.of(1, 2, 3, 4, 5, 6), {}, { turn }))).toEqual([1, 4, 2, 5, 3, 6]);
  });

  it('come from a modality table', () => {
    const modalityTable = { first: 10, bits: 16, entries: Uint16Array.of(5, 50, 500) };
    const words = Uint16Array.of(0, 10, 11, 12, 13, 65535);
    expect(read(present(words, {}, { presentation: { modalityTable } }))).toEqual([5, 5, 50, 500, 500, 500]);
  });
});

describe('padding', () => {
  const words = Uint16Array.of(0, 400, 65534, 63536, 63537, 1);

  it.each([false, true])('is at the dark end, inverted: %s', (inverted) => {
    const picture = present(words, {}, { inverted, presentation: { padding: [63536, 63537] } });
    expect(read(picture)).toEqual([0, 400, 65534, null, null, 1]);
    expect(picture.padding).toBe(inverted ? picture.most : picture.least);
  });

  it('is nothing where no pixel has its value', () => {
    expect(present(words, {}, { presentation: { padding: [5, 5] } })).toMatchObject({ padding: null });
  });
});

describe('curves', () => {
  /** What is drawn, 0 to 1, with the picture's own window. */
  const drawn = ({ pixels, slope, intercept, window }: GreyPicture) =>
    [...pixels].map((pixel) =>
      window === null
        ? Number.NaN
        : (pixel * slope + intercept - window.center + window.width / 2) / window.width,
    );

  it('of a VOI table are drawn by a linear window, and the values stay', () => {
    const voiTable = { first: 1, bits: 12, entries: Uint16Array.of(4095, 0, 1024, 2048) };
    const words = Uint16Array.of(0, 1, 2, 3, 4, 9);
    const picture = present(words, {}, { presentation: { voiTable } });
    expect(picture.curved).toBe(true);
    expect(drawn(picture)).toEqual([1, 1, 0, 0.25, 0.5, 0.5].map((value) => expect.closeTo(value, 3)));
    expect(read(picture)).toEqual([...words]);
  });

  it('of a sigmoid are half way at the centre', () => {
    const job = { window: { center: 100, width: 40 }, presentation: { sigmoid: true } } as const;
    const picture = present(Uint16Array.of(100, 120, 80, 0, 1000, 100), {}, job);
    expect(drawn(picture)).toEqual([0.5, 0.8808, 0.1192, 0, 1, 0.5].map((value) => expect.closeTo(value, 3)));
  });

  it('of a VOI table give way to a window', () => {
    const voiTable = { first: 0, bits: 8, entries: Uint16Array.of(255, 0) };
    const job = { window: { center: 1, width: 2 }, presentation: { voiTable } };
    expect(present(new Uint16Array(6), {}, job).curved).toBe(false);
  });
});

describe('colours', () => {
  const colour = (
    values: StoredValues,
    format: Parameters<typeof makeFormat>[0],
    job: Partial<PresentationJob> = {},
  ) => {
    const whole = makeFormat({ rows: 1, columns: values.length / (format?.samplesPerPixel ?? 1), ...format });
    const turn = {
      columns: whole.columns,
      rows: 1,
      transposed: false,
      mirroredColumns: false,
      mirroredRows: false,
    };
    const { photometricInterpretation } = whole;
    const picture = presentFrame({ values, photometricInterpretation }, whole, makeJob({ turn, ...job }));
    return picture.kind === 'colour' ? [...picture.pixels] : [];
  };
  const rgb = { bitsAllocated: 8, samplesPerPixel: 3, photometricInterpretation: 'RGB' };

  it('of RGB stay, of more bits are shortened', () => {
    expect(colour(Uint8Array.of(1, 2, 3), rgb)).toEqual([1, 2, 3]);
    expect(colour(Uint16Array.of(0x0fff, 0x0800, 0), { ...rgb, bitsAllocated: 16, bitsStored: 12 })).toEqual([
      255, 128, 0,
    ]);
  });

  it('of YBR become RGB', () => {
    const pixels = colour(Uint8Array.of(76, 85, 255, 255, 128, 128), {
      ...rgb,
      photometricInterpretation: 'YBR_FULL',
    });
    expect(pixels).toEqual([254, 0, 0, 255, 255, 255].map((value) => expect.closeTo(value, -0.5)));
    expect(
      colour(Uint8Array.of(16, 128, 128), { ...rgb, photometricInterpretation: 'YBR_PARTIAL_420' }),
    ).toEqual([0, 0, 0]);
  });

  it('of a palette come from its tables, of 8 and of 16 bits', () => {
    const format = { bitsAllocated: 8, photometricInterpretation: 'PALETTE COLOR' };
    const table = (bits: number, ...entries: number[]) => ({
      first: 1,
      bits,
      entries: Uint16Array.from(entries),
    });
    const wide = [table(16, 0x1234, 0xffff), table(16, 0, 0x8000), table(16, 5, 6)] as const;
    const values = Uint8Array.of(0, 1, 2, 200);
    expect(colour(values, format, { presentation: { palette: wide } })).toEqual([
      0x12, 0, 0, 0x12, 0, 0, 255, 128, 0, 255, 128, 0,
    ]);
    const narrow = [table(16, 1, 2), table(16, 3, 4), table(16, 5, 255)] as const;
    expect(colour(Uint8Array.of(1, 2), format, { presentation: { palette: narrow } })).toEqual([
      1, 3, 5, 2, 4, 255,
    ]);
  });

  it('without their palette, or of an unknown kind, are refused', () => {
    expect(() =>
      colour(Uint8Array.of(1), { bitsAllocated: 8, photometricInterpretation: 'PALETTE COLOR' }),
    ).toThrow('palette');
    expect(() => colour(Uint8Array.of(1, 2, 3), { ...rgb, photometricInterpretation: 'HSV' })).toThrow('HSV');
    expect(() => colour(Uint8Array.of(1, 2), { bitsAllocated: 8, photometricInterpretation: 'RGB' })).toThrow(
      'one sample',
    );
  });
});
