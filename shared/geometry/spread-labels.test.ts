import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spreadLabels } from './spread-labels';

describe('spreadLabels', () => {
  it('leaves labels that do not touch where they are', () => {
    expect(spreadLabels([100, 150, 300], 20, 500)).toEqual([100, 150, 300]);
  });

  it('spreads a crowd around its place', () => {
    expect(spreadLabels([100, 100, 100], 20, 500)).toEqual([86, 100, 114]);
  });

  it('keeps the order and a line between labels as long as there is room', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 60, max: 440 }), { maxLength: 8 }), (wished) => {
        const sorted = wished.toSorted((a, b) => a - b);
        const placed = spreadLabels(sorted, 0, 500);
        expect(placed).toHaveLength(sorted.length);
        for (const [index, y] of placed.entries()) {
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(500);
          const previous = placed[index - 1];
          if (previous !== undefined) expect(y - previous).toBeGreaterThanOrEqual(14 - 1e-9);
        }
      }),
    );
  });
});
