import { DataSet, type Element } from './data-set';
import { formatTag, keptTags, Tag } from './tags';
import {
  type ElementEncoding,
  isValueRepresentation,
  type LengthForm,
  lengthForm,
  representation,
} from './transfer-syntax';

const undefinedLength = 0xffffffff;
const noItems: DataSet[] = [];
/** By group: whether any element of it is kept. */
const keptGroups = new Uint8Array(0x10000);
for (const tag of keptTags.keys()) keptGroups[Math.floor(tag / 0x10000)] = 1;
const fragmentTypes: ReadonlySet<string> = new Set(['OB', 'OW', 'OF', 'OD', 'OL', 'OV']);
/** A kept value longer than this is no value of the header but damage; it is stepped over. */
const longestValue = 16 * 1024 * 1024;

/** Nothing that is kept lies deeper than in an item of a functional group; sequences and items count one each. */
const deepestKept = 12;

/** The element that holds the pixels. */
export interface PixelElement {
  tag: number;
  vr: string;
  /** Of the value, from the start of the bytes that were parsed. */
  offset: number;
  /** Null for undefined length: the pixels are in encapsulated fragments. */
  length: number | null;
}

/** What came of parsing a data set up to its pixels. */
export type ParsedDataSet =
  /** `openEnds`: where the elements of undefined length of the data set itself end, by where they begin. */
  | {
      state: 'complete';
      dataSet: DataSet;
      pixels: PixelElement | null;
      openEnds: ReadonlyMap<number, number>;
    }
  /**
   * Parsing cannot go on without the bytes from `from` up to `bytes`; those between what there is and `from` are not looked
   * at. `dataSet` holds what was read so far.
   */
  | { state: 'needsMore'; from: number; bytes: number; dataSet: DataSet }
  | { state: 'broken'; problem: string };

/** A sequence, an item or a run of fragments that is being read. */
interface Container extends ElementEncoding {
  kind: 'root' | 'sequence' | 'item' | 'fragments';
  /** Where it ends; infinite until its delimiter. */
  end: number;
  /** Where elements are kept; null inside sequences that are skipped. */
  dataSet: DataSet | null;
  /** The sequence's element, where its items are kept. */
  element: Element | null;
  /** A sequence that was written as UN: its items are implicit, but some writers leave them explicit. */
  unknown: boolean;
}

/**
 * Reads the kept elements of a data set from `start` up to the pixel data (PS3.5 7). Sequences that are not kept are
 * stepped over; nesting is followed without recursion, so its depth does not matter. `bytes` may be only the beginning
 * of the `total` bytes. Every step advances: the time is linear in the bytes.
 */
export function parseDataSet(
  bytes: Uint8Array,
  start: number,
  total: number,
  encoding: ElementEncoding,
): ParsedDataSet {
  return new DataSetParser(bytes, start, total, encoding).parse();
}

class DataSetParser {
  private readonly bytes: Buffer;
  private readonly view: DataView;
  private readonly root: DataSet;
  private readonly containers: Container[];
  private position: number;
  private readonly openEnds = new Map<number, number>();
  /** Where the element of undefined length begins that is being read in the data set itself. */
  private openStart: number | null = null;

