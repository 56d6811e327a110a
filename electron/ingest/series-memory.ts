import type { ImageFacts } from '../../shared/dicom/image-facts';
import type { PixelFormat } from '../../shared/dicom/model';
import type { DataSet } from './data-set';
import { type ImageFile, type ImageSize, nextFacts } from './image-facts';
import type { Header } from './read-header';
import { Tag } from './tags';

/** What the header of an image was found to say. */
export interface JudgedHeader {
  size: ImageSize;
  format: PixelFormat;
  facts: ImageFacts;
}

/** What differs from slice to slice of a series, and what `nextFacts` reads anew. */
const sliceTags: ReadonlySet<number> = new Set([
  Tag.SOPInstanceUID,
  Tag.InstanceNumber,
  Tag.ImagePositionPatient,
  Tag.WindowCenter,
  Tag.WindowWidth,
  Tag.RescaleIntercept,
  Tag.RescaleSlope,
]);

/**
 * Remembers the last single-frame image, and recognises the next one of its series: where two headers have the same bytes
 * in every kept element but those that differ from slice to slice, only these are read.
 */
export class SeriesMemory {
  private header: Header | null = null;
  private judged: JudgedHeader | null = null;
  private spare: Uint8Array | null = null;
  private buffer: Uint8Array | null = null;

  /** Memory for the next header: not that of the remembered one. */
  takeBuffer(): Uint8Array | null {
    const { spare } = this;
    this.spare = null;
    return spare;
  }

  /** Gives memory back that `takeBuffer` gave, or larger one in its place. */
  giveBuffer(buffer: Uint8Array): void {
    if (buffer !== this.buffer && buffer.length <= largestBuffer) this.spare = buffer;
  }

  /** Remembers a header in `buffer` and what it says. */
  remember(header: Header, judged: JudgedHeader, buffer: Uint8Array): void {
    const isPlain = judged.facts.frames.length === 1 && judged.facts.missingUids.length === 0;
    if (!isPlain || header.deflated !== null || buffer.length > largestBuffer) return;
    this.spare = this.buffer === buffer ? this.spare : this.buffer;
    this.buffer = buffer;
    this.header = header;
    this.judged = judged;
  }

  /** What a header says, where it is one of the next slice; null where it has to be read as a whole. */
  recognise(header: Header, file: ImageFile): JudgedHeader | null {
    const { header: before, judged } = this;
    if (before === null || judged === null || header.deflated !== null) return null;
    const isAlike =
      before.transferSyntaxUid === header.transferSyntaxUid &&
      before.littleEndian === header.littleEndian &&
      before.mediaStorageClassUid === header.mediaStorageClassUid &&
      isSameSeries(before.dataSet, header.dataSet);
    const facts = isAlike ? nextFacts(judged.facts, header.dataSet, file) : null;
    return facts === null ? null : { ...judged, facts };
  }
}

/** Longer headers are not kept in memory. */
const largestBuffer = 1024 * 1024;

function isSameSeries(a: DataSet, b: DataSet): boolean {
  if (a.elements.size !== b.elements.size) return false;
  for (const tag of b.elements.keys()) {
    if (!a.elements.has(tag)) return false;
    if (!sliceTags.has(tag) && !b.isSameValue(tag, a)) return false;
  }
  return true;
}
