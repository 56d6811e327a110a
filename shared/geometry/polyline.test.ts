import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  arcLengths,
  coveredLength,
  nearestOnPolyline,
  pointAtArcLength,
  polylineLength,
  stretchOfPolyline,
} from './polyline';
import type { Vector3 } from './vector';

const corner: Vector3[] = [
  [0, 0, 0],
  [3, 0, 0],
  [3, 4, 0],
];
const coordinate = fc.double({ min: -100, max: 100, noNaN: true });
const vector = fc.tuple(coordinate, coordinate, coordinate);

describe('polylines', () => {
  it('measures length along the points', () => {
    expect(arcLengths(corner)).toEqual([0, 3, 7]);
    expect(polylineLength(corner)).toBe(7);
    expect(polylineLength([])).toBe(0);
  });

  it('finds the nearest place, its length and its piece', () => {
    expect(nearestOnPolyline(corner, [5, 1, 0])).toEqual({
      point: [3, 1, 0],
      arcLength: 4,
      distance: 2,
      piece: 1,
      fraction: 0.25,
    });
    expect(nearestOnPolyline([], [0, 0, 0])).toBeNull();
  });

  it('cuts out a stretch with its inner points, in either order', () => {
    const expected = [
      [2, 0, 0],
      [3, 0, 0],
      [3, 1, 0],
    ];
    expect(stretchOfPolyline(corner, 2, 4)).toEqual(expected);
    expect(stretchOfPolyline(corner, 4, 2)).toEqual(expected);
    expect(pointAtArcLength(corner, 99)).toEqual([3, 4, 0]);
    expect(pointAtArcLength(corner, -1)).toEqual([0, 0, 0]);
  });

  it('counts overlapping stretches once', () => {
    expect(
      coveredLength([
        { from: 6, to: 4 },
        { from: 0, to: 2 },
        { from: 1, to: 3 },
      ]),
    ).toBe(5);
  });

  it('finds every place of a polyline again by its length', () => {
    fc.assert(
      fc.property(
        fc.array(vector, { minLength: 2, maxLength: 6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (points, share) => {
          const at = share * polylineLength(points);
          const place = pointAtArcLength(points, at);
          expect(place).not.toBeNull();
          expect(nearestOnPolyline(points, place ?? [0, 0, 0])?.distance).toBeLessThan(1e-6);
          expect(polylineLength(stretchOfPolyline(points, 0, at))).toBeCloseTo(at, 6);
        },
      ),
    );
  });
});
