import type { FileWindow } from './file-window';

/** A piece of compressed pixel data. */
export type Fragment = readonly [offset: number, length: number];

export type FragmentsResult = { frames: Fragment[][] } | { problem: string };

interface FragmentItem {
  /** Of the item tag, from the first item after the offset table. */
  tagOffset: number;
  fragment: Fragment;
}

/**
 * Finds the fragments of every frame of encapsulated pixel data (PS3.5 A.4) whose value starts at `start` in the file:
 * by the extended offset table (PS3.3 C.7.6.3.1.8) or the basic one, else one fragment a frame, else by the marker
 * each compressed image starts with. `extendedOffsets` is empty where there is none.
 */
export function locateFragments(
  file: FileWindow,
  start: number,
  frameCount: number,
  extendedOffsets: readonly number[],
): FragmentsResult {
  const walked = walkItems(file, start);
  if ('problem' in walked) return walked;
  const { basicOffsets, items } = walked;
  if (items.length < frameCount) {
    return {
      problem: `The pixel data hold ${items.length} of ${frameCount} compressed frames: the file is incomplete. Copy it again from its source.`,
    };
  }
  const starts = frameStarts(file, items, frameCount, extendedOffsets, basicOffsets);
  if (starts === null) {
    return {
      problem: `The ${items.length} compressed fragments cannot be assigned to ${frameCount} frames: the offset table is missing or wrong.`,
    };
  }
  return {
    frames: starts.map((first, index) =>
      items.slice(first, starts[index + 1] ?? items.length).map(({ fragment }) => fragment),
    ),
  };
}

function walkItems(
  file: FileWindow,
  start: number,
): { basicOffsets: number[]; items: FragmentItem[] } | { problem: string } {
  const cutOff = {
    problem: 'The file is cut off inside its compressed pixel data. Copy the file again from its source.',
  };
  const items: FragmentItem[] = [];
  let basicOffsets: number[] | null = null;
  let firstItem = start;
  let position = start;
  for (;;) {
    const header = file.range(position, 8);
    if (header.length < 8) return cutOff;
    const view = new DataView(header.buffer, header.byteOffset, 8);
    const element = view.getUint16(2, true);
    if (view.getUint16(0, true) !== 0xfffe || (element !== 0xe000 && element !== 0xe0dd)) {
      return { problem: 'The compressed pixel data are damaged: a fragment does not start where it should.' };
    }
    if (element === 0xe0dd) return { basicOffsets: basicOffsets ?? [], items };
    const length = view.getUint32(4, true);
    if (position + 8 + length > file.size) return cutOff;
    if (basicOffsets === null) {
      basicOffsets = readOffsets(file.range(position + 8, length));
      firstItem = position + 8 + length;
    } else {
      items.push({ tagOffset: position - firstItem, fragment: [position + 8, length] });
    }
    position += 8 + length;
  }
}

function readOffsets(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.length / 4) }, (_, index) => view.getUint32(index * 4, true));
}

/** The index of the first fragment of each frame, or null where it cannot be told. */
function frameStarts(
  file: FileWindow,
  items: readonly FragmentItem[],
  frameCount: number,
  extendedOffsets: readonly number[],
  basicOffsets: readonly number[],
): number[] | null {
  const indexByOffset = new Map(items.map(({ tagOffset }, index) => [tagOffset, index]));
  for (const offsets of [extendedOffsets, basicOffsets]) {
    const starts = offsets.map((offset) => indexByOffset.get(offset) ?? -1);
    if (starts.length === 0 || !isAscending(starts)) continue;
    if (starts.length === frameCount) return starts;
    // A table that is right in itself contradicts the number of frames; a single offset says nothing.
    if (starts.length > 1) return null;
  }
  if (frameCount === 1) return [0];
  if (items.length === frameCount) return items.map((_, index) => index);
  const starts: number[] = [];
  for (const [index, { fragment }] of items.entries()) {
    if (startsImage(file.range(fragment[0], 8))) starts.push(index);
  }
  return starts.length === frameCount && starts[0] === 0 ? starts : null;
}

function isAscending(starts: readonly number[]): boolean {
  return starts.every((start, index) => start > (starts[index - 1] ?? -1)) && starts[0] === 0;
}

/** The first bytes of JPEG and JPEG-LS (SOI), JPEG 2000 (SOC, or a JP2 box) and JPEG XL. */
function startsImage(bytes: Uint8Array): boolean {
  const [first, second, third, fourth] = bytes;
  return (
    (first === 0xff && second === 0xd8 && third === 0xff) ||
    (first === 0xff && second === 0x4f && third === 0xff && fourth === 0x51) ||
    (first === 0xff && second === 0x0a) ||
    (first === 0 && second === 0 && third === 0 && fourth === 0x0c)
  );
}
