/** Euclidean length; Math.hypot guards against overflow and is many times slower. */
export function length(a: number, b: number, c = 0): number {
  return Math.sqrt(a * a + b * b + c * c);
}

/** 0 below `from`, 1 above `to`, smooth between. */
export function smoothstep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** The smaller of two distances, rounded over `radius` where they meet. */
export function smoothMin(a: number, b: number, radius: number): number {
  const h = Math.max(0, radius - Math.abs(a - b)) / radius;
  return Math.min(a, b) - h * h * radius * 0.25;
}

/** The larger of two distances, rounded over `radius` where they meet. */
export function smoothMax(a: number, b: number, radius: number): number {
  return -smoothMin(-a, -b, radius);
}

/** Roughly the distance to an ellipsoid, from coordinates in units of its half axes and one typical half axis in mm. */
export function ellipsoid(a: number, b: number, c: number, radius: number): number {
  return (length(a, b, c) - 1) * radius;
}
