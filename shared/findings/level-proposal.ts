import { regularLevels, type VertebralLevel, vertebralLevels } from '../dicom/levels';
import { splineAt } from '../geometry/spline';
import type { Vector3 } from '../geometry/vector';
import { levelsOutOfOrder } from './level-order';
import type { Point, Reading } from './reading';

/** Where a level nobody marked may lie. It stays a proposal until the reader marks it. */
export interface LevelProposal {
  level: VertebralLevel;
  /** On the curve through the marks, LPS mm; not necessarily on a slice. */
  lps: Vector3;
  /** The nearest mark above or below in the count, whose stack the proposal is to be marked on. */
  near: Point;
}

/**
 * The levels between the marks, along a smooth curve through all of them in the order of the spine: each mark is reached
 * at its number in the count, so that with three marks or more the growing height of the vertebrae is followed; two
 * marks give equal steps on the straight line between them. T13 and L6 are counted only where they are marked. None
 * where fewer than two levels are marked or the marks do not go down the spine in order.
 */
export function proposeLevels(marks: Reading['levels']): LevelProposal[] {
  if (marks.length < 2 || levelsOutOfOrder(marks).length > 0) return [];
  const marked = new Map(marks.map((mark) => [mark.level, mark.point]));
  const order = vertebralLevels.filter((level) => regularLevels.includes(level) || marked.has(level));
  const places = order.flatMap((level, index) => {
    const point = marked.get(level);
    return point === undefined ? [] : [{ index, point }];
  });
  const knots = places.map(({ point }) => point.lps);
  const parameters = places.map(({ index }) => index);
  const first = parameters[0] ?? 0;
  const last = parameters.at(-1) ?? 0;
  return order.flatMap((level, index) => {
    if (index <= first || index >= last || marked.has(level)) return [];
    const lps = splineAt(knots, parameters, index);
    const near = places.toSorted((a, b) => Math.abs(a.index - index) - Math.abs(b.index - index))[0];
    return lps === null || near === undefined ? [] : [{ level, lps, near: near.point }];
  });
}
