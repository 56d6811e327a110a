/** Distance of two lines of labels, in the unit of the picture. */
export const labelLineHeight = 14;

/**
 * Heights of labels wished at `wished` (ascending), moved apart to at least a line each, as near to the wishes as a
 * single pass in each direction gets them, and kept between `top` and `bottom`.
 */
export function spreadLabels(wished: readonly number[], top: number, bottom: number): number[] {
  const placed: number[] = [];
  for (const y of wished)
    placed.push(Math.max(y, (placed.at(-1) ?? top - labelLineHeight) + labelLineHeight));
  // Half of what a crowd was pushed down is taken back, so that it lies around its wishes.
  const pushed = placed.map((y, index) => y - (wished[index] ?? y));
  const shift = Math.max(0, ...pushed) / 2;
  const overflow = Math.max(0, (placed.at(-1) ?? 0) - shift - bottom);
  return placed.map((y) => Math.max(top, y - shift - overflow));
}
