import type { Refusal } from './estimate';
import { clopperPearson, type ProportionInterval } from './proportion';

/** How often one reader answered the row's category where the other answered the column's. */
export interface ConfusionMatrix {
  categories: readonly string[];
  /** `counts[row][column]`: the first reader's category by the second's, in the order of `categories`. */
  counts: readonly (readonly number[])[];
  total: number;
}

/** The proportion of equal answers with its exact (Clopper–Pearson) 95 % interval. */
export interface RawAgreement extends ProportionInterval {
  equal: number;
  of: number;
}

/**
 * Counts pairs of answers. A pair with a missing answer (null), or with one that is none of `categories`, is left out.
 */
export function confusionMatrix(
  pairs: Iterable<readonly [string | null, string | null]>,
  categories: readonly string[],
): ConfusionMatrix {
  const place = new Map(categories.map((category, index) => [category, index]));
  const counts = categories.map(() => categories.map(() => 0));
  let total = 0;
  for (const [first, second] of pairs) {
    const row = first === null ? undefined : place.get(first);
    const column = second === null ? undefined : place.get(second);
    const line = row === undefined ? undefined : counts[row];
    if (line === undefined || column === undefined) continue;
    line[column] = (line[column] ?? 0) + 1;
    total++;
  }
  return { categories, counts, total };
}

/** A matrix as proportions of its total, with the proportions of each reader's answers. */
export interface MatrixShares {
  cells: number[][];
  /** Of the first reader, by category. */
  rows: number[];
  /** Of the second reader, by category. */
  columns: number[];
}

/** The shares of a matrix that holds at least one pair. */
export function sharesOf({ counts, total }: ConfusionMatrix): MatrixShares {
  const cells = counts.map((line) => line.map((count) => count / total));
  const rows = cells.map((line) => line.reduce((sum, share) => sum + share, 0));
  const columns = cells.map((_, column) => cells.reduce((sum, line) => sum + (line[column] ?? 0), 0));
  return { cells, rows, columns };
}

/** What every statistic of an empty matrix says. */
export const nothingCompared: Refusal = { refused: 'No pair of answers can be compared.' };

/** The proportion of pairs on the diagonal. */
export function rawAgreement({ counts, total }: ConfusionMatrix): RawAgreement | Refusal {
  const equal = counts.reduce((sum, line, index) => sum + (line[index] ?? 0), 0);
  const interval = clopperPearson(equal, total);
  return interval === null ? nothingCompared : { equal, of: total, ...interval };
}
