import type { MissingItem } from '../../shared/findings/completeness';
import { cardOf } from './card-of-item';
import { stepIds } from './protocol-store';

/**
 * The part of the reading an item is one of, and whose end leads on to the next part. Null for what has no end of its own:
 * more levels may follow the last one needed, and disrupted stretches the trace.
 */
function partOf(item: MissingItem): string | null {
  if (item.step === 'levels' || item.step === 'posteriorWall') return null;
  return `${item.fractureLevel ?? ''} ${cardOf(item)}`;
}

/**
 * What to go on to after an act: where it supplied the last item of a part, the first item missing in its card or in the
 * cards below it, else the first of all. Null where no part came to its end, or nothing is missing any more.
 */
export function nextAfter(before: readonly MissingItem[], after: readonly MissingItem[]): MissingItem | null {
  const open = new Set(after.map(partOf));
  const ended = before.findLast((item) => {
    const part = partOf(item);
    return part !== null && !open.has(part);
  });
  if (ended === undefined) return null;
  const place = (item: MissingItem) => stepIds.indexOf(cardOf(item));
  const isOther = ({ fractureLevel }: MissingItem) =>
    fractureLevel !== null && ended.fractureLevel !== null && fractureLevel !== ended.fractureLevel;
  const [following] = after
    .filter((item) => place(item) >= place(ended) && !isOther(item))
    .toSorted((a, b) => place(a) - place(b));
  return following ?? after[0] ?? null;
}
