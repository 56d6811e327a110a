import type { Frame, LookUpTable, Stack, Study } from '../../shared/dicom/model';
import { studyReformats } from './reformat';

/** A frame, the stack it is in, and the look-up tables of its study by name. */
export interface IndexedFrame {
  stack: Stack;
  frame: Frame;
  lookUpTables: Readonly<Record<string, LookUpTable>>;
}

const frames = new Map<string, IndexedFrame>();
const frameIdsOfStudy = new Map<string, readonly string[]>();

/** Makes the frames of a study, and of its reformats, known to the image loader and the metadata provider, in place of what it held before. */
export function indexStudy({ studyInstanceUid, stacks, lookUpTables = {} }: Study): void {
  forgetStudy(studyInstanceUid);
  const all = [...stacks, ...studyReformats({ stacks })];
  for (const stack of all)
    for (const frame of stack.frames) frames.set(frame.id, { stack, frame, lookUpTables });
  frameIdsOfStudy.set(
    studyInstanceUid,
    all.flatMap((stack) => stack.frames.map(({ id }) => id)),
  );
}

/** Takes the frames of a study off the index again. */
export function forgetStudy(studyInstanceUid: string): void {
  for (const frameId of frameIdsOfStudy.get(studyInstanceUid) ?? []) frames.delete(frameId);
  frameIdsOfStudy.delete(studyInstanceUid);
}

/** The frame of an id, or null where no open study has it. */
export function indexedFrame(frameId: string): IndexedFrame | null {
  return frames.get(frameId) ?? null;
}

/** Scheme of the image ids of frames as displayed: turned as `displayGeometry` says. */
export const imageScheme = 'rim';

/** Cornerstone image id of a frame. */
export function imageIdOf(frameId: string): string {
  return `${imageScheme}:${encodeURIComponent(frameId)}`;
}

/** The frame id of an image id, or null where it is not one of ours. */
export function parseImageId(imageId: string): string | null {
  const prefix = `${imageScheme}:`;
  return imageId.startsWith(prefix) ? decodeURIComponent(imageId.slice(prefix.length)) : null;
}
