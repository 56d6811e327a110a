import { neighbourLevel, type VertebralLevel } from '../../shared/dicom/levels';
import { renumber } from '../../shared/findings/edits';
import type { Reading } from '../../shared/findings/reading';
import { useReadingStore } from './use-reading';

/** What the highest mark is called, and would be called after all are renumbered by one; null at the end of the spine. */
export function renumberedByOne(
  reading: Reading,
  direction: -1 | 1,
): { from: VertebralLevel; to: VertebralLevel } | null {
  const marked = reading.levels.map((mark) => mark.level);
  const [from] = marked;
  const to = from === undefined ? null : neighbourLevel(from, direction, marked);
  return from === undefined || to === null ? null : { from, to };
}

/** Renumbers all levels by one, towards the head (−1) or the feet, as one act. */
export function renumberAll(direction: -1 | 1): void {
  const { reading, apply } = useReadingStore.getState();
  const names = reading === null ? null : renumberedByOne(reading, direction);
  if (names === null) return;
  const { from, to } = names;
  apply((draft) => renumber(draft, from, to), `all levels renumbered, ${from} as ${to}`);
}
