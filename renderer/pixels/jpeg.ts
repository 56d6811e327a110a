import { BlockDecoder, type DctComponent, zigzag } from './jpeg-blocks';
import { EntropyReader, type HuffmanTable, huffmanTable } from './jpeg-entropy';
import { inverseTransform } from './jpeg-inverse-transform';
import { decodeLosslessScan, type LosslessComponent } from './jpeg-lossless-scan';
import { upsample } from './jpeg-upsample';

/** A decoded JPEG: its components as they are coded, none of them converted to another colour space. */
export interface JpegImage {
  columns: number;
  rows: number;
  components: number;
  /** Bits of a sample. */
  precision: number;
  /** Interleaved; 16-bit where the precision is above 8. */
  samples: Uint8Array | Uint16Array;
  /** The colour space the stream itself speaks of; null where it says nothing. */
  colourSpace: 'RGB' | 'YBR_FULL' | null;
}

interface Component extends DctComponent, LosslessComponent {
  id: number;
  horizontal: number;
  vertical: number;
  quantisation: number;
  /** Blocks that hold image, and blocks a row has room for where all components share a scan. */
  blocksAcross: number;
  blocksDown: number;
  storedAcross: number;
}

interface Frame {
  columns: number;
  rows: number;
  precision: number;
  kind: 'sequential' | 'progressive' | 'lossless';
  components: Component[];
  mostHorizontal: number;
  mostVertical: number;
}

/** No image has more samples than this; a stream that claims so is damaged. */
const mostSamples = 2 ** 28;

const frameKinds: Readonly<Record<number, Frame['kind']>> = {
  192: 'sequential',
  193: 'sequential',
  194: 'progressive',
  195: 'lossless',
};

/**
 * Decodes a JPEG with Huffman codes: baseline, extended and progressive of 8 and 12 bits, lossless of 2 to 16 (ITU-T
 * T.81). The inverse transform and the interpolation of subsampled components are those of the IJG library, so that
 * the samples are the ones other DICOM readers give. Throws an Error with the reason where the stream cannot be decoded
 * whole.
 */
export function decodeJpeg(bytes: Uint8Array): JpegImage {
  return new JpegReader(bytes).read();
}

class JpegReader {
  private position = 0;
  private frame: Frame | null = null;
  private readonly quantisations: (Uint16Array | undefined)[] = [];
  private readonly dcTables: (HuffmanTable | undefined)[] = [];
  private readonly acTables: (HuffmanTable | undefined)[] = [];
  private restartInterval = 0;
  private readonly scanned = new Set<Component>();
  private hasJfif = false;
  private adobeTransform: number | null = null;

  constructor(private readonly bytes: Uint8Array) {}

