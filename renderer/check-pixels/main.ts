import type { Study } from '../../shared/dicom/model';
import type { PixelCheck } from '../../shared/ipc/pixel-check';
import { extremes } from '../pixels/used-bits';
import { indexedFrame, indexStudy } from '../viewer/image-index';
import { ImageProblem, loadStoredFrame } from '../viewer/image-loader';

declare global {
  interface Window {
    /** What the main process calls to check pixels: a study, then frames of it. */
    pixelCheck: {
      open(study: Study): void;
      check(frameIds: readonly string[]): Promise<PixelCheck[]>;
    };
  }
}

async function checkFrame(frameId: string): Promise<PixelCheck> {
  try {
    const { values } = await loadStoredFrame(frameId);
    const stack = indexedFrame(frameId)?.stack;
    const digest = await crypto.subtle.digest('SHA-256', values as Uint8Array<ArrayBuffer>);
    const { least, most } = extremes(values);
    return {
      sha256: [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
      rows: stack?.rows ?? 0,
      columns: stack?.columns ?? 0,
      min: least,
      max: most,
    };
  } catch (error) {
    if (error instanceof ImageProblem) return { error: error.message };
    return { error: 'The image could not be checked: the program failed on it.' };
  }
}

window.pixelCheck = {
  open: indexStudy,
  check: (frameIds) => Promise.all(frameIds.map(checkFrame)),
};
