import { coveredLength, nearestOnPolyline, polylineLength } from '../polyline';
import type { Vector3 } from '../vector';
import { smallestLength } from './outcome';

/**
 * RIM-LEN: how much of a wall trace is marked disrupted: mm along the trace, overlaps counted once, and per cent of
 * its whole length. The ends of a stretch count at the nearest place of the trace. Points in LPS mm.
 */
export function disruptedLength(
  trace: readonly Vector3[],
  stretches: readonly { start: Vector3; end: Vector3 }[],
): { millimetres: number; percent: number } | { refused: string } {
  const whole = polylineLength(trace);
  if (whole < smallestLength) return { refused: 'the trace of the posterior wall has no length' };
  const millimetres = coveredLength(
    stretches.map(({ start, end }) => ({
      from: nearestOnPolyline(trace, start)?.arcLength ?? 0,
      to: nearestOnPolyline(trace, end)?.arcLength ?? 0,
    })),
  );
  return { millimetres, percent: (100 * millimetres) / whole };
}
