import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regularisedBeta } from './beta';
import { clopperPearson } from './proportion';

describe('Clopper–Pearson interval', () => {
  // Limits as computed by scipy 1.17 (beta.ppf), which agree with R's binom.test.
  it.each([
    [4, 251, 0.004358724375801592, 0.040298206054718365],
    [4, 4, 0.3976353643835253, 1],
    [0, 247, 0, 0.014823764605596158],
    [4, 3175, 0.0003433679952218434, 0.0032225277797975843],
    [1, 222, 0.00011403767731910959, 0.02484059529902733],
    [14, 157, 0.04961133800905147, 0.14508914060301709],
    [0, 98, 0, 0.03694198703519287],
    [5, 10, 0.18708602844739855, 0.8129139715526015],
    [50, 100, 0.39832112950330095, 0.601678870496699],
  ])('of %i in %i', (count, of, lower, upper) => {
    const interval = clopperPearson(count, of);
    expect(interval?.proportion).toBe(count / of);
    expect(interval?.lower).toBeCloseTo(lower, 11);
    expect(interval?.upper).toBeCloseTo(upper, 11);
  });

  it('has no interval for what is no proportion', () => {
    for (const [count, of] of [
      [1, 0],
      [-1, 5],
      [6, 5],
      [1.5, 5],
      [Number.NaN, 5],
    ] as const) {
      expect(clopperPearson(count, of)).toBeNull();
    }
  });

  it('holds the proportion, mirrors, and leaves half the rest on either side', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (of, share) => {
          const count = Math.round(share * of);
          const interval = clopperPearson(count, of);
          const mirrored = clopperPearson(of - count, of);
          if (interval === null || mirrored === null) throw new Error('no interval');
          expect(interval.lower).toBeLessThanOrEqual(count / of);
          expect(interval.upper).toBeGreaterThanOrEqual(count / of);
          expect(mirrored.lower).toBeCloseTo(1 - interval.upper, 9);
          if (count > 0) expect(regularisedBeta(interval.lower, count, of - count + 1)).toBeCloseTo(0.025, 9);
          if (count < of)
            expect(regularisedBeta(interval.upper, count + 1, of - count)).toBeCloseTo(0.975, 9);
        },
      ),
    );
  });
});
