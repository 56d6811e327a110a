import type { Fracture, Point } from '../../shared/findings/reading';
import { nearestOnPolyline, stretchOfPolyline } from '../../shared/geometry/polyline';
import type { Vector3 } from '../../shared/geometry/vector';
import { text } from '../ui/text';
import type { CellView } from '../viewer/cell-view';
import styles from './annotation.module.css';
import { lineAhead } from './draw-line';
import { type PointRef, refKey } from './point-ref';
import { allOnSlice, type Drawing, Handle, markerPaths, path } from './shape-drawing';
import { lineOf, type Stroke } from './stroke';

/** Screen distance of the handles of a line, CSS pixels: of closer points only some have one. */
const handleDistance = 9;

/** The points of a line that have a handle: the ends, and between them those that lie apart on the screen. */
function apartOnScreen(view: CellView, points: readonly Point[]): { point: Point; place: number }[] {
  const shown: { point: Point; place: number; at: readonly [number, number] }[] = [];
  for (const [place, point] of points.entries()) {
    const at = view.toScreen(point.lps);
    const last = shown.at(-1);
    const isApart =
      last === undefined || Math.hypot(at[0] - last.at[0], at[1] - last.at[1]) >= handleDistance;
    if (!isApart && place < points.length - 1) continue;
    if (!isApart && shown.length > 1) shown.pop();
    shown.push({ point, place, at });
  }
  return shown;
}

interface GrabLineProps {
  draw: Drawing;
  d: string;
  pointRef: PointRef;
  at: Vector3 | undefined;
}

/** The invisible width by which a line is selected as a whole. */
function GrabLine({ draw, d, pointRef, at }: GrabLineProps) {
  return (
    <path
      d={d}
      className={styles.grabLine}
      onPointerDown={(event) =>
        draw.onGrab(event, pointRef, at === undefined ? [0, 0] : draw.view.toScreen(at))
      }
    />
  );
}

/** Whose line it is, at its beginning. */
function ReaderLabel({ draw, point }: { draw: Drawing; point: Point | undefined }) {
  if (draw.readerLabel === null || point === undefined) return null;
  const [x, y] = draw.view.toScreen(point.lps);
  return (
    <text className={`${styles.label} ${styles.readerText}`} x={x - 12} y={y - 4}>
      {draw.readerLabel}
    </text>
  );
}

export function Traces({ draw, fracture }: { draw: Drawing; fracture: Fracture }) {
  const { view } = draw;
  return fracture.posteriorWall.traces.map((trace, index) => {
    if (!allOnSlice(draw, trace.points)) return null;
    const points = trace.points.map((point) => point.lps);
    const whole = path(view, points);
    const own: PointRef = { kind: 'trace', fracture: fracture.level, trace: index };
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a trace is named by its place
      <g key={index}>
        {draw.selectedKey === refKey(own) && <path className={styles.selected} strokeWidth={8} d={whole} />}
        <path className={styles.edge} strokeWidth={3.6} d={whole} />
        <path className={styles.wall} d={whole} />
        <ReaderLabel draw={draw} point={trace.points[0]} />
        {draw.canGrab('trace') && <GrabLine draw={draw} d={whole} pointRef={own} at={points[0]} />}
        {trace.disrupted.map(({ start, end }, stretch) => {
          const from = nearestOnPolyline(points, start.lps)?.arcLength ?? 0;
          const to = nearestOnPolyline(points, end.lps)?.arcLength ?? 0;
          const d = path(view, stretchOfPolyline(points, from, to));
          const ref: PointRef = { kind: 'disrupted', fracture: fracture.level, trace: index, stretch };
          return (
            <g key={refKey(ref)} data-point={refKey(ref)}>
              {draw.selectedKey === refKey(ref) && <path className={styles.selected} strokeWidth={8} d={d} />}
              <path className={styles.disrupted} d={d} />
              <path className={styles.hatch} d={d} />
              {draw.canGrab('disrupted') && <GrabLine draw={draw} d={d} pointRef={ref} at={start.lps} />}
            </g>
          );
        })}
        {apartOnScreen(view, trace.points).map(({ point, place }) => (
          <Handle
            key={place}
            draw={draw}
            pointRef={{ kind: 'wall', fracture: fracture.level, trace: index, index: place }}
            point={point}
            marker="square"
            className={styles.wallPoint}
          />
        ))}
      </g>
    );
  });
}

