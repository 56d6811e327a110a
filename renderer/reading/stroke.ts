import type { ImageGeometry, Point } from '../../shared/findings/reading';
import { simplifyLine } from '../../shared/geometry/simplify';
import { splineSpans } from '../../shared/geometry/spline';
import { distance, type Vector3 } from '../../shared/geometry/vector';
import type { DrawingMode } from '../../shared/ipc/preferences';

/** A piece of a line in hand, from the last point of the piece before to its own last point: what one act added. */
export interface StrokePiece {
  mode: DrawingMode;
  points: readonly Point[];
}

/** A line that is not finished; all of it on one image. */
export interface Stroke {
  tool: 'wall' | 'outline' | 'fragment' | 'disrupted';
  image: ImageGeometry;
  pieces: readonly StrokePiece[];
}

/** A freehand line keeps every place the pointer went through within this part of a pixel. */
export const freehandTolerance = 0.25;
/** A smooth curve is stored as straight pieces that leave it by at most this part of a pixel. */
export const splineTolerance = 0.1;
/** Points closer than this, mm, are one point. */
const samePoint = 1e-3;

function pixelSize(image: ImageGeometry): number {
  return image.pixelSpacing === null ? 1 : Math.min(...image.pixelSpacing);
}

function pointOn(image: ImageGeometry, [x, y, z]: Vector3): Point {
  return { lps: [x, y, z], sopInstanceUid: image.sopInstanceUid, frame: image.frame };
}

/** Where a line begins; undefined for one without points. */
export function firstPoint(stroke: Stroke | null): Point | undefined {
  return stroke?.pieces[0]?.points[0];
}

/** Where a line has got to. */
export function lastPoint(stroke: Stroke | null): Point | undefined {
  return stroke?.pieces.at(-1)?.points.at(-1);
}

/** A piece drawn by hand, without the places that do not matter. */
export function drawnPiece(image: ImageGeometry, places: readonly Point[]): StrokePiece {
  const line = simplifyLine(
    places.map((point): Vector3 => point.lps),
    freehandTolerance * pixelSize(image),
  );
  return { mode: 'freehand', points: line.map((lps) => pointOn(image, lps)) };
}

/**
 * The points of a line as it will be stored, and for each piece how many of them there are up to its end. Clicks of the
 * spline mode in a row are joined by a smooth curve. A `closed` line of them comes round to its first point.
 */
export function lineOf(stroke: Stroke, closed = false): { points: Point[]; ends: number[] } {
  const points: Point[] = [];
  const ends: number[] = [];
  const add = (piece: readonly Point[]): void => {
    for (const point of piece) {
      const last = points.at(-1);
      if (last === undefined || distance(last.lps, point.lps) > samePoint) points.push(point);
    }
    ends.push(points.length);
  };
  const first = firstPoint(stroke);
  const comesRound = closed && first !== undefined && stroke.pieces.at(-1)?.mode === 'spline';
  const pieces: readonly StrokePiece[] = comesRound
    ? [...stroke.pieces, { mode: 'spline', points: [first] }]
    : stroke.pieces;
  for (let next = 0; next < pieces.length; ) {
    const piece = pieces[next];
    if (piece?.mode !== 'spline') {
      add(piece?.points ?? []);
      next += 1;
      continue;
    }
    let end = next;
    while (pieces[end]?.mode === 'spline') end += 1;
    const before = points.at(-1);
    const run = pieces.slice(next, end).flatMap((one) => one.points);
    const knots = (before === undefined ? run : [before, ...run]).map((point): Vector3 => point.lps);
    if (before === undefined) add(run.slice(0, 1));
    const spans = splineSpans(knots, splineTolerance * pixelSize(stroke.image));
    for (const span of spans) add(span.map((lps) => pointOn(stroke.image, lps)));
    next = end;
  }
  if (comesRound) points.pop();
  return { points, ends };
}
