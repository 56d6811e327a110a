import { isMeasurable } from '../../shared/dicom/geometry-finding';
import type { Stack } from '../../shared/dicom/model';
import type { HangingRule } from '../../shared/ipc/hanging';

type StackFacts = Pick<
  Stack,
  'id' | 'plane' | 'weighting' | 'geometry' | 'rows' | 'columns' | 'pixelSpacing'
> & {
  frames: readonly unknown[];
};

/** Pixels of this size, mm, are as fine as a stack can get in a score. */
const finestPixel = 0.25;

/**
 * How well a stack serves a rule; higher is better, 0 not at all. The plane counts most (it is never replaced by another
 * one), then the weighting, then whether the stack reaches the place looked for (`covers`), whether it can be measured, and
 * last what the rule prefers: slices, up to 60, or small pixels.
 */
export function ruleScore(stack: StackFacts, rule: HangingRule, covers = false): number {
  if (stack.plane !== rule.plane) return 0;
  const weighting = stack.weighting === rule.weighting ? 1000 : stack.weighting === 'unknown' ? 100 : 10;
  const slices = Math.min(stack.frames.length, 60);
  const pixel = stack.pixelSpacing === null ? Number.POSITIVE_INFINITY : Math.max(...stack.pixelSpacing);
  const detail = 60 * Math.min(1, finestPixel / pixel);
  return (
    weighting +
    (covers ? 500 : 0) +
    (isMeasurable(stack) ? 200 : 0) +
    (rule.prefers === 'detail' ? detail + slices / 100 : slices + detail / 100) +
    Math.min(stack.rows * stack.columns, 1024 * 1024) / (1024 * 1024 * 100)
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
 * Chooses a stack for every rule, each stack at most once: first those that match plane and weighting, then the rest
 * of the same plane, then any other stack with several slices. Null where nothing is left.
 */
export function hangStacks<S extends StackFacts>(
  stacks: readonly S[],
  rules: readonly HangingRule[],
): (S | null)[] {
  const chosen: (S | null)[] = rules.map(() => null);
  const free = () => stacks.filter((stack) => !chosen.includes(stack));
  const passes: ((stack: S, rule: HangingRule) => number)[] = [
    (stack, rule) => (stack.weighting === rule.weighting ? ruleScore(stack, rule) : 0),
    (stack, rule) => ruleScore(stack, rule),
    (stack) => (stack.frames.length > 1 ? stack.frames.length : 0),
    () => 1,
  ];
  for (const score of passes) {
    rules.forEach((rule, index) => {
      if (chosen[index] === null) chosen[index] = best(free(), (stack) => score(stack, rule));
    });
  }
  return chosen;
}
