import type { PointerEvent, ReactNode } from 'react';
import type { Study } from '../../shared/dicom/model';
import type { Point } from '../../shared/findings/reading';
import type { Vector3 } from '../../shared/geometry/vector';
import type { CellView } from '../viewer/cell-view';
import styles from './annotation.module.css';
import { showingOf } from './image-of-point';
import { type PointRef, refKey } from './point-ref';

export type Grab = (event: PointerEvent, ref: PointRef, at: readonly [number, number]) => void;

/** What the shapes of one viewport share. */
export interface Drawing {
  view: CellView;
  study: Study;
  selectedKey: string | null;
  /** Whose reading it is, where several lie over one image: said beside its levels and lines. Null: the open one. */
  readerLabel: string | null;
  canGrab: (kind: PointRef['kind']) => boolean;
  onGrab: Grab;
}

/** A straight line between two places of the patient. */
export function line(
  view: CellView,
  from: Vector3,
  to: Vector3,
  className: string | undefined,
  key?: string,
): ReactNode {
  const [x1, y1] = view.toScreen(from);
  const [x2, y2] = view.toScreen(to);
  return <line key={key} className={className} x1={x1} y1={y1} x2={x2} y2={y2} />;
}

/** The path of a line of places. */
export function path(view: CellView, points: readonly Vector3[]): string {
  return points
    .map((point, index) => {
      const [x, y] = view.toScreen(point);
      return `${index === 0 ? 'M' : 'L'}${x.toFixed(2)} ${y.toFixed(2)}`;
    })
    .join('');
}

export type Marker = 'circle' | 'diamond' | 'square' | 'triangle';

/** Paths of the markers of points about their place. */
export const markerPaths: Record<Exclude<Marker, 'circle'>, string> = {
  diamond: 'M0 -4.2L4.2 0L0 4.2L-4.2 0Z',
  square: 'M-2.6 -2.6H2.6V2.6H-2.6Z',
  triangle: 'M0 -4.5L4.2 3.4H-4.2Z',
};

interface HandleProps {
  draw: Drawing;
  pointRef: PointRef;
  point: Point;
  marker: Marker;
  className: string | undefined;
  label?: string;
}

/** A point with its marker: shape by kind, faint on a neighbouring slice, ringed while selected. */
export function Handle({ draw, pointRef, point, marker, className, label }: HandleProps) {
  const { view } = draw;
  const showing = showingOf(view, draw.study, point);
  if (showing === 'hidden') return null;
  const at = view.toScreen(point.lps);
  const key = refKey(pointRef);
  const grabs = showing === 'full' && draw.canGrab(pointRef.kind);
  return (
    <g
      transform={`translate(${at[0]} ${at[1]})`}
      className={showing === 'faint' ? styles.faint : undefined}
      data-point={key}
    >
      {marker === 'circle' ? (
        <circle className={className} r={isClose(view) ? 3 : 2} />
      ) : (
        <path
          className={className}
          d={markerPaths[marker]}
          transform={isClose(view) ? undefined : 'scale(0.7)'}
        />
      )}
      {draw.selectedKey === key && <circle className={styles.selected} r={7.5} />}
      {label !== undefined && showing === 'full' && (
        <text className={`${styles.label} ${styles.small}`} x={6} y={marker === 'diamond' ? 14 : -5}>
          {label}
        </text>
      )}
      {grabs && (
        <circle className={styles.grab} r={7} onPointerDown={(event) => draw.onGrab(event, pointRef, at)} />
      )}
    </g>
  );
}

/** Enlarged enough for the names of points not to cover each other. */
export function isClose(view: CellView): boolean {
  return view.millimetresPerScreenPixel < 0.45;
}

/** Whether there are points and all of them belong to the slice shown. */
export function allOnSlice(draw: Drawing, points: readonly Point[]): boolean {
  return points.length > 0 && points.every((point) => showingOf(draw.view, draw.study, point) === 'full');
}
