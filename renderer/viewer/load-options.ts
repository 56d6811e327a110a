import type { imageLoader } from '@cornerstonejs/core';
import { useRenderingStore } from './rendering';

type LoadOptions = NonNullable<Parameters<typeof imageLoader.loadAndCacheImage>[1]>;

/** Options every load must share, as the cached image depends on them: colour pixels as the backend wants them. */
export function imageLoadOptions(): LoadOptions & { useRGBA: boolean } {
  return {
    priority: 0,
    requestType: 'prefetch',
    useRGBA: useRenderingStore.getState().backend === 'cpu',
  };
}
