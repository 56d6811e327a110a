import type { WallTrace } from '../../findings/reading';
import type { Vector3 } from '../vector';
import { type FractureMeasuring, type Result, refusal } from './fracture-measuring';
import { farthestOffPlane } from './measuring-plane';
import { disruptedLength } from './rim-length';
import type { Dependence } from './uncertainty';

/** The trace nearest to the measuring plane; of equally near ones the first. */
function midSagittalTrace(on: FractureMeasuring): WallTrace | undefined {
  const traces = on.fracture.posteriorWall.traces.filter((trace) => trace.points.length > 1);
  const { frame } = on;
  if ('refused' in frame) return traces[0];
  const off = (trace: WallTrace) => farthestOffPlane(frame.plane, trace.points);
  return traces.toSorted((a, b) => off(a) - off(b))[0];
}

/** RIM-LEN in mm and per cent; points: the trace. */
export function measureRim(on: FractureMeasuring): void {
  const trace = midSagittalTrace(on);
  if (trace === undefined) return;
  const { points } = trace;
  const { cells } = on.fracture.rim;
  const readIntact = (['superior-central', 'middle-central', 'inferior-central'] as const).every(
    (cell) => cells[cell] === 'intact',
  );
  const name = `the posterior wall of ${on.level}`;
  const ends = trace.disrupted.flatMap(({ start, end }) => [start, end]);
  const length = (unit: 'mm' | '%'): Result => {
    const problem = on.problemWith([...points, ...ends].map((point) => ({ name, point })));
    if (problem !== null) return refusal(problem, points);
    if (trace.disrupted.length === 0 && !readIntact) {
      return refusal(
        'no stretch of the trace is marked disrupted and the central cells are not all intact',
        points,
      );
    }
    const measured = disruptedLength(
      points.map((point) => point.lps),
      trace.disrupted.map(({ start, end }) => ({ start: start.lps, end: end.lps })),
    );
    if ('refused' in measured) return refusal(measured.refused, points);
    const { frame } = on;
    const off = 'refused' in frame ? 0 : farthestOffPlane(frame.plane, points);
    const notes =
      'plane' in frame && off > frame.tolerance + 1e-6
        ? [`its trace lies up to ${off.toFixed(1)} mm off the measuring plane`]
        : [];
    return {
      outcome: { value: unit === 'mm' ? measured.millimetres : measured.percent },
      points,
      notes,
      ...(ends.length === 0 ? {} : { dependence: disruptedDependence(trace, unit) }),
    };
  };
  on.report('disrupted length', 'RIM-LEN', 'mm', length('mm'));
  on.report('disrupted length', 'RIM-LEN', '%', length('%'));
}

/**
 * What the disrupted length depends on: the ends of the stretches and of the trace. The course between is taken as drawn:
 * its points are many and close, and moving one sideways hardly changes a length.
 */
function disruptedDependence(trace: WallTrace, unit: 'mm' | '%'): Dependence {
  const inner = trace.points.slice(1, -1).map((point): Vector3 => point.lps);
  const [first] = trace.points;
  const last = trace.points.at(-1);
  if (first === undefined || last === undefined) return { points: [], valueAt: () => null };
  return {
    points: [first, last, ...trace.disrupted.flatMap(({ start, end }) => [start, end])],
    valueAt: ([from, to, ...ends]) => {
      if (from === undefined || to === undefined) return null;
      const stretches = trace.disrupted.flatMap((_, index) => {
        const start = ends[2 * index];
        const end = ends[2 * index + 1];
        return start === undefined || end === undefined ? [] : [{ start, end }];
      });
      const measured = disruptedLength([from, ...inner, to], stretches);
      if ('refused' in measured) return null;
      return unit === 'mm' ? measured.millimetres : measured.percent;
    },
  };
}
