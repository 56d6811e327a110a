import { clopperPearson } from '../agreement/proportion';
import type { CohortProportion } from './evidence';

function percent(value: number): string {
  const points = 100 * value;
  if (points === 0 || points === 100) return points.toFixed(0);
  return points < 1 ? points.toFixed(2) : points.toFixed(1);
}

/**
 * A cohort's proportion with its exact 95 % interval, e.g. "4 of 251 = 1.6 % (95 % CI 0.44–4.0 %)". About the cohort,
 * never about one patient.
 */
export function cohortFigure({ count, of }: CohortProportion): string {
  const interval = clopperPearson(count, of);
  if (interval === null) return `${count} of ${of}`;
  const { proportion, lower, upper } = interval;
  return `${count} of ${of} = ${percent(proportion)} % (95 % CI ${percent(lower)}–${percent(upper)} %)`;
}