  constructor(
    bytes: Uint8Array,
    start: number,
    private readonly total: number,
    encoding: ElementEncoding,
  ) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.root = new DataSet(this.bytes, encoding.littleEndian, null);
    this.containers = [
      { kind: 'root', end: total, dataSet: this.root, element: null, unknown: false, ...encoding },
    ];
    this.position = start;
  }

  parse(): ParsedDataSet {
    for (;;) {
      const container = this.enter();
      if (container === null) {
        return this.complete(null);
      }
      if (container.kind === 'root' && this.openStart !== null) {
        this.openEnds.set(this.openStart, this.position);
        this.openStart = null;
      }
      if (container.kind === 'root' || container.kind === 'item') {
        this.readPlainElements(container);
        if (this.position >= container.end) continue;
        const result = this.readElement(container);
        if (result !== null) return result;
      } else {
        const result = this.readItem(container);
        if (result !== null) return result;
      }
    }
  }

  /** Leaves the containers that end here and returns the one to go on in. */
  private enter(): Container | null {
    for (;;) {
      const container = this.containers.at(-1);
      if (container === undefined) return null;
      if (this.position < container.end) return container;
      this.position = container.end;
      this.containers.pop();
    }
  }

  private readItem(sequence: Container): ParsedDataSet | null {
    const missing = this.require(8);
    if (missing !== null) return missing;
    const tag = this.tagAt(this.position, sequence.littleEndian);
    const length = this.view.getUint32(this.position + 4, sequence.littleEndian);
    if (tag === Tag.SequenceDelimitationItem) {
      this.position += 8;
      this.containers.pop();
      return null;
    }
    if (tag !== Tag.Item) {
      if (sequence.element !== null) return this.broken(tag);
      this.containers.pop();
      return null;
    }
    this.position += 8;
    if (sequence.kind === 'fragments') {
      if (length === undefinedLength) return this.broken(tag);
      return this.skip(length, tag);
    }
    if (sequence.element === null && length !== undefinedLength) return this.skip(length, tag);
    let { explicit } = sequence;
    if (sequence.unknown) {
      const short = this.position + 8 <= this.total ? this.require(8) : null;
      if (short !== null) return short;
      explicit = isValueRepresentation(this.textAt(this.position + 4));
    }
    const dataSet =
      sequence.element === null
        ? null
        : new DataSet(this.bytes, sequence.littleEndian, sequence.dataSet ?? this.root);
    if (dataSet !== null) sequence.element?.items.push(dataSet);
    this.containers.push({
      kind: 'item',
      end: length === undefinedLength ? Number.POSITIVE_INFINITY : this.position + length,
      dataSet,
      element: null,
      unknown: sequence.unknown,
      explicit,
      littleEndian: sequence.littleEndian,
    });
    return null;
  }

  /** Reads on as long as elements are what most are: whole in the bytes, of known length, neither sequence nor pixels. */
  private readPlainElements({ littleEndian, explicit, end, dataSet }: Container): void {
    if (!littleEndian) return;
    const { bytes, view } = this;
    const limit = Math.min(end, this.total, bytes.length);
    let position = this.position;
    while (position + 12 <= limit) {
      const word = view.getUint32(position, true);
      const group = word & 0xffff;
      if (group === 0xfffe) break;
      const first = bytes[position + 4] ?? 0;
      const second = bytes[position + 5] ?? 0;
      const form = explicit ? lengthForm(first, second) : 'implicit';
      const headerLength = form === 'long' ? 12 : 8;
      const length =
        form === 'short'
          ? view.getUint16(position + 6, true)
          : view.getUint32(position + headerLength - 4, true);
      const offset = position + headerLength;
      if (offset + length > limit) break;
      const tag = group * 0x10000 + (word >>> 16);
      const keptAs = dataSet === null || !keptGroups[group] ? undefined : keptTags.get(tag);
      if (keptAs !== undefined) {
        if (keptAs === 'SQ' || isPixelTag(tag) || length > longestValue) break;
        const vr = form === 'implicit' ? '' : representation(first, second);
        dataSet?.elements.set(tag, { vr, offset, length, items: noItems });
      }
      position = offset + length;
    }
    this.position = position;
  }

  private readElement(container: Container): ParsedDataSet | null {
    const missing = this.require(8);
    if (missing !== null) return missing;
    const { littleEndian } = container;
    const tag = this.tagAt(this.position, littleEndian);
    if (tag >= Tag.Item && tag <= Tag.SequenceDelimitationItem) return this.readDelimiter(container, tag);

    let length: number;
    let headerLength = 8;
    const form = container.explicit ? this.formAt(this.position + 4) : 'implicit';
    if (form === 'long') {
      headerLength = 12;
      const short = this.require(12);
      if (short !== null) return short;
      length = this.view.getUint32(this.position + 8, littleEndian);
    } else if (form === 'short') {
      length = this.view.getUint16(this.position + 6, littleEndian);
    } else {
      length = this.view.getUint32(this.position + 4, littleEndian);
    }
    const keptAs =
      container.dataSet === null || this.containers.length > deepestKept ? undefined : keptTags.get(tag);
    const start = this.position;
    const offset = start + headerLength;
    if (keptAs === undefined && offset + length <= Math.min(container.end, this.total)) {
      this.position = offset + length;
      return null;
    }
    const vr = form === 'implicit' ? '' : this.textAt(this.position + 4);
    if (container.kind === 'root' && isPixelTag(tag)) {
      const pixels = { tag, vr, offset, length: length === undefinedLength ? null : length };
      return this.complete(pixels);
    }
    this.position = offset;
    if (length === undefinedLength) {
      if (container.kind === 'root') this.openStart = start;
      this.openContainer(container, tag, vr, keptAs, Number.POSITIVE_INFINITY);
      return null;
    }
    if (offset + length > this.total) return this.truncated(tag);
    if (offset + length > container.end && container.dataSet !== null && container.kind !== 'root') {
      return this.broken(tag);
    }
    if (keptAs === 'SQ' && (vr === 'SQ' || vr === 'UN' || vr === '')) {
      this.openContainer(container, tag, vr, keptAs, offset + length);
      return null;
    }
    if (keptAs !== undefined && length <= longestValue) {
      container.dataSet?.elements.set(tag, { vr, offset, length, items: noItems });
      const short = this.require(length);
      if (short !== null) return short;
    }
    this.position = offset + length;
    return null;
  }

  private openContainer(
    parent: Container,
    tag: number,
    vr: string,
    keptAs: string | undefined,
    end: number,
  ): void {
    const fragments = fragmentTypes.has(vr);
    const unknown = parent.unknown || vr === 'UN';
    let element: Element | null = null;
    if (keptAs === 'SQ' && !fragments) {
      element = { vr, offset: this.position, length: 0, items: [] };
      parent.dataSet?.elements.set(tag, element);
    }
    this.containers.push({
      kind: fragments ? 'fragments' : 'sequence',
      end,
      dataSet: parent.dataSet,
      element,
      unknown,
      explicit: parent.explicit && !unknown,
      littleEndian: parent.littleEndian || vr === 'UN',
    });
  }

  private readDelimiter(container: Container, tag: number): ParsedDataSet | null {
    this.position += 8;
    // Some writers end a sequence twice; but where an item ends or begins outside of any sequence, something is lost.
    if (container.kind === 'root' && tag !== Tag.SequenceDelimitationItem) return this.broken(tag);
    if (container.end !== Number.POSITIVE_INFINITY) return null;
    this.containers.pop();
    // An item that was not delimited ends with its sequence.
    if (tag === Tag.SequenceDelimitationItem && this.containers.at(-1)?.end === Number.POSITIVE_INFINITY) {
      this.containers.pop();
    }
    return null;
  }

  private complete(pixels: PixelElement | null): ParsedDataSet {
    return { state: 'complete', dataSet: this.root, pixels, openEnds: this.openEnds };
  }

  private skip(length: number, tag: number): ParsedDataSet | null {
    if (this.position + length > this.total) return this.truncated(tag);
    this.position += length;
    return null;
  }

  /** Null where `count` bytes from here are at hand, else what to do about it. */
  private require(count: number): ParsedDataSet | null {
    const end = this.position + count;
    if (end <= this.bytes.length) return null;
    if (end > this.total) return this.truncated(null);
    return { state: 'needsMore', from: this.position, bytes: end, dataSet: this.root };
  }

  private tagAt(position: number, littleEndian: boolean): number {
    return (
      this.view.getUint16(position, littleEndian) * 0x10000 + this.view.getUint16(position + 2, littleEndian)
    );
  }

  private textAt(position: number): string {
    return String.fromCharCode(this.bytes[position] ?? 0, this.bytes[position + 1] ?? 0);
  }

  /** The length form of the value representation written at `position`; implicit where there is none. */
  private formAt(position: number): LengthForm {
    return lengthForm(this.bytes[position] ?? 0, this.bytes[position + 1] ?? 0);
  }

  private truncated(tag: number | null): ParsedDataSet {
    const where = tag === null ? '' : ` at element ${formatTag(tag)}`;
    return {
      state: 'broken',
      problem: `The file is cut off: its header ends${where} after ${this.total} bytes. Copy the file again from its source.`,
    };
  }

  private broken(tag: number): ParsedDataSet {
    return {
      state: 'broken',
      problem: `The header is damaged: a sequence contradicts its own length at element ${formatTag(tag)}. Export the file again from its source.`,
    };
  }
}

function isPixelTag(tag: number): boolean {
  return tag === Tag.PixelData || tag === Tag.FloatPixelData || tag === Tag.DoubleFloatPixelData;
}
