import type { VertebralLevel } from '../../shared/dicom/levels';
import type { Stack, Study } from '../../shared/dicom/model';
import { add, distance, dot, scale, subtract, type Vector3 } from '../../shared/geometry/vector';
import { nearestBlock, nearestSlice } from './slice-search';
import type { ViewportCell } from './viewer-cells';

/** Where a level is marked in one study. */
export interface LevelMark {
  lps: Vector3;
  /** Of the image it was placed on. */
  frameOfReferenceUid: string | null;
}

/** A level that is marked in the open study and in the one compared with it. */
export interface LevelPair {
  level: VertebralLevel;
  open: LevelMark;
  compared: LevelMark;
}

/** Marks of one level: in the study one comes from and in the other. */
export interface LevelPlace {
  level: VertebralLevel;
  from: LevelMark;
  to: LevelMark;
}

/** A place on the line through the marks of one study and the place that answers to it in the other; LPS mm of each. */
export interface Anchor {
  from: Vector3;
  to: Vector3;
}

/** Farther above or below all marks than this, mm, a place answers to none in the other study. */
const levelReach = 30;

/** The pairs seen from the open study or from the one compared with it. */
export function placesFrom(pairs: readonly LevelPair[], isFromOpen: boolean): LevelPlace[] {
  return pairs.map(({ level, open, compared }) =>
    isFromOpen ? { level, from: open, to: compared } : { level, from: compared, to: open },
  );
}

/** What of a study is looked at: a slice as a whole, at the point in its middle, or a point. */
export interface Looked {
  stack: Stack;
  point: Vector3;
  isSlice: boolean;
}

/**
 * The place in the other study that answers to what is looked at: a mark to the mark of the same level, a place between two
 * marks to the one at the same share of the way between theirs, a place above or below all of them to one as far from the
 * last. An axial slice lies where its plane cuts the line through the marks, all else where it is nearest to a point. Marks
 * count in the frames of reference of the two stacks only. Null without a mark, and farther than `levelReach` above or
 * below all marks, except for a sagittal or coronal slice, which passes them all.
 */
export function anchorOf(
  places: readonly LevelPlace[],
  { stack, point, isSlice }: Looked,
  target: Pick<Stack, 'frameOfReferenceUid'>,
): Anchor | null {
  const { normal, frameOfReferenceUid } = stack;
  if (normal === null || frameOfReferenceUid === null || target.frameOfReferenceUid === null) return null;
  const marks = places
    .filter(
      ({ from, to }) =>
        from.frameOfReferenceUid === frameOfReferenceUid &&
        to.frameOfReferenceUid === target.frameOfReferenceUid,
    )
    .map(({ from, to }) => ({ from: from.lps, to: to.lps }))
    .toSorted((a, b) => b.from[2] - a.from[2]);
  const isAcross = isSlice && Math.abs(normal[2]) > Math.SQRT1_2;
  const heights = isAcross ? scale(normal, Math.sign(normal[2])) : null;
  const candidates = marks.flatMap((upper, index): (Anchor & { away: number })[] => {
    const lower = marks[index + 1];
    if (lower === undefined) return [];
    const way = subtract(lower.from, upper.from);
    const axis = heights ?? way;
    const share = dot(subtract(point, upper.from), axis) / dot(way, axis);
    if (!(share >= 0 && share <= 1)) return [];
    const from = add(upper.from, scale(way, share));
    return [
      { from, to: add(upper.to, scale(subtract(lower.to, upper.to), share)), away: distance(from, point) },
    ];
  });
  const ends = [marks[0], marks.at(-1)].flatMap((mark): (Anchor & { away: number })[] => {
    if (mark === undefined) return [];
    const offset = subtract(point, mark.from);
    const up: Vector3 = heights ?? [0, 0, 1];
    const beyond = isSlice && !isAcross ? 0 : dot(offset, up);
    if (Math.abs(beyond) > levelReach) return [];
    const step = scale(up, beyond);
    return [{ from: add(mark.from, step), to: add(mark.to, step), away: distance(mark.from, point) }];
  });
  const [nearest] = (candidates.length > 0 ? candidates : ends).toSorted((a, b) => a.away - b.away);
  return nearest === undefined ? null : { from: nearest.from, to: nearest.to };
}

/** The anchor in the other study, as far to the patient's side of it as the point is of its own. */
export function besideAnchor({ from, to }: Anchor, point: Vector3): Vector3 {
  return add(to, [point[0] - from[0], 0, 0]);
}

/**
 * A viewport brought to the slice nearest to a point of its study. A slice that follows a slice stays where its stack does not
 * reach the point (`reachesOnly`).
 */
export function atPlace(
  study: Study,
  target: { stack: Stack; cell: ViewportCell },
  lps: Vector3,
  reachesOnly: boolean,
): ViewportCell {
  const { stack, cell } = target;
  const block = nearestBlock(study.stacks, stack, lps);
  const nearest = nearestSlice(block, lps);
  const reach = Math.max(Math.abs(block.sliceStep ?? 0), block.sliceThickness ?? 0, 1);
  if (nearest === null || (reachesOnly && nearest.distance > reach)) return cell;
  if (block.id === cell.stackId && nearest.frameIndex === cell.frameIndex) return cell;
  return { ...cell, stackId: block.id, frameIndex: nearest.frameIndex };
}

/**
 * A study to be shown beside another, with frames of reference of its own: between two studies the patient got up, so what
 * they share by name is no common position.
 */
export function withOwnFramesOfReference(study: Study, open: Study): Study {
  const taken = new Set(open.stacks.map(({ frameOfReferenceUid }) => frameOfReferenceUid));
  const stacks = study.stacks.map((stack) =>
    stack.frameOfReferenceUid !== null && taken.has(stack.frameOfReferenceUid)
      ? { ...stack, frameOfReferenceUid: `${stack.frameOfReferenceUid} of ${study.studyInstanceUid}` }
      : stack,
  );
  return { ...study, stacks };
}
