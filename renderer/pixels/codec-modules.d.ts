/** A codec's samples and what its stream says of them. */
interface CodecFrameInfo {
  width: number;
  height: number;
  bitsPerSample: number;
  componentCount: number;
  isSigned?: boolean;
}

interface CodecDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getDecodedBuffer(): Uint8Array;
  getFrameInfo(): CodecFrameInfo;
  delete(): void;
}

interface CodecOptions {
  wasmBinary: ArrayBuffer;
  print(text: string): void;
  printErr(text: string): void;
}

declare module '@cornerstonejs/codec-charls/decodewasmjs' {
  interface CharlsDecoder extends CodecDecoder {
    getInterleaveMode(): number;
  }
  const create: (options: CodecOptions) => Promise<{
    JpegLSDecoder: new () => CharlsDecoder;
    getExceptionMessage(exception: number): string;
  }>;
  export default create;
}

declare module '@cornerstonejs/codec-openjpeg/decodewasmjs' {
  const create: (options: CodecOptions) => Promise<{ J2KDecoder: new () => CodecDecoder }>;
  export default create;
}

declare module '@cornerstonejs/codec-openjph/wasmjs' {
  const create: (options: CodecOptions) => Promise<{ HTJ2KDecoder: new () => CodecDecoder }>;
  export default create;
}

declare module '@cornerstonejs/codec-libjxl/decodewasmjs' {
  const create: (options: CodecOptions) => Promise<{ JpegXLDecoder: new () => CodecDecoder }>;
  export default create;
}
