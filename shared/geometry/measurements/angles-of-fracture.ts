import type { Vector3 } from '../vector';
import { endplateAngle } from './angles';
import { type FractureMeasuring, type NamedPoint, numberOf, type Result } from './fracture-measuring';
import type { Outcome } from './outcome';

/** WEDGE and COBB; points: upper endplate anterior, posterior, lower endplate anterior, posterior. */
export function measureAngles(on: FractureMeasuring): void {
  const angle = (points: readonly NamedPoint[], notes: string[]): Result =>
    on.inPlane(points, (frame, placed) => {
      const angleAt = ([upperFront, upperBack, lowerFront, lowerBack]: readonly Vector3[]): Outcome =>
        !upperFront || !upperBack || !lowerFront || !lowerBack
          ? { refused: 'its endplates are missing' }
          : endplateAngle(
              frame,
              { anterior: upperFront, posterior: upperBack },
              { anterior: lowerFront, posterior: lowerBack },
            );
      return {
        outcome: angleAt(placed.map((one) => one.point.lps)),
        points: placed.map((one) => one.point),
        notes,
        valueAt: (places) => numberOf(angleAt(places)),
      };
    });
  const own = [on.at('AS'), on.at('PS'), on.at('AI'), on.at('PI')];
  if (on.begun(own)) on.report('vertebral wedge angle', 'WEDGE', 'deg', angle(own, []));
  const outer = [on.up('AS'), on.up('PS'), on.down('AI'), on.down('PI')];
  if (on.begun(outer)) {
    on.report('segmental kyphosis', 'COBB', 'deg', angle(outer, on.neighbourNotes()));
  }
}
