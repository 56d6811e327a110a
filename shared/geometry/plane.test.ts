import { describe, expect, it } from 'vitest';
import { lineThrough, signedDistanceToLine } from './line';
import { directionInPlane, distanceToPlane, planeThrough, projectOnPlane } from './plane';

describe('planes', () => {
  const plane = planeThrough([0, 0, 5], [0, 0, 2]);

  it('measures signed distance along the unit normal', () => {
    if (plane === null) throw new Error('no plane');
    expect(distanceToPlane(plane, [7, 8, 9])).toBe(4);
    expect(distanceToPlane(plane, [7, 8, 1])).toBe(-4);
    expect(projectOnPlane(plane, [7, 8, 9])).toEqual([7, 8, 5]);
  });

  it('takes the part of a direction that lies in the plane', () => {
    if (plane === null) throw new Error('no plane');
    expect(directionInPlane(plane, [0, -4, 100])).toEqual([0, -1, 0]);
    expect(directionInPlane(plane, [0, 0, 3])).toBeNull();
  });

  it('has no plane across a normal without direction', () => {
    expect(planeThrough([1, 2, 3], [0, 0, 0])).toBeNull();
  });
});

describe('lines', () => {
  it('has no line through coinciding points', () => {
    expect(lineThrough([1, 2, 3], [1, 2, 3])).toBeNull();
  });

  it('measures the distance on the asked side', () => {
    const line = lineThrough([0, 0, 0], [0, 0, -10]);
    if (line === null) throw new Error('no line');
    expect(signedDistanceToLine(line, [0, 4, -2], [0, 1, 0])).toBe(4);
    expect(signedDistanceToLine(line, [0, 4, -2], [0, -1, 7])).toBe(-4);
    expect(signedDistanceToLine(line, [0, 4, -2], [0, 0, 1])).toBeNull();
  });
});
