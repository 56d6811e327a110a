import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupByPosition, largestShift, sliceSpacing, spatialBlocks, stackTilt } from './slice-order';

const placed = (positions: readonly number[]) => positions.map((along) => ({ along }));

const evenly = (count: number, step: number, start = 0) =>
  Array.from({ length: count }, (_, index) => start + index * step);

describe('sliceSpacing', () => {
  it('finds the step of a regular stack, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 60 }),
        fc.double({ min: 0.3, max: 12, noNaN: true }),
        fc.double({ min: -400, max: 400, noNaN: true }),
        (count, step, start) => {
          const spacing = sliceSpacing(evenly(count, step, start));
          expect(spacing.step).toBeCloseTo(step, 6);
          expect(spacing.uniform).toBe(true);
          expect(spacing.missing).toEqual([]);
        },
      ),
    );
  });

  it('counts missing slices and keeps the median step', () => {
    expect(sliceSpacing([0, 4, 8, 16, 20, 32])).toMatchObject({
      step: 4,
      uniform: true,
      missing: [
        { after: 2, count: 1 },
        { after: 4, count: 2 },
      ],
      smallest: 4,
      largest: 12,
    });
  });

  it('takes the smaller of two middle steps, as a missing slice makes the larger one', () => {
    expect(sliceSpacing([0, 8, 12])).toMatchObject({ step: 4, missing: [{ after: 0, count: 1 }] });
  });

  it('calls steps uneven that are no multiples', () => {
    expect(sliceSpacing([0, 4, 8, 13, 17])).toMatchObject({ step: 4, uniform: false, missing: [] });
  });

  it('has no step for a single slice', () => {
    expect(sliceSpacing([7]).step).toBeNull();
  });
});

describe('spatialBlocks', () => {
  it('keeps a stack with a few missing slices whole and splits far blocks', () => {
    expect(spatialBlocks(placed([0, 4, 8, 20, 24]), 4)).toEqual([{ start: 0, end: 5 }]);
    expect(spatialBlocks(placed([0, 4, 8, 38, 42, 46]), null)).toEqual([
      { start: 0, end: 3 },
      { start: 3, end: 6 },
    ]);
  });

  it('keeps interleaved slices together that lie closer than they are thick', () => {
    expect(spatialBlocks(placed([0, 0.5, 4, 4.5, 8, 8.5]), 4)).toEqual([{ start: 0, end: 6 }]);
  });

  it('covers every position exactly once, in order', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.1, max: 80, noNaN: true })), (steps) => {
        let position = 0;
        const positions = steps.map((step) => {
          position += step;
          return position;
        });
        const covered = spatialBlocks(placed(positions), 4).flatMap(({ start, end }) =>
          positions.slice(start, end),
        );
        expect(covered).toEqual(positions);
      }),
    );
  });
});

describe('groupByPosition', () => {
  it('puts what lies at one position together', () => {
    expect(groupByPosition(placed([0, 4, 4.001, 8]))).toEqual([[0], [4, 4.001], [8]].map(placed));
  });
});

describe('stackTilt', () => {
  it('is the angle between the stacking direction and the normal', () => {
    const lean = Math.tan((15 * Math.PI) / 180) * 10;
    expect(stackTilt([0, 0, 0], [0, lean, 10], [0, 0, 1])).toBeCloseTo(15, 6);
    expect(stackTilt([0, 0, 0], [0, 0, -10], [0, 0, 1])).toBeCloseTo(0, 6);
  });
});

describe('largestShift', () => {
  it('is the distance from the straight line through first and last slice, in the plane of the slices', () => {
    const normal = [0, 0, 1] as const;
    expect(
      largestShift(
        [
          [0, 0, 0],
          [1, 0, 4],
          [2, 0, 8],
        ],
        normal,
      ),
    ).toBeCloseTo(0, 9);
    expect(
      largestShift(
        [
          [0, 0, 0],
          [4, 3, 4],
          [0, 0, 8],
        ],
        normal,
      ),
    ).toBeCloseTo(5, 9);
    expect(
      largestShift(
        [
          [0, 0, 0],
          [0, 0, 5],
          [0, 0, 8],
        ],
        normal,
      ),
    ).toBeCloseTo(0, 9);
    expect(largestShift([], normal)).toBe(0);
  });
});
