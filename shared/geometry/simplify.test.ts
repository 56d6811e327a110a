import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestOnPolyline } from './polyline';
import { simplifyLine, smoothLine } from './simplify';
import type { Vector3 } from './vector';

const point = fc
  .tuple(fc.double({ min: -50, max: 50, noNaN: true }), fc.double({ min: -50, max: 50, noNaN: true }))
  .map(([y, z]): Vector3 => [0, y, z]);

describe('simplified lines', () => {
  it('keep the ends, some of the points, and every point within the tolerance', () => {
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 2, maxLength: 60 }),
        fc.double({ min: 0.05, max: 5, noNaN: true }),
        (line, tolerance) => {
          const kept = simplifyLine(line, tolerance);
          expect(kept[0]).toBe(line[0]);
          expect(kept.at(-1)).toBe(line.at(-1));
          expect(kept.every((one) => line.includes(one))).toBe(true);
          for (const one of line)
            expect(nearestOnPolyline(kept, one)?.distance ?? Infinity).toBeLessThanOrEqual(tolerance + 1e-9);
        },
      ),
    );
  });

  it('make a straight line of two points', () => {
    const line = Array.from({ length: 20 }, (_, z): Vector3 => [0, 0, z]);
    expect(simplifyLine(line, 0.01)).toEqual([
      [0, 0, 0],
      [0, 0, 19],
    ]);
    expect(simplifyLine([], 1)).toEqual([]);
    expect(simplifyLine([[1, 2, 3]], 1)).toEqual([[1, 2, 3]]);
  });
});

describe('smoothed lines', () => {
  it('halve a staircase and keep the ends', () => {
    const stairs = [0, 0, 1, 1, 2, 2, 3].map((y, z): Vector3 => [0, y, z]);
    const smooth = smoothLine(stairs, 3);
    expect(smooth[0]).toEqual(stairs[0]);
    expect(smooth.at(-1)).toEqual(stairs.at(-1));
    const off = (line: Vector3[]) =>
      Math.max(...line.slice(2, -2).map(([, y, z]) => Math.abs(y - z / 2 + 0.25)));
    expect(off(smooth)).toBeLessThan(off(stairs) / 2);
  });
});
