import type { Plane } from '../dicom/model';
import { cross, dot, scale, type Vector3 } from './vector';

/** How a stored image is turned for display: the screen's axes and what makes them of rows and columns. LPS. */
export interface ScreenAxes {
  /** Unit vectors of the screen axes. */
  right: Vector3;
  down: Vector3;
  /** Unit directions of increasing column and of increasing row index, as stored. */
  alongRow: Vector3;
  alongColumn: Vector3;
  transposed: boolean;
  mirroredColumns: boolean;
  mirroredRows: boolean;
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
 * The screen axes of an image with this ImageOrientationPatient: of the eight ways to turn and mirror it, the one whose
 * axes are nearest to the standard view of its plane (of the nearest plane, where it is oblique or unknown).
 */
export function screenAxes(
  plane: Plane,
  orientation: readonly [number, number, number, number, number, number],
): ScreenAxes {
  const [ax, ay, az, bx, by, bz] = orientation;
  const alongRow: Vector3 = [ax, ay, az];
  const alongColumn: Vector3 = [bx, by, bz];
  const wanted = wantedAxes[nearestPlane(plane, cross(alongRow, alongColumn))];
  const straight = Math.abs(dot(alongRow, wanted.right)) + Math.abs(dot(alongColumn, wanted.down));
  const turned = Math.abs(dot(alongColumn, wanted.right)) + Math.abs(dot(alongRow, wanted.down));
  const transposed = turned > straight;
  const mirroredColumns = dot(alongRow, transposed ? wanted.down : wanted.right) < 0;
  const mirroredRows = dot(alongColumn, transposed ? wanted.right : wanted.down) < 0;
  const rowAxis = scale(alongRow, mirroredColumns ? -1 : 1);
  const columnAxis = scale(alongColumn, mirroredRows ? -1 : 1);
  return {
    right: transposed ? columnAxis : rowAxis,
    down: transposed ? rowAxis : columnAxis,
    alongRow,
    alongColumn,
    transposed,
    mirroredColumns,
    mirroredRows,
  };
}
