/** A value in full precision, or the reason why there is none, as the end of a sentence. */
export type Outcome = { value: number } | { refused: string };

/** Points closer than this, in mm, count as the same point. */
export const smallestLength = 0.01;
