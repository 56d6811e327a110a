import { projectOnPlane } from '../plane';
import { distance, dot, subtract, type Vector3 } from '../vector';
import type { MeasuringPlane } from './measuring-plane';
import { type Outcome, smallestLength } from './outcome';

/** An endplate from its anterior to its posterior corner, LPS mm. */
export interface Endplate {
  anterior: Vector3;
  posterior: Vector3;
}

/**
 * WEDGE (both endplates of one body) and COBB (upper endplate of U, lower of D): the angle of the upper against the
 * lower endplate in the measuring plane, degrees, positive where they close towards the front (anterior side lower,
 * kyphosis), above −180 and up to 180.
 */
export function endplateAngle(frame: MeasuringPlane, upper: Endplate, lower: Endplate): Outcome {
  const slope = (endplate: Endplate): { along: number; up: number } | null => {
    const anterior = projectOnPlane(frame.plane, endplate.anterior);
    const posterior = projectOnPlane(frame.plane, endplate.posterior);
    if (distance(anterior, posterior) < smallestLength) return null;
    const direction = subtract(posterior, anterior);
    return { along: dot(direction, frame.posterior), up: dot(direction, frame.head) };
  };
  const above = slope(upper);
  const below = slope(lower);
  if (above === null || below === null) return { refused: 'two corners of an endplate coincide' };
  const sine = below.along * above.up - below.up * above.along;
  const cosine = below.along * above.along + below.up * above.up;
  return { value: (Math.atan2(sine, cosine) * 180) / Math.PI };
}
