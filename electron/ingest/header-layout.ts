import { DataSet, type Element } from './data-set';
import type { FileWindow } from './file-window';
import type { PixelElement } from './parse-data-set';
import type { Header } from './read-header';
import { keptTags, Tag } from './tags';
import { type LengthForm, lengthForm, representation } from './transfer-syntax';

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
/** What `nextFacts` reads besides, though it is the same in all slices. */
const readTags: ReadonlySet<number> = new Set([...sliceTags, Tag.SpecificCharacterSet, Tag.VOILUTFunction]);
/** The elements of the file meta information that say how to read the data set (PS3.10 7.1). */
const metaTags: ReadonlySet<number> = new Set([0x00020002, 0x00020010]);

const metaGroup = 0x0002;
const itemGroup = 0xfffe;
const undefinedLength = 0xffffffff;
/** Preamble and prefix. */
const prefixStart = 128;
const prefixEnd = 132;
/** A header may be longer than the one before it by so much: its numbers have more digits. */
const slack = 256;
const noItems: DataSet[] = [];

/** A run of bytes that must be the same, or an element of which only tag and representation must. */
interface Part {
  /** In the remembered header, as all offsets here. */
  start: number;
  /** Of its value; of a run, its end. */
  value: number;
  end: number;
  /** 0 in a run. */
  tag: number;
  form: LengthForm;
  /** Whether the value must be the same. */
  fixed: boolean;
  /** Whether the value has been the same in every header so far. */
  steady: boolean;
  /** So long and of so little meaning that it is not read. */
  skipped: boolean;
}

/** What a header of the same layout holds. */
export interface NextHeader {
  /** Only what differs from slice to slice, and what it takes to read that. */
  dataSet: DataSet;
  pixels: PixelElement;
}

/**
 * The layout of a header: its elements one after the other up to the pixels. The next header of the series is compared with
 * it run by run, which takes a small part of the time of reading it: it must have the same elements, and the same bytes
 * in every element that counts but those that differ from slice to slice.
 */
export class HeaderLayout {
  private runs: readonly Part[];

  private constructor(
    private readonly bytes: Buffer,
    private readonly elements: readonly Part[],
    private readonly pixels: PixelElement,
  ) {
    this.runs = joined(elements);
  }

  /** The layout of a header that was read from `file`; null where it is not of the plain kind that series are made of. */
  static of(file: FileWindow, header: Header): HeaderLayout | null {
    const { explicit, littleEndian, pixels, deflated, openEnds } = header;
    if (!littleEndian || deflated !== null || pixels === null || pixels.length === null) return null;
    const bytes = asBuffer(file.head(1));
    if (!hasPrefix(bytes)) return null;
    const elements: Part[] = [];
    const pixelStart = pixels.offset - (explicit ? 12 : 8);
    let position = prefixEnd;
    let inMeta = true;
    while (position < pixelStart) {
      const isFirstOfData = inMeta && bytes.readUInt16LE(position) !== metaGroup;
      if (isFirstOfData) inMeta = false;
      const openEnd = openEnds.get(position) ?? null;
      const part = partAt(bytes, position, inMeta ? metaTags : keptTags, inMeta || explicit, openEnd);
      if (part === null || keptTags.get(part.tag) === 'SQ') return null;
      // How the data set is encoded is judged from its first element; without a representation, the length has its place.
      if (isFirstOfData || (part.form === 'implicit' && (inMeta || explicit))) part.fixed = true;
      if (part.fixed && sliceTags.has(part.tag)) return null;
      part.skipped = file.hasGap(part.value, part.end);
      if (part.fixed && part.skipped) return null;
      elements.push(part);
      position = part.end;
    }
    return position === pixelStart ? new HeaderLayout(bytes, elements, pixels) : null;
  }

  /** What the header at the beginning of `file` holds, where it is laid out as this one is; else null. */
  match(file: FileWindow): NextHeader | null {
    const known = this.compare(file, this.runs, null);
    if (known !== null) return known;
    // An element of no meaning may have changed for the first time.
    const changed: Part[] = [];
    const found = this.compare(file, this.elements, changed);
    if (found === null) return null;
    for (const part of changed) part.steady = false;
    this.runs = joined(this.elements);
    return found;
  }

