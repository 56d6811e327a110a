import type { AdjudicatedReading } from '../findings/reading';
import type { ReadingHead } from './case-state';
import { keyedOrder } from './keyed-order';

const labels: readonly AdjudicatedReading['label'][] = ['A', 'B', 'C', 'D'];

/**
 * The readings of a case in the order in which an adjudicator meets them, with the labels A, B, …: drawn for each case
 * anew from the seed, so that a label never stands for the same reader throughout.
 */
export function labelReadings(
  caseId: string,
  readings: readonly ReadingHead[],
  seed: number,
): { label: AdjudicatedReading['label']; head: ReadingHead }[] {
  const drawn = keyedOrder(readings, ({ readerCode }) => readerCode, { seed, purpose: `label ${caseId}` });
  return labels.flatMap((label, index) => {
    const head = drawn[index];
    return head === undefined ? [] : [{ label, head }];
  });
}
