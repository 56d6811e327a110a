import { lineThrough, signedDistanceToLine } from '../line';
import { projectOnPlane } from '../plane';
import { areaVector, crossesItself } from '../polygon';
import { distance, length, type Vector3 } from '../vector';
import type { MeasuringPlane } from './measuring-plane';
import { type Outcome, smallestLength } from './outcome';

/**
 * CANAL-AP: the distance across the canal axis (from `axisStart` to `axisEnd`) of the posterior canal border from the
 * most posterior of the wall points, in the measuring plane, mm. `wallIndex` is the wall point that decides it.
 * Points in LPS mm.
 */
export function canalDiameter(
  frame: MeasuringPlane,
  axisStart: Vector3,
  axisEnd: Vector3,
  wall: readonly Vector3[],
  canalBorder: Vector3,
): { value: number; wallIndex: number } | { refused: string } {
  const start = projectOnPlane(frame.plane, axisStart);
  const end = projectOnPlane(frame.plane, axisEnd);
  const axis = distance(start, end) < smallestLength ? null : lineThrough(start, end);
  if (axis === null) return { refused: 'the ends of the canal axis coincide' };
  const across = (point: Vector3) =>
    signedDistanceToLine(axis, projectOnPlane(frame.plane, point), frame.posterior);
  const border = across(canalBorder);
  let best: { depth: number; wallIndex: number } | null = null;
  for (const [wallIndex, point] of wall.entries()) {
    const depth = across(point);
    if (depth !== null && (best === null || depth > best.depth)) best = { depth, wallIndex };
  }
  if (border === null || best === null) return { refused: 'the canal axis runs straight towards the canal' };
  return { value: Math.abs(border - best.depth), wallIndex: best.wallIndex };
}

/** CC-MSD2: 1 − D(L) / ((D(U) + D(D)) / 2) from mid-sagittal diameters in mm, as a percentage. */
export function compromiseFromTwoDiameters(above: number, at: number, below: number): Outcome {
  const normal = (above + below) / 2;
  if (normal < smallestLength) return { refused: 'the diameters of the neighbours are zero' };
  return { value: 100 * (1 - at / normal) };
}

/** CC-MSD1: 1 − D(L) / D(neighbour) from mid-sagittal diameters in mm, as a percentage. */
export function compromiseFromOneDiameter(neighbour: number, at: number): Outcome {
  if (neighbour < smallestLength) return { refused: 'the diameter of the neighbour is zero' };
  return { value: 100 * (1 - at / neighbour) };
}

/** Area enclosed by a canal outline, LPS mm points in order, mm². */
export function canalArea(outline: readonly Vector3[]): Outcome {
  if (outline.length < 3) return { refused: 'it has fewer than three points' };
  const vector = areaVector(outline);
  if (length(vector) < smallestLength) return { refused: 'it encloses no area' };
  if (crossesItself(outline, vector)) return { refused: 'it crosses itself' };
  return { value: length(vector) };
}

/**
 * CC-AREA2: (A(U) + A(D) − 2·A(L)) / (A(U) + A(D)) from axial canal areas in mm², as a percentage
 * (form as in PLOS ONE 2015;10(8):e0135735).
 */
export function compromiseFromAreas(above: number, at: number, below: number): Outcome {
  const normal = above + below;
  if (normal < smallestLength) return { refused: 'the areas of the neighbours are zero' };
  return { value: (100 * (normal - 2 * at)) / normal };
}
