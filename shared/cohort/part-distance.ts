import type { ImageGeometry, Measurement, Point, Reading } from '../findings/reading';
import { imageKey } from '../geometry/measurements/measuring-plane';
import { pointUncertainty } from '../geometry/measurements/uncertainty';
import { nearestOnPolyline } from '../geometry/polyline';
import { distance } from '../geometry/vector';
import type { PartValue, ReadingPart } from './reading-parts';

/** How far measured values or places of two readings are from each other. */
export interface Apart {
  /** Never negative. */
  value: number;
  unit: Measurement['unit'];
  /** Expanded uncertainty (k = 2) of it from placing points to a pixel; null where it cannot be told. */
  uncertainty: number | null;
}

/** What a reading holds of a part, with the reading. */
export interface HeldValue {
  reading: Reading;
  value: PartValue;
}

function imageOf({ study }: Reading, point: Point): ImageGeometry | undefined {
  return study.images.find((image) => imageKey(image) === imageKey(point));
}

function placementUncertainty(a: HeldValue, b: HeldValue, first: Point, second: Point): number | null {
  const isOnSameImage = imageKey(first) === imageKey(second);
  const [one, other] = [imageOf(a.reading, first), imageOf(b.reading, second)].map((image) =>
    image === undefined ? null : pointUncertainty(image, isOnSameImage),
  );
  return one === null || one === undefined || other === null || other === undefined
    ? null
    : Math.hypot(one, other);
}

/** The farthest place of one line from the other, either way, mm. */
function betweenLines(a: readonly Point[], b: readonly Point[]): number {
  const farthest = (from: readonly Point[], to: readonly Point[]) => {
    const line = to.map(({ lps }) => lps);
    return Math.max(...from.map(({ lps }) => nearestOnPolyline(line, lps)?.distance ?? 0));
  };
  return Math.max(farthest(a, b), farthest(b, a));
}

/**
 * How far two readings are apart in a part that is measured (the unit of the measurement) or placed (mm; of lines, their
 * farthest places). Null for answers, and where one of them has nothing.
 */
export function apartIn(part: ReadingPart, a: HeldValue, b: HeldValue): Apart | null {
  if (a.value.content === null || b.value.content === null) return null;
  if (part.kind === 'measurement') {
    const [one, other] = [a.value.measurement, b.value.measurement];
    if (one?.value == null || other?.value == null) return null;
    const uncertainty =
      one.uncertainty === undefined || other.uncertainty === undefined
        ? null
        : Math.hypot(one.uncertainty, other.uncertainty);
    return { value: Math.abs(one.value - other.value), unit: one.unit, uncertainty };
  }
  const [first, second] = [a.value.points[0], b.value.points[0]];
  if (first === undefined || second === undefined) return null;
  const between = (value: number): Apart => ({
    value,
    unit: 'mm',
    uncertainty: placementUncertainty(a, b, first, second),
  });
  switch (part.kind) {
    case 'landmark':
    case 'apex':
    case 'level':
      return between(distance(first.lps, second.lps));
    case 'wall':
      return between(betweenLines(a.value.points, b.value.points));
    case 'outline':
      return between(betweenLines([...a.value.points, first], [...b.value.points, second]));
    default:
      return null;
  }
}
