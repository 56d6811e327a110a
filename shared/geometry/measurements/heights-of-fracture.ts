import type { VertebralLevel } from '../../dicom/levels';
import type { Point } from '../../findings/reading';
import type { Vector3 } from '../vector';
import {
  type FractureMeasuring,
  isPlaced,
  listed,
  type NamedPoint,
  numberOf,
  refusal,
} from './fracture-measuring';
import { genantGrade, heightLoss, vertebralHeight } from './height';
import type { MeasuringPlane } from './measuring-plane';
import type { Outcome } from './outcome';

/** HEIGHT-ADJ2 in front, in the middle and behind, then GENANT; points: superior, inferior of U, L, D. */
export function measureHeights(on: FractureMeasuring): void {
  const losses: number[] = [];
  const refusedParts: string[] = [];
  const points: Point[] = [];
  for (const part of ['anterior', 'middle', 'posterior'] as const) {
    const ends = heightEnds(on, part);
    if (!on.begun(ends.points)) {
      refusedParts.push(part);
      continue;
    }
    const result = on.inPlane(ends.points, (frame, placed) => ({
      outcome: ends.loss(
        frame,
        placed.map((one) => one.point.lps),
      ),
      points: placed.map((one) => one.point),
      notes: [...ends.notes, ...on.neighbourNotes()],
      valueAt: (places) => numberOf(ends.loss(frame, places)),
    }));
    on.report(`height loss, ${part}`, 'HEIGHT-ADJ2', '%', result);
    if ('value' in result.outcome) {
      losses.push(result.outcome.value);
      points.push(...result.points);
    } else refusedParts.push(part);
  }
  if (refusedParts.length === 3 && !on.entries.some((entry) => entry.method === 'HEIGHT-ADJ2')) return;
  const without = refusedParts.length > 0 ? [`without the ${listed(refusedParts)} height`] : [];
  on.report(
    'Genant grade',
    'GENANT',
    '1',
    losses.length === 0
      ? refusal('no height loss is measured')
      : { outcome: { value: genantGrade(Math.max(...losses)) }, points, notes: without },
  );
}

/** The points of one height at U, L and D, and the loss computed from them in the same order. */
function heightEnds(
  on: FractureMeasuring,
  part: 'anterior' | 'middle' | 'posterior',
): {
  points: NamedPoint[];
  notes: string[];
  loss: (frame: MeasuringPlane, places: readonly Vector3[]) => Outcome;
} {
  const [superior, inferior] = (
    { anterior: ['AS', 'AI'], middle: ['MS', 'MI'], posterior: ['PS', 'PI'] } as const
  )[part];
  const sides = [on.up, on.at, on.down].map((side) => side.bind(on));
  const byCorners: VertebralLevel[] = [];
  const counts: number[] = [];
  const points = sides.flatMap((side, index) => {
    const direct = [side(superior), side(inferior)];
    const neighbour = [on.above, on.level, on.below][index];
    const fromCorners = part === 'middle' && neighbour !== on.level && !direct.every(isPlaced);
    if (fromCorners && neighbour) byCorners.push(neighbour);
    const used = fromCorners ? [side('AS'), side('PS'), side('AI'), side('PI')] : direct;
    counts.push(used.length);
    return used;
  });
  const notes =
    byCorners.length > 0
      ? [`middle height of ${listed(byCorners)} from the midpoints of the endplate corners`]
      : [];
  const loss = (frame: MeasuringPlane, places: readonly Vector3[]): Outcome => {
    const heights: number[] = [];
    let next = 0;
    for (const count of counts) {
      const own = places.slice(next, next + count);
      next += count;
      const half = count / 2;
      heights.push(vertebralHeight(frame, mean(own.slice(0, half)), mean(own.slice(half))));
    }
    const [above = 0, at = 0, below = 0] = heights;
    return heightLoss(above, at, below);
  };
  return { points, notes, loss };
}

function mean(points: readonly Vector3[]): Vector3 {
  const sum: [number, number, number] = [0, 0, 0];
  for (const point of points) {
    sum[0] += point[0] / points.length;
    sum[1] += point[1] / points.length;
    sum[2] += point[2] / points.length;
  }
  return sum;
}
