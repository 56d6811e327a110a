import { isMeasurable } from '../../shared/dicom/geometry-finding';
import type { Plane, Stack, Weighting } from '../../shared/dicom/model';

/** What one place of a layout wants to show. */
export interface ViewportWish {
  plane: Plane;
  weighting: Weighting;
}

/** The reading room's four viewports: sagittal T2, sagittal T1, sagittal STIR, axial T2. */
export const readingRoomWishes: readonly ViewportWish[] = [
  { plane: 'sagittal', weighting: 'T2' },
  { plane: 'sagittal', weighting: 'T1' },
  { plane: 'sagittal', weighting: 'STIR' },
  { plane: 'axial', weighting: 'T2' },
];

/** What up to nine viewports want to show, in order. */
export const hangingOrder: readonly ViewportWish[] = [
  ...readingRoomWishes,
  { plane: 'axial', weighting: 'T1' },
  { plane: 'coronal', weighting: 'T2' },
  { plane: 'axial', weighting: 'STIR' },
  { plane: 'coronal', weighting: 'STIR' },
  { plane: 'sagittal', weighting: 'PD' },
];

type StackFacts = Pick<Stack, 'id' | 'plane' | 'weighting' | 'geometry' | 'rows' | 'columns'> & {
  frames: readonly unknown[];
};

/**
 * How well a stack serves a wish; higher is better, 0 not at all. Plane counts most (a wished plane is never replaced
 * by another one), then weighting, then whether it can be measured, then coverage (slices) and matrix.
 */
export function wishScore(stack: StackFacts, wish: ViewportWish): number {
  if (stack.plane !== wish.plane) return 0;
  const weighting = stack.weighting === wish.weighting ? 1000 : stack.weighting === 'unknown' ? 100 : 10;
  return (
    weighting +
    (isMeasurable(stack) ? 200 : 0) +
    Math.min(stack.frames.length, 60) +
    Math.min(stack.rows * stack.columns, 1024 * 1024) / (1024 * 1024)
  );
}

function best<S extends StackFacts>(stacks: readonly S[], score: (stack: S) => number): S | null {
  let found: S | null = null;
  let highest = 0;
  for (const stack of stacks) {
    const value = score(stack);
    if (value > highest) {
      found = stack;
      highest = value;
    }
  }
  return found;
}

/**
 * Chooses a stack for every wish, each stack at most once: first those that match plane and weighting, then the rest
 * of the same plane, then any other stack with several slices. Null where nothing is left.
 */
export function hangStacks<S extends StackFacts>(
  stacks: readonly S[],
  wishes: readonly ViewportWish[],
): (S | null)[] {
  const chosen: (S | null)[] = wishes.map(() => null);
  const free = () => stacks.filter((stack) => !chosen.includes(stack));
  const passes: ((stack: S, wish: ViewportWish) => number)[] = [
    (stack, wish) => (stack.weighting === wish.weighting ? wishScore(stack, wish) : 0),
    wishScore,
    (stack) => (stack.frames.length > 1 ? stack.frames.length : 0),
    () => 1,
  ];
  for (const score of passes) {
    wishes.forEach((wish, index) => {
      if (chosen[index] === null) chosen[index] = best(free(), (stack) => score(stack, wish));
    });
  }
  return chosen;
}
