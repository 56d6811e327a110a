import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlapAreas, type PlanePoint } from './polygon-overlap';

const square: PlanePoint[] = [
  [0, 0],
  [2, 0],
  [2, 2],
  [0, 2],
];

function shifted(points: readonly PlanePoint[], x: number, y: number): PlanePoint[] {
  return points.map(([px, py]) => [px + x, py + y]);
}

/** The part of a convex polygon inside an anticlockwise triangle (Sutherland–Hodgman). */
function clipped(subject: readonly PlanePoint[], clip: readonly PlanePoint[]): PlanePoint[] {
  let output = [...subject];
  for (const [index, [ax, ay]] of clip.entries()) {
    const [bx, by] = clip[(index + 1) % clip.length] ?? [ax, ay];
    const side = ([x, y]: PlanePoint) => (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    const input = output;
    output = [];
    for (const [at, point] of input.entries()) {
      const before = input[(at + input.length - 1) % input.length] ?? point;
      const [now, then] = [side(point), side(before)];
      if (now >= 0 !== then >= 0) {
        const share = then / (then - now);
        output.push([before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1])]);
      }
      if (now >= 0) output.push(point);
    }
  }
  return output;
}

function signedArea(points: readonly PlanePoint[]): number {
  return (
    points.reduce((sum, [x, y], index) => {
      const [nextX, nextY] = points[(index + 1) % points.length] ?? [x, y];
      return sum + x * nextY - nextX * y;
    }, 0) / 2
  );
}

/** Triangles from the origin to every side, turned anticlockwise, with the sign they had. */
function fan(points: readonly PlanePoint[]): { sign: number; triangle: PlanePoint[] }[] {
  return points.map((point, index) => {
    const next = points[(index + 1) % points.length] ?? point;
    const triangle: PlanePoint[] = [[0, 0], point, next];
    const sign = Math.sign(signedArea(triangle));
    return { sign, triangle: sign < 0 ? triangle.toReversed() : triangle };
  });
}

/** The common area of two simple polygons by another way: the signed sum over pairs of triangles of their fans. */
function commonAreaByFans(first: readonly PlanePoint[], second: readonly PlanePoint[]): number {
  const others = fan(second);
  const sum = fan(first).reduce(
    (outer, one) =>
      others.reduce(
        (inner, other) =>
          inner + one.sign * other.sign * Math.abs(signedArea(clipped(one.triangle, other.triangle))),
        outer,
      ),
    0,
  );
  return Math.abs(sum);
}

const star = fc
  .record({
    radii: fc.array(fc.double({ min: 0.5, max: 10, noNaN: true }), { minLength: 3, maxLength: 30 }),
    x: fc.double({ min: -8, max: 8, noNaN: true }),
    y: fc.double({ min: -8, max: 8, noNaN: true }),
  })
  .map(({ radii, x, y }) =>
    radii.map((radius, index): PlanePoint => {
      const angle = (2 * Math.PI * index) / radii.length;
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    }),
  );

describe('overlap of polygons', () => {
  it('of the same, shifted, touching and separate squares', () => {
    expect(overlapAreas(square, square)).toEqual({ first: 4, second: 4, common: 4 });
    expect(overlapAreas(square, shifted(square, 1, 1))).toEqual({ first: 4, second: 4, common: 1 });
    expect(overlapAreas(square, shifted(square, 2, 0)).common).toBe(0);
    expect(overlapAreas(square, shifted(square, 0, 5)).common).toBe(0);
  });

  it('of a square with a diamond and with what lies in it', () => {
    const diamond: PlanePoint[] = [
      [1, -0.5],
      [2.5, 1],
      [1, 2.5],
      [-0.5, 1],
    ];
    expect(overlapAreas(square, diamond).common).toBeCloseTo(4 - 4 * 0.125, 12);
    const small = shifted(square, 0, 0).map(([x, y]): PlanePoint => [0.5 + x / 4, 0.5 + y / 4]);
    expect(overlapAreas(square, small).common).toBeCloseTo(0.25, 12);
  });

  it('does not depend on the direction of the outlines', () => {
    expect(overlapAreas(square, shifted(square, 1, 0).toReversed()).common).toBe(2);
  });

  it('has nothing of what is no polygon', () => {
    expect(overlapAreas([], square)).toEqual({ first: 0, second: 4, common: 0 });
    expect(overlapAreas([[1, 1]], square).common).toBe(0);
  });

  it('equals the sum over triangles, and is the whole of a polygon with itself', () => {
    fc.assert(
      fc.property(star, star, (first, second) => {
        const areas = overlapAreas(first, second);
        expect(areas.first).toBeCloseTo(Math.abs(signedArea(first)), 7);
        expect(areas.common).toBeCloseTo(commonAreaByFans(first, second), 7);
        expect(overlapAreas(first, first).common).toBeCloseTo(areas.first, 7);
      }),
    );
  });
});
