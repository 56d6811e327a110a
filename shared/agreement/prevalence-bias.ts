import { type ConfusionMatrix, nothingCompared, rawAgreement } from './confusion-matrix';
import { type Estimate, isRefusal, type Refusal } from './estimate';

const twoCategories: Refusal = { refused: 'Defined for two categories only.' };

/**
 * Prevalence- and bias-adjusted kappa, (k p − 1) / (k − 1) for k categories and the proportion p of equal answers
 * (Byrt, Bishop & Carlin, J Clin Epidemiol 1993;46:423; for k above 2, Brennan & Prediger 1981). Its interval is that of
 * p, exact.
 */
export function prevalenceAdjustedKappa(matrix: ConfusionMatrix): Estimate | Refusal {
  const raw = rawAgreement(matrix);
  if (isRefusal(raw)) return raw;
  const count = matrix.categories.length;
  if (count < 2) return { refused: 'There is only one category.' };
  const adjusted = (share: number) => (count * share - 1) / (count - 1);
  const interval = { lower: adjusted(raw.lower), upper: adjusted(raw.upper) };
  return { value: adjusted(raw.proportion), interval, standardError: null, z: null };
}

/**
 * Prevalence index of two categories, −1 to 1: the share of pairs where both gave the second category minus that where
 * both gave the first (Byrt 1993).
 */
export function prevalenceIndex({ counts, total }: ConfusionMatrix): { value: number } | Refusal {
  if (total === 0) return nothingCompared;
  if (counts.length !== 2) return twoCategories;
  return { value: ((counts[1]?.[1] ?? 0) - (counts[0]?.[0] ?? 0)) / total };
}

/**
 * Bias index of two categories, −1 to 1: how much more often the first reader gave the second category than the second
 * reader did, as a share of all pairs (Byrt 1993).
 */
export function biasIndex({ counts, total }: ConfusionMatrix): { value: number } | Refusal {
  if (total === 0) return nothingCompared;
  if (counts.length !== 2) return twoCategories;
  return { value: ((counts[1]?.[0] ?? 0) - (counts[0]?.[1] ?? 0)) / total };
}
