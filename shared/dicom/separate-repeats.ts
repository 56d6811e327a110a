import type { FrameFacts, FrameSeparators, ImageFacts } from './image-facts';
import { groupByPosition } from './slice-order';

/** One frame with the image object it belongs to. */
export interface Slice {
  image: ImageFacts;
  facts: FrameFacts;
}

/** Slices with at most one at each position, and what sets them apart from the others of their block. */
export interface SeparatedSlices {
  /** Ascending along the normal. */
  slices: Slice[];
  /** "echo 80 ms", "time point 2"…; one for each separator used. */
  notes: string[];
  /** True where only the order of the images told them apart. */
  byOrderOnly: boolean;
}

interface Separator {
  valueIn: (slice: Slice) => string | number | null;
  noteOf: (value: string | number | null, rank: number) => string;
}

function separator(
  key: keyof FrameSeparators,
  noteOf: (value: string | number | null, rank: number) => string,
): Separator {
  return { valueIn: (slice) => slice.facts.separators[key], noteOf };
}

const separators: readonly Separator[] = [
  separator('echoTime', (value) => `echo ${value ?? '?'} ms`),
  separator('bValue', (value) => `b ${value ?? 0}`),
  separator('inversionTime', (value) => `TI ${value ?? '?'} ms`),
  separator('imageType', (value) => String(value ?? '').replaceAll('\\', ' ')),
  separator('temporalPosition', (value, rank) => `time point ${value ?? rank}`),
  separator('triggerTime', (value) => `trigger ${value ?? '?'} ms`),
  separator('acquisitionNumber', (value, rank) => `acquisition ${value ?? rank}`),
  {
    valueIn: (slice) => (slice.image.frames.length > 1 ? slice.image.sopInstanceUid : null),
    noteOf: (_value, rank) => `object ${rank}`,
  },
];

/**
 * Separates images that share positions (several echoes, b-values, time points, reconstructions) so that each
 * result has one image at a position. A header value separates where it leaves fewer repeats and does not make
 * more groups than there are images at one position; where none does, the order of the images decides.
 * `alongNormal` gives the position in mm; the order of `slices` does not change the result.
 */
export function separateRepeats(
  slices: readonly Slice[],
  alongNormal: (slice: Slice) => number,
): SeparatedSlices[] {
  const positions = groupByPosition([...slices].sort(bySeriesOrder), alongNormal);
  const most = positions.reduce((count, group) => Math.max(count, group.length), 0);
  if (most <= 1) return [{ slices: positions.flat(), notes: [], byOrderOnly: false }];
  const repeats = slices.length - positions.length;
  for (const { valueIn, noteOf } of separators) {
    const groups = groupByValue(slices, valueIn);
    if (groups.length < 2 || groups.length > most) continue;
    const left = groups.reduce(
      (sum, group) => sum + group.slices.length - groupByPosition(group.slices, alongNormal).length,
      0,
    );
    if (left >= repeats) continue;
    return groups.flatMap((group, index) =>
      separateRepeats(group.slices, alongNormal).map((part) => ({
        ...part,
        notes: [noteOf(group.value, index + 1), ...part.notes],
      })),
    );
  }
  return Array.from({ length: most }, (_, rank) => ({
    slices: positions.flatMap((group) => group.slice(rank, rank + 1)),
    notes: [`image ${rank + 1} of ${most} at each position`],
    byOrderOnly: true,
  }));
}

/** The order of a series: instance number, then frame, then UID, then source. */
export function bySeriesOrder(a: Slice, b: Slice): number {
  return (
    (a.image.instanceNumber ?? 0) - (b.image.instanceNumber ?? 0) ||
    compareText(a.image.sopInstanceUid, b.image.sopInstanceUid) ||
    compareText(a.image.source, b.image.source) ||
    a.facts.frame - b.facts.frame
  );
}

/** Orders text by code units, the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function groupByValue(slices: readonly Slice[], valueIn: Separator['valueIn']) {
  const groups = new Map<string | number | null, Slice[]>();
  for (const slice of slices) {
    const value = valueIn(slice);
    const group = groups.get(value);
    if (group === undefined) groups.set(value, [slice]);
    else group.push(slice);
  }
  return [...groups]
    .map(([value, members]) => ({ value, slices: members }))
    .sort((a, b) =>
      typeof a.value === 'number' && typeof b.value === 'number'
        ? a.value - b.value
        : compareText(String(a.value), String(b.value)),
    );
}
