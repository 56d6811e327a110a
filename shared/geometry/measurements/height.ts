import { projectOnPlane } from '../plane';
import { distance, type Vector3 } from '../vector';
import type { MeasuringPlane } from './measuring-plane';
import { type Outcome, smallestLength } from './outcome';

/** Height of a vertebral body between a superior and an inferior point, in the measuring plane, mm. */
export function vertebralHeight(frame: MeasuringPlane, superior: Vector3, inferior: Vector3): number {
  return distance(projectOnPlane(frame.plane, superior), projectOnPlane(frame.plane, inferior));
}

/** HEIGHT-ADJ2: (H(U) + H(D) − 2·H(L)) / (H(U) + H(D)) from heights in mm, as a percentage. */
export function heightLoss(above: number, at: number, below: number): Outcome {
  if (above < smallestLength || at < smallestLength || below < smallestLength) {
    return { refused: 'two of its points coincide' };
  }
  const normal = above + below;
  return { value: (100 * (normal - 2 * at)) / normal };
}

/** GENANT: 0 below 20 %, 1 from 20 to 25 %, 2 above 25 to 40 %, 3 above 40 % of height loss. */
export function genantGrade(largestLoss: number): 0 | 1 | 2 | 3 {
  if (largestLoss < 20) return 0;
  if (largestLoss <= 25) return 1;
  return largestLoss <= 40 ? 2 : 3;
}
