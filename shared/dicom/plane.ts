import { cross, dot, length, normalize, type Vector3 } from '../geometry/vector';
import type { ImageOrientation } from './image-facts';
import type { Plane } from './model';

/** How far the two directions may be from unit length and from a right angle (cosine) to count as an orientation. */
export const orientationTolerance = 0.01;
/** By how much the largest component of the normal must exceed the second: "within 45° clearly". */
const planeMargin = 0.05;

/** The row direction and the column direction of an orientation. */
export function orientationAxes(orientation: ImageOrientation): { row: Vector3; column: Vector3 } {
  return {
    row: [orientation[0], orientation[1], orientation[2]],
    column: [orientation[3], orientation[4], orientation[5]],
  };
}

/** Unit normal row × column in LPS, or null where the two directions are not perpendicular unit vectors. */
export function orientationNormal(orientation: ImageOrientation): Vector3 | null {
  const { row, column } = orientationAxes(orientation);
  const isUnit = (direction: Vector3) => Math.abs(length(direction) - 1) <= orientationTolerance;
  if (!isUnit(row) || !isUnit(column) || Math.abs(dot(row, column)) > orientationTolerance) return null;
  return normalize(cross(row, column));
}

/** The anatomical plane an orientation lies in; `oblique` where no axis is clearly nearest, `unknown` where invalid. */
export function planeOf(orientation: ImageOrientation | null): Plane {
  const normal = orientation === null ? null : orientationNormal(orientation);
  if (normal === null) return 'unknown';
  const components: { plane: Plane; size: number }[] = [
    { plane: 'sagittal', size: Math.abs(normal[0]) },
    { plane: 'coronal', size: Math.abs(normal[1]) },
    { plane: 'axial', size: Math.abs(normal[2]) },
  ];
  components.sort((a, b) => b.size - a.size);
  const [best, second] = components;
  if (best === undefined || second === undefined) return 'unknown';
  return best.size - second.size < planeMargin ? 'oblique' : best.plane;
}

/** The LPS axis (0 x, 1 y, 2 z) that slices of a plane lie across; without such a plane the one nearest to the normal. */
export function acrossAxis(plane: Plane, normal: Vector3): 0 | 1 | 2 {
  if (plane === 'sagittal') return 0;
  if (plane === 'coronal') return 1;
  if (plane === 'axial') return 2;
  const [x, y, z] = [Math.abs(normal[0]), Math.abs(normal[1]), Math.abs(normal[2])];
  return x >= y && x >= z ? 0 : y >= z ? 1 : 2;
}

/** Angle between two orientations, degrees: the larger of the angles between their rows and between their columns. */
export function orientationAngle(a: ImageOrientation, b: ImageOrientation): number {
  const first = orientationAxes(a);
  const second = orientationAxes(b);
  return Math.max(angleBetween(first.row, second.row), angleBetween(first.column, second.column));
}

function angleBetween(a: Vector3, b: Vector3): number {
  return (Math.atan2(length(cross(a, b)), dot(a, b)) * 180) / Math.PI;
}
