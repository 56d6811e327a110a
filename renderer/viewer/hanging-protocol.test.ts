import { describe, expect, it } from 'vitest';
import { firstHangingProtocol, type HangingRule } from '../../shared/ipc/hanging';
import { hangStacks, ruleScore } from './hanging-protocol';
import { makeStack, sagittalPositions } from './testing';

const hang = (stacks: ReturnType<typeof makeStack>[]) =>
  hangStacks(stacks, firstHangingProtocol.opening.slice(0, 4)).map((stack) => stack?.id ?? null);

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

describe('ruleScore', () => {
  const rule: HangingRule = { plane: 'sagittal', weighting: 'T2', prefers: 'coverage' };
  const many = makeStack({ id: 'many', positions: sagittalPositions(30) });
  const fine = {
    ...makeStack({ id: 'fine', positions: sagittalPositions(11) }),
    pixelSpacing: [0.3, 0.3],
  } as const;

  it('is 0 for another plane, whatever else fits', () => {
    expect(ruleScore(makeStack({ id: 'axial', plane: 'axial' }), rule, true)).toBe(0);
  });

  it('prefers more slices or smaller pixels, as the rule says', () => {
    expect(ruleScore(many, rule)).toBeGreaterThan(ruleScore(fine, rule));
    expect(ruleScore(fine, { ...rule, prefers: 'detail' })).toBeGreaterThan(
      ruleScore(many, { ...rule, prefers: 'detail' }),
    );
  });

  it('puts reaching the place before being measurable, and the weighting before both', () => {
    const elsewhere = makeStack({ id: 'elsewhere' });
    const reaching = makeStack({ id: 'reaching', measurable: false });
    expect(ruleScore(reaching, rule, true)).toBeGreaterThan(ruleScore(elsewhere, rule));
    const other = makeStack({ id: 'other', weighting: 'T1' });
    expect(ruleScore(elsewhere, rule)).toBeGreaterThan(ruleScore(other, rule, true));
  });
});
