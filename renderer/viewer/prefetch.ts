import { cache, Enums, imageLoader, imageLoadPoolManager } from '@cornerstonejs/core';
import type { Stack } from '../../shared/dicom/model';
import { imageIdOf } from './image-index';

/** A displayed stack and the slice it is at. */
export interface PrefetchTarget {
  stack: Stack;
  frameIndex: number;
}

/** Loads the displayed stacks in the background, slices nearest to the shown ones first. Replaces an earlier order. */
export function prefetchStacks(targets: readonly PrefetchTarget[]): void {
  const type = Enums.RequestType.Prefetch;
  imageLoadPoolManager.clearRequestStack(type);
  for (const { stack, frameIndex } of targets) {
    stack.frames.forEach((frame, index) => {
      const imageId = imageIdOf(frame.id);
      if (cache.getImageLoadObject(imageId) !== undefined) return;
      imageLoadPoolManager.addRequest(
        // What cannot be loaded is told when it is shown.
        () => imageLoader.loadAndCacheImage(imageId).then(undefined, () => undefined),
        type,
        { imageId },
        Math.abs(index - frameIndex),
      );
    });
  }
}
