import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linearScale, roundStep } from './scale';

describe('a linear scale', () => {
  it('has round steps', () => {
    expect([0.9, 1, 3, 47, 0.012].map((range) => roundStep(range, 5))).toEqual([0.2, 0.2, 1, 10, 0.005]);
  });

  it('begins and ends at ticks around all values', () => {
    const values = fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, (given) => {
        const { at, ticks } = linearScale(given, [100, 300], 5);
        expect(ticks.length).toBeGreaterThan(1);
        expect(ticks.length).toBeLessThan(12);
        for (const value of given) {
          expect(at(value)).toBeGreaterThanOrEqual(100 - 1e-6);
          expect(at(value)).toBeLessThanOrEqual(300 + 1e-6);
        }
        expect(at(ticks[0] ?? Number.NaN)).toBeCloseTo(100, 6);
        expect(at(ticks.at(-1) ?? Number.NaN)).toBeCloseTo(300, 6);
      }),
    );
  });

  it('puts a single value in the middle', () => {
    expect(linearScale([4, 4], [0, 100], 5).at(4)).toBeCloseTo(50, 9);
  });
});
