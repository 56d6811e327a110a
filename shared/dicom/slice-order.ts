import { cross, dot, length, normalize, subtract, type Vector3 } from '../geometry/vector';

/** Slices nearer than this along the normal are at the same position, mm. */
const samePosition = 0.02;
/** A step this many times the typical one, and this many slice thicknesses wide, separates two blocks of slices. */
const blockGap = { steps: 3.5, thicknesses: 2 };
/** A step is taken for that many typical ones with slices missing between, up to this many. */
const largestMultiple = 10;

/** A place where slices are missing: after the slice of this index, this many. */
export interface MissingSlices {
  after: number;
  count: number;
}

/** What the positions of a stack along its normal say; distances in mm. */
export interface SliceSpacing {
  /** Median distance of neighbouring slices (of two middle ones the smaller); null for fewer than two positions. */
  step: number | null;
  smallest: number;
  largest: number;
  /** All steps are alike, apart from those that are multiples of the median one. */
  uniform: boolean;
  missing: MissingSlices[];
}

/** Two distances along the normal that differ by no more than this are alike, mm. */
export function stepTolerance(step: number): number {
  return 0.05 + step * 0.01;
}

/** Position of a slice along the stack's unit normal, mm from the origin of the patient system. */
export function alongNormal(position: Vector3, normal: Vector3): number {
  return dot(position, normal);
}

/** Whether two items lie at the same position; `ascending` by their mm along the normal. */
export function hasRepeats(ascending: readonly { along: number }[]): boolean {
  for (let index = 1; index < ascending.length; index += 1) {
    const step = (ascending[index]?.along ?? 0) - (ascending[index - 1]?.along ?? 0);
    if (step <= samePosition) return true;
  }
  return false;
}

/** Groups items that lie at the same position; `ascending` by their mm along the normal, and so the groups. */
export function groupByPosition<Item extends { along: number }>(ascending: readonly Item[]): Item[][] {
  const groups: Item[][] = [];
  let group: Item[] = [];
  let previous = Number.NEGATIVE_INFINITY;
  for (const item of ascending) {
    if (item.along - previous <= samePosition) group.push(item);
    else {
      group = [item];
      groups.push(group);
    }
    previous = item.along;
  }
  return groups;
}

/**
 * Splits items, ascending by their mm along the normal, where a gap is far larger than the typical step and than the
 * slices are thick (mm, null where unknown); returns index ranges.
 */
export function spatialBlocks(
  ascending: readonly { along: number }[],
  sliceThickness: number | null,
): { start: number; end: number }[] {
  const steps: number[] = [];
  for (let index = 1; index < ascending.length; index += 1) {
    steps.push((ascending[index]?.along ?? 0) - (ascending[index - 1]?.along ?? 0));
  }
  const typical = median(steps.filter((step) => step > samePosition)) ?? 0;
  const widest = Math.max(typical * blockGap.steps, (sliceThickness ?? 0) * blockGap.thicknesses);
  const blocks: { start: number; end: number }[] = [];
  let start = 0;
  steps.forEach((step, index) => {
    if (step <= widest || step <= samePosition) return;
    blocks.push({ start, end: index + 1 });
    start = index + 1;
  });
  if (ascending.length > 0) blocks.push({ start, end: ascending.length });
  return blocks;
}

/** Measures the steps between ascending distinct positions (mm along the normal). */
export function sliceSpacing(positions: readonly number[]): SliceSpacing {
  const steps = stepsOf(positions);
  const step = median(steps);
  if (step === null) return { step: null, smallest: 0, largest: 0, uniform: true, missing: [] };
  const tolerance = stepTolerance(step);
  const missing: MissingSlices[] = [];
  let smallest = Number.POSITIVE_INFINITY;
  let largest = 0;
  let largestSingle = 0;
  steps.forEach((value, after) => {
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
    const multiple = Math.round(value / step);
    const allowed = Math.min(2 * tolerance, step / 4);
    if (multiple >= 2 && multiple <= largestMultiple && Math.abs(value - multiple * step) <= allowed) {
      missing.push({ after, count: multiple - 1 });
    } else {
      largestSingle = Math.max(largestSingle, value);
    }
  });
  return { step, smallest, largest, uniform: largestSingle - smallest <= 2 * tolerance, missing };
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

/** How far the first pixels leave the straight line from the first to the last slice, mm in the plane of the slices. */
export function largestShift(positions: readonly Vector3[], normal: Vector3): number {
  const first = positions[0];
  const last = positions.at(-1);
  if (first === undefined || last === undefined) return 0;
  const whole = subtract(last, first);
  const height = dot(whole, normal);
  const isFlat = Math.abs(height) < samePosition;
  let largest = 0;
  for (const position of positions) {
    const offsetX = position[0] - first[0];
    const offsetY = position[1] - first[1];
    const offsetZ = position[2] - first[2];
    const above = offsetX * normal[0] + offsetY * normal[1] + offsetZ * normal[2];
    const share = isFlat ? 0 : above / height;
    const x = offsetX - share * whole[0];
    const y = offsetY - share * whole[1];
    const z = offsetZ - share * whole[2];
    const along = x * normal[0] + y * normal[1] + z * normal[2];
    const squared = x * x + y * y + z * z - along * along;
    if (squared > largest) largest = squared;
  }
  return Math.sqrt(largest);
}

function stepsOf(positions: readonly number[]): number[] {
  const steps: number[] = [];
  for (let index = 1; index < positions.length; index += 1) {
    steps.push((positions[index] ?? 0) - (positions[index - 1] ?? 0));
  }
  return steps;
}

/** The middle value, of two the smaller: missing slices make steps larger, never smaller. */
function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.ceil(sorted.length / 2) - 1] ?? null;
}
