import { add, distance, scale, subtract, type Vector3 } from './vector';

/** Where a point comes to lie on a polyline. */
export interface PolylinePosition {
  /** The place on the polyline, LPS mm. */
  point: Vector3;
  /** Length along the polyline from its first point, mm. */
  arcLength: number;
  /** Distance from the asked point to the polyline, mm. */
  distance: number;
  /** The piece it lies on (0 is from the first to the second point) and how far along it, 0 to 1. */
  piece: number;
  fraction: number;
}

/** Length along the polyline up to each of its points, mm; the first is 0, the last its whole length. */
export function arcLengths(points: readonly Vector3[]): number[] {
  let sum = 0;
  return points.map((point, index) => {
    const previous = points[index - 1];
    if (previous !== undefined) sum += distance(previous, point);
    return sum;
  });
}

/** Length of a polyline, mm; 0 for fewer than two points. */
export function polylineLength(points: readonly Vector3[]): number {
  return arcLengths(points).at(-1) ?? 0;
}

/** The place on a polyline nearest to a point; of equally near ones the first. Null for an empty polyline. */
export function nearestOnPolyline(points: readonly Vector3[], asked: Vector3): PolylinePosition | null {
  const first = points[0];
  if (first === undefined) return null;
  const best = { squared: squaredDistance(first, asked), piece: 0, fraction: 0, lengthBefore: 0, size: 0 };
  let start = first;
  let lengthBefore = 0;
  for (let piece = 0; piece < points.length - 1; piece++) {
    const end = points[piece + 1] ?? start;
    // Written out: this runs for every point of a trace while one is dragged.
    const x = end[0] - start[0];
    const y = end[1] - start[1];
    const z = end[2] - start[2];
    const squaredSize = x * x + y * y + z * z;
    const along = (asked[0] - start[0]) * x + (asked[1] - start[1]) * y + (asked[2] - start[2]) * z;
    const fraction = squaredSize === 0 ? 0 : Math.min(1, Math.max(0, along / squaredSize));
    const squared =
      (asked[0] - start[0] - fraction * x) ** 2 +
      (asked[1] - start[1] - fraction * y) ** 2 +
      (asked[2] - start[2] - fraction * z) ** 2;
    const size = Math.sqrt(squaredSize);
    if (squared < best.squared) Object.assign(best, { squared, piece, fraction, lengthBefore, size });
    lengthBefore += size;
    start = end;
  }
  const from = points[best.piece] ?? first;
  const to = points[best.piece + 1] ?? from;
  return {
    point: add(from, scale(subtract(to, from), best.fraction)),
    arcLength: best.lengthBefore + best.fraction * best.size,
    distance: Math.sqrt(best.squared),
    piece: best.piece,
    fraction: best.fraction,
  };
}

function squaredDistance(a: Vector3, b: Vector3): number {
  return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2;
}

/** The place at a length along a polyline, clamped to its ends, LPS mm; null for an empty polyline. */
export function pointAtArcLength(points: readonly Vector3[], arcLength: number): Vector3 | null {
  const lengths = arcLengths(points);
  for (const [index, end] of points.entries()) {
    const upTo = lengths[index] ?? 0;
    if (arcLength > upTo && index < points.length - 1) continue;
    const start = points[index - 1];
    if (start === undefined) return end;
    const before = lengths[index - 1] ?? 0;
    const fraction = upTo === before ? 1 : Math.min(1, (arcLength - before) / (upTo - before));
    return add(start, scale(subtract(end, start), fraction));
  }
  return null;
}

/** The part of a polyline between two lengths along it (in either order), its inner points included, LPS mm. */
export function stretchOfPolyline(points: readonly Vector3[], from: number, to: number): Vector3[] {
  const low = Math.min(from, to);
  const high = Math.max(from, to);
  const start = pointAtArcLength(points, low);
  const end = pointAtArcLength(points, high);
  if (start === null || end === null) return [];
  const lengths = arcLengths(points);
  const inner = points.filter((_, index) => {
    const at = lengths[index] ?? 0;
    return at > low && at < high;
  });
  return [start, ...inner, end];
}

/** An interval of arc length, mm. */
export interface Stretch {
  from: number;
  to: number;
}

/** Total length covered by stretches, counting what overlaps once, mm. */
export function coveredLength(stretches: readonly Stretch[]): number {
  let covered = 0;
  let end = Number.NEGATIVE_INFINITY;
  const ordered = stretches
    .map(({ from, to }) => ({ from: Math.min(from, to), to: Math.max(from, to) }))
    .sort((a, b) => a.from - b.from);
  for (const stretch of ordered) {
    covered += Math.max(0, stretch.to - Math.max(stretch.from, end));
    end = Math.max(end, stretch.to);
  }
  return covered;
}
