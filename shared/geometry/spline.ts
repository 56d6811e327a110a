import { add, distance, dot, normalize, scale, subtract, type Vector3 } from './vector';

/** Knots closer than this, mm, are one knot. */
const sameKnot = 1e-6;
/** A span is halved at most this often. */
const deepest = 7;

/** Mean rate of change from a knot to the next, and the parameter between them; null beyond the last knot. */
function span(
  knots: readonly Vector3[],
  parameters: readonly number[],
  index: number,
): { rate: Vector3; gap: number } | null {
  const start = knots[index];
  const end = knots[index + 1];
  if (start === undefined || end === undefined) return null;
  const gap = (parameters[index + 1] ?? 0) - (parameters[index] ?? 0);
  return { rate: scale(subtract(end, start), 1 / gap), gap };
}

/** Rate of change at a knot: that of the parabola through it and its neighbours, at an end through the first three. */
function tangent(knots: readonly Vector3[], parameters: readonly number[], index: number): Vector3 {
  const before = span(knots, parameters, index - 1);
  const after = span(knots, parameters, index);
  if (before !== null && after !== null) {
    const whole = before.gap + after.gap;
    return add(scale(before.rate, after.gap / whole), scale(after.rate, before.gap / whole));
  }
  const own = before ?? after;
  const other = span(knots, parameters, after === null ? index - 2 : index + 1);
  if (own === null || other === null) return own?.rate ?? [0, 0, 0];
  return add(own.rate, scale(subtract(own.rate, other.rate), own.gap / (own.gap + other.gap)));
}

/**
 * The place at `parameter` on the smooth curve through `knots`, each reached at its own parameter (rising): a cubic
 * Hermite spline with the tangents of parabolas through three neighbours (non-uniform Catmull–Rom). Two knots give the straight line; beyond the ends it stops. In the unit and
 * frame of the knots. Null without knots.
 */
export function splineAt(
  knots: readonly Vector3[],
  parameters: readonly number[],
  parameter: number,
): Vector3 | null {
  const [first] = knots;
  const last = knots.at(-1);
  if (first === undefined || last === undefined) return null;
  if (parameter <= (parameters[0] ?? 0)) return first;
  const next = parameters.findIndex((one) => one >= parameter);
  const end = knots[next];
  const start = knots[next - 1];
  if (start === undefined || end === undefined) return last;
  const from = parameters[next - 1] ?? 0;
  const gap = (parameters[next] ?? 0) - from;
  const t = (parameter - from) / gap;
  const leaving = scale(tangent(knots, parameters, next - 1), gap);
  const arriving = scale(tangent(knots, parameters, next), gap);
  const square = t * t;
  const cube = square * t;
  return add(
    add(scale(start, 2 * cube - 3 * square + 1), scale(leaving, cube - 2 * square + t)),
    add(scale(end, 3 * square - 2 * cube), scale(arriving, cube - square)),
  );
}

function offChord(start: Vector3, end: Vector3, point: Vector3): number {
  const along = normalize(subtract(end, start));
  if (along === null) return distance(start, point);
  const offset = subtract(point, start);
  const covered = Math.min(distance(start, end), Math.max(0, dot(offset, along)));
  return distance(offset, scale(along, covered));
}

/**
 * The smooth curve through `knots` as pieces of a polyline, one for each knot but the first: the points after the knot before
 * up to its own. It leaves the curve by at most about `tolerance` (in the unit of the knots). A knot in the place of the one
 * before has an empty piece. The parameters are centripetal (square root of the distance), which makes no loops or cusps
 * between unevenly spaced knots (Yuksel et al. 2011).
 */
export function splineSpans(knots: readonly Vector3[], tolerance: number): Vector3[][] {
  const parameters: number[] = [];
  const distinct: Vector3[] = [];
  const steps = knots.map((knot) => {
    const previous = distinct.at(-1);
    const gap = previous === undefined ? 0 : distance(previous, knot);
    const isNew = previous === undefined || gap > sameKnot;
    if (isNew) {
      parameters.push((parameters.at(-1) ?? 0) + Math.sqrt(gap));
      distinct.push(knot);
    }
    return isNew ? distinct.length - 1 : null;
  });
  const at = (parameter: number): Vector3 => splineAt(distinct, parameters, parameter) ?? [0, 0, 0];
  const pieceTo = (line: Vector3[], from: number, to: number, depth: number): Vector3[] => {
    const start = at(from);
    const end = at(to);
    const strays = [0.25, 0.5, 0.75].some(
      (part) => offChord(start, end, at(from + part * (to - from))) > tolerance,
    );
    if (!strays || depth >= deepest) {
      line.push(end);
      return line;
    }
    const middle = (from + to) / 2;
    pieceTo(line, from, middle, depth + 1);
    return pieceTo(line, middle, to, depth + 1);
  };
  return steps.slice(1).map((index) => {
    const from = index === null ? undefined : parameters[index - 1];
    const to = index === null ? undefined : parameters[index];
    return from === undefined || to === undefined ? [] : pieceTo([], from, to, 0);
  });
}

/** The smooth curve through `knots` as a polyline that holds every knot; see `splineSpans`. */
export function splineLine(knots: readonly Vector3[], tolerance: number): Vector3[] {
  return [...knots.slice(0, 1), ...splineSpans(knots, tolerance).flat()];
}
