import { lineThrough, signedDistanceToLine } from '../line';
import { projectOnPlane } from '../plane';
import { distance, type Vector3 } from '../vector';
import type { MeasuringPlane } from './measuring-plane';
import { type Outcome, smallestLength } from './outcome';

/**
 * RETRO-ADJ and RETRO-OWN: the largest signed perpendicular distance of the posterior wall beyond the straight line
 * from `start` to `end`, in the measuring plane, mm, positive towards the canal. `farthest` is the index of the wall
 * point that decides it. Points in LPS mm.
 */
export function retropulsion(
  frame: MeasuringPlane,
  start: Vector3,
  end: Vector3,
  wall: readonly Vector3[],
): (Outcome & { value: number; farthest: number }) | { refused: string } {
  const lineStart = projectOnPlane(frame.plane, start);
  const lineEnd = projectOnPlane(frame.plane, end);
  const line = distance(lineStart, lineEnd) < smallestLength ? null : lineThrough(lineStart, lineEnd);
  if (line === null) return { refused: 'the ends of its reference line coincide' };
  let best: { value: number; farthest: number } | null = null;
  for (const [index, point] of wall.entries()) {
    const value = signedDistanceToLine(line, projectOnPlane(frame.plane, point), frame.posterior);
    if (value === null) return { refused: 'its reference line runs straight towards the canal' };
    if (best === null || value > best.value) best = { value, farthest: index };
  }
  return best ?? { refused: 'the posterior wall is not traced' };
}
