import type { Frame, Stack } from '../../shared/dicom/model';
import { addKeyImage, type ImageName, keyImageOf, removeKeyImage } from '../../shared/findings/key-images';
import { text } from '../ui/text';
import { isReformat } from '../viewer/reformat';
import { isCompared } from '../viewer/viewer-cells';
import { stackOf, useViewerStore } from '../viewer/viewer-store';
import { imageOfPoint } from './image-of-point';
import { useReadingStore } from './use-reading';

/**
 * The image of the open study in the active viewport; null where it shows none, one of the compared study, or a reformat,
 * which no file holds.
 */
export function activeImage(
  viewer: Pick<ReturnType<typeof useViewerStore.getState>, 'study' | 'comparison' | 'cells' | 'activeCell'>,
): { stack: Stack; frame: Frame } | null {
  const stack = stackOf(viewer, viewer.activeCell);
  const frame = stack?.frames[viewer.cells[viewer.activeCell]?.frameIndex ?? 0];
  if (stack === null || frame === undefined || isReformat(stack) || isCompared(viewer, stack)) return null;
  return { stack, frame };
}

/** Marks the image in the active viewport as a key image, or takes the mark off. */
export function toggleKeyImage(): void {
  const { reading, apply } = useReadingStore.getState();
  const shown = activeImage(useViewerStore.getState());
  if (reading === null || shown === null) return;
  if (keyImageOf(reading, shown.frame) === null)
    apply((draft) => addKeyImage(draft, shown.frame), text.keyImages.act);
  else takeOffKeyImage(shown.frame);
}

/** Takes an image off the key images. */
export function takeOffKeyImage(image: ImageName): void {
  useReadingStore.getState().apply((draft) => removeKeyImage(draft, image), text.keyImages.act);
}

/** Shows a key image in the active viewport. */
export function goToKeyImage(image: ImageName): void {
  const viewer = useViewerStore.getState();
  const place = viewer.study === null ? null : imageOfPoint(viewer.study, image);
  if (place !== null) viewer.showFrame(viewer.activeCell, place.frame.id);
}
