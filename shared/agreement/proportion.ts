import { betaQuantile } from './beta';

/** A proportion with a confidence interval, all from 0 to 1. */
export interface ProportionInterval {
  proportion: number;
  lower: number;
  upper: number;
}

/**
 * A proportion `count` of `of` with its exact (Clopper–Pearson 1934) confidence interval. `count` and `of` whole,
 * 0 ≤ count ≤ of, of ≥ 1; null otherwise.
 */
export function clopperPearson(count: number, of: number, confidence = 0.95): ProportionInterval | null {
  const whole = Number.isInteger(count) && Number.isInteger(of);
  if (!whole || of < 1 || count < 0 || count > of) return null;
  const tail = (1 - confidence) / 2;
  return {
    proportion: count / of,
    lower: count === 0 ? 0 : betaQuantile(tail, count, of - count + 1),
    upper: count === of ? 1 : betaQuantile(1 - tail, count + 1, of - count),
  };
}
