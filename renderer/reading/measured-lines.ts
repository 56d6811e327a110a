import { type MeasuredKind, measuredLines } from '../../shared/findings/measured-lines';
import type { Fracture } from '../../shared/findings/reading';
import type { Vector3 } from '../../shared/geometry/vector';
import styles from './annotation.module.css';
import type { NumberLabel } from './number-labels';
import { allOnSlice, type Drawing, isClose } from './shape-drawing';

/** The lines of a measured value in a viewport and the number for its label column. */
export interface DrawnMeasurement {
  key: string;
  lines: readonly { from: Vector3; to: Vector3; className: string | undefined }[];
  label: NumberLabel | null;
}

const labelStyles: Partial<Record<MeasuredKind, string>> = {
  canal: styles.canalText,
  fragment: styles.fragmentText,
  height: styles.heightText,
};

/** `measuredLines` as it is drawn on the slice shown; height losses and angles only where it is enlarged enough. */
export function drawnMeasurements(draw: Drawing, fracture: Fracture, inFull: boolean): DrawnMeasurement[] {
  const { view } = draw;
  return measuredLines(fracture, (points) => allOnSlice(draw, points), inFull && isClose(view)).map(
    ({ key, lines, label }) => ({
      key,
      lines: lines.map(({ from, to, kind }) => ({ from, to, className: styles[kind] })),
      label:
        label === null
          ? null
          : {
              key: label.key,
              at: view.toScreen(label.at),
              text: label.text,
              ...(label.isInFront ? { side: 'front' as const } : {}),
              ...(labelStyles[label.kind] === undefined ? {} : { className: labelStyles[label.kind] }),
            },
    }),
  );
}
