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
    throw new Error('it does not hold a whole image of at most 16 bits');
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

/** JPEG-LS (ISO 14495-1). */
export const jpegLs = new WasmCodec(
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

/** JPEG 2000 (ISO 15444-1). */
export const jpeg2000 = new WasmCodec(openjpegWasm, createOpenjpeg, ({ J2KDecoder }) => new J2KDecoder());

/** High-throughput JPEG 2000 (ISO 15444-15). */
export const htJpeg2000 = new WasmCodec(openjphWasm, createOpenjph, ({ HTJ2KDecoder }) => new HTJ2KDecoder());

/** JPEG XL (ISO 18181). */
export const jpegXl = new WasmCodec(libjxlWasm, createLibjxl, ({ JpegXLDecoder }) => new JpegXLDecoder());
