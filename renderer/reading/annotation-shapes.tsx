import type { PointerEvent, ReactNode } from 'react';
import type { Study } from '../../shared/dicom/model';
import type { Fracture, Measurement, MeasurementMethod, Point, Reading } from '../../shared/findings/reading';
import { valueInWords } from '../../shared/geometry/measurements/format-value';
import { imageKey } from '../../shared/geometry/measurements/measuring-plane';
import { nearestOnPolyline, stretchOfPolyline } from '../../shared/geometry/polyline';
import { add, dot, normalize, scale, subtract, type Vector3 } from '../../shared/geometry/vector';
import type { Tool } from '../app/tool-store';
import type { CellView } from '../viewer/cell-view';
import styles from './annotation.module.css';
import { imageOfPoint, isInReach, showingOf } from './image-of-point';
import { type NumberLabel, NumberLabels } from './number-labels';
import { currentFracture, landmarkToPlace } from './placing';
import { type PointRef, refKey } from './point-ref';
import { useProtocolStore } from './protocol-store';

type Grab = (event: PointerEvent, ref: PointRef, at: readonly [number, number]) => void;

interface ShapesProps {
  view: CellView;
  reading: Reading;
  study: Study;
  tool: Tool;
  pointer: readonly [number, number] | null;
  onGrab: Grab;
}

/** The kinds of points a tool can grab; the select tool grabs all. */
const grabbedBy: Partial<Record<Tool, readonly PointRef['kind'][]>> = {
  select: ['level', 'landmark', 'wall', 'disrupted', 'fragment', 'apex', 'outline'],
  level: ['level'],
  landmark: ['landmark'],
  wall: ['wall'],
  fragment: ['fragment', 'apex'],
  outline: ['outline'],
};

/** Everything of a reading that shows in one viewport: SVG content in CSS pixels of the viewport. */
export function AnnotationShapes({ view, reading, study, tool, pointer, onGrab }: ShapesProps) {
  const { fractureLevel, selected, stroke, chosenLandmark } = useProtocolStore();
  const current = currentFracture(reading, fractureLevel);
  const kinds = stroke === null ? (grabbedBy[tool] ?? []) : [];
  const selectedKey = selected === null || reading.status === 'submitted' ? null : refKey(selected);
  const labelled =
    current === null ? null : (landmarkToPlace(reading, current, chosenLandmark)?.level ?? current.level);
  const draw: Drawing = {
    view,
    study,
    selectedKey,
    canGrab: (kind) => kinds.includes(kind),
    onGrab,
  };
  return (
    <>
      {reading.fractures.map((fracture) => (
        <g key={fracture.level} opacity={fracture === current ? 1 : 0.45}>
          <FractureShapes draw={draw} fracture={fracture} labelled={fracture === current ? labelled : null} />
        </g>
      ))}
      <LevelMarks draw={draw} reading={reading} />
      {stroke !== null && imageKey(stroke.image) === imageKey(view.imageGeometry) && (
        <StrokeShape
          view={view}
          points={stroke.points}
          pointer={pointer}
          closes={stroke.tool === 'outline'}
        />
      )}
    </>
  );
}

interface Drawing {
  view: CellView;
  study: Study;
  selectedKey: string | null;
  canGrab: (kind: PointRef['kind']) => boolean;
  onGrab: Grab;
}

