import { decodeNative } from './decode-native';
import { decodeRle } from './decode-rle';
import { DecodeProblem, emptyValues, type FrameFormat, type StoredFrame } from './frame-format';
import { decodeJpeg } from './jpeg';
import { type CodecImage, htJpeg2000, jpeg2000, jpegLs, jpegXl } from './wasm-codecs';

type Codec = (bytes: Uint8Array) => Promise<CodecImage & { colourSpace?: 'RGB' | 'YBR_FULL' | null }>;

const jpeg: Codec = async (bytes) => ({ ...decodeJpeg(bytes), signed: false });

/** The codec of each compressed transfer syntax, by the last parts of its UID (PS3.6 annex A). */
const codecs: Readonly<Record<string, { name: string; decode: Codec }>> = {
  '4.50': { name: 'JPEG', decode: jpeg },
  '4.51': { name: 'JPEG', decode: jpeg },
  '4.53': { name: 'JPEG', decode: jpeg },
  '4.55': { name: 'JPEG', decode: jpeg },
  '4.57': { name: 'lossless JPEG', decode: jpeg },
  '4.70': { name: 'lossless JPEG', decode: jpeg },
  '4.80': { name: 'JPEG-LS', decode: (bytes) => jpegLs.decode(bytes) },
  '4.81': { name: 'JPEG-LS', decode: (bytes) => jpegLs.decode(bytes) },
  '4.90': { name: 'JPEG 2000', decode: (bytes) => jpeg2000.decode(bytes) },
  '4.91': { name: 'JPEG 2000', decode: (bytes) => jpeg2000.decode(bytes) },
  '4.110': { name: 'JPEG XL', decode: (bytes) => jpegXl.decode(bytes) },
  '4.111': { name: 'JPEG XL', decode: (bytes) => jpegXl.decode(bytes) },
  '4.112': { name: 'JPEG XL', decode: (bytes) => jpegXl.decode(bytes) },
  '4.201': { name: 'HTJ2K', decode: (bytes) => htJpeg2000.decode(bytes) },
  '4.202': { name: 'HTJ2K', decode: (bytes) => htJpeg2000.decode(bytes) },
  '4.203': { name: 'HTJ2K', decode: (bytes) => htJpeg2000.decode(bytes) },
};

const root = '1.2.840.10008.1.2';

/**
 * The stored values of a frame from its bytes, in the syntax it is served in. Throws a DecodeProblem where the syntax
 * is not known, the bytes are damaged, or what they hold contradicts the header: never values of another image.
 */
export async function decodeFrame(bytes: Uint8Array, format: FrameFormat): Promise<StoredFrame> {
  const syntax = format.transferSyntaxUid;
  if (format.samplesPerPixel !== 1 && format.samplesPerPixel !== 3)
    throw new DecodeProblem(`pixels of ${format.samplesPerPixel} samples cannot be shown here`);
  if (syntax === `${root}.1`) return decodeNative(bytes, format);
  if (syntax === `${root}.5`) return decodeRle(bytes, format);
  const codec = syntax.startsWith(`${root}.`) ? codecs[syntax.slice(root.length + 1)] : undefined;
  if (codec === undefined)
    throw new DecodeProblem(`the transfer syntax ${syntax} is not one that can be shown here`);
  let image: Awaited<ReturnType<Codec>>;
  try {
    image = await codec.decode(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new DecodeProblem(`the ${codec.name} data are damaged (${reason})`);
  }
  refuseContradiction(image, format);
  return { values: storedValues(image, format), photometricInterpretation: colourSpaceOf(image, format) };
}

function refuseContradiction(image: CodecImage, format: FrameFormat): void {
  const { rows, columns, samplesPerPixel, bitsAllocated, bitsStored } = format;
  if (image.rows !== rows || image.columns !== columns)
    throw new DecodeProblem(
      `they are ${image.rows} rows × ${image.columns} columns where the header speaks of ${rows} × ${columns}`,
    );
  if (image.components !== samplesPerPixel)
    throw new DecodeProblem(
      `they have ${image.components} samples a pixel where the header speaks of ${samplesPerPixel}`,
    );
  if (image.precision > bitsAllocated || (image.precision <= 8 && bitsStored > 8))
    throw new DecodeProblem(
      `they have ${image.precision} bits where the header speaks of ${bitsStored} in ${bitsAllocated}`,
    );
}

/** The samples in the width of BitsAllocated; signed ones of fewer bits are extended (PS3.5 8.2). */
function storedValues(
  { samples, precision, signed }: CodecImage,
  format: FrameFormat,
): StoredFrame['values'] {
  const values = emptyValues(format, samples.length);
  values.set(samples);
  const width = 8 * samples.BYTES_PER_ELEMENT;
  const extendFrom = format.pixelRepresentation === 1 ? precision : signed ? width : 0;
  if (extendFrom > 0 && extendFrom < format.bitsAllocated) {
    const shift = 32 - extendFrom;
    for (let index = 0; index < values.length; index++)
      values[index] = ((values[index] as number) << shift) >> shift;
  }
  return values;
}

/** Codecs of JPEG 2000 and JPEG XL give RGB back where they transformed it; a JPEG may say what it holds. */
function colourSpaceOf(
  { colourSpace }: { colourSpace?: 'RGB' | 'YBR_FULL' | null },
  { photometricInterpretation, samplesPerPixel }: FrameFormat,
): string {
  if (samplesPerPixel === 1) return photometricInterpretation;
  if (photometricInterpretation === 'YBR_RCT' || photometricInterpretation === 'YBR_ICT') return 'RGB';
  if (colourSpace) return colourSpace;
  return photometricInterpretation === 'YBR_FULL_422' ? 'YBR_FULL' : photometricInterpretation;
}
