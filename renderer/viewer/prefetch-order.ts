import type { Stack } from '../../shared/dicom/model';

/** A displayed stack and the slice it is at. */
export interface PrefetchTarget {
  stack: Stack;
  frameIndex: number;
  isActive: boolean;
  /** Where the reader is scrolling: towards higher slice numbers 1, lower ones −1, not at all 0. */
  direction: -1 | 0 | 1;
}

/** Slices ahead count as nearer than those behind by this factor. */
const aheadFactor = 0.5;

/** How much of the cache one frame will take, bytes. */
export function frameBytes({ rows, columns, pixels }: Stack): number {
  return rows * columns * pixels.samplesPerPixel * Math.max(1, Math.ceil(pixels.bitsAllocated / 8));
}

/**
 * The frames of the displayed stacks in the order a reader needs them: the active viewport's first, in each stack
 * outwards from the slice shown, those in the direction of scrolling before those behind. Ends where `budget` bytes are
 * full; a frame shown twice counts once.
 */
export function prefetchOrder(targets: readonly PrefetchTarget[], budget: number): string[] {
  const ranked = targets.flatMap((target, place) =>
    target.stack.frames.map((frame, index) => ({
      frameId: frame.id,
      bytes: frameBytes(target.stack),
      isActive: target.isActive,
      distance: distanceOf(index - target.frameIndex, target.direction),
      place,
    })),
  );
  ranked.sort(
    (a, b) => Number(b.isActive) - Number(a.isActive) || a.distance - b.distance || a.place - b.place,
  );
  const order = new Set<string>();
  let left = budget;
  for (const { frameId, bytes } of ranked) {
    if (order.has(frameId)) continue;
    left -= bytes;
    if (left < 0) break;
    order.add(frameId);
  }
  return [...order];
}

function distanceOf(steps: number, direction: PrefetchTarget['direction']): number {
  return Math.abs(steps) * (steps * direction > 0 ? aheadFactor : 1);
}
