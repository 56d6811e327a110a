import {
  type FractureMeasuring,
  isPlaced,
  type NamedPoint,
  numberOf,
  type Result,
  refusal,
} from './fracture-measuring';
import { retropulsion } from './retropulsion';

/** RETRO-ADJ and RETRO-OWN; points: line start, line end, farthest wall point. */
export function measureRetropulsion(on: FractureMeasuring): void {
  const wall = on.wallPoints();
  const beyond = (start: NamedPoint, end: NamedPoint, notes: string[]): Result => {
    const noWall: NamedPoint = {
      name: `the trace of the posterior wall of ${on.level}`,
      point: undefined,
    };
    return on.inPlane([start, end, ...(wall.length > 0 ? wall : [noWall])], (frame, [from, to, ...rest]) => {
      if (from === undefined || to === undefined) return refusal('its reference line is missing');
      const outcome = retropulsion(
        frame,
        from.point.lps,
        to.point.lps,
        rest.map((one) => one.point.lps),
      );
      const farthest = 'farthest' in outcome ? rest[outcome.farthest] : undefined;
      const points = [from.point, to.point, ...(farthest === undefined ? [] : [farthest.point])];
      const apexOnly = on.fracture.posteriorWall.traces.every((trace) => trace.points.length === 0);
      return {
        outcome: 'value' in outcome ? { value: outcome.value } : outcome,
        points,
        notes: apexOnly ? [...notes, 'from the fragment apex alone, the wall is not traced'] : notes,
        // The farthest point decides; the others of the wall do not enter the value.
        valueAt: ([a, b, wallPoint]) =>
          a === undefined || b === undefined || wallPoint === undefined
            ? null
            : numberOf(retropulsion(frame, a, b, [wallPoint])),
      };
    });
  };
  const adjacent = [on.up('PI'), on.down('PS')] as const;
  const own = [on.at('PS'), on.at('PI')] as const;
  if (wall.length > 0 || adjacent.every(isPlaced)) {
    on.report('retropulsion', 'RETRO-ADJ', 'mm', beyond(...adjacent, on.neighbourNotes()));
  }
  if (wall.length > 0) on.report('retropulsion', 'RETRO-OWN', 'mm', beyond(...own, []));
}
