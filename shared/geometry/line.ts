import { dot, normalize, scale, subtract, type Vector3 } from './vector';

/** A straight line in LPS mm: a point on it and its unit direction. */
export interface Line {
  origin: Vector3;
  direction: Vector3;
}

/** The line from `start` towards `end`, or null where the two coincide. */
export function lineThrough(start: Vector3, end: Vector3): Line | null {
  const direction = normalize(subtract(end, start));
  return direction === null ? null : { origin: start, direction };
}

/**
 * Signed perpendicular distance of a point from a line, mm, positive on the side `towards` points to; null where
 * `towards` runs along the line. All in one plane: the perpendicular is the part of `towards` across the line.
 */
export function signedDistanceToLine(line: Line, point: Vector3, towards: Vector3): number | null {
  const perpendicular = normalize(subtract(towards, scale(line.direction, dot(towards, line.direction))));
  return perpendicular === null ? null : dot(subtract(point, line.origin), perpendicular);
}
