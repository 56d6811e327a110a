/** How values spread: of no value at all, null. */
export interface Distribution {
  count: number;
  mean: number;
  median: number;
  minimum: number;
  maximum: number;
}

/** Count, mean, median (the mean of the middle two of an even number), least and greatest of finite values. */
export function distributionOf(values: readonly number[]): Distribution | null {
  const sorted = values.toSorted((a, b) => a - b);
  const count = sorted.length;
  const minimum = sorted[0];
  const maximum = sorted[count - 1];
  const low = sorted[(count - 1) >> 1];
  const high = sorted[count >> 1];
  if (minimum === undefined || maximum === undefined || low === undefined || high === undefined) return null;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / count;
  return { count, mean, median: (low + high) / 2, minimum, maximum };
}
