import type { Point2 } from './block';
import type { Spine, Vertebra } from './spine';

/** The most posterior point of a broken posterior wall, seen from the line PS–PI; null where nothing stands out. */
export function apexOf(vertebra: Vertebra): Point2 | null {
  if (vertebra.body.shape.bulge === null) {
    return null;
  }
  const wall = vertebra.body.posteriorWall(0);
  const { PS, PI } = vertebra.body.corners;
  return furthest(wall, axisFrom(PS, PI)).point;
}

/** A direction towards the feet with the perpendicular to posterior, in the sagittal plane. */
export interface Axis {
  from: Point2;
  along: Point2;
  posterior: Point2;
}

/** The axis from an upper to a lower point. */
export function axisFrom(upper: Point2, lower: Point2): Axis {
  const length = Math.hypot(lower[0] - upper[0], lower[1] - upper[1]);
  const along: Point2 = [(lower[0] - upper[0]) / length, (lower[1] - upper[1]) / length];
  return { from: upper, along, posterior: [-along[1], along[0]] };
}

/** Signed distance of a point behind an axis, mm. */
export function behind(axis: Axis, point: Point2): number {
  return (point[0] - axis.from[0]) * axis.posterior[0] + (point[1] - axis.from[1]) * axis.posterior[1];
}

/** The point of a polyline that lies furthest behind an axis. */
export function furthest(points: readonly Point2[], axis: Axis): { point: Point2; distance: number } {
  let best: { point: Point2; distance: number } | null = null;
  for (const point of points) {
    const distance = behind(axis, point);
    if (best === null || distance > best.distance) {
      best = { point, distance };
    }
  }
  if (best === null) {
    throw new Error('A polyline without points has no furthest point.');
  }
  return best;
}

/** The local canal axis of a fractured level: PI of the vertebra above to PS of the one below. */
export function canalAxis(spine: Spine, index: number): Axis {
  const above = spine.vertebrae[index - 1];
  const below = spine.vertebrae[index + 1];
  if (above === undefined || below === undefined) {
    throw new Error('A fracture needs a vertebra above and below.');
  }
  return axisFrom(above.body.corners.PI, below.body.corners.PS);
}

/**
 * PC: where the perpendicular of an axis, drawn backward through a point of the posterior wall, meets the posterior
 * border of the canal. `depthBehind` is the depth of the canal behind a point, mm, negative beyond the border.
 */
export function posteriorBorder(
  depthBehind: (y: number, z: number) => number,
  from: Point2,
  axis: Axis,
): Point2 {
  const at = (distance: number): Point2 => [
    from[0] + axis.posterior[0] * distance,
    from[1] + axis.posterior[1] * distance,
  ];
  let low = 0;
  let high = 40;
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (depthBehind(...at(middle)) > 0) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return at((low + high) / 2);
}
