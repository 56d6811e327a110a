import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blandAltman } from './bland-altman';
import { cohenKappa } from './cohen-kappa';
import { type ConfusionMatrix, confusionMatrix, rawAgreement } from './confusion-matrix';
import { distributionOf } from './distribution';
import { fleissKappa, pairwiseAgreement } from './fleiss-kappa';
import { intraclassCorrelations } from './intraclass-correlation';
import { biasIndex, prevalenceAdjustedKappa, prevalenceIndex } from './prevalence-bias';
import { repeatability } from './repeatability';

/** Throws where a number anywhere in a result is not finite. */
function expectFinite(result: unknown, place = 'result'): void {
  if (typeof result === 'number') expect(Number.isFinite(result), place).toBe(true);
  else if (typeof result === 'object' && result !== null)
    for (const [key, value] of Object.entries(result)) expectFinite(value, `${place}.${key}`);
}

function matrixOf(counts: number[][]): ConfusionMatrix {
  return {
    categories: counts.map((_, index) => String(index)),
    counts,
    total: counts.flat().reduce((sum, count) => sum + count, 0),
  };
}

const square = fc.integer({ min: 1, max: 5 }).chain((size) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: size, maxLength: size }), {
    minLength: size,
    maxLength: size,
  }),
);

describe('confusion matrix', () => {
  it('counts pairs and leaves out missing and unknown answers', () => {
    const pairs = [
      ['a', 'a'],
      ['a', 'b'],
      ['b', null],
      ['c', 'a'],
    ] as const;
    expect(confusionMatrix(pairs, ['a', 'b'])).toEqual({
      categories: ['a', 'b'],
      counts: [
        [1, 1],
        [0, 0],
      ],
      total: 2,
    });
  });
});

describe('categorical statistics', () => {
  it('of a published table (Cohen 1960, table 1: kappa 0.492)', () => {
    const matrix = matrixOf([
      [88, 14, 18],
      [10, 40, 10],
      [2, 6, 12],
    ]);
    expect(cohenKappa(matrix)).toMatchObject({ value: expect.closeTo(0.492, 3) });
  });

  it('of a published table of 10 subjects and 14 readers: Fleiss 0.210', () => {
    const table = [
      [0, 0, 0, 0, 14],
      [0, 2, 6, 4, 2],
      [0, 0, 3, 5, 6],
      [0, 3, 9, 2, 0],
      [2, 2, 8, 1, 1],
      [7, 7, 0, 0, 0],
      [3, 2, 6, 3, 0],
      [2, 5, 3, 2, 2],
      [6, 5, 2, 1, 0],
      [0, 2, 2, 3, 7],
    ];
    expect(fleissKappa(table)).toMatchObject({ value: expect.closeTo(0.21, 3) });
    expect(pairwiseAgreement(table)).toEqual({ value: expect.closeTo(0.378, 3) });
  });

  it('say in words what is not defined', () => {
    const empty = matrixOf([
      [0, 0],
      [0, 0],
    ]);
    for (const statistic of [rawAgreement, cohenKappa, prevalenceAdjustedKappa, prevalenceIndex, biasIndex])
      expect(statistic(empty)).toEqual({ refused: 'No pair of answers can be compared.' });
    expect(
      cohenKappa(
        matrixOf([
          [5, 0],
          [0, 0],
        ]),
      ),
    ).toEqual({
      refused: expect.stringContaining('kappa is not defined'),
    });
    expect(
      cohenKappa(
        matrixOf([
          [5, 0],
          [0, 4],
        ]),
      ),
    ).toMatchObject({
      value: 1,
      interval: { refused: expect.stringContaining('no width') },
    });
    expect(
      prevalenceIndex(
        matrixOf([
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ]),
      ),
    ).toEqual({
      refused: 'Defined for two categories only.',
    });
    expect(fleissKappa([])).toEqual({ refused: 'No subject was read by all readers.' });
    expect(
      fleissKappa([
        [3, 0],
        [1, 1],
      ]),
    ).toEqual({
      refused: 'Subjects were read by different numbers of readers.',
    });
    expect(pairwiseAgreement([])).toEqual({ refused: 'No pair of answers can be compared.' });
  });

  it('are finite or refused for any table', () => {
    fc.assert(
      fc.property(square, (counts) => {
        const matrix = matrixOf(counts);
        for (const weights of ['equal-only', 'linear', 'quadratic'] as const)
          expectFinite(cohenKappa(matrix, weights));
        expectFinite([rawAgreement(matrix), prevalenceAdjustedKappa(matrix)]);
        expectFinite([prevalenceIndex(matrix), biasIndex(matrix)]);
        expectFinite([fleissKappa(counts), pairwiseAgreement(counts)]);
      }),
      { numRuns: 500 },
    );
  });

  it('do not change when readers change places, but for the sign of the bias', () => {
    fc.assert(
      fc.property(square, (counts) => {
        const turned = matrixOf(
          counts.map((line, row) => line.map((_, column) => counts[column]?.[row] ?? 0)),
        );
        const [one, other] = [cohenKappa(matrixOf(counts), 'linear'), cohenKappa(turned, 'linear')];
        if ('refused' in one || 'refused' in other) return;
        expect(other.value).toBeCloseTo(one.value, 12);
      }),
    );
  });
});