function line(
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

function path(view: CellView, points: readonly Vector3[]): string {
  return points
    .map((point, index) => {
      const [x, y] = view.toScreen(point);
      return `${index === 0 ? 'M' : 'L'}${x.toFixed(2)} ${y.toFixed(2)}`;
    })
    .join('');
}

type Marker = 'circle' | 'diamond' | 'square' | 'triangle';

const markerPaths: Record<Exclude<Marker, 'circle'>, string> = {
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
function Handle({ draw, pointRef, point, marker, className, label }: HandleProps) {
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

/** Names of the levels: at their marks in sagittal and coronal planes, only the nearest one in other planes. */
function LevelMarks({ draw, reading }: { draw: Drawing; reading: Reading }) {
  const { view, study } = draw;
  const alongSpine = view.stack.plane === 'sagittal' || view.stack.plane === 'coronal';
  const inReach = reading.levels.filter((mark) => isInReach(view, study, mark.point));
  const nearest = inReach.toSorted(
    (a, b) => Math.abs(view.signedDistance(a.point.lps)) - Math.abs(view.signedDistance(b.point.lps)),
  )[0];
  const shown = alongSpine ? inReach : nearest === undefined ? [] : [nearest];
  return shown.map((mark) => {
    const at = view.toScreen(mark.point.lps);
    const fractured = reading.fractures.some((fracture) => fracture.level === mark.level);
    const ref: PointRef = { kind: 'level', level: mark.level };
    const onSlice = showingOf(view, study, mark.point) === 'full';
    const away = Math.abs(view.signedDistance(mark.point.lps));
    return (
      <g key={mark.level} transform={`translate(${at[0]} ${at[1]})`} data-point={refKey(ref)}>
        <circle className={styles.levelMark} r={2} opacity={onSlice ? 1 : 0.4} />
        {draw.selectedKey === refKey(ref) && <circle className={styles.selected} r={8} />}
        <text
          className={`${styles.label} ${styles.level}`}
          data-fractured={fractured || undefined}
          x={7}
          y={4.5}
        >
          {mark.level}
          {fractured ? ' ◂' : ''}
          {!alongSpine && away > 10 ? ` ${away.toFixed(0)} mm away` : ''}
        </text>
        {onSlice && draw.canGrab('level') && (
          <circle className={styles.grab} r={9} onPointerDown={(event) => draw.onGrab(event, ref, at)} />
        )}
      </g>
    );
  });
}

function FractureShapes({
  draw,
  fracture,
  labelled,
}: {
  draw: Drawing;
  fracture: Fracture;
  labelled: string | null;
}) {
  const { level } = fracture;
  const { view } = draw;
  const measured = measuredLines(draw, fracture);
  const home =
    fracture.landmarks[0] === undefined ? null : imageOfPoint(draw.study, fracture.landmarks[0].point);
  // Numbers once, not in every parallel stack: where the reader works, and on the stack the points were placed on.
  const showsNumbers = labelled !== null && (view.isActive || home?.stack.id === view.stack.id);
  const showsNames = isClose(view) && view.stack.plane === 'sagittal' && showsNumbers;
  return (
    <>
      <Outlines draw={draw} fracture={fracture} />
      <Endplates draw={draw} fracture={fracture} />
      <Traces draw={draw} fracture={fracture} />
      {measured.map(({ key, lines }) => (
        <g key={key}>{lines.map(({ from, to, className }) => line(view, from, to, className, className))}</g>
      ))}
      <FragmentEnds draw={draw} fracture={fracture} />
      {fracture.landmarks.map((one) => (
        <Handle
          key={`${one.level} ${one.landmark}`}
          draw={draw}
          pointRef={{ kind: 'landmark', fracture: level, level: one.level, landmark: one.landmark }}
          point={one.point}
          marker={one.landmark === 'PC' ? 'diamond' : 'circle'}
          className={one.landmark === 'PC' ? styles.border : styles.landmark}
          label={showsNames && one.level === labelled ? one.landmark : undefined}
        />
      ))}
      {showsNumbers && (
        <NumberLabels
          labels={measured.flatMap(({ label }) => label ?? [])}
          width={view.width}
          height={view.height}
        />
      )}
    </>
  );
}

/** Enlarged enough for the names of points not to cover each other. */
function isClose(view: CellView): boolean {
  return view.millimetresPerScreenPixel < 0.45;
}

function allOnSlice(draw: Drawing, points: readonly Point[]): boolean {
  return points.length > 0 && points.every((point) => showingOf(draw.view, draw.study, point) === 'full');
}

function Endplates({ draw, fracture }: { draw: Drawing; fracture: Fracture }) {
  const levels = [...new Set(fracture.landmarks.map((one) => one.level))];
  return levels.flatMap((level) =>
    (
      [
        ['AS', 'PS'],
        ['AI', 'PI'],
      ] as const
    ).map(([front, back]) => {
      const find = (name: string) =>
        fracture.landmarks.find((one) => one.level === level && one.landmark === name)?.point;
      const from = find(front);
      const to = find(back);
      if (from === undefined || to === undefined || !allOnSlice(draw, [from, to])) return null;
      return line(draw.view, from.lps, to.lps, styles.endplate, `${level} ${front}`);
    }),
  );
}

function Traces({ draw, fracture }: { draw: Drawing; fracture: Fracture }) {
  const { view } = draw;
  return fracture.posteriorWall.traces.map((trace, index) => {
    if (!allOnSlice(draw, trace.points)) return null;
    const points = trace.points.map((point) => point.lps);
    const whole = path(view, points);
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a trace is named by its place
      <g key={index}>
        <path className={styles.edge} strokeWidth={3.6} d={whole} />
        <path className={styles.wall} d={whole} />
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
              {draw.canGrab('disrupted') && (
                <path
                  d={d}
                  fill="none"
                  stroke="transparent"
                  strokeWidth={10}
                  pointerEvents="stroke"
                  onPointerDown={(event) => draw.onGrab(event, ref, view.toScreen(start.lps))}
                />
              )}
            </g>
          );
        })}
        {trace.points.map((point, place) => (
          <Handle
            // biome-ignore lint/suspicious/noArrayIndexKey: a point of a trace is named by its place
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

/** What is drawn for a measured value: lines between places of the patient, and the number for the label column. */
interface MeasuredLine {
  key: string;
  lines: readonly { from: Vector3; to: Vector3; className: string | undefined }[];
  label: NumberLabel | null;
}

function retropulsionLine(view: CellView, measurement: Measurement): MeasuredLine | null {
  const [start, end, farthest] = measurement.points;
  if (start === undefined || end === undefined) return null;
  const reference = { from: start.lps, to: end.lps, className: styles.reference };
  if (farthest === undefined || measurement.value === null) {
    return { key: 'retropulsion', lines: [reference], label: null };
  }
  const direction = normalize(subtract(end.lps, start.lps)) ?? [0, 0, 0];
  const foot = add(start.lps, scale(direction, dot(subtract(farthest.lps, start.lps), direction)));
  return {
    key: 'retropulsion',
    lines: [reference, { from: foot, to: farthest.lps, className: styles.offset }],
    label: {
      key: 'retropulsion',
      at: view.toScreen(farthest.lps),
      text: `retro ${valueInWords(measurement)}`,
    },
  };
}

function canalLine(
  view: CellView,
  measurement: Measurement,
  compromise: Measurement | null,
): MeasuredLine | null {
  const [start, end, wall, border] = measurement.points;
  if (measurement.value === null || !start || !end || !wall || !border) return null;
  const axis = normalize(subtract(end.lps, start.lps)) ?? [0, 0, 0];
  const across = subtract(border.lps, wall.lps);
  const opposite = add(wall.lps, subtract(across, scale(axis, dot(across, axis))));
  const key = `canal ${measurement.level}`;
  return {
    key,
    lines: [{ from: wall.lps, to: opposite, className: styles.canal }],
    label: {
      key,
      at: view.toScreen(opposite),
      text: `canal ${valueInWords(measurement)}${compromise === null ? '' : ` · ${valueInWords(compromise)}`}`,
      className: styles.canalText,
    },
  };
}

const segments = [
  ['anteroPosterior', 'FRAG-AP', 'AP'],
  ['cranioCaudal', 'FRAG-CC', 'CC'],
  ['transverse', 'FRAG-TR', 'TR'],
] as const;

/** Retropulsion, canal diameters and fragment sizes whose points lie on the slice shown. */
function measuredLines(draw: Drawing, fracture: Fracture): MeasuredLine[] {
  const { view } = draw;
  const onSlice = (method: MeasurementMethod) =>
    fracture.measurements.filter((one) => one.method === method && allOnSlice(draw, one.points));
  const compromise =
    fracture.measurements.find((one) => one.method === 'CC-MSD2' && one.value !== null) ?? null;
  const sizes = segments.flatMap(([segment, method, name]): MeasuredLine[] => {
    const ends = fracture.fragment[segment];
    const [value] = onSlice(method);
    if (ends === null || value === undefined) return [];
    return [
      {
        key: segment,
        lines: [{ from: ends.start.lps, to: ends.end.lps, className: styles.fragment }],
        label:
          value.value === null
            ? null
            : {
                key: segment,
                at: view.toScreen(ends.end.lps),
                text: `${name} ${valueInWords(value)}`,
                className: styles.fragmentText,
              },
      },
    ];
  });
  return [
    ...onSlice('RETRO-ADJ').flatMap((one) => retropulsionLine(view, one) ?? []),
    ...onSlice('CANAL-AP').flatMap(
      (one) => canalLine(view, one, one.level === fracture.level ? compromise : null) ?? [],
    ),
    ...sizes,
  ];
}

function FragmentEnds({ draw, fracture }: { draw: Drawing; fracture: Fracture }) {
  const { fragment, level } = fracture;
  return (
    <>
      {segments.map(([segment]) => {
        const ends = fragment[segment];
        if (ends === null) return null;
        return (['start', 'end'] as const).map((end) => (
          <Handle
            key={`${segment} ${end}`}
            draw={draw}
            pointRef={{ kind: 'fragment', fracture: level, segment, end }}
            point={ends[end]}
            marker="square"
            className={styles.fragmentPoint}
          />
        ));
      })}
      {fragment.apex !== null && (
        <Handle
          draw={draw}
          pointRef={{ kind: 'apex', fracture: level }}
          point={fragment.apex}
          marker="triangle"
          className={styles.fragmentPoint}
        />
      )}
    </>
  );
}

function Outlines({ draw, fracture }: { draw: Drawing; fracture: Fracture }) {
  const { view } = draw;
  return fracture.canal.outlines.map((outline) => {
    if (!allOnSlice(draw, outline.points)) return null;
    const [first] = outline.points;
    if (first === undefined || view.stack.plane === 'sagittal') return null;
    const corners = outline.points.map((point) => view.toScreen(point.lps));
    const top = corners.toSorted((a, b) => a[1] - b[1])[0] ?? [0, 0];
    return (
      <g key={outline.level}>
        <path
          className={styles.outline}
          d={`${path(
            view,
            outline.points.map((point) => point.lps),
          )}Z`}
        />
        <text className={`${styles.label} ${styles.canalText}`} x={top[0] + 6} y={top[1] - 6}>
          {`canal ${outline.level}`}
        </text>
        {outline.points.map((point, index) => (
          <Handle
            // biome-ignore lint/suspicious/noArrayIndexKey: a point of an outline is named by its place
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

function StrokeShape({
  view,
  points,
  pointer,
  closes,
}: {
  view: CellView;
  points: readonly Point[];
  pointer: readonly [number, number] | null;
  closes: boolean;
}) {
  const d = path(
    view,
    points.map((point) => point.lps),
  );
  const toPointer = pointer === null ? '' : `L${pointer[0]} ${pointer[1]}`;
  return (
    <g>
      <path className={styles.edge} strokeWidth={3.6} d={d} />
      <path className={styles.wall} d={d} />
      <path className={styles.draft} d={`${d}${toPointer}${closes && points.length > 1 ? 'Z' : ''}`} />
      {points.map((point, index) => {
        const [x, y] = view.toScreen(point.lps);
        return (
          <path
            // biome-ignore lint/suspicious/noArrayIndexKey: a point of a line is named by its place
            key={index}
            className={styles.wallPoint}
            d={markerPaths.square}
            transform={`translate(${x} ${y})`}
          />
        );
      })}
    </g>
  );
}
