import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nearestOnPolyline, polylineLength } from './polyline';
import { splineAt, splineLine } from './spline';
import { distance, type Vector3 } from './vector';

const coordinate = fc.double({ min: -50, max: 50, noNaN: true });
const knots = fc.array(
  fc.tuple(coordinate, coordinate).map(([y, z]): Vector3 => [0, y, z]),
  { minLength: 2, maxLength: 12 },
);

describe('smooth curves', () => {
  it('go through every knot', () => {
    fc.assert(
      fc.property(knots, (points) => {
        const line = splineLine(points, 0.02);
        for (const knot of points)
          expect(nearestOnPolyline(line, knot)?.distance ?? Infinity).toBeLessThan(1e-5);
      }),
    );
  });

  it('are straight between two knots and along a line of knots', () => {
    expect(
      splineLine(
        [
          [0, 0, 0],
          [0, 3, 4],
        ],
        0.01,
      ),
    ).toEqual([
      [0, 0, 0],
      [0, 3, 4],
    ]);
    const line = splineLine(
      [0, 1, 4, 5].map((z): Vector3 => [0, 0, z]),
      0.01,
    );
    expect(polylineLength(line)).toBeCloseTo(5, 9);
  });

  it('follow a circle closely: seven knots on a quarter of radius 20', () => {
    const onCircle = Array.from({ length: 7 }, (_, index): Vector3 => {
      const angle = (index / 6) * (Math.PI / 2);
      return [0, 20 * Math.cos(angle), 20 * Math.sin(angle)];
    });
    const line = splineLine(onCircle, 0.01);
    for (const point of line) expect(Math.abs(distance(point, [0, 0, 0]) - 20)).toBeLessThan(0.03);
    expect(Math.abs(polylineLength(line) - 10 * Math.PI)).toBeLessThan(0.03);
    expect(Math.abs(polylineLength(onCircle) - 10 * Math.PI)).toBeGreaterThan(0.08);
  });

  it('leave the curve by no more than the tolerance', () => {
    const points: Vector3[] = [
      [0, 0, 0],
      [0, 5, 10],
      [0, -3, 18],
      [0, 0, 30],
    ];
    const fine = splineLine(points, 0.0005);
    for (const tolerance of [0.3, 0.1, 0.02]) {
      const line = splineLine(points, tolerance);
      for (const point of fine)
        expect(nearestOnPolyline(line, point)?.distance ?? Infinity).toBeLessThan(tolerance * 1.2);
      expect(line.length).toBeLessThan(fine.length);
    }
  });

  it('are reached at the parameters of the knots and stop at the ends', () => {
    const points: Vector3[] = [
      [0, 0, 0],
      [0, 1, 10],
      [0, 3, 30],
    ];
    for (const [index, parameter] of [3, 4, 7].entries())
      expect(splineAt(points, [3, 4, 7], parameter)).toEqual(points[index]);
    expect(splineAt(points, [3, 4, 7], 2)).toEqual(points[0]);
    expect(splineAt(points, [3, 4, 7], 9)).toEqual(points[2]);
    expect(splineAt([], [], 1)).toBeNull();
    expect(splineLine([], 1)).toEqual([]);
  });
});
