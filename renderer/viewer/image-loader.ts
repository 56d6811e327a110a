import { imageLoader, metaData, type Types, utilities } from '@cornerstonejs/core';
import { createImage } from '@cornerstonejs/dicom-image-loader';
import { frameUrl } from '../../shared/ipc/contract';
import { displayGeometry } from './display-geometry';
import { imageIdOf, imageSchemes, indexedFrame, parseImageId } from './image-index';
import { provideImageMetadata } from './image-metadata';
import { isUnturned, turnPixels } from './turn-pixels';

/** Why an image cannot be shown, in a sentence for the reader. */
export class ImageProblem extends Error {}

async function fetchFrame(frameId: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(frameUrl(frameId), { signal }).catch((error: unknown) => {
    if (signal.aborted) throw error;
    throw new ImageProblem(
      'The image could not be read: its file is not reachable. Check the drive or folder it is on.',
    );
  });
  if (!response.ok) {
    const reason = (await response.text()).trim();
    throw new ImageProblem(
      reason.length > 0 && reason.length < 400 ? reason : 'The image could not be read from its file.',
    );
  }
  return new Uint8Array(await response.arrayBuffer());
}

/** The decoded image turned for display. Colour images come with three samples a pixel. */
function displayedImage(stored: Types.IImage, imageId: string, frameId: string): Types.IImage {
  const indexed = indexedFrame(frameId);
  if (indexed === null) throw new ImageProblem('The study of this image is no longer open.');
  const display = displayGeometry(indexed.stack, indexed.frame);
  const pixels = stored.getPixelData();
  const samples = pixels.length / (display.rows * display.columns);
  if (samples !== 1 && samples !== 3)
    throw new ImageProblem('The image does not have the size its header says: the file is damaged.');
  let displayed = pixels;
  if (!isUnturned(display)) {
    displayed = pixels.slice();
    turnPixels(pixels, display, samples, displayed);
  }
  const voxelManager = utilities.VoxelManager.createImageVoxelManager({
    scalarData: displayed,
    width: display.columns,
    height: display.rows,
    numberOfComponents: samples,
  });
  return Object.assign(stored, {
    imageId,
    rows: display.rows,
    columns: display.columns,
    width: display.columns,
    height: display.rows,
    rowPixelSpacing: display.rowSpacing,
    columnPixelSpacing: display.columnSpacing,
    numberOfComponents: samples,
    rgba: false,
    voxelManager,
    getPixelData: () => displayed,
    // Cornerstone's own canvas of a colour image would show it as stored.
    getCanvas: undefined,
  });
}

/** Longer than any frame takes; Cornerstone's decoder does not answer at all on some damaged images. */
const longestDecodeMs = 30_000;

async function decode(frameId: string, bytes: Uint8Array, transferSyntaxUid: string): Promise<Types.IImage> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the decoder did not finish')), longestDecodeMs);
  });
  try {
    const decoded = createImage(imageIdOf(frameId, 'stored'), bytes, transferSyntaxUid, { useRGBA: false });
    return (await Promise.race([decoded, silence])) as Types.IImage;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new ImageProblem(`The image's pixels could not be decoded: ${detail}.`);
  } finally {
    clearTimeout(timer);
  }
}

async function loadFrame(imageId: string, signal: AbortSignal): Promise<Types.IImage> {
  const parsed = parseImageId(imageId);
  const indexed = parsed === null ? null : indexedFrame(parsed.frameId);
  if (parsed === null || indexed === null)
    throw new ImageProblem('The study of this image is no longer open.');
  const { pixels } = indexed.stack;
  if (pixels.photometricInterpretation === 'PALETTE COLOR')
    throw new ImageProblem('The image is coloured by a palette, which cannot be shown. It is no MR image.');
  const bytes = await fetchFrame(parsed.frameId, signal);
  const stored = await decode(parsed.frameId, bytes, pixels.transferSyntaxUid);
  return displayedImage(stored, imageId, parsed.frameId);
}

/** Cornerstone's cache lets every failed load go by unhandled as well; whoever asked for the image tells of it. */
function ignoreHandledProblems(event: PromiseRejectionEvent): void {
  if (event.reason instanceof ImageProblem) event.preventDefault();
}

/** Registers the `rim:` scheme and its metadata with Cornerstone. */
export function registerImageLoader(): void {
  imageLoader.registerImageLoader(imageSchemes.displayed, (imageId) => {
    const abort = new AbortController();
    return { promise: loadFrame(imageId, abort.signal), cancelFn: () => abort.abort() };
  });
  metaData.addProvider(provideImageMetadata, 10_000);
  window.addEventListener('unhandledrejection', ignoreHandledProblems);
}
