/** A point or direction in DICOM patient coordinates (LPS), mm: +x patient left, +y posterior, +z head. */
export type Vector3 = readonly [number, number, number];

/** a + b. */
export function add(a: Vector3, b: Vector3): Vector3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

/** a − b. */
export function subtract(a: Vector3, b: Vector3): Vector3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/** a · factor. */
export function scale(a: Vector3, factor: number): Vector3 {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}

/** Scalar product. */
export function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** Vector product a × b (right-handed). */
export function cross(a: Vector3, b: Vector3): Vector3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** Euclidean length. */
export function length(a: Vector3): number {
  return Math.hypot(a[0], a[1], a[2]);
}

/** Distance between two points. */
export function distance(a: Vector3, b: Vector3): number {
  return length(subtract(a, b));
}

/** The midpoint of two points. */
export function midpoint(a: Vector3, b: Vector3): Vector3 {
  return scale(add(a, b), 0.5);
}

/** The unit vector along a, or null where a is too short (below 1e-9) to have a direction. */
export function normalize(a: Vector3): Vector3 | null {
  const size = length(a);
  return size < 1e-9 ? null : scale(a, 1 / size);
}
