import charlsWasm from '@cornerstonejs/codec-charls/decodewasm?url';
import createCharls from '@cornerstonejs/codec-charls/decodewasmjs';
import libjxlWasm from '@cornerstonejs/codec-libjxl/decodewasm?url';
import createLibjxl from '@cornerstonejs/codec-libjxl/decodewasmjs';
import openjpegWasm from '@cornerstonejs/codec-openjpeg/decodewasm?url';
import createOpenjpeg from '@cornerstonejs/codec-openjpeg/decodewasmjs';
import openjphWasm from '@cornerstonejs/codec-openjph/wasm?url';
import createOpenjph from '@cornerstonejs/codec-openjph/wasmjs';
import { interleave } from './frame-format';

/** What a codec makes of a compressed frame. */
export interface CodecImage {
  columns: number;
  rows: number;
  components: number;
  precision: number;
  /** Whether the stream itself speaks of signed samples; `samples` are their bits all the same. */
  signed: boolean;
  /** Interleaved; 16-bit where the precision is above 8. */
  samples: Uint8Array | Uint16Array;
}

/** A codec that is loaded at its first use, and anew after it failed: what it was doing may have left it broken. */
class WasmCodec<Instance> {
  private instance: Promise<Instance> | null = null;
  private messages: string[] = [];

  constructor(
    private readonly wasm: string,
    private readonly create: (options: CodecOptions) => Promise<Instance>,
    private readonly newDecoder: (instance: Instance) => CodecDecoder,
    private readonly describe: (instance: Instance, error: unknown) => string = (_instance, error) =>
      error instanceof Error ? error.message : 'the codec gave up',
  ) {}

  /** Throws an Error with the codec's reason where it cannot decode the frame whole. */
  async decode(bytes: Uint8Array): Promise<CodecImage> {
    this.instance ??= this.load();
    const instance = await this.instance;
    this.messages = [];
    let decoder: CodecDecoder | null = null;
    try {
      decoder = this.newDecoder(instance);
      decoder.getEncodedBuffer(bytes.length).set(bytes);
      decoder.decode();
      const image = readImage(decoder);
      const complaint = this.messages[0];
      if (complaint !== undefined) throw new Error(complaint);
      decoder.delete();
      return image;
    } catch (error) {
      this.instance = null;
      throw new Error(this.describe(instance, error));
    }
  }

  private async load(): Promise<Instance> {
    const wasmBinary = await (await fetch(this.wasm)).arrayBuffer();
    return this.create({
      wasmBinary,
      print: () => undefined,
      printErr: (text) => this.messages.push(text.trim()),
    });
  }
}

function readImage(decoder: CodecDecoder & { getInterleaveMode?: () => number }): CodecImage {
  const { width, height, bitsPerSample, componentCount, isSigned } = decoder.getFrameInfo();
  const decoded = decoder.getDecodedBuffer();
  const bytesPerSample = bitsPerSample > 8 ? 2 : 1;
  const length = width * height * componentCount;
  if (bitsPerSample > 16 || decoded.length < length * bytesPerSample)
    throw new Error('they do not hold a whole image of at most 16 bits');
  if (length === 0) throw new Error('they hold no image');
  const bytes = decoded.slice(0, length * bytesPerSample);
  const samples = bytesPerSample === 2 ? new Uint16Array(bytes.buffer) : bytes;
  // Charls leaves components apart that are not interleaved in the stream.
  const isPlanar = componentCount > 1 && decoder.getInterleaveMode?.() === 0;
  return {
    columns: width,
    rows: height,
    components: componentCount,
    precision: bitsPerSample,
    signed: isSigned === true,
    samples: isPlanar ? interleave(samples, componentCount, samples.slice()) : samples,
  };
}

/** A codec whose streams end with the marker FFD9, and that does not notice where they do not. */
function whole(codec: Pick<WasmCodec<unknown>, 'decode'>): Pick<WasmCodec<unknown>, 'decode'> {
  return {
    async decode(bytes) {
      const last = bytes.findLastIndex((byte) => byte !== 0);
      if (bytes[last] !== 0xd9 || bytes[last - 1] !== 0xff) throw new Error('they are cut off');
      return codec.decode(bytes);
    },
  };
}

const charls = new WasmCodec(
  charlsWasm,
  createCharls,
  ({ JpegLSDecoder }) => new JpegLSDecoder(),
  ({ getExceptionMessage }, error) =>
    typeof error === 'number'
      ? getExceptionMessage(error)
      : error instanceof Error
        ? error.message
        : 'damaged',
);

/** JPEG-LS (ISO 14495-1). */
export const jpegLs = whole(charls);

const openjpeg = new WasmCodec(openjpegWasm, createOpenjpeg, ({ J2KDecoder }) => new J2KDecoder());

/** JPEG 2000 (ISO 15444-1). */
export const jpeg2000 = {
  /** Throws an Error with the codec's reason where it cannot decode the frame whole. */
  async decode(bytes: Uint8Array): Promise<CodecImage> {
    const unsigned = withoutShortSigns(bytes);
    if (unsigned === null) return openjpeg.decode(bytes);
    const image = await openjpeg.decode(unsigned);
    const offset = 2 ** (image.precision - 1);
    return { ...image, signed: true, samples: Uint8Array.from(image.samples, (sample) => sample - offset) };
  },
};

/**
 * A copy of a code stream that calls its signed samples of up to 8 bits unsigned, which moves them up by half their
 * range and changes nothing else (ISO 15444-1 G.1): the codec cuts negative ones off. Null for all other streams.
 */
function withoutShortSigns(bytes: Uint8Array): Uint8Array | null {
  const siz = bytes.findIndex(
    (byte, at) => byte === 0xff && bytes[at + 1] === 0x4f && bytes[at + 2] === 0xff && bytes[at + 3] === 0x51,
  );
  const first = siz + 42;
  const count = siz < 0 ? 0 : (bytes[siz + 40] ?? 0) * 256 + (bytes[siz + 41] ?? 0);
  const isSignedShort = (depth: number | undefined) =>
    depth !== undefined && depth >= 0x80 && (depth & 0x7f) < 8;
  if (count < 1 || count > 4 || !isSignedShort(bytes[first])) return null;
  const copy = bytes.slice();
  for (let component = 0; component < count; component++)
    copy[first + 3 * component] = (bytes[first + 3 * component] ?? 0) & 0x7f;
  return copy;
}

/** High-throughput JPEG 2000 (ISO 15444-15). */
export const htJpeg2000 = whole(
  new WasmCodec(openjphWasm, createOpenjph, ({ HTJ2KDecoder }) => new HTJ2KDecoder()),
);

/** JPEG XL (ISO 18181). */
export const jpegXl = new WasmCodec(libjxlWasm, createLibjxl, ({ JpegXLDecoder }) => new JpegXLDecoder());
