import { describe, expect, it } from 'vitest';
import { hangStacks, readingRoomWishes } from './hanging-protocol';
import { makeStack, sagittalPositions } from './testing';

const hang = (stacks: ReturnType<typeof makeStack>[]) =>
  hangStacks(stacks, readingRoomWishes).map((stack) => stack?.id ?? null);

describe('hangStacks', () => {
  it('puts sagittal T2, T1, STIR and axial T2 in place whatever their order', () => {
    const stacks = [
      makeStack({ id: 'localiser', plane: 'coronal', weighting: 'unknown', measurable: false }),
      makeStack({ id: 'ax t1', plane: 'axial', weighting: 'T1' }),
      makeStack({ id: 'ax t2', plane: 'axial', weighting: 'T2' }),
      makeStack({ id: 'stir', weighting: 'STIR' }),
      makeStack({ id: 't1', weighting: 'T1' }),
      makeStack({ id: 't2', weighting: 'T2' }),
    ];
    expect(hang(stacks)).toEqual(['t2', 't1', 'stir', 'ax t2']);
    expect(hang([...stacks].reverse())).toEqual(['t2', 't1', 'stir', 'ax t2']);
  });

  it('prefers a measurable stack, then the one with more slices', () => {
    expect(
      hang([
        makeStack({ id: 'long', measurable: false, positions: sagittalPositions(30) }),
        makeStack({ id: 'short', positions: sagittalPositions(3) }),
        makeStack({ id: 'middle', positions: sagittalPositions(9) }),
      ])[0],
    ).toBe('middle');
  });

  it('fills a missing weighting with another stack of the plane, never twice with the same', () => {
    const places = hang([
      makeStack({ id: 't2' }),
      makeStack({ id: 'pd', weighting: 'PD' }),
      makeStack({ id: 'ax t1', plane: 'axial', weighting: 'T1' }),
    ]);
    expect(places).toEqual(['t2', 'pd', null, 'ax t1']);
  });

  it('shows a single stack of any kind, and nothing for no stacks', () => {
    expect(hang([makeStack({ id: 'only', plane: 'unknown', weighting: 'unknown' })])).toEqual([
      'only',
      null,
      null,
      null,
    ]);
    expect(hang([])).toEqual([null, null, null, null]);
  });
});
