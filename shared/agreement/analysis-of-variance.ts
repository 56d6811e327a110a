/** Values by subject (row) and reader (column), every row complete and of the same length. */
export type ValueTable = readonly (readonly number[])[];

/** Mean squares of a table of values, one value a cell (McGraw & Wong, Psychol Methods 1996;1:30, table 2). */
export interface MeanSquares {
  subjects: number;
  readers: number;
  betweenSubjects: number;
  withinSubjects: number;
  betweenReaders: number;
  error: number;
}

/** The rows that have a finite value from every reader. */
export function completeRows(rows: readonly (readonly (number | null)[])[]): number[][] {
  return rows.filter((row): row is number[] =>
    row.every((value) => value !== null && Number.isFinite(value)),
  );
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/**
 * Mean squares of at least two subjects by at least two readers, else null. Sums of squares below what rounding of the
 * values can leave are exactly zero.
 */
export function meanSquares(table: ValueTable): MeanSquares | null {
  const subjects = table.length;
  const readers = table[0]?.length ?? 0;
  if (subjects < 2 || readers < 2) return null;
  const size = table.reduce(
    (most, row) => row.reduce((one, value) => Math.max(one, Math.abs(value)), most),
    0,
  );
  const rounding = subjects * readers * (1e-13 * size) ** 2;
  const clean = (sum: number) => (sum <= rounding ? 0 : sum);
  const rowMeans = table.map(meanOf);
  const columnMeans = Array.from({ length: readers }, (_, reader) =>
    meanOf(table.map((row) => row[reader] ?? 0)),
  );
  const mean = meanOf(rowMeans);
  let within = 0;
  let error = 0;
  for (const [subject, row] of table.entries()) {
    const rowMean = rowMeans[subject] ?? 0;
    for (const [reader, value] of row.entries()) {
      within += (value - rowMean) ** 2;
      error += (value - rowMean - (columnMeans[reader] ?? 0) + mean) ** 2;
    }
  }
  const between = readers * rowMeans.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  const columns = subjects * columnMeans.reduce((sum, one) => sum + (one - mean) ** 2, 0);
  return {
    subjects,
    readers,
    betweenSubjects: clean(between) / (subjects - 1),
    withinSubjects: clean(within) / (subjects * (readers - 1)),
    betweenReaders: clean(columns) / (readers - 1),
    error: clean(error) / ((subjects - 1) * (readers - 1)),
  };
}
