import { coefficientEstimate, type Estimate, type Refusal } from './estimate';
import { studentQuantile975 } from './quantiles';

/**
 * Fleiss' kappa (Psychol Bull 1971;76:378) of subjects that the same number of readers, two or more, put into
 * categories: `table[subject][category]` counts readers.
 *
 * z uses the standard error for kappa zero (Fleiss, Nee & Landis, Psychol Bull 1979;86:974, as irr::kappam.fleiss), which
 * is wrong for an interval; the 95 % interval is the value ± t(n − 1) standard errors of the linearised variance over
 * subjects (Gwet, Br J Math Stat Psychol 2008;61:29; as irrCAC::fleiss.kappa.raw). Refused without subjects, with
 * unequal numbers of readers, and where every answer is the same.
 */
export function fleissKappa(table: readonly (readonly number[])[]): Estimate | Refusal {
  const count = table.length;
  const first = table[0];
  if (first === undefined) return { refused: 'No subject was read by all readers.' };
  const readers = first.reduce((sum, one) => sum + one, 0);
  if (readers < 2) return { refused: 'Fewer than two readers.' };
  if (table.some((line) => line.reduce((sum, one) => sum + one, 0) !== readers)) {
    return { refused: 'Subjects were read by different numbers of readers.' };
  }
  const shares = first.map(
    (_, category) => table.reduce((sum, line) => sum + (line[category] ?? 0), 0) / (count * readers),
  );
  const agreements = table.map(
    (line) => line.reduce((sum, one) => sum + one * (one - 1), 0) / (readers * (readers - 1)),
  );
  const observed = agreements.reduce((sum, one) => sum + one, 0) / count;
  const expected = shares.reduce((sum, share) => sum + share ** 2, 0);
  if (1 - expected < 1e-12) {
    return { refused: 'Every answer is the same: agreement by chance is certain, and kappa is not defined.' };
  }
  const kappa = (observed - expected) / (1 - expected);
  const spread = shares.reduce((sum, share) => sum + share * (1 - share), 0);
  const skew = shares.reduce((sum, share) => sum + share * (1 - share) * (1 - 2 * share), 0);
  const nullVariance = (2 * (spread ** 2 - skew)) / (spread ** 2 * count * readers * (readers - 1));
  if (count === 1) {
    const refused = 'One subject alone gives no interval.';
    const z = nullVariance > 0 ? kappa / Math.sqrt(nullVariance) : null;
    return { value: kappa, interval: { refused }, standardError: null, z };
  }
  const deviations = table.map((line, subject) => {
    const own = ((agreements[subject] ?? 0) - expected) / (1 - expected);
    const chance = line.reduce((sum, one, category) => sum + ((shares[category] ?? 0) * one) / readers, 0);
    return own - (2 * (1 - kappa) * (chance - expected)) / (1 - expected) - kappa;
  });
  const variance = deviations.reduce((sum, one) => sum + one ** 2, 0) / (count * (count - 1));
  return coefficientEstimate(kappa, variance, nullVariance, studentQuantile975(count - 1));
}

/** The share of pairs of readers that agree, over all subjects, each with the same number of readers. */
export function pairwiseAgreement(table: readonly (readonly number[])[]): { value: number } | Refusal {
  let equal = 0;
  let of = 0;
  for (const line of table) {
    const readers = line.reduce((sum, one) => sum + one, 0);
    equal += line.reduce((sum, one) => sum + one * (one - 1), 0);
    of += readers * (readers - 1);
  }
  return of === 0 ? { refused: 'No pair of answers can be compared.' } : { value: equal / of };
}
