import type { Vector3 } from '../geometry/vector';
import type { FrameFacts, FrameSeparators, ImageFacts } from './image-facts';
import { groupByPosition, hasRepeats } from './slice-order';

/** One frame with the image object it belongs to. */
export interface Slice {
  image: ImageFacts;
  facts: FrameFacts;
  /** Position along the normal of its stack, mm; 0 where it has none. */
  along: number;
}

/** Slices with at most one at each position, and what sets them apart from the others of their block. */
export interface SeparatedSlices {
  /** Ascending along the normal. */
  slices: Slice[];
  /** "echo 80 ms", "time point 2"…; one for each separator used. */
  notes: string[];
  /** Those that lie where another image of the series lies and only the order of the images tells them apart. */
  duplicates: Slice[];
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

/** In the order tried; the dimensions of a multi-frame object come after them. */
const separators: readonly Separator[] = [
  separator('echoTime', (value) => `echo ${value ?? '?'} ms`),
  separator('bValue', (value) => `b ${value ?? 0}`),
  separator('inversionTime', (value) => `TI ${value ?? '?'} ms`),
  separator('imageType', (value) => String(value ?? '').replaceAll('\\', ' ')),
  separator('temporalPosition', (value, rank) => `time point ${value ?? rank}`),
  separator('triggerTime', (value) => `trigger ${value ?? '?'} ms`),
  separator('acquisitionNumber', (value, rank) => `acquisition ${value ?? rank}`),
  separator('stackId', (value, rank) => `stack ${value ?? rank}`),
];

const byObject: Separator = {
  valueIn: (slice) => (slice.image.frames.length > 1 ? slice.image.sopInstanceUid : null),
  noteOf: (_value, rank) => `object ${rank}`,
};

function dimensionSeparators(slices: readonly Slice[]): Separator[] {
  const count = slices[0]?.facts.dimensionIndexValues.length ?? 0;
  return Array.from({ length: count }, (_, dimension) => {
    const name = slices[0]?.image.dimensionLabels[dimension] || `dimension ${dimension + 1}`;
    return {
      valueIn: (slice) => slice.facts.dimensionIndexValues[dimension] ?? null,
      noteOf: (value) => `${name} ${value ?? '?'}`,
    };
  });
}

/**
 * Separates images that share positions (several echoes, b-values, time points, reconstructions) so that each
 * result has one image at a position. A header value separates where it leaves fewer repeats and does not make
 * more groups than there are images at one position; where none does, the order of the images decides.
 * `ascending`: by position along the normal, those at one position by `bySeriesOrder`.
 */
export function separateRepeats(ascending: readonly Slice[]): SeparatedSlices[] {
  if (!hasRepeats(ascending)) return [{ slices: [...ascending], notes: [], duplicates: [] }];
  const positions = groupByPosition(ascending);
  const repeats = ascending.length - positions.length;
  const most = positions.reduce((count, group) => Math.max(count, group.length), 0);
  for (const { valueIn, noteOf } of [...separators, ...dimensionSeparators(ascending), byObject]) {
    const groups = groupByValue(ascending, valueIn);
    if (groups.length < 2 || groups.length > most) continue;
    const left = groups.reduce(
      (sum, group) => sum + group.slices.length - groupByPosition(group.slices).length,
      0,
    );
    if (left >= repeats) continue;
    return groups.flatMap((group, index) =>
      separateRepeats(group.slices).map((part) => ({
        ...part,
        notes: [noteOf(group.value, index + 1), ...part.notes],
      })),
    );
  }
  return byOrder(positions, most);
}

/** Splits by rank at each position; images that all lie at one position stay together, in the order of the series. */
function byOrder(positions: Slice[][], most: number): SeparatedSlices[] {
  const [only, ...others] = positions;
  if (only !== undefined && others.length === 0) return [{ slices: only, notes: [], duplicates: only }];
  const everywhere = positions.every((group) => group.length === most);
  return Array.from({ length: most }, (_, rank) => {
    const part = positions.flatMap((group) => group.slice(rank, rank + 1));
    const repeated = positions.filter((group) => group.length > 1);
    const note = everywhere
      ? [`image ${rank + 1} of ${most} at each position`]
      : rank === 0
        ? []
        : [most === 2 ? 'duplicates' : `duplicates ${rank}`];
    return {
      slices: part,
      notes: note,
      duplicates: repeated.flatMap((group) => group.slice(rank, rank + 1)),
    };
  });
}

/** The positions of slices, LPS mm, without those that have none. */
export function positionsOf(slices: readonly Slice[]): Vector3[] {
  const positions: Vector3[] = [];
  for (const { facts } of slices) if (facts.position !== null) positions.push(facts.position);
  return positions;
}

/** The order of a series: instance number, then UID, then source, then frame. */
export function bySeriesOrder(a: Slice, b: Slice): number {
  return (
    (a.image.instanceNumber ?? 0) - (b.image.instanceNumber ?? 0) ||
    (a.image === b.image
      ? a.facts.frame - b.facts.frame
      : compareText(a.image.sopInstanceUid, b.image.sopInstanceUid) ||
        compareText(a.image.source, b.image.source))
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
