import { type Edit, edit } from './edits';
import type { KeyImage, Reading } from './reading';

/** What names an image: SOP Instance UID and 1-based frame. */
export type ImageName = Pick<KeyImage, 'sopInstanceUid' | 'frame'>;

const isSame = (a: ImageName, b: ImageName) => a.sopInstanceUid === b.sopInstanceUid && a.frame === b.frame;

/** The entry of an image among the key images of a reading, or null where it is none. */
export function keyImageOf({ keyImages }: Reading, image: ImageName): KeyImage | null {
  return keyImages.find((one) => isSame(one, image)) ?? null;
}

/** Marks an image as a key image, after those there are; refused where it is one. */
export function addKeyImage(reading: Reading, { sopInstanceUid, frame }: ImageName): Edit {
  return edit(reading, (draft) =>
    keyImageOf(draft, { sopInstanceUid, frame }) !== null
      ? 'This image is a key image already.'
      : { ...draft, keyImages: [...draft.keyImages, { sopInstanceUid, frame, note: '' }] },
  );
}

/** Writes the note of a key image; an empty one is none. Refused where the image is no key image. */
export function setKeyImageNote(reading: Reading, image: ImageName, note: string): Edit {
  return edit(reading, (draft) =>
    keyImageOf(draft, image) === null
      ? 'This image is no key image.'
      : {
          ...draft,
          keyImages: draft.keyImages.map((one) => (isSame(one, image) ? { ...one, note } : one)),
        },
  );
}

/** Takes an image off the key images, with its note. */
export function removeKeyImage(reading: Reading, image: ImageName): Edit {
  return edit(reading, (draft) => ({
    ...draft,
    keyImages: draft.keyImages.filter((one) => !isSame(one, image)),
  }));
}
