import type { ImageFacts } from '../../shared/dicom/image-facts';
import type { PixelFormat } from '../../shared/dicom/model';
import type { FileWindow } from './file-window';
import { HeaderLayout } from './header-layout';
import { type ImageFile, type ImageSize, nextFacts } from './image-facts';
import type { Header } from './read-header';

/** What the header of an image was found to say. */
export interface JudgedHeader {
  size: ImageSize;
  format: PixelFormat;
  facts: ImageFacts;
}

/** Longer headers are not kept in memory. */
const largestBuffer = 1024 * 1024;

/** Remembers a single-frame image, and recognises the next ones of its series: only what differs in them is read. */
export class SeriesMemory {
  private header: Header | null = null;
  private judged: JudgedHeader | null = null;
  private layout: HeaderLayout | null = null;
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

  /** Remembers the header that was read from a file, and what it says. */
  remember(header: Header, judged: JudgedHeader, file: FileWindow): void {
    const isPlain = judged.facts.frames.length === 1 && judged.facts.missingUids.length === 0;
    if (!isPlain || file.scratch.length > largestBuffer) return;
    const layout = HeaderLayout.of(file, header);
    if (layout === null) return;
    this.spare = this.buffer === file.scratch ? this.spare : this.buffer;
    this.buffer = file.scratch;
    this.layout = layout;
    this.header = header;
    this.judged = judged;
  }

  /** The header of a file and what it says, where it is one of the next slice; null where it has to be read as a whole. */
  recognise(window: FileWindow, file: ImageFile): { header: Header; judged: JudgedHeader } | null {
    const { header, judged, layout } = this;
    if (header === null || judged === null || layout === null) return null;
    const next = layout.match(window);
    const facts = next === null ? null : nextFacts(judged.facts, next.dataSet, file);
    if (next === null || facts === null) return null;
    return { header: { ...header, ...next }, judged: { ...judged, facts } };
  }
}
