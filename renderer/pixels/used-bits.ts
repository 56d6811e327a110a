import type { FrameFormat, StoredValues } from './frame-format';

/**
 * The part of a stored word that is image: the BitsStored bits below and at HighBit, signed as PixelRepresentation says
 * (PS3.5 8.1.1); what lies above or below (overlays of old) is left out. A header whose bits contradict each other is
 * read as if they were the lowest.
 */
export function usedBits(format: FrameFormat): ((word: number) => number) | null {
  const { bitsAllocated, bitsStored, highBit, pixelRepresentation } = format;
  const stored = bitsStored >= 1 && bitsStored <= bitsAllocated ? bitsStored : bitsAllocated;
  const lowest = highBit < bitsAllocated && highBit + 1 >= stored ? highBit + 1 - stored : 0;
  if (stored === bitsAllocated) return null;
  const up = 32 - stored;
  return pixelRepresentation === 1
    ? (word) => ((word >> lowest) << up) >> up
    : (word) => ((word >>> lowest) << up) >>> up;
}

/** Smallest and largest of some values; 0 and 0 of none. */
export function extremes(values: StoredValues | Float64Array): { least: number; most: number } {
  let least = values[0] ?? 0;
  let most = least;
  for (let index = 1; index < values.length; index++) {
    const value = values[index] as number;
    if (value < least) least = value;
    else if (value > most) most = value;
  }
  return { least, most };
}
