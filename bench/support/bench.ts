/** One measured quantity beside its baseline, both measured in the same run. */
export interface BenchResult {
  /** Subject and quantity, e.g. "first image". */
  name: string;
  /** Median of the runs. */
  ours: number;
  baseline: number;
  /** What the baseline is: another program's value measured beside ours, or a limit. */
  baselineName: string;
  unit: 'ms' | 'MB' | 's' | 'µs' | 'ratio';
  runs: number;
}

/** A subject that can be asked for by name. */
export interface Bench {
  name: string;
  /** What is measured, one line. */
  about: string;
  run(): Promise<BenchResult[]>;
}

/** Middle value; of an even number, the mean of the two in the middle. Throws for none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which a fraction of the values lies, interpolated. Throws for none. */
export function quantile(values: readonly number[], fraction: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const place = fraction * (sorted.length - 1);
  const below = sorted[Math.floor(place)];
  const above = sorted[Math.ceil(place)];
  if (below === undefined || above === undefined) throw new Error('There is no value to take the median of.');
  return below + (above - below) * (place - Math.floor(place));
}

/** Result of values measured in turn, as medians. */
export function compare(
  name: string,
  values: { ours: readonly number[]; baseline: readonly number[] },
  about: Pick<BenchResult, 'baselineName' | 'unit'>,
): BenchResult {
  return {
    name,
    ours: median(values.ours),
    baseline: median(values.baseline),
    ...about,
    runs: values.ours.length,
  };
}

/** Result of values that are to stay below a limit. */
export function against(
  name: string,
  ours: readonly number[],
  limit: number,
  about: Pick<BenchResult, 'baselineName' | 'unit'>,
): BenchResult {
  return { name, ours: median(ours), baseline: limit, ...about, runs: ours.length };
}
