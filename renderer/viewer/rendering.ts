import {
  cache,
  Enums,
  eventTarget,
  getRenderingCapabilities,
  imageLoadPoolManager,
  init as initCornerstone,
  RenderingEngine,
  setUseCPURendering,
} from '@cornerstonejs/core';
import { create } from 'zustand';
import { registerImageLoader } from './image-loader';

/** How images are drawn, and what to tell the reader about it. */
export interface RenderingState {
  backend: 'webgl' | 'cpu';
  /** Why the processor draws, or why the backend changed; null where there is nothing to say. */
  notice: string | null;
  /** Counts up whenever the viewports must be set up again. */
  generation: number;
}

export const useRenderingStore = create<RenderingState>()(() => ({
  backend: 'cpu',
  notice: null,
  generation: 0,
}));

const cacheBytes = 768 * 1024 * 1024;

let engine: RenderingEngine | null = null;
let started = false;

/** The one rendering engine; created on first use. */
export function renderingEngine(): RenderingEngine {
  startRendering();
  engine ??= new RenderingEngine(`reading-room-${useRenderingStore.getState().generation}`);
  return engine;
}

/** Starts Cornerstone once: image loader, and the backend that suits this machine. */
export function startRendering(): void {
  if (started) return;
  started = true;
  initCornerstone();
  registerImageLoader();
  cache.setMaxCacheSize(cacheBytes);
  imageLoadPoolManager.setMaxSimultaneousRequests(Enums.RequestType.Prefetch, 2);
  const { webgl, softwareRasterizer } = getRenderingCapabilities();
  const useProcessor = !webgl || softwareRasterizer;
  setUseCPURendering(useProcessor, false);
  useRenderingStore.setState({
    backend: useProcessor ? 'cpu' : 'webgl',
    notice: !webgl ? 'no WebGL' : softwareRasterizer ? 'no hardware graphics' : null,
  });
  for (const event of [Enums.Events.WEBGL_CONTEXT_LOST, Enums.Events.RENDER_PATH_ERROR])
    eventTarget.addEventListener(event, () => fallBackToProcessor());
}

/** After the graphics processor failed: draw with the processor from now on. The viewports set themselves up again. */
function fallBackToProcessor(): void {
  if (useRenderingStore.getState().backend === 'cpu') return;
  engine?.destroy();
  engine = null;
  setUseCPURendering(true, false);
  useRenderingStore.setState(({ generation }) => ({
    backend: 'cpu',
    notice: 'graphics processor failed, nothing was lost',
    generation: generation + 1,
  }));
}
