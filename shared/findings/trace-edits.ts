import type { VertebralLevel } from '../dicom/levels';
import { nearestOnPolyline } from '../geometry/polyline';
import { add, distance, scale, subtract } from '../geometry/vector';
import { type Edit, editFracture, type PlacedPoint } from './edits';
import type { Fracture, Point, Reading, Segment, WallTrace } from './reading';

/** Stretches shorter than this, in mm, are dropped. */
const shortestStretch = 0.05;

/** The place on a trace nearest to a point, as a point of the image the trace is drawn on. */
function onTrace(points: readonly Point[], asked: Point): Point | null {
  const nearest = nearestOnPolyline(
    points.map((point) => point.lps),
    asked.lps,
  );
  const anchor = nearest === null ? undefined : points[nearest.piece];
  if (nearest === null || anchor === undefined) return null;
  const [x, y, z] = nearest.point;
  return { ...anchor, lps: [x, y, z] };
}

function snapped(points: readonly Point[], stretches: readonly Segment[]): Segment[] {
  return stretches.flatMap(({ start, end }) => {
    const from = onTrace(points, start);
    const to = onTrace(points, end);
    if (from === null || to === null || distance(from.lps, to.lps) < shortestStretch) return [];
    return [{ start: from, end: to }];
  });
}

function editTraces(
  reading: Reading,
  level: VertebralLevel,
  change: (traces: Fracture['posteriorWall']['traces']) => WallTrace[] | string,
  placed: readonly PlacedPoint[] = [],
): Edit {
  return editFracture(
    reading,
    level,
    (fracture) => {
      const traces = change(fracture.posteriorWall.traces);
      return typeof traces === 'string' ? traces : { ...fracture, posteriorWall: { traces } };
    },
    placed.map((one) => one.image),
  );
}

function editTrace(
  reading: Reading,
  level: VertebralLevel,
  index: number,
  change: (trace: WallTrace) => WallTrace | string,
  placed: readonly PlacedPoint[] = [],
): Edit {
  return editTraces(
    reading,
    level,
    (traces) => {
      const trace = traces[index];
      if (trace === undefined) return `The posterior wall of ${level} has no trace ${index + 1}.`;
      const changed = change(trace);
      return typeof changed === 'string' ? changed : traces.map((one) => (one === trace ? changed : one));
    },
    placed,
  );
}

/** Adds a trace of the posterior wall, from PS to PI, after the others. */
export function addTrace(reading: Reading, level: VertebralLevel, placed: readonly PlacedPoint[]): Edit {
  const trace: WallTrace = { points: placed.map((one) => one.point), disrupted: [] };
  return editTraces(
    reading,
    level,
    (traces) => (placed.length === 0 ? 'A trace needs at least one point.' : [...traces, trace]),
    placed,
  );
}

/** Gives a trace new points; its disrupted stretches move to the nearest places of the new one. */
export function replaceTrace(
  reading: Reading,
  level: VertebralLevel,
  index: number,
  placed: readonly PlacedPoint[],
): Edit {
  const points = placed.map((one) => one.point);
  return editTrace(
    reading,
    level,
    index,
    (trace) =>
      placed.length === 0
        ? 'A trace needs at least one point.'
        : { points, disrupted: snapped(points, trace.disrupted) },
    placed,
  );
}

/** Moves one point of a trace; disrupted stretches keep their place along its pieces. */
export function moveTracePoint(
  reading: Reading,
  level: VertebralLevel,
  index: number,
  pointIndex: number,
  placed: PlacedPoint,
): Edit {
  const change = (trace: WallTrace): WallTrace | string => {
    if (trace.points[pointIndex] === undefined) return `The trace has no point ${pointIndex + 1}.`;
    const points = trace.points.map((point, at) => (at === pointIndex ? placed.point : point));
    const old = trace.points.map((point) => point.lps);
    const follow = (end: Point): Point => {
      const place = nearestOnPolyline(old, end.lps);
      const from = place === null ? undefined : points[place.piece];
      const to = place === null ? undefined : points[place.piece + 1];
      if (place === null || from === undefined || to === undefined) return end;
      const [x, y, z] = add(from.lps, scale(subtract(to.lps, from.lps), place.fraction));
      return { ...from, lps: [x, y, z] };
    };
    const disrupted = trace.disrupted.map(({ start, end }) => ({ start: follow(start), end: follow(end) }));
    return { points, disrupted: snapped(points, disrupted) };
  };
  return editTrace(reading, level, index, change, [placed]);
}

export function removeTrace(reading: Reading, level: VertebralLevel, index: number): Edit {
  return editTraces(reading, level, (traces) => traces.filter((_, at) => at !== index));
}

/** Marks the stretch of a trace between the places nearest to two points as disrupted. */
export function markDisrupted(
  reading: Reading,
  level: VertebralLevel,
  index: number,
  start: Point,
  end: Point,
): Edit {
  return editTrace(reading, level, index, (trace) => {
    const [stretch] = snapped(trace.points, [{ start, end }]);
    if (stretch === undefined) return 'The disrupted stretch has no length on the trace.';
    return { ...trace, disrupted: [...trace.disrupted, stretch] };
  });
}

export function removeDisrupted(
  reading: Reading,
  level: VertebralLevel,
  index: number,
  stretchIndex: number,
): Edit {
  return editTrace(reading, level, index, (trace) => ({
    ...trace,
    disrupted: trace.disrupted.filter((_, at) => at !== stretchIndex),
  }));
}
