import { cache, Enums, eventTarget, RenderingEngine, setUseCPURendering } from '@cornerstonejs/core';
import { create } from 'zustand';
import { type BackendChoice, measureBackend, rememberedBackend } from './backend-choice';
import { prepareDecoding, registerImageLoader } from './image-loader';

/** How images are drawn, and what to tell the reader about it. */
export interface RenderingState {
  backend: 'webgl' | 'cpu';
  /** Why the processor draws, or why the backend changed; null where there is nothing to say. */
  notice: string | null;
  /** Whether the way of drawing is settled, as far as it is before images are shown. */
  isPrepared: boolean;
  /** Counts up whenever the viewports must be set up again. */
  generation: number;
}

export const useRenderingStore = create<RenderingState>()(() => ({
  backend: 'cpu',
  notice: null,
  isPrepared: false,
  generation: 0,
}));

/** Budget of decoded images. What is over it is let go, the images shown longest ago first. */
let cacheBytes = 512 * 1024 * 1024;

let engine: RenderingEngine | null = null;
let started = false;

/** Sets another budget of decoded images, bytes; before anything is shown. */
export function limitCache(bytes: number): void {
  cacheBytes = bytes;
}

/** The one rendering engine; created on first use. */
export function renderingEngine(): RenderingEngine {
  startRendering();
  engine ??= new RenderingEngine(`reading-room-${useRenderingStore.getState().generation}`);
  return engine;
}

/** Starts Cornerstone once: image loader, and the backend chosen at the last start. */
export function startRendering(): void {
  if (started) return;
  started = true;
  applyBackend(rememberedBackend());
  registerImageLoader();
  cache.setMaxCacheSize(cacheBytes);
  for (const event of [Enums.Events.WEBGL_CONTEXT_LOST, Enums.Events.RENDER_PATH_ERROR])
    eventTarget.addEventListener(event, () => fallBackToProcessor());
}

/**
 * Starts Cornerstone while nothing else is to be done, and measures which backend is faster here. Until the first image
 * has been drawn the faster one is used at once, later from the next start on.
 */
export async function prepareRendering(): Promise<void> {
  startRendering();
  prepareDecoding();
  const choice = await measureBackend();
  if (engine === null || choice.backend === useRenderingStore.getState().backend) applyBackend(choice);
  useRenderingStore.setState({ isPrepared: true });
}

/** This, and not Cornerstone's `init`, which first tries out WebGL for half a second where it is emulated. */
function applyBackend({ backend, notice }: BackendChoice): void {
  setUseCPURendering(backend === 'cpu', false);
  useRenderingStore.setState({ backend, notice });
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