export function Outlines({ draw, fracture }: { draw: Drawing; fracture: Fracture }) {
  const { view } = draw;
  return fracture.canal.outlines.map((outline) => {
    if (!allOnSlice(draw, outline.points)) return null;
    const [first] = outline.points;
    if (first === undefined || view.stack.plane === 'sagittal') return null;
    const own: PointRef = { kind: 'canal', fracture: fracture.level, level: outline.level };
    const whole = `${path(
      view,
      outline.points.map((point) => point.lps),
    )}Z`;
    const corners = outline.points.map((point) => view.toScreen(point.lps));
    const top = corners.toSorted((a, b) => a[1] - b[1])[0] ?? [0, 0];
    return (
      <g key={outline.level}>
        {draw.selectedKey === refKey(own) && <path className={styles.selected} strokeWidth={6} d={whole} />}
        <path className={styles.outline} d={whole} />
        {draw.canGrab('canal') && <GrabLine draw={draw} d={whole} pointRef={own} at={first.lps} />}
        <text className={`${styles.label} ${styles.canalText}`} x={top[0] + 6} y={top[1] - 6}>
          {draw.readerLabel === null ? '' : `${draw.readerLabel} `}
          {text.form.canal.onImage(outline.level)}
        </text>
        {apartOnScreen(view, outline.points).map(({ point, place: index }) => (
          <Handle
            key={index}
            draw={draw}
            pointRef={{ kind: 'outline', fracture: fracture.level, level: outline.level, index }}
            point={point}
            marker="square"
            className={styles.border}
          />
        ))}
      </g>
    );
  });
}

interface StrokeShapeProps {
  view: CellView;
  stroke: Stroke;
  /** Where the next click would be; null while there is none. */
  pointer: readonly [number, number] | null;
}

/** A line in hand: what is set, the way to the pointer as a click there would make it, and a square for every click. */
export function StrokeShape({ view, stroke, pointer }: StrokeShapeProps) {
  const closes = stroke.tool === 'outline';
  const [x, y, z] = pointer === null ? [0, 0, 0] : view.toPatient(pointer[0], pointer[1]);
  const to: Point = {
    lps: [x, y, z],
    sopInstanceUid: view.frame.sopInstanceUid,
    frame: view.frame.frame,
  };
  const { set, ahead } =
    pointer === null ? { set: lineOf(stroke).points, ahead: [] } : lineAhead(view, stroke, to);
  const pathOf = (points: readonly Point[]) =>
    path(
      view,
      points.map((point) => point.lps),
    );
  const knots = stroke.pieces.flatMap((piece) => piece.points.at(-1) ?? []);
  return (
    <g>
      <path className={styles.edge} strokeWidth={3.6} d={pathOf(set)} />
      <path className={styles.wall} d={pathOf(set)} />
      <path className={styles.draft} d={pathOf(ahead)} />
      {closes && set.length + ahead.length > 3 && (
        <path
          className={styles.draft}
          d={pathOf([ahead.at(-1) ?? set.at(-1), set[0]].filter((point) => point !== undefined))}
        />
      )}
      {knots.map((point, index) => {
        const [left, top] = view.toScreen(point.lps);
        return (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: a point of a line is named by its place
            key={index}
            className={styles.wallPoint}
            d={markerPaths.square}
            transform={`translate(${left} ${top})`}
          />
        );
      })}
    </g>
  );
}