describe('statistics of values', () => {
  const exact = [
    [1, 1],
    [2, 2],
    [4, 4],
  ];
  const higher = [
    [1, 1.5],
    [2, 2.5],
    [4, 4.5],
    [7, 7.5],
  ];

  it('of Shrout and Fleiss (1979, table 2): 0.17, 0.29, 0.71', () => {
    const rows = [
      [9, 2, 5, 8],
      [6, 1, 3, 2],
      [8, 4, 6, 8],
      [7, 1, 2, 6],
      [10, 5, 6, 9],
      [6, 2, 4, 7],
    ];
    expect(intraclassCorrelations(rows)).toMatchObject({
      oneWay: { value: expect.closeTo(0.17, 2) },
      agreement: { value: expect.closeTo(0.29, 2) },
      consistency: { value: expect.closeTo(0.71, 2) },
    });
  });

  it('with exact agreement or a constant difference have a value and no F', () => {
    expect(intraclassCorrelations(exact)).toMatchObject({
      oneWay: { value: 1, interval: { refused: expect.any(String) }, test: { refused: expect.any(String) } },
      agreement: { value: 1 },
    });
    expect(intraclassCorrelations(higher)).toMatchObject({
      consistency: { value: 1, interval: { refused: expect.any(String) } },
    });
    expect(repeatability(exact)).toMatchObject({ withinSubjectSd: 0, repeatabilityCoefficient: 0 });
    expect(
      blandAltman([
        [1, 1.5],
        [2, 2.5],
      ]),
    ).toMatchObject({ bias: { value: 0.5 }, sd: 0 });
  });

  it('say in words what is not defined', () => {
    expect(
      intraclassCorrelations([
        [3, 3],
        [3, 3],
      ]),
    ).toEqual({ refused: expect.stringContaining('the same') });
    expect(intraclassCorrelations([[1, 2]])).toEqual({ refused: expect.stringContaining('Fewer than two') });
    expect(intraclassCorrelations([])).toEqual({ refused: expect.stringContaining('Fewer than two') });
    expect(
      repeatability([
        [1, null],
        [null, 2],
      ]),
    ).toEqual({
      refused: expect.stringContaining('Fewer than two'),
    });
    expect(
      blandAltman([
        [1, null],
        [3, 2],
      ]),
    ).toEqual({ refused: expect.stringContaining('Fewer than two') });
    const constant = intraclassCorrelations([
      [1, 4],
      [1, 4],
      [1, 4],
    ]);
    expect(constant).toMatchObject({ consistency: { refused: expect.any(String) } });
    expect(
      intraclassCorrelations([
        [1, 2],
        [2, 1],
      ]),
    ).toMatchObject({
      agreement: { refused: expect.any(String) },
    });
  });

  it('are finite or refused for any values, missing ones left out', () => {
    const value = fc.oneof(fc.constantFrom(null, 0, 1, 2), fc.double({ min: -1e4, max: 1e4, noNaN: true }));
    const rows = fc
      .integer({ min: 1, max: 4 })
      .chain((readers) =>
        fc.array(fc.array(value, { minLength: readers, maxLength: readers }), { maxLength: 12 }),
      );
    fc.assert(
      fc.property(rows, (table) => {
        expectFinite([intraclassCorrelations(table), repeatability(table)]);
        expectFinite(blandAltman(table.map(([first = null, second = null]) => [first, second] as const)));
      }),
      { numRuns: 1000 },
    );
  });

  it('of a distribution', () => {
    expect(distributionOf([])).toBeNull();
    expect(distributionOf([3, 1, 2, 10])).toEqual({
      count: 4,
      mean: 4,
      median: 2.5,
      minimum: 1,
      maximum: 10,
    });
  });
});
