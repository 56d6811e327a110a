import type { ImageFacts } from '../../shared/dicom/image-facts';
import type { PixelFormat } from '../../shared/dicom/model';
import type { FrameBytes, FrameLocation } from '../pixels/frame-location';
import type { Place } from './archives/archive-members';
import type { ByteSource } from './byte-source';
import type { DataSet } from './data-set';
import { type DirectoryIndex, readDirectoryIndex } from './directory-index';
import { FileWindow } from './file-window';
import { type ImageFile, type ImageSize, imageFacts, pixelFormat } from './image-facts';
import { type Fragment, locateFragments } from './locate-fragments';
import type { PixelElement } from './parse-data-set';
import { type Header, readHeader } from './read-header';
import type { JudgedHeader, SeriesMemory } from './series-memory';
import { isDirectoryClass, nonImageName } from './sop-classes';
import { Tag } from './tags';
import { isNative, TransferSyntax } from './transfer-syntax';

/** What the bytes of a file, or of a member of an archive, turned out to be. */
export type ContentVerdict =
  /** `locations`: one for each frame, in order. */
  | { kind: 'image'; facts: ImageFacts; locations: FrameLocation[] }
  /** An index of other files (DICOMDIR): nothing to show. */
  | { kind: 'index'; index: DirectoryIndex }
  | { kind: 'problem'; problem: string }
  /** No DICOM at all; `head` is its beginning. */
  | { kind: 'foreign'; problem: string; head: Uint8Array };

/** The file on disk that bytes come from, and its state then. */
export type FileState = Pick<FrameLocation, 'path' | 'size' | 'modifiedMs'>;

/** Where bytes come from. */
export interface Origin {
  file: FileState;
  place: Place;
}

/** Reads the header of an image and finds the bytes of its frames: what is wrong comes as a sentence. */
export function readContent(
  source: ByteSource,
  origin: Origin,
  file: ImageFile,
  memory: SeriesMemory,
): ContentVerdict {
  const window = new FileWindow(source, memory.takeBuffer());
  const verdict = judge(window, file, origin, memory);
  memory.giveBuffer(window.scratch);
  return verdict;
}

function judge(
  window: FileWindow,
  file: ImageFile,
  { file: onDisk, place }: Origin,
  memory: SeriesMemory,
): ContentVerdict {
  const known = memory.recognise(window, file);
  const result = known ?? readHeader(window);
  // A copy: the window's memory is used for the next file.
  if ('foreign' in result)
    return { kind: 'foreign', problem: result.foreign, head: window.head(512).slice() };
  if ('problem' in result) return { kind: 'problem', problem: result.problem };
  const { header } = result;
  const judged = known?.judged ?? judgeHeader(header);
  if ('kind' in judged) return judged;
  const { size, format } = judged;
  const { pixels, deflated } = header;
  if (pixels === null) return withoutPixels;
  const { layers, start } =
    deflated === null
      ? place
      : { layers: [...place.layers, { ...deflated, start: place.start + deflated.start }], start: 0 };
  const located = locateFrames(header, pixels, size, format, window, start);
  if ('problem' in located) return { kind: 'problem', problem: located.problem };
  // Only after its frames have been found: a header may claim any number of them.
  const facts =
    known?.judged.facts ?? imageFacts(header.dataSet, size, format, header.transferSyntaxUid, file);
  if (known === null) memory.remember(header, { size, format, facts }, window);
  return {
    kind: 'image',
    facts,
    locations: located.frames.map((bytes) => ({
      path: onDisk.path,
      size: onDisk.size,
      modifiedMs: onDisk.modifiedMs,
      transferSyntaxUid: format.transferSyntaxUid,
      layers,
      bytes,
    })),
  };
}

const withoutPixels: ContentVerdict = {
  kind: 'problem',
  problem: 'A DICOM file without pixel data: no image, or one that was cut off.',
};

function judgeHeader(header: Header): Omit<JudgedHeader, 'facts'> | ContentVerdict {
  const { dataSet } = header;
  const sopClass = dataSet.text(Tag.SOPClassUID);
  if (isDirectoryClass(sopClass) || isDirectoryClass(header.mediaStorageClassUid)) {
    return { kind: 'index', index: readDirectoryIndex(dataSet) };
  }
  const nonImage = nonImageName(sopClass || header.mediaStorageClassUid);
  if (nonImage !== null) return { kind: 'problem', problem: `Not an image but ${nonImage}.` };
  if (header.pixels === null) return withoutPixels;
  const size = imageSize(dataSet);
  if (size === null) {
    return { kind: 'problem', problem: 'The header gives the image no valid number of rows and columns.' };
  }
  const described = dataSet.items(Tag.PerFrameFunctionalGroupsSequence).length;
  if (described > 0 && described !== size.frameCount) {
    return {
      kind: 'problem',
      problem: `The header describes ${described} frames but says that there are ${size.frameCount}: it is damaged. Export the file again from its source.`,
    };
  }
  return { size, format: pixelFormat(dataSet, servedSyntax(header)) };
}

