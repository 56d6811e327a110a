import type { Interval, Refusal } from './estimate';
import { studentQuantile975 } from './quantiles';

/** A line of the Bland–Altman plot with its 95 % interval, in the unit of the values. */
export interface BlandAltmanLine extends Interval {
  value: number;
}

/** Differences between two readers, second minus first, in the unit of the values. */
export interface BlandAltman {
  subjects: number;
  bias: BlandAltmanLine;
  /** Standard deviation of the differences. */
  sd: number;
  /** Bias − 1.96 SD. */
  lowerLimit: BlandAltmanLine;
  /** Bias + 1.96 SD. */
  upperLimit: BlandAltmanLine;
}

const coverage = 1.96;

/**
 * Bias (mean difference, second minus first) and 95 % limits of agreement (bias ± 1.96 SD). The interval of the bias is
 * exact under normal differences, ± t(n − 1) SD / √n; that of each limit is the t-based one of Bland & Altman (Stat Methods
 * Med Res 1999;8:135): ± t(n − 1) SD √(1/n + 1.96² / (2 (n − 1))). Pairs with a missing value are left out; refused below two.
 */
export function blandAltman(
  pairs: readonly (readonly [number | null, number | null])[],
): BlandAltman | Refusal {
  const differences = pairs.flatMap(([first, second]) => {
    const both = first !== null && second !== null && Number.isFinite(first) && Number.isFinite(second);
    return both ? [second - first] : [];
  });
  const count = differences.length;
  if (count < 2) return { refused: 'Fewer than two subjects have a value in both readings.' };
  const bias = differences.reduce((sum, one) => sum + one, 0) / count;
  const sd = Math.sqrt(differences.reduce((sum, one) => sum + (one - bias) ** 2, 0) / (count - 1));
  const quantile = studentQuantile975(count - 1);
  const line = (value: number, error: number): BlandAltmanLine => ({
    value,
    lower: value - quantile * error,
    upper: value + quantile * error,
  });
  const limitError = sd * Math.sqrt(1 / count + coverage ** 2 / (2 * (count - 1)));
  return {
    subjects: count,
    bias: line(bias, sd / Math.sqrt(count)),
    sd,
    lowerLimit: line(bias - coverage * sd, limitError),
    upperLimit: line(bias + coverage * sd, limitError),
  };
}
