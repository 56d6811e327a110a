import type { Frame, Stack } from '../../shared/dicom/model';
import { dot, subtract, type Vector3 } from '../../shared/geometry/vector';
import { displayGeometry, imageCentre } from './display-geometry';

/** A slice of a stack and its unsigned distance from the point looked for, mm. */
export interface NearestSlice {
  frameIndex: number;
  distance: number;
}

/** The slice whose plane is nearest to a point; null where no frame has a position. */
export function nearestSlice(stack: Stack, lps: Vector3): NearestSlice | null {
  let nearest: NearestSlice | null = null;
  stack.frames.forEach((frame, frameIndex) => {
    const display = displayGeometry(stack, frame);
    if (!display.located) return;
    const distance = Math.abs(dot(subtract(lps, display.origin), display.normal));
    if (nearest === null || distance < nearest.distance) nearest = { frameIndex, distance };
  });
  return nearest;
}

/** Whether a slice of the stack passes a point within a slice step. */
export function reaches(stack: Stack, lps: Vector3): boolean {
  const step = Math.abs(stack.sliceStep ?? stack.sliceThickness ?? 1);
  return (nearestSlice(stack, lps)?.distance ?? Number.POSITIVE_INFINITY) <= step;
}

/** Centre of a frame's image, LPS mm; null where its header has no position. */
export function frameCentre(stack: Stack, frame: Frame): Vector3 | null {
  const display = displayGeometry(stack, frame);
  return display.located ? imageCentre(display) : null;
}

/** Whether two stacks share a frame of reference, so that positions in one are positions in the other. */
export function shareFrameOfReference(a: Stack, b: Stack): boolean {
  return a.frameOfReferenceUid !== null && a.frameOfReferenceUid === b.frameOfReferenceUid;
}

/** Whether two stacks' slices are parallel within about 25°, so that scrolling one can move the other. */
export function areParallel(a: Stack, b: Stack): boolean {
  return a.normal !== null && b.normal !== null && Math.abs(dot(a.normal, b.normal)) > 0.9;
}

/**
 * Of the stacks one series was split into by orientation (blocks angled per disc), the one with a slice nearest to a
 * point; the given stack itself where it is no such block.
 */
export function nearestBlock(stacks: readonly Stack[], stack: Stack, lps: Vector3): Stack {
  const blocks = stacks.filter(
    (other) => other.seriesInstanceUid === stack.seriesInstanceUid && other.plane === stack.plane,
  );
  let found = stack;
  let smallest = nearestSlice(stack, lps)?.distance ?? Number.POSITIVE_INFINITY;
  for (const block of blocks) {
    const distance = nearestSlice(block, lps)?.distance ?? Number.POSITIVE_INFINITY;
    if (distance < smallest - 1e-6) {
      found = block;
      smallest = distance;
    }
  }
  return found;
}

/** The slice a stack is first shown at: its middle one. */
export function middleSlice(stack: Pick<Stack, 'frames'>): number {
  return Math.max(0, Math.floor((stack.frames.length - 1) / 2));
}
