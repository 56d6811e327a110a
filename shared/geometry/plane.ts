import { add, dot, normalize, scale, subtract, type Vector3 } from './vector';

/** A plane in LPS mm: a point on it and its unit normal. */
export interface Plane {
  origin: Vector3;
  normal: Vector3;
}

/** The plane through `origin` across `normal`, or null where the normal has no direction. */
export function planeThrough(origin: Vector3, normal: Vector3): Plane | null {
  const unit = normalize(normal);
  return unit === null ? null : { origin, normal: unit };
}

/** Signed distance of a point from a plane, mm, positive on the side the normal points to. */
export function distanceToPlane(plane: Plane, point: Vector3): number {
  return dot(subtract(point, plane.origin), plane.normal);
}

/** Foot of the perpendicular from a point to a plane, LPS mm. */
export function projectOnPlane(plane: Plane, point: Vector3): Vector3 {
  return add(point, scale(plane.normal, -distanceToPlane(plane, point)));
}

/** Part of a direction that lies in the plane, as a unit vector; null where the direction is along the normal. */
export function directionInPlane(plane: Plane, direction: Vector3): Vector3 | null {
  return normalize(subtract(direction, scale(plane.normal, dot(direction, plane.normal))));
}
