import type { Frame, Stack } from '../../shared/dicom/model';
import { screenAxes } from '../../shared/geometry/screen-axes';
import { add, cross, scale, type Vector3 } from '../../shared/geometry/vector';

/**
 * How a stored image is turned for display, and where its displayed pixels lie.
 *
 * Displayed pixel (i, j), i counted to the right and j downwards, is stored pixel
 * (column, row) = (i or j by `transposed`, mirrored by `mirroredColumns` / `mirroredRows`).
 * Without position or orientation in the header `located` is false and `origin`, `right`, `down` are pixel axes only.
 */
export interface DisplayGeometry {
  /** Unit vectors of the screen axes in LPS. */
  right: Vector3;
  down: Vector3;
  /** Unit normal, right × down: away from the reader. */
  normal: Vector3;
  /** Centre of the displayed top left pixel, LPS mm. */
  origin: Vector3;
  /** Displayed size in pixels. */
  columns: number;
  rows: number;
  /** mm between displayed columns and rows; 1 where the header has no spacing. */
  columnSpacing: number;
  rowSpacing: number;
  transposed: boolean;
  mirroredColumns: boolean;
  mirroredRows: boolean;
  located: boolean;
}

/**
 * The display geometry of a frame: of the eight ways to turn and mirror it, the one whose axes are nearest to the
 * standard view of its plane. An image without orientation is shown as stored.
 */
export function displayGeometry(
  stack: Pick<Stack, 'plane' | 'rows' | 'columns' | 'pixelSpacing'>,
  frame: Pick<Frame, 'position' | 'orientation'>,
): DisplayGeometry {
  const [rowDistance, columnDistance] = stack.pixelSpacing ?? [1, 1];
  if (frame.position === null || frame.orientation === null) {
    return {
      right: [1, 0, 0],
      down: [0, 1, 0],
      normal: [0, 0, 1],
      origin: [0, 0, 0],
      columns: stack.columns,
      rows: stack.rows,
      columnSpacing: columnDistance,
      rowSpacing: rowDistance,
      transposed: false,
      mirroredColumns: false,
      mirroredRows: false,
      located: false,
    };
  }
  const axes = screenAxes(stack.plane, frame.orientation);
  const { right, down, alongRow, alongColumn, transposed, mirroredColumns, mirroredRows } = axes;
  const startColumn = mirroredColumns ? stack.columns - 1 : 0;
  const startRow = mirroredRows ? stack.rows - 1 : 0;
  return {
    right,
    down,
    normal: cross(right, down),
    origin: add(
      frame.position,
      add(scale(alongRow, startColumn * columnDistance), scale(alongColumn, startRow * rowDistance)),
    ),
    columns: transposed ? stack.rows : stack.columns,
    rows: transposed ? stack.columns : stack.rows,
    columnSpacing: transposed ? rowDistance : columnDistance,
    rowSpacing: transposed ? columnDistance : rowDistance,
    transposed,
    mirroredColumns,
    mirroredRows,
    located: true,
  };
}

/** Centre of the displayed image, LPS mm (between the middle pixels where the size is even). */
export function imageCentre(geometry: DisplayGeometry): Vector3 {
  return add(
    geometry.origin,
    add(
      scale(geometry.right, ((geometry.columns - 1) / 2) * geometry.columnSpacing),
      scale(geometry.down, ((geometry.rows - 1) / 2) * geometry.rowSpacing),
    ),
  );
}
