import { cross, length, subtract, type Vector3 } from './vector';

/**
 * Area vector of a closed polygon in space (Newell): its length is the area in mm², its direction the normal.
 * The last point is joined to the first; fewer than three points give zero.
 */
export function areaVector(points: readonly Vector3[]): Vector3 {
  const first = points[0];
  if (first === undefined) return [0, 0, 0];
  const [x, y, z] = first;
  let [sumX, sumY, sumZ] = [0, 0, 0];
  let [beforeX, beforeY, beforeZ] = [0, 0, 0];
  for (const point of points) {
    const [dx, dy, dz] = [point[0] - x, point[1] - y, point[2] - z];
    sumX += beforeY * dz - beforeZ * dy;
    sumY += beforeZ * dx - beforeX * dz;
    sumZ += beforeX * dy - beforeY * dx;
    [beforeX, beforeY, beforeZ] = [dx, dy, dz];
  }
  return [sumX / 2, sumY / 2, sumZ / 2];
}

/** Area of a planar polygon in space, mm². */
export function polygonArea(points: readonly Vector3[]): number {
  return length(areaVector(points));
}

/** Whether two sides of a closed polygon that are not neighbours meet, seen along `normal`. */
export function crossesItself(points: readonly Vector3[], normal: Vector3): boolean {
  const turn = (a: Vector3, b: Vector3, c: Vector3): number => {
    const area = cross(subtract(b, a), subtract(c, a));
    return Math.sign(area[0] * normal[0] + area[1] * normal[1] + area[2] * normal[2]);
  };
  const count = points.length;
  const sides = points.map((start, index) => [start, points[(index + 1) % count] ?? start] as const);
  return sides.some(([a, b], i) =>
    sides.some(
      ([c, d], j) =>
        j > i + 1 &&
        !(i === 0 && j === count - 1) &&
        turn(a, b, c) * turn(a, b, d) < 0 &&
        turn(c, d, a) * turn(c, d, b) < 0,
    ),
  );
}
