import { describe, expect, it } from 'vitest';
import { frameBytes, type PrefetchTarget, prefetchOrder } from './prefetch-order';
import { makeStack, sagittalPositions } from './testing';

const first = makeStack({ id: 'a', positions: sagittalPositions(7) });
const second = makeStack({ id: 'b', positions: sagittalPositions(5) });
const everything = Number.POSITIVE_INFINITY;

function target(stack: PrefetchTarget['stack'], values: Partial<PrefetchTarget> = {}): PrefetchTarget {
  return { stack, frameIndex: 2, isActive: false, direction: 0, ...values };
}

/** Places of the ordered frames in their stack. */
function places(order: readonly string[], stack: PrefetchTarget['stack']): number[] {
  return order.map((id) => stack.frames.findIndex((frame) => frame.id === id)).filter((place) => place >= 0);
}

describe('prefetchOrder', () => {
  it('goes outwards from the slice shown', () => {
    expect(places(prefetchOrder([target(second)], everything), second)).toEqual([2, 1, 3, 0, 4]);
  });

  it('goes further ahead than back while the reader scrolls', () => {
    const ahead = prefetchOrder([target(first, { frameIndex: 3, direction: 1 })], everything);
    expect(places(ahead, first)).toEqual([3, 4, 2, 5, 6, 1, 0]);
    const back = prefetchOrder([target(first, { frameIndex: 3, direction: -1 })], everything);
    expect(places(back, first)).toEqual([3, 2, 1, 4, 0, 5, 6]);
  });

  it('takes the active viewport first, and every frame of every displayed stack once', () => {
    const order = prefetchOrder(
      [target(first), target(second, { isActive: true }), target(first, { frameIndex: 6 })],
      everything,
    );
    expect(places(order.slice(0, 5), second)).toHaveLength(5);
    expect(new Set(order).size).toBe(order.length);
    expect(order).toHaveLength(12);
  });

  it('ends where the budget is full', () => {
    const order = prefetchOrder([target(second)], 3 * frameBytes(second));
    expect(places(order, second)).toEqual([2, 1, 3]);
  });
});

describe('frameBytes', () => {
  it('counts bytes a value and samples a pixel', () => {
    const colour = { ...first, pixels: { ...first.pixels, bitsAllocated: 8, samplesPerPixel: 3 } };
    expect(frameBytes(first)).toBe(200 * 200 * 2);
    expect(frameBytes(colour)).toBe(200 * 200 * 3);
  });

  it('stays within the budget with nine viewports, the active one first', () => {
    const stacks = Array.from({ length: 9 }, (_, index) =>
      makeStack({ id: `s${index}`, rows: 512, columns: 512, positions: sagittalPositions(200) }),
    );
    const budget = 100 * 1024 * 1024;
    const order = prefetchOrder(
      stacks.map((stack, index) => target(stack, { frameIndex: 100, isActive: index === 4 })),
      budget,
    );
    const [stack] = stacks;
    expect(order.length * frameBytes(stack ?? first)).toBeLessThanOrEqual(budget);
    expect(order[0]).toBe(stacks[4]?.frames[100]?.id);
    expect(order).toHaveLength(200);
  });
});
