import { cache, imageLoader } from '@cornerstonejs/core';
import type { Study } from '../../shared/dicom/model';

import { hangingInForce } from '../reading/case-protocol';
import { imageIdOf } from './image-index';
import { type PrefetchTarget, prefetchOrder } from './prefetch-order';
import { studyReformats } from './reformat';
import { releaseVolumes } from './reformat-images';
import { startRendering } from './rendering';
import { cellCount, filledCells, findStack } from './viewer-cells';

/** Frames loaded at the same time: so few that a slice the reader asks for is not held up. */
const simultaneous = 2;
/** Share of the cache that is filled ahead; the rest is for what is shown besides. */
const shareOfCache = 0.9;

let waiting: string[] = [];
let running = 0;

/** Loads the displayed stacks in the background, in the order a reader needs them. Replaces an earlier order. */
export function prefetchStacks(targets: readonly PrefetchTarget[]): void {
  waiting = prefetchOrder(targets, shareOfCache * cache.getMaxCacheSize()).map((frameId) =>
    imageIdOf(frameId),
  );
  loadNext();
}

function loadNext(): void {
  while (running < simultaneous) {
    const next = waiting.findIndex((imageId) => cache.getImageLoadObject(imageId) === undefined);
    const imageId = waiting[next];
    waiting = next < 0 ? [] : waiting.slice(next + 1);
    if (imageId === undefined) return;
    running += 1;
    const loaded = () => {
      running -= 1;
      loadNext();
    };
    // What cannot be loaded is told when it is shown.
    imageLoader.loadAndCacheImage(imageId).then(loaded, loaded);
  }
}

/**
 * Loads the image that the reading room shows first of a study, before it is there to show it. Resolves once the image is
 * loaded or cannot be.
 */
export async function loadFirstImage(study: Study): Promise<void> {
  startRendering();
  const [first] = filledCells(study, [], cellCount(hangingInForce().layout)).flatMap(
    ({ stackId, frameIndex }) => findStack(study, stackId)?.frames[frameIndex] ?? [],
  );
  // What cannot be loaded is told when it is shown.
  if (first !== undefined) await imageLoader.loadAndCacheImage(imageIdOf(first.id)).catch(() => undefined);
}

/** Lets go of the images of a study that is not displayed any more. */
export function releaseStudy(study: Study): void {
  for (const stack of [...study.stacks, ...studyReformats(study)])
    for (const { id } of stack.frames) releaseImage(id);
  releaseVolumes();
}

/** Takes a frame's image out of the cache once it is loaded; nothing where it is not wanted there anyway. */
export function releaseImage(frameId: string): void {
  const imageId = imageIdOf(frameId);
  if (cache.getImage(imageId) !== undefined) cache.removeImageLoadObject(imageId, { force: true });
  else
    cache.getImageLoadObject(imageId)?.promise.then(
      () => releaseImage(frameId),
      () => undefined,
    );
}
