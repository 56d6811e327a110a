import { dot, subtract, type Vector3 } from '../../shared/geometry/vector';
import type { GreyWindow } from '../pixels/default-window';
import type { CellView } from './cell-view';
import { valueAt } from './grey-scale';
import type { DisplayedImage } from './image-loader';

/** A rectangle of displayed pixels; right and bottom belong to it. */
export interface PixelRegion {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** So many pixels tell the percentiles of a region well enough. */
const enoughPixels = 65_536;

/** The whole pixels from one place to another along an axis, at least the one at the end; null beside the image. */
function pixelsBetween(start: number, end: number, count: number): readonly [number, number] | null {
  const [first, last] = [Math.ceil(Math.min(start, end)), Math.floor(Math.max(start, end))];
  const [from, to] = first > last ? [Math.round(end), Math.round(end)] : [first, last];
  return to < 0 || from >= count ? null : [Math.max(0, from), Math.min(count - 1, to)];
}

/**
 * The displayed pixels whose centres lie between two corners on the screen (CSS pixels in the viewport), at least the
 * one at the second corner; null where the rectangle lies beside the image.
 */
export function regionBetween(
  { toPatient, display }: Pick<CellView, 'toPatient' | 'display'>,
  one: readonly [number, number],
  other: readonly [number, number],
): PixelRegion | null {
  const [start, end] = [one, other].map((at) => subtract(toPatient(at[0], at[1]), display.origin)) as [
    Vector3,
    Vector3,
  ];
  const column = (offset: Vector3) => dot(offset, display.right) / display.columnSpacing;
  const row = (offset: Vector3) => dot(offset, display.down) / display.rowSpacing;
  const columns = pixelsBetween(column(start), column(end), display.columns);
  const rows = pixelsBetween(row(start), row(end), display.rows);
  if (columns === null || rows === null) return null;
  return { left: columns[0], right: columns[1], top: rows[0], bottom: rows[1] };
}

/** The rescaled values in a region of an image, thinned where there are very many; padding left out. */
export function regionValues(
  image: Parameters<typeof valueAt>[0] & Pick<DisplayedImage, 'columns'>,
  { left, top, right, bottom }: PixelRegion,
): Float64Array {
  const width = right - left + 1;
  const count = width * (bottom - top + 1);
  // An odd step meets every column of a region whose width is a power of two.
  const step = Math.floor(count / enoughPixels) | 1;
  const values: number[] = [];
  for (let place = 0; place < count; place += step) {
    const value = valueAt(image, (top + Math.floor(place / width)) * image.columns + left + (place % width));
    if (value !== null) values.push(value);
  }
  return Float64Array.from(values);
}

/** The window from one fraction of the values to another; null where both are the same value, or there is none. */
export function percentileWindow(values: Float64Array, low: number, high: number): GreyWindow | null {
  const sorted = values.toSorted();
  const at = (fraction: number) => sorted[Math.round(fraction * (sorted.length - 1))] ?? Number.NaN;
  const [from, to] = [at(low), at(high)];
  return to > from ? { center: (from + to) / 2, width: to - from } : null;
}
