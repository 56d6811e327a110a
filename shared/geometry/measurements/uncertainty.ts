import type { ImageGeometry, Point } from '../../findings/reading';
import { planeOfImage } from '../image';
import { add, normalize, scale, type Vector3 } from '../vector';
import { imageKey } from './measuring-plane';

/** A value as a function of the places of the points it rests on; null where it has none there. */
export interface Dependence {
  points: readonly Point[];
  /** The value with the points at these places (LPS mm, in the order of `points`). */
  valueAt: (places: readonly Vector3[]) => number | null;
}

/** Standard uncertainty of a place known to one step of a grid, in steps: a rectangular distribution of that width. */
const ofOneStep = 1 / Math.sqrt(12);
/** Coverage factor of the stated uncertainty: about 95 % for a nearly normal distribution. */
export const coverageFactor = 2;

/**
 * The standard uncertainties of placing a point on an image, as displacements in LPS mm along its rows, its columns and
 * across its plane: one pixel, one pixel and one slice step, each as a rectangular distribution.
 */
function placementErrors(image: ImageGeometry): Vector3[] {
  if (image.orientation === null || image.pixelSpacing === null) return [];
  const [rx, ry, rz, cx, cy, cz] = image.orientation;
  const [rowStep, columnStep] = image.pixelSpacing;
  const axes: readonly (readonly [Vector3 | null, number])[] = [
    [normalize([rx, ry, rz]), columnStep],
    [normalize([cx, cy, cz]), rowStep],
    [planeOfImage(image)?.normal ?? null, Math.abs(image.sliceStep ?? 0)],
  ];
  return axes.flatMap(([axis, step]) => (axis === null || step === 0 ? [] : [scale(axis, step * ofOneStep)]));
}

/**
 * The expanded uncertainty (k = 2) of where a point is, mm, from placing it to a pixel of its image, and to a slice step
 * unless it is compared with another point of the same image. Null where the image has no spacing or orientation.
 */
export function pointUncertainty(image: ImageGeometry, isOnSameImage: boolean): number | null {
  const errors = placementErrors(image);
  const used = isOnSameImage ? errors.slice(0, 2) : errors;
  if (errors.length < 2) return null;
  return coverageFactor * Math.sqrt(used.reduce((sum, [x, y, z]) => sum + x * x + y * y + z * z, 0));
}

/**
 * The expanded uncertainty (k = 2, about 95 %) of a value from placing its points to a pixel, in the unit of the value:
 * each point is moved by its standard uncertainty to either side along rows, columns and slices of its image, the value
 * computed anew, and half the differences are added in squares (GUM, JCGM 100:2008, 5.1.3 note 2). Points of the same
 * image and place are one point and move together; different points are taken as independent. It does not hold how
 * differently readers choose the points. Null where an image of a point is not described or nothing can be computed.
 */
export function placementUncertainty(
  { points, valueAt }: Dependence,
  images: ReadonlyMap<string, ImageGeometry>,
): number | null {
  const places = points.map((point): Vector3 => point.lps);
  const distinct = new Map<string, { point: Point; indices: Set<number> }>();
  for (const [index, point] of points.entries()) {
    const key = `${imageKey(point)} ${point.lps.join(' ')}`;
    const known = distinct.get(key);
    if (known === undefined) distinct.set(key, { point, indices: new Set([index]) });
    else known.indices.add(index);
  }
  let variance = 0;
  let moved = 0;
  for (const { point, indices } of distinct.values()) {
    const image = images.get(imageKey(point));
    if (image === undefined) return null;
    for (const error of placementErrors(image)) {
      const valueWith = (sign: 1 | -1): number | null =>
        valueAt(places.map((place, index) => (indices.has(index) ? add(place, scale(error, sign)) : place)));
      const up = valueWith(1);
      const down = valueWith(-1);
      if (up === null || down === null) continue;
      variance += ((up - down) / 2) ** 2;
      moved += 1;
    }
  }
  const expanded = coverageFactor * Math.sqrt(variance);
  return moved === 0 || !Number.isFinite(expanded) ? null : expanded;
}
