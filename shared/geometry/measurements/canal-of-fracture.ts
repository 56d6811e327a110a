import type { Point } from '../../findings/reading';
import { planeOfImage } from '../image';
import { polygonArea } from '../polygon';
import {
  canalArea,
  canalDiameter,
  compromiseFromAreas,
  compromiseFromOneDiameter,
  compromiseFromTwoDiameters,
} from './canal';
import {
  type FractureMeasuring,
  isPlaced,
  missingInWords,
  type NamedPoint,
  numberOf,
  type Result,
  refusal,
} from './fracture-measuring';
import { imageKey } from './measuring-plane';
import type { Outcome } from './outcome';
import type { Dependence } from './uncertainty';

/** Steepest axial plane: its normal within 60° of the cranio-caudal axis, for blocks along the lowest discs. */
const smallestCraniocaudal = 0.5;

/** CANAL-AP of one level; points: axis start, axis end, most posterior wall point, PC. */
function canalDiameterAt(on: FractureMeasuring, side: 'above' | 'at' | 'below'): Result {
  const pick = { above: on.up, at: on.at, below: on.down }[side].bind(on);
  const corners = [pick('PS'), pick('PI')] as const;
  const notes: string[] = [];
  let axis: readonly [NamedPoint, NamedPoint] = corners;
  let wall: NamedPoint[] = [...corners];
  if (side === 'at') {
    const adjacent = [on.up('PI'), on.down('PS')] as const;
    if (adjacent.every(isPlaced)) {
      axis = adjacent;
      notes.push(...on.neighbourNotes());
    } else {
      const missing = adjacent.filter((one) => !isPlaced(one)).map((one) => one.name);
      notes.push(`along PS–PI of ${on.level} itself, because ${missingInWords(missing)}`);
    }
    const traced = on.wallOnPlane();
    if (traced.length === 0 && on.wallPoints().length > 0) {
      notes.push('the traced wall lies on other slices and is not used');
    }
    wall = [...corners, ...traced];
  }
  return on.inPlane([...axis, pick('PC'), ...wall], (frame, [start, end, border, ...rest]) => {
    if (start === undefined || end === undefined || border === undefined)
      return refusal('its axis is missing');
    const outcome = canalDiameter(
      frame,
      start.point.lps,
      end.point.lps,
      rest.map((one) => one.point.lps),
      border.point.lps,
    );
    const decisive = 'wallIndex' in outcome ? rest[outcome.wallIndex] : undefined;
    return {
      outcome: 'value' in outcome ? { value: outcome.value } : outcome,
      points: [start.point, end.point, ...(decisive === undefined ? [] : [decisive.point]), border.point],
      notes,
      valueAt: ([a, b, wallPoint, opposite]) =>
        a === undefined || b === undefined || wallPoint === undefined || opposite === undefined
          ? null
          : numberOf(canalDiameter(frame, a, b, [wallPoint], opposite)),
    };
  });
}

/** CANAL-AP of U, L and D, then the canal compromise from them and from the outlines. */
export function measureCanal(on: FractureMeasuring): void {
  const diameters = {
    above: canalDiameterAt(on, 'above'),
    at: canalDiameterAt(on, 'at'),
    below: canalDiameterAt(on, 'below'),
  };
  const borders = { above: on.up('PC'), at: on.at('PC'), below: on.down('PC') };
  for (const [side, level] of [
    ['above', on.above],
    ['at', on.level],
    ['below', on.below],
  ] as const) {
    if (level !== null && on.begun([borders[side]])) {
      on.report('canal AP diameter', 'CANAL-AP', 'mm', diameters[side], level);
    }
  }
  if (on.begun(Object.values(borders))) measureCompromise(on, diameters);
  if (on.fracture.canal.outlines.length > 0) {
    on.report('canal compromise', 'CC-AREA2', '%', compromiseByArea(on));
  }
}

