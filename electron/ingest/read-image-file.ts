import type { ImageFacts } from '../../shared/dicom/image-facts';
import type { PixelFormat } from '../../shared/dicom/model';
import type { FrameBytes, FrameLocation } from '../pixels/frame-location';
import { withFileSource } from './byte-source';
import type { DataSet } from './data-set';
import { FileWindow } from './file-window';
import { type ImageFile, type ImageSize, imageFacts, pixelFormat } from './image-facts';
import { locateFragments } from './locate-fragments';
import type { PixelElement } from './parse-data-set';
import { readFailure } from './problem-sentences';
import { type Header, readHeader } from './read-header';
import { isDirectoryClass, nonImageName } from './sop-classes';
import { Tag } from './tags';
import { isNative, TransferSyntax } from './transfer-syntax';

/** What a file turned out to be. */
export type FileVerdict =
  /** `locations`: one for each frame, in order. */
  | { kind: 'image'; facts: ImageFacts; locations: FrameLocation[] }
  /** An index of other files (DICOMDIR): nothing to show, nothing wrong. */
  | { kind: 'index' }
  | { kind: 'problem'; problem: string };

/** A header longer than this does not keep its memory for the next file. */
const largestScratch = 1024 * 1024;

/** Memory that one reader of files reuses from file to file. */
export interface Scratch {
  buffer: Uint8Array | null;
}

/** Reads the header of one file and finds the bytes of its frames. Never throws: what is wrong comes as a sentence. */
export function readImageFile(path: string, file: ImageFile, scratch: Scratch): FileVerdict {
  try {
    return withFileSource(path, (source, stat) => {
      if (!stat.isFile()) return { kind: 'problem', problem: 'Neither a file nor a folder.' };
      const window = new FileWindow(source, scratch.buffer);
      const result = readHeader(window);
      const verdict =
        'problem' in result
          ? ({ kind: 'problem', problem: result.problem } as const)
          : judgeHeader(result.header, window, file, {
              path,
              size: stat.size,
              modifiedMs: stat.mtimeMs,
            });
      scratch.buffer = window.scratch.length > largestScratch ? null : window.scratch;
      return verdict;
    });
  } catch (error) {
    return { kind: 'problem', problem: readFailure(error) };
  }
}

type FileState = Pick<FrameLocation, 'path' | 'size' | 'modifiedMs'>;

function judgeHeader(header: Header, window: FileWindow, file: ImageFile, state: FileState): FileVerdict {
  const { dataSet, pixels } = header;
  const sopClass = dataSet.text(Tag.SOPClassUID);
  if (isDirectoryClass(sopClass) || isDirectoryClass(header.mediaStorageClassUid)) return { kind: 'index' };
  const nonImage = nonImageName(sopClass || header.mediaStorageClassUid);
  if (nonImage !== null) return { kind: 'problem', problem: `Not an image but ${nonImage}.` };
  if (pixels === null) {
    return {
      kind: 'problem',
      problem: 'A DICOM file without pixel data: no image, or one that was cut off.',
    };
  }
  const size = imageSize(dataSet);
  if (size === null) {
    return { kind: 'problem', problem: 'The header gives the image no valid number of rows and columns.' };
  }
  const format = pixelFormat(dataSet, servedSyntax(header));
  const located = locateFrames(header, pixels, size, format, window);
  if ('problem' in located) return { kind: 'problem', problem: located.problem };
  return {
    kind: 'image',
    facts: imageFacts(dataSet, size, format, header.transferSyntaxUid, file),
    locations: located.frames.map((bytes) => ({
      ...state,
      transferSyntaxUid: format.transferSyntaxUid,
      bytes,
    })),
  };
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

function locateFrames(
  header: Header,
  pixels: PixelElement,
  size: ImageSize,
  format: PixelFormat,
  window: FileWindow,
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
    return { frames: located.frames.map((fragments) => ({ kind: 'fragments', fragments })) };
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
  const available = (header.deflated?.inflatedLength ?? window.size) - pixels.offset;
  if (needed > pixels.length) {
    return {
      problem: `The pixel data are too short: ${pixels.length} bytes where ${describeSize(size)} need ${needed}.`,
    };
  }
  if (needed > available) {
    return {
      problem: `The file is cut off: ${available} of the ${needed} bytes of pixel data are there. Copy it again from its source.`,
    };
  }
  const obstacle = unreadableFormat(pixels, format);
  const frames = Array.from({ length: size.frameCount }, (_, index): FrameBytes => {
    if (obstacle !== null) return { kind: 'unreadable', problem: obstacle };
    const place = { offset: pixels.offset + index * frameLength, length: frameLength };
    return header.deflated === null
      ? { kind: 'native', ...place, swap: header.littleEndian ? 1 : swapWidth(pixels, format) }
      : { kind: 'deflated', ...place, start: header.deflated.start };
  });
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
