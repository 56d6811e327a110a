import styles from './annotation.module.css';

/** A number to be written beside what it measures. Screen positions in CSS pixels of the viewport. */
export interface NumberLabel {
  key: string;
  at: readonly [number, number];
  text: string;
  className?: string;
}

const lineHeight = 14;
/** Room a label needs to the right of the column's edge. */
const widestLabel = 130;

/**
 * Heights of labels wished at `wished` (ascending), moved apart to at least a line each, as near to the wishes as a
 * single pass in each direction gets them, and kept between `top` and `bottom`.
 */
export function spreadLabels(wished: readonly number[], top: number, bottom: number): number[] {
  const placed: number[] = [];
  for (const y of wished) placed.push(Math.max(y, (placed.at(-1) ?? top - lineHeight) + lineHeight));
  // Half of what a crowd was pushed down is taken back, so that it lies around its wishes.
  const pushed = placed.map((y, index) => y - (wished[index] ?? y));
  const shift = Math.max(0, ...pushed) / 2;
  const overflow = Math.max(0, (placed.at(-1) ?? 0) - shift - bottom);
  return placed.map((y) => Math.max(top, y - shift - overflow));
}

/** Numbers in one column to the right of what they measure, each with a line to it, so that none covers another. */
export function NumberLabels({
  labels,
  width,
  height,
}: {
  labels: readonly NumberLabel[];
  width: number;
  height: number;
}) {
  const sorted = labels
    .filter(({ at: [x, y] }) => x >= 0 && x <= width && y >= 0 && y <= height)
    .toSorted((a, b) => a.at[1] - b.at[1]);
  if (sorted.length === 0) return null;
  const rightmost = Math.max(...sorted.map((label) => label.at[0]));
  const left = Math.max(4, Math.min(rightmost + 18, width - widestLabel));
  const heights = spreadLabels(
    sorted.map((label) => label.at[1]),
    24,
    height - 30,
  );
  return sorted.map(({ key, at, text, className }, index) => {
    const y = heights[index] ?? at[1];
    return (
      <g key={key}>
        <line className={styles.leader} x1={at[0]} y1={at[1]} x2={left - 3} y2={y} />
        <text className={`${styles.label} ${className ?? ''}`} x={left} y={y + 4}>
          {text}
        </text>
      </g>
    );
  });
}
