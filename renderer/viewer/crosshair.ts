import type { Stack } from '../../shared/dicom/model';
import type { Vector3 } from '../../shared/geometry/vector';

/** A point the reader marks in every plane, and where it was placed. No part of the reading. */
export interface Crosshair {
  lps: Vector3;
  /** null: only the stack it was placed on can show it. */
  frameOfReferenceUid: string | null;
  stackId: string;
}

/** Whether a stack shows the place a cross-hair marks. */
export function isInReachOf(crosshair: Crosshair, stack: Pick<Stack, 'id' | 'frameOfReferenceUid'>): boolean {
  if (crosshair.stackId === stack.id) return true;
  return (
    crosshair.frameOfReferenceUid !== null && crosshair.frameOfReferenceUid === stack.frameOfReferenceUid
  );
}