function imageSize(dataSet: DataSet): ImageSize | null {
  const rows = dataSet.number(Tag.Rows) ?? 0;
  const columns = dataSet.number(Tag.Columns) ?? 0;
  const frames = dataSet.number(Tag.NumberOfFrames) ?? 1;
  if (!Number.isInteger(rows) || !Number.isInteger(columns) || rows < 1 || columns < 1) return null;
  return { rows, columns, frameCount: Number.isInteger(frames) && frames >= 1 ? frames : 1 };
}

function servedSyntax({ transferSyntaxUid }: Header): string {
  return isNative(transferSyntaxUid) ? TransferSyntax.ExplicitLittleEndian : transferSyntaxUid;
}

/** `start`: where the bytes that the header was read from begin, for the offsets of the frames. */
function locateFrames(
  header: Header,
  pixels: PixelElement,
  size: ImageSize,
  format: PixelFormat,
  window: FileWindow,
  start: number,
): { frames: FrameBytes[] } | { problem: string } {
  const native = isNative(header.transferSyntaxUid);
  if (pixels.length === null) {
    if (native) {
      return {
        problem: 'The pixel data are compressed, but the header does not say how: they cannot be decoded.',
      };
    }
    const offsets = header.dataSet.numbers(Tag.ExtendedOffsetTable);
    const located = locateFragments(window, pixels.offset, size.frameCount, offsets);
    if ('problem' in located) return located;
    const placed = ([offset, length]: Fragment): Fragment => [start + offset, length];
    return {
      frames: located.frames.map((fragments) => ({ kind: 'fragments', fragments: fragments.map(placed) })),
    };
  }
  if (!native) {
    return {
      problem: 'The header says that the pixel data are compressed, but they are not stored that way.',
    };
  }
  if (!(bitsPerPixel(format) >= 1)) {
    return { problem: 'The header gives the pixels no valid number of bits or samples.' };
  }
  const frameBits = size.rows * size.columns * bitsPerPixel(format);
  const frameLength = Math.ceil(frameBits / 8);
  const needed = Math.ceil((frameBits * size.frameCount) / 8);
  const available = (header.deflated?.size ?? window.size) - pixels.offset;
  if (needed > pixels.length) {
    return {
      problem: `The pixel data are too short: ${pixels.length} bytes where ${describeSize(size)} need ${needed}.`,
    };
  }
  // Longer than the file: cut off, or no pixel data at all. The byte that makes the length even may be missing.
  const whole = Math.max(needed, pixels.length - 1);
  if (whole > available) {
    return {
      problem: `The file is cut off: ${available} of the ${whole} bytes of pixel data are there. Copy it again from its source.`,
    };
  }
  const obstacle = unreadableFormat(pixels, format);
  const swap = header.littleEndian ? 1 : swapWidth(pixels, format);
  const frames: FrameBytes[] = [];
  for (let index = 0; index < size.frameCount; index += 1) {
    const offset = start + pixels.offset + index * frameLength;
    frames.push(
      obstacle === null
        ? { kind: 'native', offset, length: frameLength, swap }
        : { kind: 'unreadable', problem: obstacle },
    );
  }
  return { frames };
}

function describeSize({ rows, columns, frameCount }: ImageSize): string {
  return `${rows} rows × ${columns} columns${frameCount > 1 ? ` × ${frameCount} frames` : ''}`;
}

/** Subsampled YBR_FULL_422 keeps two of three samples (PS3.3 C.7.6.3.1.2). */
function bitsPerPixel({ bitsAllocated, samplesPerPixel, photometricInterpretation }: PixelFormat): number {
  const samples = photometricInterpretation === 'YBR_FULL_422' ? 2 : samplesPerPixel;
  return bitsAllocated * samples;
}

function unreadableFormat({ tag }: PixelElement, { bitsAllocated }: PixelFormat): string | null {
  if (tag !== Tag.PixelData) return 'The pixels are floating-point numbers, which cannot be shown here.';
  if (bitsAllocated === 8 || bitsAllocated === 16 || bitsAllocated === 32) return null;
  return `The pixels have ${bitsAllocated} bits each, which cannot be shown here.`;
}

/** Big-endian words: of the pixel's own size, and of 16 bits for 8-bit pixels stored as OW (PS3.5 annex A.3). */
function swapWidth({ vr }: PixelElement, { bitsAllocated }: PixelFormat): 1 | 2 | 4 {
  if (bitsAllocated === 32) return 4;
  return bitsAllocated === 16 || vr === 'OW' ? 2 : 1;
}
