import type { Frame, Stack, Study } from '../../shared/dicom/model';
import type { Point } from '../../shared/findings/reading';
import type { CellView } from '../viewer/cell-view';
import { isOnSlice } from './placing';

/** The stack and frame a point was placed on; null where the study has no such image. */
export function imageOfPoint(
  study: Study,
  point: Pick<Point, 'sopInstanceUid' | 'frame'>,
): { stack: Stack; frame: Frame } | null {
  for (const stack of study.stacks) {
    const frame = stack.frames.find(
      (one) => one.sopInstanceUid === point.sopInstanceUid && one.frame === point.frame,
    );
    if (frame !== undefined) return { stack, frame };
  }
  return null;
}

/**
 * Whether a point may be drawn in a viewport at all: on the image it was placed on, or in the same frame of reference,
 * where its coordinates mean the same place.
 */
export function isInReach(view: Pick<CellView, 'stack' | 'frame'>, study: Study, point: Point): boolean {
  if (point.sopInstanceUid === view.frame.sopInstanceUid && point.frame === view.frame.frame) return true;
  const { frameOfReferenceUid } = view.stack;
  const home = imageOfPoint(study, point);
  return (
    home !== null &&
    (home.stack.id === view.stack.id ||
      (frameOfReferenceUid !== null && home.stack.frameOfReferenceUid === frameOfReferenceUid))
  );
}

/** How a point shows on a slice: on it, on a neighbouring one (faint), or not. */
export function showingOf(view: CellView, study: Study, point: Point): 'full' | 'faint' | 'hidden' {
  if (!isInReach(view, study, point)) return 'hidden';
  if (isOnSlice(view, point.lps)) return 'full';
  const step = Math.abs(view.stack.sliceStep ?? 0);
  return Math.abs(view.signedDistance(point.lps)) <= 1.5 * step ? 'faint' : 'hidden';
}
