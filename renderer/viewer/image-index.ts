import type { Frame, Stack, Study } from '../../shared/dicom/model';

/** A frame and the stack it is in. */
export interface IndexedFrame {
  stack: Stack;
  frame: Frame;
}

const frames = new Map<string, IndexedFrame>();

/** Makes the frames of a study known to the image loader and the metadata provider. */
export function indexStudy(study: Study): void {
  for (const stack of study.stacks) for (const frame of stack.frames) frames.set(frame.id, { stack, frame });
}

/** The frame of an id, or null where no open study has it. */
export function indexedFrame(frameId: string): IndexedFrame | null {
  return frames.get(frameId) ?? null;
}

/**
 * Image ids of a frame: `rim:` is the image as displayed (turned as `displayGeometry` says), `rim-stored:` the image
 * as stored, which only the decoder asks metadata for.
 */
export const imageSchemes = { displayed: 'rim', stored: 'rim-stored' } as const;

/** Cornerstone image id of a frame. */
export function imageIdOf(frameId: string, scheme: keyof typeof imageSchemes = 'displayed'): string {
  return `${imageSchemes[scheme]}:${encodeURIComponent(frameId)}`;
}

/** Scheme and frame id of an image id, or null where it is not one of ours. */
export function parseImageId(imageId: string): { scheme: keyof typeof imageSchemes; frameId: string } | null {
  const colon = imageId.indexOf(':');
  const scheme = imageId.slice(0, colon);
  const frameId = imageId.slice(colon + 1);
  if (scheme === imageSchemes.displayed) return { scheme: 'displayed', frameId: decodeURIComponent(frameId) };
  if (scheme === imageSchemes.stored) return { scheme: 'stored', frameId: decodeURIComponent(frameId) };
  return null;
}
