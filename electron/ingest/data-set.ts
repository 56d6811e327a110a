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
    private readonly bytes: Uint8Array,
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
    const value = this.value(tag);
    if (value === null || value.length === 0) return [];
    return decodeText(value, tag === Tag.SpecificCharacterSet ? [] : this.characterSets())
      .split('\\')
      .map((text) => text.replace(/^[\s\0]+|[\s\0]+$/g, ''));
  }

  /** The first value as text, '' where absent. */
  text(tag: number): string {
    return this.texts(tag)[0] ?? '';
  }

  /** The whole value as text, backslashes included, '' where absent. */
  wholeText(tag: number): string {
    return this.texts(tag).join('\\');
  }

  /** All values as numbers, from text (DS, IS) or binary; NaN for each that is not a number. */
  numbers(tag: number): number[] {
    const element = this.elements.get(tag);
    const value = this.value(tag);
    if (element === undefined || value === null || value.length === 0) return [];
    const vr = element.vr === '' || element.vr === 'UN' ? (keptTags.get(tag) ?? 'ST') : element.vr;
    const size = binarySizes[vr];
    if (size === undefined) return this.texts(tag).map((text) => (text === '' ? Number.NaN : Number(text)));
    const littleEndian = this.littleEndian || element.vr === 'UN';
    const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
    return Array.from({ length: Math.floor(value.length / size) }, (_, index) =>
      readBinary(view, index * size, vr, littleEndian),
    );
  }

  /** The first value as a finite number, or null. */
  number(tag: number): number | null {
    const value = this.numbers(tag)[0];
    return value !== undefined && Number.isFinite(value) ? value : null;
  }

  /** The value as 16-bit words in this machine's order, as look-up tables are written (US, SS, OW); empty where absent. */
  words(tag: number): Uint16Array {
    const value = this.value(tag);
    if (value === null) return new Uint16Array(0);
    const view = new DataView(value.buffer, value.byteOffset, value.byteLength);
    const littleEndian = this.littleEndian || this.elements.get(tag)?.vr === 'UN';
    return Uint16Array.from({ length: value.length >> 1 }, (_, index) =>
      view.getUint16(2 * index, littleEndian),
    );
  }

  private value(tag: number): Uint8Array | null {
    const element = this.elements.get(tag);
    return element === undefined
      ? null
      : this.bytes.subarray(element.offset, element.offset + element.length);
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
