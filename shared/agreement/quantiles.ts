import { betaQuantile, regularisedBeta } from './beta';

/** The 97.5 % quantile of the normal distribution, which makes two-sided 95 % intervals. */
export const normal975 = 1.959963984540054;

/** The 97.5 % quantile of the F distribution with `df1` and `df2` degrees of freedom, each above 0 (DLMF 8.17). */
export function fQuantile975(df1: number, df2: number): number {
  const rest = betaQuantile(0.025, df2 / 2, df1 / 2);
  return (df2 * (1 - rest)) / (df1 * rest);
}

/** The 97.5 % quantile of Student's t distribution with `df` degrees of freedom, above 0. */
export function studentQuantile975(df: number): number {
  const rest = betaQuantile(0.05, df / 2, 0.5);
  return Math.sqrt((df * (1 - rest)) / rest);
}

/** The probability of an F of at least `f` with `df1` and `df2` degrees of freedom, each above 0; `f` from 0. */
export function fUpperTail(f: number, df1: number, df2: number): number {
  return regularisedBeta(df2 / (df2 + df1 * f), df2 / 2, df1 / 2);
}
