import { planeThrough } from '../geometry/plane';
import { areaVector } from '../geometry/polygon';
import { overlapAreas, type PlanePoint } from '../geometry/polygon-overlap';
import { cross, dot, normalize, scale, subtract, type Vector3 } from '../geometry/vector';
import type { Refusal } from './estimate';

/** Outlines whose planes are turned against each other by more, degrees, are not compared. */
export const largestPlaneAngle = 10;
/** Outlines of which a point lies farther, mm, from the plane of the other are not compared. */
export const largestPlaneDistance = 3;

/** Overlap of two outlines in the plane of the first. */
export interface OutlineOverlap {
  /** 2 |A ∩ B| / (|A| + |B|), 0 to 1 (Dice 1945). */
  dice: number;
  /** mm². */
  firstArea: number;
  secondArea: number;
  commonArea: number;
}

function middleOf(points: readonly Vector3[]): Vector3 {
  const sum = [0, 0, 0] as [number, number, number];
  for (const [x, y, z] of points) {
    sum[0] += x;
    sum[1] += y;
    sum[2] += z;
  }
  return scale(sum, 1 / points.length);
}

/**
 * Dice overlap of two closed outlines, LPS mm: both are projected into the plane of the first (through the mean of its
 * points, across its area vector). Refused where an outline has no area, and where the planes differ by more than
 * `largestPlaneAngle` or a point of the second lies farther than `largestPlaneDistance` from the plane of the first.
 */
export function outlineOverlap(
  first: readonly Vector3[],
  second: readonly Vector3[],
): OutlineOverlap | Refusal {
  const noArea: Refusal = { refused: 'An outline has no area.' };
  if (first.length < 3 || second.length < 3) return noArea;
  const origin = middleOf(first);
  const plane = planeThrough(origin, areaVector(first));
  const otherNormal = normalize(areaVector(second));
  if (plane === null || otherNormal === null) return noArea;
  const angle = (Math.acos(Math.min(1, Math.abs(dot(plane.normal, otherNormal)))) * 180) / Math.PI;
  if (angle > largestPlaneAngle) {
    return {
      refused: `The outlines lie in planes turned by ${angle.toFixed(0)}°, more than ${largestPlaneAngle}°.`,
    };
  }
  const distance = second.reduce(
    (most, point) => Math.max(most, Math.abs(dot(subtract(point, origin), plane.normal))),
    0,
  );
  if (distance > largestPlaneDistance) {
    return {
      refused: `The outlines lie ${distance.toFixed(1)} mm apart across their plane, more than ${largestPlaneDistance} mm.`,
    };
  }
  const helper: Vector3 = Math.abs(plane.normal[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0];
  const across = normalize(cross(plane.normal, helper));
  if (across === null) return noArea;
  const along = cross(plane.normal, across);
  const inPlane = (point: Vector3): PlanePoint => {
    const from = subtract(point, origin);
    return [dot(from, across), dot(from, along)];
  };
  const areas = overlapAreas(first.map(inPlane), second.map(inPlane));
  const sum = areas.first + areas.second;
  if (sum === 0) return noArea;
  return {
    dice: (2 * areas.common) / sum,
    firstArea: areas.first,
    secondArea: areas.second,
    commonArea: areas.common,
  };
}
