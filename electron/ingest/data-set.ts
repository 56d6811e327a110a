import { decodeText } from './character-sets';
import { keptTags, Tag } from './tags';

/** Where the value of an element lies in the bytes of its data set. */
export interface Element {
  /** Two letters as in the file; empty where the syntax is implicit. */
  vr: string;
  offset: number;
  length: number;
  /** Empty unless the element is a sequence. */
  items: DataSet[];
}

const binarySizes: Readonly<Record<string, number>> = {
  US: 2,
  SS: 2,
  UL: 4,
  SL: 4,
  FL: 4,
  FD: 8,
  UV: 8,
  SV: 8,
  OV: 8,
};

/** The kept elements of a data set or of a sequence item, and typed access to their values. */
export class DataSet {
  readonly elements = new Map<number, Element>();

  constructor(
    private readonly bytes: Buffer,
    private readonly littleEndian: boolean,
    private readonly parent: DataSet | null,
  ) {}

  has(tag: number): boolean {
    return this.elements.has(tag);
  }

  /** The items of a sequence; none where it is absent. */
  items(tag: number): readonly DataSet[] {
    return this.elements.get(tag)?.items ?? [];
  }

  /** All values as text, decoded by the character set, without padding; empty array where absent or empty. */
  texts(tag: number): string[] {
    const value = this.decoded(tag);
    if (value === '') return [];
    return value.includes('\\') ? value.split('\\').map(withoutPadding) : [withoutPadding(value)];
  }

  /** The first value as text, '' where absent. */
  text(tag: number): string {
    const value = this.decoded(tag);
    const end = value.indexOf('\\');
    return withoutPadding(end < 0 ? value : value.slice(0, end));
  }

  /** The whole value as text, backslashes included, '' where absent. */
  wholeText(tag: number): string {
    const value = this.decoded(tag);
    return value.includes('\\') ? this.texts(tag).join('\\') : withoutPadding(value);
  }

  /** All values as numbers, from text (DS, IS) or binary; NaN for each that is not a number. */
  numbers(tag: number): number[] {
    const element = this.elements.get(tag);
    if (element === undefined || element.length === 0) return [];
    const vr = element.vr === '' || element.vr === 'UN' ? (keptTags.get(tag) ?? 'ST') : element.vr;
    const size = binarySizes[vr];
    if (size === undefined) return this.texts(tag).map((text) => (text === '' ? Number.NaN : Number(text)));
    const littleEndian = this.littleEndian || element.vr === 'UN';
    const { buffer, byteOffset } = this.bytes;
    const view = new DataView(buffer, byteOffset + element.offset, element.length);
    return Array.from({ length: Math.floor(element.length / size) }, (_, index) =>
      readBinary(view, index * size, vr, littleEndian),
    );
  }

  /** The first value as a finite number, or null. */
  number(tag: number): number | null {
    const element = this.elements.get(tag);
    if (element === undefined || element.length === 0) return null;
    if (binarySizes[element.vr] === undefined && element.vr !== '' && element.vr !== 'UN') {
      const text = this.text(tag);
      const value = Number(text);
      return text !== '' && Number.isFinite(value) ? value : null;
    }
    const value = this.numbers(tag)[0];
    return value !== undefined && Number.isFinite(value) ? value : null;
  }

  /** The value as 16-bit words in this machine's order, as look-up tables are written (US, SS, OW); empty where absent. */
  words(tag: number): Uint16Array {
    const element = this.elements.get(tag);
    if (element === undefined) return new Uint16Array(0);
    const { buffer, byteOffset } = this.bytes;
    const view = new DataView(buffer, byteOffset + element.offset, element.length);
    const littleEndian = this.littleEndian || element.vr === 'UN';
    return Uint16Array.from({ length: element.length >> 1 }, (_, index) =>
      view.getUint16(2 * index, littleEndian),
    );
  }

  /** The value as text with its padding; '' where absent. Most values are ASCII, which needs no decoder. */
  private decoded(tag: number): string {
    const element = this.elements.get(tag);
    if (element === undefined || element.length === 0) return '';
    const end = element.offset + element.length;
    if (isAscii(this.bytes, element.offset, end)) return this.bytes.toString('latin1', element.offset, end);
    const value = this.bytes.subarray(element.offset, end);
    return decodeText(value, tag === Tag.SpecificCharacterSet ? [] : this.characterSets());
  }

  private characterSets(): string[] {
    if (this.elements.has(Tag.SpecificCharacterSet)) return this.texts(Tag.SpecificCharacterSet);
    return this.parent?.characterSets() ?? [];
  }
}

function readBinary(view: DataView, offset: number, vr: string, littleEndian: boolean): number {
  switch (vr) {
    case 'US':
      return view.getUint16(offset, littleEndian);
    case 'SS':
      return view.getInt16(offset, littleEndian);
    case 'UL':
      return view.getUint32(offset, littleEndian);
    case 'SL':
      return view.getInt32(offset, littleEndian);
    case 'FL':
      return view.getFloat32(offset, littleEndian);
    case 'FD':
      return view.getFloat64(offset, littleEndian);
    case 'SV':
      return Number(view.getBigInt64(offset, littleEndian));
    default:
      return Number(view.getBigUint64(offset, littleEndian));
  }
}

/** Whether the bytes have neither escape sequences nor characters beyond ASCII. */
function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  for (let position = start; position < end; position += 1) {
    const byte = bytes[position] ?? 0;
    if (byte > 0x7f || byte === 0x1b) return false;
  }
  return true;
}

/** Without the spaces and null bytes at either end. */
function withoutPadding(text: string): string {
  let start = 0;
  let end = text.length;
  while (end > start && isPadding(text.charCodeAt(end - 1))) end -= 1;
  while (start < end && isPadding(text.charCodeAt(start))) start += 1;
  return end - start === text.length ? text : text.slice(start, end);
}

function isPadding(code: number): boolean {
  return code <= 0x20 || code === 0xa0 || (code > 0xff && /\s/.test(String.fromCharCode(code)));
}
