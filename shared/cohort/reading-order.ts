import { keyedOrder } from './keyed-order';
import type { Protocol } from './protocol';

/** One reading that is asked of a reader. */
export interface AskedReading {
  caseId: string;
  /** 0: the first time; 1: the same case again. */
  repeat: number;
}

/**
 * What a reader is asked to read, in order: every case once, in the order of the list or in one of this reader's own
 * (from the seed and the reader's code); then the repeats, a share of the cases chosen and ordered by the seed of the
 * repeats. `caseIds`: the cases of this reader in the order they were added. `begunRepeats`: cases whose repeat has been
 * begun, which stay asked whatever is added later. Pure: the same on every machine.
 */
export function readingOrder(
  caseIds: readonly string[],
  readerCode: string,
  { order, repeats }: Pick<Protocol, 'order' | 'repeats'>,
  begunRepeats: ReadonlySet<string> = new Set(),
): AskedReading[] {
  const same = (caseId: string) => caseId;
  const first =
    order.kind === 'fixed'
      ? [...caseIds]
      : keyedOrder(caseIds, same, { seed: order.seed, purpose: `order ${readerCode}` });
  const asked = first.map((caseId): AskedReading => ({ caseId, repeat: 0 }));
  if (repeats === null) return asked;
  const { share, seed } = repeats;
  const drawn = keyedOrder(caseIds, same, { seed, purpose: `repeat ${readerCode}` });
  const count = Math.round(share * caseIds.length);
  const chosen = new Set([...drawn.slice(0, count), ...caseIds.filter((caseId) => begunRepeats.has(caseId))]);
  const again = keyedOrder([...chosen], same, { seed, purpose: `order of repeats ${readerCode}` });
  return [...asked, ...again.map((caseId): AskedReading => ({ caseId, repeat: 1 }))];
}
