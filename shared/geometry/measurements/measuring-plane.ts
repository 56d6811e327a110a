import type { VertebralLevel } from '../../dicom/levels';
import type { ImageGeometry, Landmark, LandmarkName, Point } from '../../findings/reading';
import { planeOfImage } from '../image';
import { directionInPlane, distanceToPlane, type Plane } from '../plane';
import { add, cross, dot, normalize, scale, subtract, type Vector3 } from '../vector';

/** The sagittal plane a fracture is measured in, with its directions, LPS. */
export interface MeasuringPlane {
  plane: Plane;
  /** Unit direction in the plane from the front of the vertebral body towards the canal. */
  posterior: Vector3;
  /** Unit direction in the plane across `posterior`, towards the head. */
  head: Vector3;
  /** How far a point may lie off the plane without remark: half a slice step, mm. */
  tolerance: number;
  /** mm between neighbouring slices; null where there is no neighbour. */
  sliceStep: number | null;
}

/** Key of the image a point lies on. */
export function imageKey(of: { sopInstanceUid: string; frame: number }): string {
  return `${of.sopInstanceUid}/${of.frame}`;
}

/** Tolerance off the plane where the stack has no slice step (a single slice), mm. */
const toleranceWithoutStep = 0.5;

/** Steepest sagittal plane: its normal within 45° of the left–right axis. */
const smallestLeftRight = Math.SQRT1_2;

function mostUsedImage(landmarks: readonly Landmark[], level: VertebralLevel): string | null {
  const counts = new Map<string, { all: number; own: number }>();
  for (const landmark of landmarks) {
    const key = imageKey(landmark.point);
    const count = counts.get(key) ?? { all: 0, own: 0 };
    counts.set(key, { all: count.all + 1, own: count.own + (landmark.level === level ? 1 : 0) });
  }
  const ranked = [...counts].sort(
    ([keyA, a], [keyB, b]) => b.all - a.all || b.own - a.own || (keyA < keyB ? -1 : 1),
  );
  return ranked[0]?.[0] ?? null;
}

/** Sum of the unit vectors from one landmark to another over the pairs that are placed. */
function meanDirection(
  find: (landmark: LandmarkName) => Point | undefined,
  pairs: readonly (readonly [LandmarkName, LandmarkName])[],
): Vector3 | null {
  let sum: Vector3 = [0, 0, 0];
  for (const [from, to] of pairs) {
    const start = find(from);
    const end = find(to);
    if (start === undefined || end === undefined) continue;
    sum = add(sum, normalize(subtract(end.lps, start.lps)) ?? [0, 0, 0]);
  }
  return normalize(sum);
}

/**
 * The plane of the image that carries most of a fracture's landmarks (of equals the one with more landmarks of the
 * fractured level, then the first by UID). Posterior runs from the anterior to the posterior corners of the fractured
 * level, LPS +y where they are not placed; head is across it, on the side of the superior corners.
 */
export function measuringPlane(
  landmarks: readonly Landmark[],
  level: VertebralLevel,
  images: ReadonlyMap<string, ImageGeometry>,
): MeasuringPlane | { refused: string } {
  const key = mostUsedImage(landmarks, level);
  if (key === null) return { refused: `no landmark is placed for ${level}` };
  const image = images.get(key);
  if (image === undefined) return { refused: 'the image that carries the landmarks is not described' };
  if (!image.measurable) return { refused: unmeasurable(image) };
  const plane = planeOfImage(image);
  if (plane === null) return { refused: 'the image that carries the landmarks has no orientation' };
  if (Math.abs(plane.normal[0]) < smallestLeftRight) {
    return { refused: 'the image that carries most landmarks is not sagittal' };
  }
  const find = (landmark: LandmarkName) =>
    landmarks.find((one) => one.level === level && one.landmark === landmark)?.point;
  const towardsCanal = meanDirection(find, [
    ['AS', 'PS'],
    ['AI', 'PI'],
  ]);
  const towardsHead = meanDirection(find, [
    ['AI', 'AS'],
    ['PI', 'PS'],
  ]);
  const posterior =
    (towardsCanal === null ? null : directionInPlane(plane, towardsCanal)) ??
    directionInPlane(plane, [0, 1, 0]);
  if (posterior === null) return { refused: 'the posterior direction cannot be told in its plane' };
  const head = headDirection(plane, posterior, towardsHead ?? [0, 0, 1]);
  const tolerance = image.sliceStep === null ? toleranceWithoutStep : Math.abs(image.sliceStep) / 2;
  return { plane, posterior, head, tolerance, sliceStep: image.sliceStep };
}

function headDirection(plane: Plane, posterior: Vector3, towardsHead: Vector3): Vector3 {
  const across = cross(plane.normal, posterior);
  return dot(across, towardsHead) < 0 ? scale(across, -1) : across;
}

/** Why an image cannot be measured, as the end of a sentence. */
export function unmeasurable(image: ImageGeometry): string {
  const reasons = image.reasons.map((reason) => reason.replace(/\.$/, '')).join('; ');
  return `an image it was placed on cannot be measured: ${reasons || 'no reason recorded'}`;
}

/** How far the farthest of the points lies off the plane, mm. */
export function farthestOffPlane(plane: Plane, points: readonly Point[]): number {
  return Math.max(0, ...points.map((point) => Math.abs(distanceToPlane(plane, point.lps))));
}
