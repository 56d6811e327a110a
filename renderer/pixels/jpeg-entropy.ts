/** Huffman codes by length: the codes of length n are those up to `last[n]`, their values from `offset[n] + code`. */
export interface HuffmanTable {
  last: Int32Array;
  offset: Int32Array;
  values: Uint8Array;
  /** For the next 8 bits: length × 256 + value, or 0 where the code is longer. */
  short: Uint16Array;
}

/** The table of the number of codes of each length from 1 to 16, and of their values (T.81 annex C). */
export function huffmanTable(counts: readonly number[], values: Uint8Array): HuffmanTable {
  const last = new Int32Array(18).fill(-1);
  const offset = new Int32Array(18);
  const short = new Uint16Array(256);
  let code = 0;
  let index = 0;
  counts.forEach((count, place) => {
    const length = place + 1;
    offset[length] = index - code;
    for (let of = 0; of < count; of++, code++, index++) {
      if (length > 8) continue;
      const from = code << (8 - length);
      short.fill(length * 256 + (values[index] ?? 0), from, from + (1 << (8 - length)));
    }
    if (count > 0) last[length] = code - 1;
    code *= 2;
  });
  return { last, offset, values, short };
}

/** Bytes other than zero that may lie between the last code and the next marker. */
const mostLeft = 8;

/** Reads Huffman codes and bits of one scan (T.81 F.2.2.3, F.2.2.4). Throws an Error where the data are damaged. */
export class EntropyReader {
  private bits = 0;
  private bitCount = 0;
  /** Bits that were made up after the end of the data. */
  private missing = 0;

  constructor(
    private readonly bytes: Uint8Array,
    public position: number,
  ) {}

  /** To be called after each unit: throws where more was read than is there. */
  check(): void {
    if (this.missing > 64) throw new Error('the JPEG is cut off in its image data');
  }

  /** Goes on after the next restart marker. */
  restart(): void {
    this.finish();
    const marker = this.bytes[this.position + 1] ?? 0;
    if (this.bytes[this.position] !== 0xff || marker < 0xd0 || marker > 0xd7)
      throw new Error('the image data of the JPEG are damaged');
    this.position += 2;
  }

  /** Moves to the next marker. Throws where coded data are left over: then what was read was not what they mean. */
  finish(): void {
    this.bits = 0;
    this.bitCount = 0;
    this.missing = 0;
    const { bytes } = this;
    let left = 0;
    for (; this.position + 1 < bytes.length; this.position++) {
      const byte = bytes[this.position] as number;
      if (byte === 0xff) {
        const next = bytes[this.position + 1];
        if (next !== 0 && next !== 0xff) break;
      } else if (byte !== 0) left++;
    }
    if (left > mostLeft) throw new Error('the image data of the JPEG are damaged');
  }

  private fill(): void {
    while (this.bitCount <= 16) {
      let byte = this.bytes[this.position];
      if (byte === undefined || (byte === 0xff && this.bytes[this.position + 1] !== 0)) {
        byte = 0;
        this.missing += 8;
      } else this.position += byte === 0xff ? 2 : 1;
      this.bits = ((this.bits << 8) | byte) & 0xffffff;
      this.bitCount += 8;
    }
  }

  receive(count: number): number {
    if (count === 0) return 0;
    if (this.bitCount < count) this.fill();
    this.bitCount -= count;
    return (this.bits >> this.bitCount) & ((1 << count) - 1);
  }

  receiveSigned(count: number): number {
    const value = this.receive(count);
    return count > 0 && value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
  }

  symbol(table: HuffmanTable | null): number {
    if (table === null) throw new Error('the JPEG lacks a Huffman table');
    if (this.bitCount < 16) this.fill();
    const entry = table.short[(this.bits >> (this.bitCount - 8)) & 0xff] ?? 0;
    if (entry !== 0) {
      this.bitCount -= entry >> 8;
      return entry & 0xff;
    }
    for (let length = 9; length <= 16; length++) {
      const code = (this.bits >> (this.bitCount - length)) & ((1 << length) - 1);
      if (code <= (table.last[length] ?? -1)) {
        this.bitCount -= length;
        return table.values[(table.offset[length] ?? 0) + code] ?? 0;
      }
    }
    throw new Error('the image data of the JPEG are damaged');
  }
}
