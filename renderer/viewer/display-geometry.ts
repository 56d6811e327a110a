import type { Frame, Plane, Stack } from '../../shared/dicom/model';
import { add, cross, dot, scale, type Vector3 } from '../../shared/geometry/vector';

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

/** Wanted screen axes: sagittal anterior left and head up; axial and coronal with the patient's right on the left. */
const wantedAxes: Record<'sagittal' | 'coronal' | 'axial', { right: Vector3; down: Vector3 }> = {
  sagittal: { right: [0, 1, 0], down: [0, 0, -1] },
  coronal: { right: [1, 0, 0], down: [0, 0, -1] },
  axial: { right: [1, 0, 0], down: [0, 1, 0] },
};

function nearestPlane(plane: Plane, normal: Vector3): 'sagittal' | 'coronal' | 'axial' {
  if (plane === 'sagittal' || plane === 'coronal' || plane === 'axial') return plane;
  const [x, y, z] = [Math.abs(normal[0]), Math.abs(normal[1]), Math.abs(normal[2])];
  return x >= y && x >= z ? 'sagittal' : y >= z ? 'coronal' : 'axial';
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
  const [ax, ay, az, bx, by, bz] = frame.orientation;
  const alongRow: Vector3 = [ax, ay, az];
  const alongColumn: Vector3 = [bx, by, bz];
  const wanted = wantedAxes[nearestPlane(stack.plane, cross(alongRow, alongColumn))];
  const straight = Math.abs(dot(alongRow, wanted.right)) + Math.abs(dot(alongColumn, wanted.down));
  const turned = Math.abs(dot(alongColumn, wanted.right)) + Math.abs(dot(alongRow, wanted.down));
  const transposed = turned > straight;
  const mirroredColumns = dot(alongRow, transposed ? wanted.down : wanted.right) < 0;
  const mirroredRows = dot(alongColumn, transposed ? wanted.right : wanted.down) < 0;
  const rowAxis = scale(alongRow, mirroredColumns ? -1 : 1);
  const columnAxis = scale(alongColumn, mirroredRows ? -1 : 1);
  const right = transposed ? columnAxis : rowAxis;
  const down = transposed ? rowAxis : columnAxis;
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
