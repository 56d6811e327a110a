import { normal975 } from './quantiles';

/** Why there is no value, in a sentence. */
export interface Refusal {
  refused: string;
}

/** A two-sided 95 % confidence interval. */
export interface Interval {
  lower: number;
  upper: number;
}

/** A statistic with its 95 % confidence interval, or the reason why there is no interval. */
export interface Estimate {
  value: number;
  interval: Interval | Refusal;
  /** The standard error the interval comes from; null where the interval comes otherwise. */
  standardError: number | null;
  /** The value over its standard error under agreement by chance alone; null where that is not defined. */
  z: number | null;
}

/** Whether a result is a reason in words. */
export function isRefusal<Result extends object>(result: Result | Refusal): result is Refusal {
  return 'refused' in result;
}

/** Variances below this are rounding of a true zero. */
export const smallestVariance = 1e-14;

/**
 * A chance-corrected coefficient with `quantile` standard errors to either side, cut at −1 and 1. Where the variance is
 * zero the asymptotic interval would have no width and is refused.
 */
export function coefficientEstimate(
  value: number,
  variance: number,
  nullVariance: number | null,
  quantile = normal975,
): Estimate {
  const z = nullVariance !== null && nullVariance > smallestVariance ? value / Math.sqrt(nullVariance) : null;
  if (!(variance > smallestVariance)) {
    const refused = 'The asymptotic interval has no width: every answer is as the formula expects it.';
    return { value, interval: { refused }, standardError: 0, z };
  }
  const standardError = Math.sqrt(variance);
  const lower = Math.max(-1, value - quantile * standardError);
  const upper = Math.min(1, value + quantile * standardError);
  return { value, interval: { lower, upper }, standardError, z };
}
