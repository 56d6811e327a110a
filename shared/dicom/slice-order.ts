import { cross, dot, length, normalize, subtract, type Vector3 } from '../geometry/vector';

/** Slices nearer than this along the normal are at the same position, mm. */
const samePosition = 0.02;
/** A step this many times the typical one, and this many slice thicknesses wide, separates two blocks of slices. */
const blockGap = { steps: 3.5, thicknesses: 2 };

/** What the positions of a stack along its normal say; distances in mm. */
export interface SliceSpacing {
  /** Median distance of neighbouring slices; null for fewer than two positions. */
  step: number | null;
  smallest: number;
  largest: number;
  uniform: boolean;
  /** How many slices seem to be missing, from steps that are near multiples of the median. */
  missing: number;
}

/** Position of a slice along the stack's unit normal, mm from the origin of the patient system. */
export function alongNormal(position: Vector3, normal: Vector3): number {
  return dot(position, normal);
}

/** Groups values (mm along the normal) that lie at the same position; groups and members ascending. */
export function groupByPosition<Item>(items: readonly Item[], coordinate: (item: Item) => number): Item[][] {
  const sorted = [...items].sort((a, b) => coordinate(a) - coordinate(b));
  const groups: Item[][] = [];
  let previous = Number.NEGATIVE_INFINITY;
  for (const item of sorted) {
    const value = coordinate(item);
    if (value - previous <= samePosition) groups.at(-1)?.push(item);
    else groups.push([item]);
    previous = value;
  }
  return groups;
}

/**
 * Splits ascending distinct positions (mm) where a gap is far larger than the typical step and than the slices are
 * thick (mm, null where unknown); returns index ranges.
 */
export function spatialBlocks(
  positions: readonly number[],
  sliceThickness: number | null,
): { start: number; end: number }[] {
  const steps = stepsOf(positions);
  const typical = median(steps);
  const thickness = sliceThickness ?? 0;
  const blocks: { start: number; end: number }[] = [];
  let start = 0;
  steps.forEach((step, index) => {
    if (typical !== null && step > Math.max(typical * blockGap.steps, thickness * blockGap.thicknesses)) {
      blocks.push({ start, end: index + 1 });
      start = index + 1;
    }
  });
  if (positions.length > 0) blocks.push({ start, end: positions.length });
  return blocks;
}

/** Measures the steps between ascending distinct positions (mm along the normal). */
export function sliceSpacing(positions: readonly number[]): SliceSpacing {
  const steps = stepsOf(positions);
  const step = median(steps);
  if (step === null) return { step: null, smallest: 0, largest: 0, uniform: true, missing: 0 };
  const smallest = steps.reduce((least, value) => Math.min(least, value), step);
  const largest = steps.reduce((most, value) => Math.max(most, value), step);
  const tolerance = 0.05 + step * 0.01;
  const missing = steps.reduce((sum, value) => {
    const multiple = Math.round(value / step);
    const isMultiple = multiple >= 2 && Math.abs(value - multiple * step) <= tolerance * multiple;
    return sum + (isMultiple ? multiple - 1 : 0);
  }, 0);
  return { step, smallest, largest, uniform: largest - smallest <= 2 * tolerance, missing };
}

/**
 * How far the line through the slices' first pixels leans from the normal, degrees; 0 for fewer than two slices.
 * Above zero the stack is sheared, as with a tilted CT gantry.
 */
export function stackTilt(first: Vector3, last: Vector3, normal: Vector3): number {
  const direction = normalize(subtract(last, first));
  if (direction === null) return 0;
  return (Math.atan2(length(cross(direction, normal)), Math.abs(dot(direction, normal))) * 180) / Math.PI;
}

function stepsOf(positions: readonly number[]): number[] {
  return positions.slice(1).map((position, index) => position - (positions[index] ?? position));
}

function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? upper;
  return (upper + lower) / 2;
}
