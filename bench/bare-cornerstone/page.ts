import {
  cache,
  Enums,
  imageLoader,
  init as initCornerstone,
  RenderingEngine,
  type StackViewport,
  setUseCPURendering,
} from '@cornerstonejs/core';
import { init as initImageLoader, wadouri } from '@cornerstonejs/dicom-image-loader';

/** What the bench asks of the page. */
export interface BareCornerstone {
  /** Starts everything but the images. Sizes in CSS pixels. */
  start(options: { width: number; height: number; processor: boolean }): Promise<void>;
  /** Shows slice `index` of the chosen files, given in order; resolves when it is on the screen, to the time taken in ms. */
  showFirst(index: number): Promise<number>;
  /** Loads every slice, then goes through them once; time of each change in ms, each until it is on the screen. */
  changeSlices(): Promise<number[]>;
}

declare global {
  interface Window {
    bareCornerstone: BareCornerstone;
  }
}

function element(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`The page has no element ${id}.`);
  return found;
}

/** Resolves once what was drawn before is on the screen. */
function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => resolve();
      channel.port2.postMessage(null);
    });
  });
}

let viewport: StackViewport | null = null;
let imageIds: string[] = [];

function startedViewport(): StackViewport {
  if (viewport === null) throw new Error('Cornerstone was not started.');
  return viewport;
}

function rendered(): Promise<void> {
  return new Promise((resolve) => {
    element('viewport').addEventListener(Enums.Events.IMAGE_RENDERED, () => resolve(), { once: true });
  });
}

window.bareCornerstone = {
  async start({ width, height, processor }) {
    await initCornerstone();
    initImageLoader();
    setUseCPURendering(processor, false);
    const place = element('viewport') as HTMLDivElement;
    place.style.width = `${width}px`;
    place.style.height = `${height}px`;
    const engine = new RenderingEngine('bare');
    engine.enableElement({ viewportId: 'bare', element: place, type: Enums.ViewportType.STACK });
    viewport = engine.getViewport('bare') as StackViewport;
    await painted();
  },

  async showFirst(index) {
    const files = [...((element('files') as HTMLInputElement).files ?? [])];
    const start = performance.now();
    imageIds = files.map((file) => wadouri.fileManager.add(file));
    const shown = rendered();
    const used = startedViewport();
    await used.setStack(imageIds, index);
    used.render();
    await shown;
    await painted();
    return performance.now() - start;
  },

  async changeSlices() {
    for (const imageId of imageIds) await imageLoader.loadAndCacheImage(imageId);
    if (imageIds.some((imageId) => cache.getImageLoadObject(imageId) === undefined))
      throw new Error('The images do not fit into the cache.');
    const used = startedViewport();
    const times: number[] = [];
    for (let index = 0; index < imageIds.length; index++) {
      await painted();
      const start = performance.now();
      const shown = rendered();
      await used.setImageIdIndex(index);
      used.render();
      await shown;
      await painted();
      times.push(performance.now() - start);
    }
    return times;
  },
};
