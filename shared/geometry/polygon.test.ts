import { describe, expect, it } from 'vitest';
import { areaVector, crossesItself, polygonArea } from './polygon';
import type { Vector3 } from './vector';

const square: Vector3[] = [
  [10, 0, 5],
  [14, 0, 5],
  [14, 3, 5],
  [10, 3, 5],
];

describe('polygon area', () => {
  it('is width times height of a rectangle, in any plane and from any start', () => {
    expect(polygonArea(square)).toBe(12);
    expect(polygonArea(square.toReversed())).toBe(12);
    expect(polygonArea([...square.slice(2), ...square.slice(0, 2)])).toBe(12);
    expect(polygonArea(square.map(([x, y, z]): Vector3 => [z, x, y]))).toBe(12);
  });

  it('is that of a circle, nearly, for many points', () => {
    const circle = Array.from({ length: 360 }, (_, degree): Vector3 => {
      const angle = (degree * Math.PI) / 180;
      return [8 * Math.cos(angle), 8 * Math.sin(angle), 0];
    });
    expect(polygonArea(circle)).toBeCloseTo(Math.PI * 64, 1);
  });

  it('is zero for fewer than three points', () => {
    expect(polygonArea(square.slice(0, 2))).toBe(0);
    expect(polygonArea([])).toBe(0);
  });

  it('tells an outline that crosses itself', () => {
    const bow: Vector3[] = [
      [0, 0, 0],
      [4, 4, 0],
      [4, 0, 0],
      [0, 3, 0],
    ];
    expect(crossesItself(bow, [0, 0, 1])).toBe(true);
    expect(crossesItself(square, areaVector(square))).toBe(false);
  });
});
