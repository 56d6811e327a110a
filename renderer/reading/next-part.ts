import type { MissingItem } from '../../shared/findings/completeness';
import { cardOf } from './card-of-item';

/**
 * The part of the reading an item is one of, and whose end leads on to the next part. Null for what has no end of its own:
 * more levels may follow the last one needed, and disrupted stretches the trace.
 */
function partOf(item: MissingItem): string | null {
  if (item.step === 'levels' || item.step === 'posteriorWall') return null;
  return `${item.fractureLevel ?? ''} ${cardOf(item)}`;
}

/**
 * What to go on to after an act: where it supplied the last item of a part, the first item still missing after that part,
 * else the first of all. Null where no part came to its end, or nothing is missing any more.
 */
export function nextAfter(before: readonly MissingItem[], after: readonly MissingItem[]): MissingItem | null {
  const open = new Set(after.map(partOf));
  const ended = before.findLastIndex((item) => {
    const part = partOf(item);
    return part !== null && !open.has(part);
  });
  if (ended < 0) return null;
  const left = new Map(after.map((item) => [item.id, item]));
  const following = before.slice(ended + 1).find(({ id }) => left.has(id));
  return (following === undefined ? undefined : left.get(following.id)) ?? after[0] ?? null;
}
