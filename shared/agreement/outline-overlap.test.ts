import { describe, expect, it } from 'vitest';
import type { Vector3 } from '../geometry/vector';
import { outlineOverlap } from './outline-overlap';

/** A circle of 64 points about [x, 0, z], mm, in an axial plane tilted about the x axis, degrees. */
function circle(radius: number, x = 0, z = 0, tilt = 0): Vector3[] {
  const turn = (tilt * Math.PI) / 180;
  return Array.from({ length: 64 }, (_, index) => {
    const angle = (2 * Math.PI * index) / 64;
    const forward = radius * Math.sin(angle);
    return [x + radius * Math.cos(angle), forward * Math.cos(turn), z + forward * Math.sin(turn)];
  });
}

function diceOf(first: readonly Vector3[], second: readonly Vector3[]): number | string {
  const overlap = outlineOverlap(first, second);
  return 'refused' in overlap ? overlap.refused : overlap.dice;
}

describe('overlap of canal outlines', () => {
  it('is 1 for the same outline, 0 apart, and follows the areas inside', () => {
    expect(diceOf(circle(8), circle(8).toReversed())).toBeCloseTo(1, 12);
    expect(diceOf(circle(8), circle(8, 20))).toBe(0);
    expect(diceOf(circle(8), circle(4))).toBeCloseTo((2 * 16) / (64 + 16), 12);
  });

  it('of two circles a radius apart is that of their lens', () => {
    const lens = (2 * Math.PI) / 3 - Math.sqrt(3) / 2;
    expect(diceOf(circle(8), circle(8, 8))).toBeCloseTo(lens / Math.PI, 2);
  });

  it('projects into the plane of the first, within limits', () => {
    expect(diceOf(circle(8), circle(8, 0, 2))).toBeCloseTo(1, 12);
    expect(diceOf(circle(8, 0, 0, 30), circle(8, 0, 0, 30))).toBeCloseTo(1, 12);
    expect(diceOf(circle(8), circle(8, 0, 4))).toBe(
      'The outlines lie 4.0 mm apart across their plane, more than 3 mm.',
    );
    expect(diceOf(circle(8), circle(8, 0, 0, 25))).toBe(
      'The outlines lie in planes turned by 25°, more than 10°.',
    );
  });

  it('is refused for what has no area', () => {
    const line: Vector3[] = [
      [0, 0, 0],
      [1, 0, 0],
      [2, 0, 0],
    ];
    expect(diceOf(circle(8), line)).toBe('An outline has no area.');
    expect(diceOf([], circle(8))).toBe('An outline has no area.');
  });
});
