import { cross, scale, type Vector3 } from '../../shared/geometry/vector';

/** PatientPosition (PS3.3 C.7.3.1.1.2): head or feet first, supine, prone, or lying on one side. */
export const patientPositions = ['HFS', 'HFP', 'FFS', 'FFP', 'HFDR', 'HFDL', 'FFDR', 'FFDL'] as const;
export type PatientPosition = (typeof patientPositions)[number];

/** Axes of the scanner in patient coordinates (LPS). */
export interface ScannerAxes {
  /** Horizontal, to the right of somebody who looks into the bore from the table. */
  right: Vector3;
  /** Down, towards the table. */
  down: Vector3;
  /** Along the table, towards the end that goes in first for a patient who lies head first. */
  along: Vector3;
}

const left: Vector3 = [1, 0, 0];
const posterior: Vector3 = [0, 1, 0];
const head: Vector3 = [0, 0, 1];

/** How a patient lies in the scanner: what is down, and which way the head points; the third axis follows. */
export function scannerAxes(position: PatientPosition): ScannerAxes {
  const along = position.startsWith('HF') ? head : scale(head, -1);
  const down = {
    S: posterior,
    P: scale(posterior, -1),
    DR: scale(left, -1),
    DL: left,
  }[position.slice(2) as 'S' | 'P' | 'DR' | 'DL'];
  return { right: cross(down, along), down, along };
}
