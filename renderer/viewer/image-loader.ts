import { imageLoader, metaData, type Types, utilities } from '@cornerstonejs/core';
import { frameUrl } from '../../shared/ipc/contract';
import type { DecodeReply } from '../pixels/decode-messages';
import { DecoderPool, type DecodeWorker } from '../pixels/decoder-pool';
import type { GreyWindow } from '../pixels/default-window';
import type { StoredFrame } from '../pixels/frame-format';
import type { GreyPicture, Picture, PresentationJob } from '../pixels/presentation-job';
import { problemTexts } from '../ui/text-prompts';
import { displayGeometry } from './display-geometry';
import { type IndexedFrame, imageIdOf, imageScheme, indexedFrame, parseImageId } from './image-index';
import { provideImageMetadata } from './image-metadata';
import { presentationJob } from './presentation-of-frame';
import { isReformat } from './reformat';
import { reformattedPicture } from './reformat-images';

/** Why an image cannot be shown, in a sentence for the reader. */
export class ImageProblem extends Error {}

/** A displayed image; `grey` is null where it is in colour. */
export interface DisplayedImage extends Types.IImage {
  grey: Omit<GreyPicture, 'kind' | 'pixels'> | null;
  /** The window to show it with until somebody chooses another; null in colour and where it is taken from others. */
  standardWindow: GreyWindow | null;
}

/** Longer than any frame takes. */
const longestDecodeMs = 30_000;

const decoders = new DecoderPool(
  Math.max(1, Math.min(4, (navigator.hardwareConcurrency ?? 2) - 1)),
  longestDecodeMs,
  (): DecodeWorker =>
    new Worker(new URL('../pixels/decode-worker.ts', import.meta.url), { type: 'module', name: 'decoder' }),
);

/** Starts what decodes, before the first image needs it. */
export const prepareDecoding = () => decoders.prepare();

async function decode(
  frameId: string,
  { stack }: IndexedFrame,
  job: PresentationJob | null,
  signal?: AbortSignal,
): Promise<Exclude<DecodeReply, { problem: string } | { unread: string | null }>> {
  const format = { ...stack.pixels, rows: stack.rows, columns: stack.columns };
  const reply = await decoders.decode({ address: frameUrl(frameId), format, job }, signal);
  if ('unread' in reply)
    throw new ImageProblem(
      reply.unread === null ? problemTexts.unreachable : reply.unread || problemTexts.unreadable,
    );
  if ('problem' in reply)
    throw new ImageProblem(`The image's pixels could not be decoded: ${reply.problem}.`);
  return reply;
}

function find(frameId: string | null): IndexedFrame & { frameId: string } {
  const indexed = frameId === null ? null : indexedFrame(frameId);
  if (frameId === null || indexed === null) throw new ImageProblem(problemTexts.closed);
  return { ...indexed, frameId };
}

/** The values of a frame as they are stored, before anything is done for display. Rejects with an ImageProblem. */
export async function loadStoredFrame(frameId: string): Promise<StoredFrame> {
  const reply = await decode(frameId, find(frameId), null);
  if (!('stored' in reply)) throw new ImageProblem(problemTexts.notValues);
  return reply.stored;
}

async function loadImage(imageId: string, signal: AbortSignal): Promise<DisplayedImage> {
  const indexed = find(parseImageId(imageId));
  const { stack, frame } = indexed;
  if (isReformat(stack)) {
    const picture = await reformattedPicture(stack, frame, loadDisplayedImage).catch((error: unknown) => {
      if (error instanceof ImageProblem) throw error;
      const detail = error instanceof Error ? error.message : String(error);
      throw new ImageProblem(`The stack could not be reformatted: ${detail}.`);
    });
    return displayedImage({ picture, standardWindow: null }, imageId, indexed);
  }
  const reply = await decode(indexed.frameId, indexed, presentationJob(indexed), signal);
  if (!('picture' in reply)) throw new ImageProblem(problemTexts.notPicture);
  return displayedImage(reply, imageId, indexed);
}

/** The displayed image of a frame, from Cornerstone's cache where it is there. Rejects with an ImageProblem. */
export async function loadDisplayedImage(frameId: string): Promise<DisplayedImage> {
  return (await imageLoader.loadAndCacheImage(imageIdOf(frameId))) as DisplayedImage;
}

function displayedImage(
  { picture, standardWindow }: { picture: Picture; standardWindow: GreyWindow | null },
  imageId: string,
  { stack, frame }: IndexedFrame,
): DisplayedImage {
  const { columns, rows, columnSpacing, rowSpacing } = displayGeometry(stack, frame);
  const { pixels } = picture;
  const numberOfComponents = picture.kind === 'grey' ? 1 : 3;
  const [least, most] = picture.kind === 'grey' ? [picture.least, picture.most] : [0, 255];
  return {
    imageId,
    rows,
    columns,
    height: rows,
    width: columns,
    rowPixelSpacing: rowSpacing,
    columnPixelSpacing: columnSpacing,
    color: picture.kind === 'colour',
    rgba: false,
    numberOfComponents,
    // Cornerstone draws the pixels as they are; rescale and inversion are in the window it is given.
    slope: 1,
    intercept: 0,
    invert: false,
    minPixelValue: least,
    maxPixelValue: most,
    windowCenter: (least + most + 1) / 2,
    windowWidth: Math.max(1, most - least + 1),
    voiLUTFunction: 'LINEAR' as Types.IImage['voiLUTFunction'],
    sizeInBytes: pixels.byteLength + (picture.kind === 'grey' ? (picture.values?.byteLength ?? 0) : 0),
    dataType: pixels.constructor.name as Types.IImage['dataType'],
    getPixelData: () => pixels,
    // Only colour images without a voxel manager are drawn from a canvas of their own.
    getCanvas: undefined as unknown as Types.IImage['getCanvas'],
    voxelManager: utilities.VoxelManager.createImageVoxelManager({
      scalarData: pixels,
      width: columns,
      height: rows,
      numberOfComponents,
    }),
    grey: picture.kind === 'grey' ? picture : null,
    standardWindow,
  };
}

/** Cornerstone's cache lets every failed load go by unhandled as well; whoever asked for the image tells of it. */
function ignoreHandledProblems(event: PromiseRejectionEvent): void {
  if (event.reason instanceof ImageProblem) event.preventDefault();
}

/** Registers the `rim:` scheme and its metadata with Cornerstone. */
export function registerImageLoader(): void {
  imageLoader.registerImageLoader(imageScheme, (imageId) => {
    const abort = new AbortController();
    return { promise: loadImage(imageId, abort.signal), cancelFn: () => abort.abort() };
  });
  metaData.addProvider(provideImageMetadata, 10_000);
  window.addEventListener('unhandledrejection', ignoreHandledProblems);
}
