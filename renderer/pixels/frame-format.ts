import type { PixelFormat } from '../../shared/dicom/model';

/** What the header says of a frame's pixels. */
export interface FrameFormat extends PixelFormat {
  rows: number;
  columns: number;
}

/** Stored values in the width of BitsAllocated, signed as PixelRepresentation says. */
export type StoredValues = Uint8Array | Int8Array | Uint16Array | Int16Array | Uint32Array | Int32Array;

/** A frame as stored: before rescale and windows, in the order of the file. */
export interface StoredFrame {
  /** Samples of one pixel side by side, whatever the planar configuration was. */
  values: StoredValues;
  /** PhotometricInterpretation of the values: the header's, but where decoding converts colours. */
  photometricInterpretation: string;
}

/** Why pixels cannot be shown: the end of a sentence that starts with "The image's pixels could not be decoded: ". */
export class DecodeProblem extends Error {}

/** An empty array for the stored values of a format. Throws a DecodeProblem for widths that are not shown. */
export function emptyValues(
  { bitsAllocated, pixelRepresentation }: FrameFormat,
  length: number,
): StoredValues {
  const signed = pixelRepresentation === 1;
  if (bitsAllocated === 8) return signed ? new Int8Array(length) : new Uint8Array(length);
  if (bitsAllocated === 16) return signed ? new Int16Array(length) : new Uint16Array(length);
  if (bitsAllocated === 32) return signed ? new Int32Array(length) : new Uint32Array(length);
  throw new DecodeProblem(`pixels of ${bitsAllocated} bits cannot be shown here`);
}

/** Samples of planes one after the other, put side by side for each pixel. */
export function interleave<Samples extends StoredValues>(
  planes: Samples,
  count: number,
  into: Samples,
): Samples {
  const length = planes.length / count;
  for (let plane = 0; plane < count; plane++)
    for (let pixel = 0, target = plane; pixel < length; pixel++, target += count)
      into[target] = planes[plane * length + pixel] as number;
  return into;
}
