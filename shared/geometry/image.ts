import type { ImageGeometry } from '../findings/reading';
import { type Plane, planeThrough, distanceToPlane as signedDistance } from './plane';
import { add, cross, dot, normalize, scale, subtract, type Vector3 } from './vector';

/** What places an image in the patient: the part of an image's geometry these functions read. */
export type ImagePlacement = Pick<ImageGeometry, 'position' | 'orientation' | 'pixelSpacing'>;

/** Pixel coordinates, 0-based; whole numbers are pixel centres, as in DICOM PS3.3 C.7.6.2.1.1. */
export interface PixelPosition {
  column: number;
  row: number;
}

interface Axes {
  position: Vector3;
  /** Unit direction of increasing column index, then of increasing row index. */
  alongRow: Vector3;
  alongColumn: Vector3;
  /** mm per column step, mm per row step. */
  columnStep: number;
  rowStep: number;
}

function axesOf(image: ImagePlacement): Axes | null {
  if (image.position === null || image.orientation === null || image.pixelSpacing === null) return null;
  const [rx, ry, rz, cx, cy, cz] = image.orientation;
  const alongRow = normalize([rx, ry, rz]);
  const alongColumn = normalize([cx, cy, cz]);
  const [rowStep, columnStep] = image.pixelSpacing;
  if (alongRow === null || alongColumn === null || !(rowStep > 0) || !(columnStep > 0)) return null;
  return { position: image.position, alongRow, alongColumn, columnStep, rowStep };
}

/** Plane of an image, its normal row × column direction; null without position or orientation. */
export function planeOfImage(image: Pick<ImagePlacement, 'position' | 'orientation'>): Plane | null {
  if (image.position === null || image.orientation === null) return null;
  const [rx, ry, rz, cx, cy, cz] = image.orientation;
  return planeThrough(image.position, cross([rx, ry, rz], [cx, cy, cz]));
}

/**
 * Pixel coordinates (0-based, fractions allowed) to LPS mm (DICOM PS3.3 C.7.6.2.1.1, equation C.7.6.2.1-1).
 * Null where the image has no position, orientation or pixel spacing.
 */
export function imageToPatient(image: ImagePlacement, column: number, row: number): Vector3 | null {
  const axes = axesOf(image);
  if (axes === null) return null;
  return add(
    axes.position,
    add(scale(axes.alongRow, column * axes.columnStep), scale(axes.alongColumn, row * axes.rowStep)),
  );
}

/**
 * LPS mm to pixel coordinates of the foot of the perpendicular on the image plane; inverse of `imageToPatient` for
 * points on it. Null where the image has no position, orientation or pixel spacing.
 */
export function patientToImage(image: ImagePlacement, point: Vector3): PixelPosition | null {
  const axes = axesOf(image);
  if (axes === null) return null;
  const offset = subtract(point, axes.position);
  return {
    column: dot(offset, axes.alongRow) / axes.columnStep,
    row: dot(offset, axes.alongColumn) / axes.rowStep,
  };
}

/** Signed distance of a point from an image's plane, mm, positive along its normal; null where it has no plane. */
export function distanceToImage(image: ImagePlacement, point: Vector3): number | null {
  const plane = planeOfImage(image);
  return plane === null ? null : signedDistance(plane, point);
}

/**
 * The line in which the plane of `source` cuts the image `target`, clipped to the target's rectangle (outer pixel
 * edges), as pixel coordinates of the target. Null where the planes are parallel (within about 0.5°), the line
 * misses the rectangle, or either image has no geometry.
 */
export function referenceLine(
  source: Pick<ImagePlacement, 'position' | 'orientation'>,
  target: ImagePlacement,
  size: { rows: number; columns: number },
): { start: PixelPosition; end: PixelPosition } | null {
  const plane = planeOfImage(source);
  const axes = axesOf(target);
  if (plane === null || axes === null) return null;
  // The signed distance from the source plane is linear over the target: c + u·column + v·row.
  const perColumn = dot(axes.alongRow, plane.normal) * axes.columnStep;
  const perRow = dot(axes.alongColumn, plane.normal) * axes.rowStep;
  const sine = Math.hypot(dot(axes.alongRow, plane.normal), dot(axes.alongColumn, plane.normal));
  if (sine < 0.01) return null;
  const atOrigin = signedDistance(plane, axes.position);
  const left = -0.5;
  const top = -0.5;
  const right = size.columns - 0.5;
  const bottom = size.rows - 0.5;
  const steepest = Math.hypot(perColumn, perRow);
  // A point on the line and its direction in pixel coordinates, then Liang–Barsky clipping.
  const foot = { column: (-atOrigin * perColumn) / steepest ** 2, row: (-atOrigin * perRow) / steepest ** 2 };
  const direction = { column: -perRow / steepest, row: perColumn / steepest };
  let from = Number.NEGATIVE_INFINITY;
  let to = Number.POSITIVE_INFINITY;
  for (const [start, step, low, high] of [
    [foot.column, direction.column, left, right],
    [foot.row, direction.row, top, bottom],
  ] as const) {
    if (Math.abs(step) < 1e-12) {
      if (start < low || start > high) return null;
      continue;
    }
    from = Math.max(from, Math.min((low - start) / step, (high - start) / step));
    to = Math.min(to, Math.max((low - start) / step, (high - start) / step));
  }
  if (from >= to) return null;
  const at = (along: number): PixelPosition => ({
    column: foot.column + along * direction.column,
    row: foot.row + along * direction.row,
  });
  return { start: at(from), end: at(to) };
}
