/** A value in full precision, or the reason why there is none, as the end of a sentence. */
export type Outcome = { value: number } | { refused: string };

/** Points closer than this, in mm, count as the same point. */
export const smallestLength = 0.01;

/** Full precision, or a refusal where arithmetic on bad input gave no finite number. */
export function finiteOutcome(value: number): Outcome {
  return Number.isFinite(value) ? { value } : { refused: 'its points give no finite value' };
}
