import { hasTruePositions } from '../../shared/dicom/geometry-finding';
import type { Stack } from '../../shared/dicom/model';
import { acrossAxis } from '../../shared/dicom/plane';
import type { Vector3 } from '../../shared/geometry/vector';
import type { GreyWindow } from '../pixels/default-window';
import { text } from '../ui/text';
import type { CellView } from './cell-view';
import { imageCentre } from './display-geometry';

/** "0.68 mm · 4.0 mm": pixel spacing (both where they differ) and slice thickness; says what is missing. */
export function spacingText(stack: Pick<Stack, 'pixelSpacing' | 'sliceThickness'>): string {
  const { pixelSpacing, sliceThickness } = stack;
  const inPlane =
    pixelSpacing === null
      ? 'no pixel spacing'
      : Math.abs(pixelSpacing[0] - pixelSpacing[1]) < 0.005
        ? text.viewer.millimetres(pixelSpacing[0], 2)
        : text.viewer.byMillimetres(pixelSpacing[0], pixelSpacing[1], 2);
  return sliceThickness === null ? inPlane : `${inPlane} · ${text.viewer.millimetres(sliceThickness, 1)}`;
}

/** "x -16.1 mm": where the middle of the slice lies along the axis its plane is across; null where it has no place that holds. */
export function slicePositionText(view: Pick<CellView, 'display' | 'stack'>): string | null {
  if (!view.display.located || !hasTruePositions(view.stack)) return null;
  const centre = imageCentre(view.display);
  const axis = acrossAxis(view.stack.plane, view.display.normal);
  return `${'xyz'[axis]} ${text.viewer.millimetres(centre[axis], 1)}`;
}

/** "x -16.12 y 34.50 z 120.03 mm · 431": LPS mm and pixel value, with an ASCII minus so that it can be parsed. */
export function cursorText(
  view: CellView,
  at: readonly [number, number],
  pixelValue: (column: number, row: number) => number | null,
): string {
  const { display } = view;
  const point = view.toPatient(at[0], at[1]);
  const offset = [
    point[0] - display.origin[0],
    point[1] - display.origin[1],
    point[2] - display.origin[2],
  ] as const;
  const along = (axis: Vector3) => offset[0] * axis[0] + offset[1] * axis[1] + offset[2] * axis[2];
  const column = Math.round(along(display.right) / display.columnSpacing);
  const row = Math.round(along(display.down) / display.rowSpacing);
  const value = pixelValue(column, row);
  const place =
    display.located && view.stack.pixelSpacing !== null && hasTruePositions(view.stack)
      ? `x ${fixed(point[0])} y ${fixed(point[1])} z ${fixed(point[2])} mm`
      : `column ${column} row ${row}`;
  return value === null ? place : `${place} · ${Number.isInteger(value) ? value : value.toFixed(1)}`;
}

/** Two decimals, without a minus before zero. */
function fixed(value: number): string {
  const shown = value.toFixed(2);
  return shown === '-0.00' ? '0.00' : shown;
}

/** "T2" of an MR stack, the modality of another; null for an MR stack of unknown weighting. */
export function weightingText(stack: Pick<Stack, 'modality' | 'weighting'>): string | null {
  if (stack.modality !== 'MR') return stack.modality;
  return stack.weighting === 'unknown' ? null : stack.weighting;
}

/** "W 820 L 410". */
export function windowText(window: GreyWindow): string {
  return `W ${Math.round(window.width)} L ${Math.round(window.center)}`;
}

/** A round length in mm that is drawn between 50 and 140 CSS pixels long, and that length. */
export function scaleBar(millimetresPerScreenPixel: number): { millimetres: number; pixels: number } {
  const lengths = [1, 2, 5, 10, 20, 50, 100, 200];
  const millimetres = lengths.findLast((length) => length / millimetresPerScreenPixel <= 140) ?? 1;
  return { millimetres, pixels: millimetres / millimetresPerScreenPixel };
}
