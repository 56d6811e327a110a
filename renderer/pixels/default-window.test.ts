import { describe, expect, it } from 'vitest';
import { defaultWindow, type GreyWindow, isSensibleWindow, tissueRange } from './default-window';

/** Half air (0–10), half tissue (200–1000) and a few bright vessels. */
const image = Int16Array.from({ length: 20_000 }, (_, index) => {
  if (index < 10_000) return index % 11;
  if (index < 19_960) return 200 + ((index * 37) % 801);
  return 4000;
});

describe('tissueRange', () => {
  it('leaves out air and the brightest vessels', () => {
    const range = tissueRange(image);
    if (range === null) throw new Error('no range');
    expect(range.low).toBeGreaterThan(190);
    expect(range.low).toBeLessThan(230);
    expect(range.high).toBeGreaterThan(960);
    expect(range.high).toBeLessThan(1010);
  });

  it('works on negative values and fractions', () => {
    const shifted = Float32Array.from(image, (value) => value / 4 - 300);
    const range = tissueRange(shifted);
    if (range === null) throw new Error('no range');
    expect(range.low).toBeCloseTo(200 / 4 - 300, -1);
    expect(range.high).toBeCloseTo(1000 / 4 - 300, -1);
  });

  it('is nothing for an image of one value', () => {
    expect(tissueRange(new Uint16Array(100).fill(7))).toBeNull();
  });
});

function grey(window: GreyWindow | null) {
  return { slope: 1, intercept: 0, padding: null, window, curved: false };
}

describe('defaultWindow', () => {
  it("takes the header's window where it suits the image", () => {
    expect(defaultWindow(grey({ center: 550, width: 1100 }), image)).toEqual({ center: 550, width: 1100 });
  });

  it.each([
    ['none', null],
    ['a window far from the values', { center: -3000, width: 500 }],
    ['a window of no width', { center: 500, width: 1 }],
    ['a window so wide that the tissue is flat', { center: 2048, width: 65_536 }],
    ['a window that clips nearly all of the tissue', { center: 300, width: 50 }],
  ])('takes the tissue instead of %s', (_name, header) => {
    const window = defaultWindow(grey(header), image);
    expect(window.center - window.width / 2).toBeGreaterThan(150);
    expect(window.center + window.width / 2).toBeLessThan(1010);
  });

  it('gives a window for an image of one value', () => {
    expect(defaultWindow(grey(null), new Uint16Array(4).fill(9))).toEqual({ center: 9, width: 1 });
  });
});

describe('defaultWindow of pixels that are not values', () => {
  it('is in rescaled values, fractions and falling ones too', () => {
    const rising = defaultWindow({ ...grey(null), slope: 0.001, intercept: -0.2 }, image);
    expect(rising.center).toBeCloseTo(0.4, 1);
    expect(rising.width).toBeCloseTo(0.8, 1);
    const falling = defaultWindow({ ...grey(null), slope: -2, intercept: 100 }, image);
    expect(falling.center / 100).toBeCloseTo(-11, 0);
    expect(falling.width / 100).toBeCloseTo(16, 0);
  });

  it('leaves padding out', () => {
    const padded = Int16Array.from(image, (value, index) => (index % 2 === 0 ? -32768 : value));
    const window = defaultWindow({ ...grey(null), padding: -32768 }, padded);
    expect(window.center - window.width / 2).toBeGreaterThan(150);
  });

  it("is the header's for a curve, whatever the pixels are", () => {
    const header = { center: 20_000, width: 40_000 };
    expect(defaultWindow({ ...grey(header), curved: true }, image)).toEqual(header);
  });
});

describe('isSensibleWindow', () => {
  it('accepts a moderately wide one', () => {
    expect(isSensibleWindow({ center: 600, width: 2000 }, { low: 200, high: 1000 })).toBe(true);
  });
});
