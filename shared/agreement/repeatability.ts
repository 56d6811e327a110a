import { completeRows, meanSquares } from './analysis-of-variance';
import type { Refusal } from './estimate';

/** How far repeated values of one subject lie apart, in the unit of the values. */
export interface Repeatability {
  /** Subjects with a value from every reader. */
  subjects: number;
  /** Root of the one-way within-subject mean square: differences between readers are part of it. */
  withinSubjectSd: number;
  /** 1.96 √2 Sw: two values of one subject differ by less in about 95 % of pairs. */
  repeatabilityCoefficient: number;
}

/**
 * Within-subject standard deviation Sw and repeatability coefficient 1.96 √2 Sw of values by subject (row) and reader or
 * repeat (column) (Bland & Altman, BMJ 1996;313:744). Rows with a missing value are left out; refused below two rows.
 */
export function repeatability(rows: readonly (readonly (number | null)[])[]): Repeatability | Refusal {
  const squares = meanSquares(completeRows(rows));
  if (squares === null) return { refused: 'Fewer than two subjects have a value in every reading.' };
  const withinSubjectSd = Math.sqrt(squares.withinSubjects);
  return {
    subjects: squares.subjects,
    withinSubjectSd,
    repeatabilityCoefficient: 1.96 * Math.SQRT2 * withinSubjectSd,
  };
}
