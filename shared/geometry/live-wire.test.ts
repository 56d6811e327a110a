import { describe, expect, it } from 'vitest';
import type { PixelPosition } from './image';
import { type GreyImage, liveWireFrom, liveWireRadius } from './live-wire';

/** Numbers from 0 to 1, the same in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Column of the border between cortex and canal in a row: a bulge of six pixels. */
const wallAt = (row: number) => 60 + 6 * Math.exp(-(((row - 60) / 14) ** 2));

/**
 * Marrow in front, a black cortical line one and a half pixels wide, CSF behind it, each pixel the
 * mean over its width; noise, and one in ten rows without the line.
 */
function bulgingWall(options: { line: boolean; noise: number }): GreyImage {
  const random = randomFrom(7);
  const samples = 16;
  const values = Array.from({ length: 128 * 128 }, (_, index) => {
    const column = index % 128;
    const row = Math.floor(index / 128);
    const hasLine = options.line && row % 10 !== 0;
    let sum = 0;
    for (let sample = 0; sample < samples; sample++) {
      const off = column - 0.5 + (sample + 0.5) / samples - wallAt(row);
      sum += off >= 0 ? 900 : hasLine && off > -1.5 ? 60 : 420;
    }
    return sum / samples + options.noise * (random() - 0.5);
  });
  return {
    columns: 128,
    rows: 128,
    columnSpacing: 0.6,
    rowSpacing: 0.6,
    valueAt: (column, row) => values[row * 128 + column] ?? null,
  };
}

function farthestOff(line: readonly PixelPosition[]): number {
  return Math.max(...line.map(({ column, row }) => Math.abs(column - wallAt(row))));
}

describe('live-wire', () => {
  const from = { column: wallAt(20), row: 20 };
  const to = { column: wallAt(100), row: 100 };

  it('follows the border to the canal around a bulge, over gaps of the cortex and through noise', () => {
    const line = liveWireFrom(bulgingWall({ line: true, noise: 120 }), from, [1, 0]).lineTo(to);
    expect(farthestOff(line)).toBeLessThan(0.8);
    // The straight line would miss the top of the bulge by all of it.
    expect(Math.max(...line.map(({ column }) => column))).toBeGreaterThan(65);
  });

  it('follows it where there is no dark line', () => {
    const line = liveWireFrom(bulgingWall({ line: false, noise: 60 }), from, [1, 0]).lineTo(to);
    expect(farthestOff(line)).toBeLessThan(0.8);
  });

  it('follows the other border of the dark line where brighter is asked for on the other side', () => {
    const front = (row: number) => ({ column: wallAt(row) - 1.5, row });
    const wire = liveWireFrom(bulgingWall({ line: true, noise: 40 }), front(20), [-1, 0]);
    const line = wire.lineTo(front(100)).filter(({ row }) => row % 10 !== 0);
    const off = line.map(({ column, row }) => column - wallAt(row) + 1.5);
    expect(Math.max(...off.map(Math.abs))).toBeLessThan(1.2);
  });

  it('begins and ends exactly where asked', () => {
    const wire = liveWireFrom(bulgingWall({ line: true, noise: 0 }), { column: 60.3, row: 20.4 });
    const line = wire.lineTo({ column: 61.7, row: 80.2 });
    expect(line[0]).toEqual({ column: 60.3, row: 20.4 });
    expect(line.at(-1)).toEqual({ column: 61.7, row: 80.2 });
    expect(wire.lineTo({ column: 60.3, row: 20.4 })).toHaveLength(2);
  });

  it('is straight beyond its window and stays inside the image', () => {
    const wide: GreyImage = {
      columns: 400,
      rows: 300,
      columnSpacing: 1,
      rowSpacing: 1,
      valueAt: () => 100,
    };
    const line = liveWireFrom(wide, { column: 10, row: 150 }).lineTo({ column: 390, row: 150 });
    expect(line[0]).toEqual({ column: 10, row: 150 });
    expect(line.at(-1)).toEqual({ column: 390, row: 150 });
    for (const { row } of line) expect(Math.abs(row - 150)).toBeLessThan(1);
    const corner = liveWireFrom(bulgingWall({ line: true, noise: 0 }), { column: 0, row: 0 });
    for (const { column, row } of corner.lineTo({ column: -5, row: 60 }).slice(0, -1)) {
      expect(column).toBeGreaterThan(-1);
      expect(row).toBeGreaterThan(-1);
    }
  });

  it('takes lengths in mm where pixels are not square', () => {
    const flat: GreyImage = { columns: 64, rows: 64, columnSpacing: 0.5, rowSpacing: 2, valueAt: () => 5 };
    const line = liveWireFrom(flat, { column: 10, row: 30 }).lineTo({ column: 50, row: 30 });
    for (const { row } of line) expect(row).toBeCloseTo(30, 9);
  });

  it('searches a window of bounded size', () => {
    const seen = new Set<string>();
    const huge: GreyImage = {
      columns: 4096,
      rows: 4096,
      columnSpacing: 0.3,
      rowSpacing: 0.3,
      valueAt: (column, row) => {
        seen.add(`${column} ${row}`);
        return (column * 31 + row * 17) % 97;
      },
    };
    liveWireFrom(huge, { column: 2000, row: 2000 });
    expect(seen.size).toBeLessThanOrEqual((2 * liveWireRadius + 5) ** 2);
  });
});