  read(): JpegImage {
    if (this.word() !== 0xffd8) throw new Error('it does not start as a JPEG');
    for (;;) {
      const marker = this.nextMarker();
      if (marker === null || marker === 0xd9) break;
      if (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)) continue;
      const length = this.word();
      const end = this.position + length - 2;
      if (length < 2 || end > this.bytes.length) throw new Error('the JPEG is cut off in its header');
      this.readSegment(marker, end);
    }
    const { frame } = this;
    if (frame === null || this.scanned.size < frame.components.length)
      throw new Error('the JPEG does not hold a whole image');
    return frame.kind === 'lossless' ? this.joinPlanes(frame) : this.transformBlocks(frame);
  }

  private readSegment(marker: number, end: number): void {
    const kind = frameKinds[marker];
    if (kind !== undefined) this.readFrame(kind);
    else if (marker === 0xc4) this.readHuffmanTables(end);
    else if (marker === 0xdb) this.readQuantisations(end);
    else if (marker === 0xdd) this.restartInterval = this.word();
    else if (marker === 0xe0) this.hasJfif ||= this.text(4) === 'JFIF';
    else if (marker === 0xee) {
      if (this.text(5) === 'Adobe') this.adobeTransform = this.bytes[this.position + 11] ?? null;
    } else if (marker === 0xda) {
      this.readScan();
      return;
    } else if ((marker > 0xc3 && marker <= 0xcf && marker !== 0xc8 && marker !== 0xcc) || marker === 0xf7)
      throw new Error('it is a kind of JPEG that does not belong in this transfer syntax');
    this.position = end;
  }

  private nextMarker(): number | null {
    const { bytes } = this;
    while (this.position + 1 < bytes.length) {
      if (bytes[this.position] !== 0xff) this.position++;
      else {
        const marker = bytes[this.position + 1] ?? 0;
        this.position += marker === 0xff ? 1 : 2;
        if (marker !== 0 && marker !== 0xff) return marker;
      }
    }
    return null;
  }

  private byte(): number {
    const value = this.bytes[this.position++];
    if (value === undefined) throw new Error('the JPEG is cut off');
    return value;
  }

  private word(): number {
    return this.byte() * 256 + this.byte();
  }

  private text(length: number): string {
    return String.fromCharCode(...this.bytes.subarray(this.position, this.position + length));
  }

  private readQuantisations(end: number): void {
    while (this.position < end) {
      const spec = this.byte();
      const table = new Uint16Array(64);
      for (const place of zigzag) table[place] = spec >> 4 === 0 ? this.byte() : this.word();
      this.quantisations[spec & 15] = table;
    }
  }

  private readHuffmanTables(end: number): void {
    while (this.position < end) {
      const spec = this.byte();
      const counts = Array.from({ length: 16 }, () => this.byte());
      const length = counts.reduce((sum, count) => sum + count, 0);
      const values = Uint8Array.from({ length }, () => this.byte());
      const tables = spec >> 4 === 0 ? this.dcTables : this.acTables;
      tables[spec & 15] = huffmanTable(counts, values);
    }
  }

  private readFrame(kind: Frame['kind']): void {
    if (this.frame !== null) throw new Error('the JPEG holds more than one image');
    const precision = this.byte();
    const rows = this.word();
    const columns = this.word();
    const count = this.byte();
    const isKnown = kind === 'lossless' ? precision >= 2 && precision <= 16 : [8, 12].includes(precision);
    if (!isKnown) throw new Error(`the JPEG has samples of ${precision} bits`);
    if (rows === 0 || columns === 0 || count === 0 || count > 4 || rows * columns * count > mostSamples)
      throw new Error('the JPEG gives no valid size');
    const described = Array.from({ length: count }, () => {
      const id = this.byte();
      const sampling = this.byte();
      const alone = kind === 'lossless' || count === 1;
      const [horizontal, vertical] = alone ? [1, 1] : [sampling >> 4, sampling & 15];
      if (kind === 'lossless' && count > 1 && sampling !== 0x11)
        throw new Error('the JPEG subsamples its colours without loss');
      return { id, horizontal, vertical, quantisation: this.byte() };
    });
    if (described.some(({ horizontal, vertical }) => !isFactor(horizontal) || !isFactor(vertical)))
      throw new Error('the JPEG gives no valid sampling');
    const mostHorizontal = Math.max(...described.map(({ horizontal }) => horizontal));
    const mostVertical = Math.max(...described.map(({ vertical }) => vertical));
    const acrossUnits = Math.ceil(columns / (8 * mostHorizontal));
    const downUnits = Math.ceil(rows / (8 * mostVertical));
    const components = described.map((component): Component => {
      const storedAcross = acrossUnits * component.horizontal;
      const blocks = storedAcross * downUnits * component.vertical;
      return {
        ...component,
        blocksAcross: Math.ceil(Math.ceil((columns * component.horizontal) / mostHorizontal) / 8),
        blocksDown: Math.ceil(Math.ceil((rows * component.vertical) / mostVertical) / 8),
        storedAcross,
        coefficients: new Int16Array(kind === 'lossless' ? 0 : blocks * 64),
        samples: new Uint16Array(kind === 'lossless' ? columns * rows : 0),
        dcTable: null,
        acTable: null,
        predictor: 0,
      };
    });
    this.frame = { columns, rows, precision, kind, components, mostHorizontal, mostVertical };
  }

  private readScan(): void {
    const { frame } = this;
    if (frame === null) throw new Error('the JPEG has data before its header');
    const components = Array.from({ length: this.byte() }, () => {
      const id = this.byte();
      const tables = this.byte();
      const component = frame.components.find((candidate) => candidate.id === id);
      if (component === undefined) throw new Error('a scan of the JPEG has a component of its own');
      component.dcTable = this.dcTables[tables >> 4] ?? null;
      component.acTable = this.acTables[tables & 15] ?? null;
      this.scanned.add(component);
      return component;
    });
    const first = this.byte();
    const last = this.byte();
    const approximation = this.byte();
    if (components.length === 0) throw new Error('a scan of the JPEG is damaged');
    const entropy = new EntropyReader(this.bytes, this.position);
    if (frame.kind === 'lossless')
      decodeLosslessScan(entropy, components, {
        columns: frame.columns,
        rows: frame.rows,
        precision: frame.precision,
        predictor: first,
        pointTransform: approximation & 15,
        restartInterval: this.restartInterval,
      });
    else {
      const progressive = frame.kind === 'progressive';
      const band = {
        first,
        last: progressive ? last : 63,
        high: approximation >> 4,
        low: approximation & 15,
      };
      if (first > band.last || band.last > 63) throw new Error('a scan of the JPEG is damaged');
      this.decodeBlocks(frame, components, entropy, new BlockDecoder(entropy, progressive, band));
    }
    entropy.finish();
    this.position = entropy.position;
  }

  private decodeBlocks(
    frame: Frame,
    components: readonly Component[],
    entropy: EntropyReader,
    blocks: BlockDecoder,
  ): void {
    const [single] = components;
    const alone = components.length === 1 && single !== undefined;
    const across = alone ? single.blocksAcross : Math.ceil(frame.columns / (8 * frame.mostHorizontal));
    const down = alone ? single.blocksDown : Math.ceil(frame.rows / (8 * frame.mostVertical));
    for (const component of components) component.predictor = 0;
    for (let unit = 0; unit < across * down; unit++) {
      if (this.restartInterval > 0 && unit > 0 && unit % this.restartInterval === 0) {
        entropy.restart();
        blocks.restart();
        for (const component of components) component.predictor = 0;
      }
      const column = unit % across;
      const row = (unit - column) / across;
      if (alone) blocks.decode(single, (row * single.storedAcross + column) * 64);
      else
        for (const component of components)
          for (let y = 0; y < component.vertical; y++)
            for (let x = 0; x < component.horizontal; x++) {
              const blockRow = row * component.vertical + y;
              const blockColumn = column * component.horizontal + x;
              blocks.decode(component, (blockRow * component.storedAcross + blockColumn) * 64);
            }
    }
  }

  private transformBlocks(frame: Frame): JpegImage {
    const { columns, rows, precision } = frame;
    const count = frame.components.length;
    const make = (length: number) => (precision > 8 ? new Uint16Array(length) : new Uint8Array(length));
    const samples = make(columns * rows * count);
    frame.components.forEach((component, index) => {
      const quantisation = this.quantisations[component.quantisation];
      if (quantisation === undefined) throw new Error('the JPEG lacks a quantisation table');
      const { coefficients, blocksAcross, blocksDown, horizontal, vertical } = component;
      const width = blocksAcross * 8;
      const plane = make(width * blocksDown * 8);
      for (let row = 0; row < blocksDown; row++)
        for (let column = 0; column < blocksAcross; column++) {
          const block = (row * component.storedAcross + column) * 64;
          const target = row * 8 * width + column * 8;
          inverseTransform(coefficients, block, quantisation, precision, plane, target, width);
        }
      const full = upsample(frame, { samples: plane, width, horizontal, vertical }, make(columns * rows));
      for (let pixel = 0, target = index; pixel < full.length; pixel++, target += count)
        samples[target] = full[pixel] as number;
    });
    return { columns, rows, components: count, precision, samples, colourSpace: this.colourSpace(frame) };
  }

  private joinPlanes(frame: Frame): JpegImage {
    const { columns, rows, precision, components } = frame;
    const count = components.length;
    const length = columns * rows * count;
    const samples = precision > 8 ? new Uint16Array(length) : new Uint8Array(length);
    components.forEach((component, index) => {
      for (let pixel = 0, target = index; target < length; pixel++, target += count)
        samples[target] = component.samples[pixel] as number;
    });
    return { columns, rows, components: count, precision, samples, colourSpace: null };
  }

  private colourSpace({ components }: Frame): JpegImage['colourSpace'] {
    if (components.length !== 3) return null;
    if (this.adobeTransform !== null) return this.adobeTransform === 0 ? 'RGB' : 'YBR_FULL';
    if (this.hasJfif) return 'YBR_FULL';
    if (components.map(({ id }) => String.fromCharCode(id)).join('') === 'RGB') return 'RGB';
    const [first] = components;
    const isSubsampled = components.some(
      ({ horizontal, vertical }) => horizontal !== first?.horizontal || vertical !== first.vertical,
    );
    return isSubsampled ? 'YBR_FULL' : null;
  }
}

function isFactor(factor: number): boolean {
  return factor >= 1 && factor <= 4;
}