  /** `changed`: takes the elements of no meaning that differ. */
  private compare(file: FileWindow, parts: readonly Part[], changed: Part[] | null): NextHeader | null {
    let bytes = asBuffer(file.head(this.stop(parts, 0)));
    if (!hasPrefix(bytes)) return null;
    const read = new Map<number, Element>();
    let shift = 0;
    for (const [index, part] of parts.entries()) {
      const start = part.start + shift;
      const isRead = part.tag !== 0 && readTags.has(part.tag);
      if (!part.skipped && (part.fixed || !isRead) && this.isSame(bytes, start, part)) {
        if (!isRead) continue;
      } else if (part.fixed) return null;
      const element = this.elementAt(bytes, start, part);
      if (element === null) return null;
      const end = element.offset + element.length;
      if (part.skipped) {
        if (end > file.size) return null;
        bytes = asBuffer(file.headWithout(end, end + this.stop(parts, index + 1) - part.end));
      }
      if (end > bytes.length) return null;
      if (isRead) read.set(part.tag, element);
      else changed?.push(part);
      shift = end - part.end;
    }
    const pixels = this.pixelsAt(bytes, this.pixels.offset + shift);
    if (pixels === null) return null;
    const dataSet = new DataSet(bytes, true, null);
    for (const [tag, element] of read) dataSet.elements.set(tag, element);
    return { dataSet, pixels };
  }

  /** How far the bytes are needed from a part on: up to the next value that is not read, or to the pixels. */
  private stop(parts: readonly Part[], from: number): number {
    for (let index = from; index < parts.length; index += 1) {
      const part = parts[index];
      if (part?.skipped) return part.value + slack;
    }
    return this.pixels.offset + slack;
  }

  private isSame(bytes: Buffer, start: number, part: Part): boolean {
    const end = start + part.end - part.start;
    return end <= bytes.length && this.bytes.compare(bytes, start, end, part.start, part.end) === 0;
  }

  /** An element with the tag and the representation of `part`; null where there is none. */
  private elementAt(bytes: Buffer, start: number, part: Part): Element | null {
    const offset = start + part.value - part.start;
    if (offset > bytes.length) return null;
    const compared = part.form === 'implicit' ? 4 : 6;
    for (let index = 0; index < compared; index += 1) {
      if (bytes[start + index] !== this.bytes[part.start + index]) return null;
    }
    const length = part.form === 'short' ? bytes.readUInt16LE(offset - 2) : bytes.readUInt32LE(offset - 4);
    if (length === undefinedLength) return null;
    const vr = part.form === 'implicit' ? '' : representation(bytes[start + 4] ?? 0, bytes[start + 5] ?? 0);
    return { vr, offset, length, items: noItems };
  }

  private pixelsAt(bytes: Buffer, offset: number): PixelElement | null {
    const headerLength = this.pixels.vr === '' ? 8 : 12;
    const start = offset - headerLength;
    const before = this.pixels.offset - headerLength;
    if (offset > bytes.length) return null;
    const compared = this.pixels.vr === '' ? 4 : 6;
    if (bytes.compare(this.bytes, before, before + compared, start, start + compared) !== 0) return null;
    const length = bytes.readUInt32LE(offset - 4);
    return length === undefinedLength ? null : { ...this.pixels, offset, length };
  }
}

function asBuffer({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function hasPrefix(bytes: Buffer): boolean {
  return bytes.toString('latin1', prefixStart, prefixEnd) === 'DICM';
}

/**
 * The element at a place of a header; null where it is of no plain kind. `counted`: the tags that have a meaning;
 * `openEnd`: where it ends if its length is undefined.
 */
function partAt(
  bytes: Buffer,
  start: number,
  counted: { has(tag: number): boolean },
  explicit: boolean,
  openEnd: number | null,
): Part | null {
  if (start + 12 > bytes.length) return null;
  const group = bytes.readUInt16LE(start);
  if (group === itemGroup) return null;
  const tag = group * 0x10000 + bytes.readUInt16LE(start + 2);
  const form = explicit ? lengthForm(bytes[start + 4] ?? 0, bytes[start + 5] ?? 0) : 'implicit';
  const value = start + (form === 'long' ? 12 : 8);
  const length = form === 'short' ? bytes.readUInt16LE(value - 2) : bytes.readUInt32LE(value - 4);
  const end = length === undefinedLength ? openEnd : value + length;
  if (end === null || end > bytes.length) return null;
  const fixed = length === undefinedLength || (counted.has(tag) && !sliceTags.has(tag));
  return { start, value, end, tag, form, fixed, steady: true, skipped: false };
}

/** The elements with neighbours joined to runs where all of their bytes are to be the same. */
function joined(elements: readonly Part[]): Part[] {
  const parts: Part[] = [];
  for (const element of elements) {
    const stays = !element.skipped && (element.fixed || element.steady) && !readTags.has(element.tag);
    const last = parts.at(-1);
    if (!stays) parts.push(element);
    else if (last !== undefined && last.tag === 0) last.end = last.value = element.end;
    else parts.push({ ...element, tag: 0, value: element.end, fixed: true });
  }
  return parts;
}