function measureCompromise(on: FractureMeasuring, diameters: Record<'above' | 'at' | 'below', Result>): void {
  const { above, at, below } = diameters;
  const combine = (parts: Result[], compromise: (diameters: readonly number[]) => Outcome): Result => ({
    outcome: compromise(parts.map((part) => numberOf(part.outcome) ?? 0)),
    points: parts.flatMap((part) => part.points),
    notes: parts.flatMap((part) => part.notes),
    valueAt: (places) => {
      let next = 0;
      const diameters = parts.flatMap((part) => {
        const own = places.slice(next, next + part.points.length);
        next += part.points.length;
        return part.valueAt?.(own) ?? [];
      });
      return diameters.length < parts.length ? null : numberOf(compromise(diameters));
    },
  });
  const all = [above, at, below];
  const firstRefused = [at, above, below].find((one) => 'refused' in one.outcome)?.outcome;
  const values = all.map((one) => ('value' in one.outcome ? one.outcome.value : null));
  const [valueAbove, valueAt, valueBelow] = values;
  const usable = (value: number | null | undefined): value is number => value !== null && value !== undefined;
  if (usable(valueAbove) && usable(valueAt) && usable(valueBelow)) {
    const fromTwo = ([above = 0, at = 0, below = 0]: readonly number[]): Outcome =>
      compromiseFromTwoDiameters(above, at, below);
    on.report('canal compromise', 'CC-MSD2', '%', combine(all, fromTwo));
    return;
  }
  const refused =
    firstRefused !== undefined && 'refused' in firstRefused ? firstRefused.refused : 'no diameter';
  on.report(
    'canal compromise',
    'CC-MSD2',
    '%',
    combine(all, () => ({ refused })),
  );
  const [neighbour, value] = usable(valueAbove) ? [above, valueAbove] : [below, valueBelow];
  if (usable(value) && usable(valueAt)) {
    const fromOne = ([normal = 0, at = 0]: readonly number[]): Outcome =>
      compromiseFromOneDiameter(normal, at);
    on.report('canal compromise', 'CC-MSD1', '%', combine([neighbour, at], fromOne));
  }
}

function compromiseByArea(on: FractureMeasuring): Result {
  const areas: number[] = [];
  const counts: number[] = [];
  const points: Point[] = [];
  for (const [level, side] of [
    [on.above, 'above'],
    [on.level, 'at'],
    [on.below, 'below'],
  ] as const) {
    const name = level ?? `a level ${side} ${on.level}`;
    const outline = on.fracture.canal.outlines.find((one) => one.level === level)?.points;
    if (outline === undefined) return refusal(`the canal outline at ${name} is missing`, points);
    points.push(...outline);
    const problem = on.problemWith(outline.map((point) => ({ name: `the canal outline at ${name}`, point })));
    if (problem !== null) return refusal(problem, points);
    if (new Set(outline.map(imageKey)).size > 1) {
      return refusal(`the canal outline at ${name} is drawn on more than one image`, points);
    }
    const image = outline[0] === undefined ? undefined : on.images.get(imageKey(outline[0]));
    const normal = image === undefined ? undefined : planeOfImage(image)?.normal;
    if (normal !== undefined && Math.abs(normal[2]) < smallestCraniocaudal) {
      return refusal(`the canal outline at ${name} is not drawn on an axial image`, points);
    }
    const area = canalArea(outline.map((point) => point.lps));
    if ('refused' in area) return refusal(`the canal outline at ${name}: ${area.refused}`, points);
    areas.push(area.value);
    counts.push(outline.length);
  }
  const compromise = ([above = 0, at = 0, below = 0]: readonly number[]): Outcome =>
    compromiseFromAreas(above, at, below);
  const valueAt: Dependence['valueAt'] = (places) => {
    let next = 0;
    const moved = counts.map((count) => {
      next += count;
      return polygonArea(places.slice(next - count, next));
    });
    return numberOf(compromise(moved));
  };
  return { outcome: compromise(areas), points, notes: on.neighbourNotes(), valueAt };
}
