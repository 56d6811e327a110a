import type {
  GroupComparison,
  NumericItem,
  PairComparison,
  subjectAt,
} from '../../../shared/agreement/agreement-result';
import { type Estimate, isRefusal, type Refusal } from '../../../shared/agreement/estimate';
import { numberText } from '../../ui/format';
import { text } from '../../ui/text';

const words = text.agreement;

/** `not-assessable` → `not assessable`. */
export function categoryName(category: string): string {
  return category.replaceAll('-', ' ');
}

/** The readers of a comparison; of one reader's repeats the first and the second time. */
export function readerNames(comparison: PairComparison | GroupComparison): [string, string] {
  const [one = '', other = ''] = comparison.readers;
  if (comparison.kind === 'within-reader') return [words.firstTime(one), words.secondTime(one)];
  return comparison.kind === 'all-readers' ? [words.allReaders, ''] : [one, other];
}

/** What a comparison is called in the list of them. */
export function comparisonName(comparison: PairComparison | GroupComparison): string {
  const [one = '', other = ''] = comparison.readers;
  if (comparison.kind === 'within-reader') return words.within(one);
  return comparison.kind === 'all-readers'
    ? words.together(comparison.readers.length)
    : words.between(one, other);
}

/** The case, with the level where a fracture is compared. */
export function subjectName(subject: ReturnType<typeof subjectAt>): string {
  if (subject === undefined) return '';
  return subject.level === null ? subject.caseId : `${subject.caseId} ${subject.level}`;
}

/** "retropulsion, RETRO-ADJ", with where it is measured unless that is the fractured level. */
export function numericName({ name, method, position }: NumericItem): string {
  return position === 'at' ? `${name}, ${method}` : `${name} ${words.positions[position]}, ${method}`;
}

export function percent(share: number): string {
  return `${numberText(100 * share, 0)} %`;
}

/** "0.72 (0.55 to 0.89)", or the value alone where there is no interval; null where there is no value. */
export function estimateText(estimate: Pick<Estimate, 'value' | 'interval'> | Refusal | null): string | null {
  if (estimate === null || isRefusal(estimate)) return null;
  const value = numberText(estimate.value, 2);
  const { interval } = estimate;
  return isRefusal(interval)
    ? value
    : words.withInterval(value, numberText(interval.lower, 2), numberText(interval.upper, 2));
}
