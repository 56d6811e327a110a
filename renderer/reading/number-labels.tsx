import { spreadLabels } from '../../shared/geometry/spread-labels';
import { inLocale } from '../ui/format';
import styles from './annotation.module.css';

/** A number to be written beside what it measures. Screen positions in CSS pixels of the viewport. */
export interface NumberLabel {
  key: string;
  at: readonly [number, number];
  text: string;
  /** The column it stands in: behind the spine (left out) or in front of it, the left of a sagittal image. */
  side?: 'front';
  className?: string;
}

/** Room a label needs to the right of the column's edge, and the letter of the image's side beyond it. */
const widestLabel = 152;
const widestInFront = 158;
/** Width below which no numbers are written. */
const narrowest = 2 * widestLabel;

interface NumberLabelsProps {
  labels: readonly NumberLabel[];
  width: number;
  height: number;
}

/**
 * Numbers in a column to the right (in front: to the left) of what they measure, each with a line to it. None where the
 * column would cover what it measures: the viewport is too narrow, and the numbers are in the form.
 */
export function NumberLabels({ labels, width, height }: NumberLabelsProps) {
  if (width < narrowest) return null;
  const visible = labels.filter(({ at: [x, y] }) => x >= 0 && x <= width && y >= 0 && y <= height);
  return (
    <>
      <Column labels={visible.filter(({ side }) => side === undefined)} width={width} height={height} />
      <Column
        labels={visible.filter(({ side }) => side === 'front')}
        width={width}
        height={height}
        isInFront
      />
    </>
  );
}

function Column({ labels, width, height, isInFront = false }: NumberLabelsProps & { isInFront?: boolean }) {
  const sorted = labels.toSorted((a, b) => a.at[1] - b.at[1]);
  if (sorted.length === 0) return null;
  const ends = sorted.map((label) => label.at[0]);
  const edge = isInFront
    ? Math.max(widestInFront, Math.min(...ends) - 18)
    : Math.max(4, Math.min(Math.max(...ends) + 30, width - widestLabel));
  const heights = spreadLabels(
    sorted.map((label) => label.at[1]),
    24,
    height - 30,
  );
  return sorted.map(({ key, at, text, className }, index) => {
    const y = heights[index] ?? at[1];
    return (
      <g key={key}>
        <line className={styles.leader} x1={at[0]} y1={at[1]} x2={edge + (isInFront ? 3 : -3)} y2={y} />
        <text
          className={`${styles.label} ${className ?? ''}`}
          x={edge}
          y={y + 4}
          textAnchor={isInFront ? 'end' : 'start'}
        >
          {inLocale(text)}
        </text>
      </g>
    );
  });
}
