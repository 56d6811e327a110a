import { isMeasurable } from '../../shared/dicom/geometry-finding';
import { copyTraceToImage, moveLandmarksToImage } from '../../shared/findings/slice-copies';
import { imageKey } from '../../shared/geometry/measurements/measuring-plane';
import { drawingText } from '../ui/text';
import { imageGeometryOf } from '../viewer/cell-view';
import { isCompared } from '../viewer/viewer-cells';
import { stackOf, useViewerStore } from '../viewer/viewer-store';
import { currentFracture } from './next-to-place';
import { useProtocolStore } from './protocol-store';
import { useReadingStore } from './use-reading';

/** What is taken along to another slice: landmarks move, the wall is copied. */
export type Taken = 'landmarks' | 'wall';

/**
 * Takes the landmarks of the fracture being read, or the trace of its wall, from the slice of the active viewport to the
 * next slice of the stack and shows that one. False (with the reason in the reading) where that cannot be.
 */
export function takeToNextSlice(taken: Taken, step: -1 | 1): boolean {
  const { reading, apply } = useReadingStore.getState();
  const viewer = useViewerStore.getState();
  const fracture = currentFracture(reading, useProtocolStore.getState().fractureLevel);
  const stack = stackOf(viewer, viewer.activeCell);
  const frameIndex = viewer.cells[viewer.activeCell]?.frameIndex ?? 0;
  const refuse = (refused: string): false => {
    useReadingStore.setState({ refused });
    return false;
  };
  if (reading === null || fracture === null) return false;
  const frame = stack?.frames[frameIndex];
  const next = stack?.frames[frameIndex + step];
  if (isCompared(viewer, stack)) return refuse(drawingText.ofComparedStudy);
  if (stack === null || frame === undefined || stack.plane !== 'sagittal' || !isMeasurable(stack))
    return refuse(drawingText.notSagittal);
  if (next === undefined) return refuse(drawingText.noNextSlice);
  const { level } = fracture;
  const target = imageGeometryOf(stack, next);
  const from = imageKey(frame);
  if (taken === 'landmarks') {
    const moved = apply(
      (draft) => moveLandmarksToImage(draft, level, from, target),
      drawingText.landmarksTaken(level),
    );
    if (!moved) return false;
  } else {
    const index = fracture.posteriorWall.traces.findIndex((trace) =>
      trace.points.some((point) => imageKey(point) === from),
    );
    if (index < 0) return refuse(drawingText.wallNotOnSlice(level));
    if (!apply((draft) => copyTraceToImage(draft, level, index, target), drawingText.wallTaken(level)))
      return false;
  }
  useProtocolStore.getState().setStroke(null);
  viewer.setFrame(viewer.activeCell, frameIndex + step);
  return true;
}

/** The step of the active viewport's stack towards the patient's right or left; null where that cannot be told. */
export function stepTowards(side: 'right' | 'left'): -1 | 1 | null {
  const viewer = useViewerStore.getState();
  const frames = stackOf(viewer, viewer.activeCell)?.frames ?? [];
  const first = frames[0]?.position?.[0];
  const last = frames.at(-1)?.position?.[0];
  if (first === undefined || last === undefined || first === last) return null;
  return last > first === (side === 'left') ? 1 : -1;
}
