import { type ConfusionMatrix, nothingCompared, sharesOf } from './confusion-matrix';
import { coefficientEstimate, type Estimate, type Refusal } from './estimate';

/** Credit for a pair of answers `distance` steps apart: 1 for equal answers, 0 for the ends of the scale. */
export type KappaWeights = 'equal-only' | 'linear' | 'quadratic';

function credit(weights: KappaWeights, distance: number, longest: number): number {
  if (distance === 0) return 1;
  if (weights === 'equal-only') return 0;
  return weights === 'linear' ? 1 - distance / longest : 1 - (distance / longest) ** 2;
}

/**
 * Cohen's kappa (1960), or with weights that of 1968: linear credit 1 − |i − j| / (k − 1), quadratic
 * 1 − (i − j)² / (k − 1)², for the k categories in their order, those that do not occur among them.
 *
 * The 95 % interval is asymptotic (Fleiss, Cohen & Everitt, Psychol Bull 1969;72:323, for kappa other than zero, as
 * psych::cohen.kappa), and z uses the standard error of the same paper for kappa zero. Refused without pairs, and where
 * agreement by chance is certain because both readers always gave one and the same answer.
 */
export function cohenKappa(
  matrix: ConfusionMatrix,
  weights: KappaWeights = 'equal-only',
): Estimate | Refusal {
  const { total } = matrix;
  if (total === 0) return nothingCompared;
  const { cells, rows, columns } = sharesOf(matrix);
  const longest = cells.length - 1;
  const weight = (row: number, column: number) => credit(weights, Math.abs(row - column), longest);
  /** Mean credit of each answer of one reader against the other's answers by chance. */
  const againstColumns = rows.map((_, row) =>
    columns.reduce((sum, share, column) => sum + share * weight(row, column), 0),
  );
  const againstRows = columns.map((_, column) =>
    rows.reduce((sum, share, row) => sum + share * weight(row, column), 0),
  );
  let observed = 0;
  for (const [row, line] of cells.entries())
    for (const [column, share] of line.entries()) observed += share * weight(row, column);
  const expected = rows.reduce((sum, share, row) => sum + share * (againstColumns[row] ?? 0), 0);
  if (1 - expected < 1e-12) {
    return { refused: 'Every answer is the same: agreement by chance is certain, and kappa is not defined.' };
  }
  let spread = 0;
  let nullSpread = 0;
  for (const [row, line] of cells.entries()) {
    for (const [column, share] of line.entries()) {
      const chance = (againstColumns[row] ?? 0) + (againstRows[column] ?? 0);
      if (share > 0) spread += share * (weight(row, column) * (1 - expected) - chance * (1 - observed)) ** 2;
      nullSpread += (rows[row] ?? 0) * (columns[column] ?? 0) * (weight(row, column) - chance) ** 2;
    }
  }
  const centre = observed * expected - 2 * expected + observed;
  const variance = (spread - centre ** 2) / (total * (1 - expected) ** 4);
  const nullVariance = (nullSpread - expected ** 2) / (total * (1 - expected) ** 2);
  return coefficientEstimate((observed - expected) / (1 - expected), variance, nullVariance);
}
