import { DecodeProblem, type FrameFormat, type StoredFrame } from './frame-format';
import type { PresentationJob, Table } from './presentation-job';
import { isUnturned, turnPixels } from './turn-pixels';
import { usedBits } from './used-bits';

/** Red, green and blue of 8 bits for each pixel, turned for display. Throws a DecodeProblem for unknown colours. */
export function presentColour(stored: StoredFrame, format: FrameFormat, job: PresentationJob): Uint8Array {
  const pixels = coloursOf(stored, format, job);
  return isUnturned(job.turn) ? pixels : turnPixels(pixels, job.turn, 3, new Uint8Array(pixels.length));
}

function coloursOf(stored: StoredFrame, format: FrameFormat, job: PresentationJob): Uint8Array {
  switch (stored.photometricInterpretation) {
    case 'PALETTE COLOR':
      return fromPalette(stored, format, job);
    case 'RGB':
      return eightBits(stored, format);
    case 'YBR_FULL':
      return fromYbr(eightBits(stored, format), 1, 1, 0);
    case 'YBR_PARTIAL_422':
    case 'YBR_PARTIAL_420':
      return fromYbr(eightBits(stored, format), 255 / 219, 255 / 224, 16);
    default:
      throw new DecodeProblem(`colours of the kind ${stored.photometricInterpretation} cannot be shown here`);
  }
}

function fromPalette({ values }: StoredFrame, format: FrameFormat, job: PresentationJob): Uint8Array {
  const { palette } = job.presentation;
  if (palette === undefined || format.samplesPerPixel !== 1)
    throw new DecodeProblem('the header does not hold the palette of the colours');
  const entryOf = usedBits(format) ?? ((word: number) => word);
  const tables = palette.map((table) => ({ table, shift: shiftToEightBits(table, palette) }));
  const colours = new Uint8Array(3 * values.length);
  for (let pixel = 0; pixel < values.length; pixel++) {
    const value = entryOf(values[pixel] as number);
    tables.forEach(({ table, shift }, channel) => {
      const index = Math.min(table.entries.length - 1, Math.max(0, value - table.first));
      colours[3 * pixel + channel] = (table.entries[index] as number) >> shift;
    });
  }
  return colours;
}

/** Some writers say 16 bits and store 8. */
function shiftToEightBits({ bits }: Table, palette: readonly Table[]): number {
  const isWide = palette.some(({ entries }) => entries.some((entry) => entry > 255));
  return isWide ? bits - 8 : 0;
}

function eightBits({ values }: StoredFrame, format: FrameFormat): Uint8Array {
  if (values instanceof Uint8Array) return values;
  const used = usedBits(format) ?? ((word: number) => word);
  const shift = Math.max(0, format.bitsStored - 8);
  return Uint8Array.from(values as ArrayLike<number>, (word) => used(word) >>> shift);
}

/** Luminance and colour differences (PS3.3 C.7.6.3.1.2; ITU-R BT.601) to red, green, blue. */
function fromYbr(values: Uint8Array, lumaScale: number, chromaScale: number, lumaOffset: number): Uint8Array {
  const colours = new Uint8ClampedArray(values.length);
  for (let at = 0; at < values.length; at += 3) {
    const luma = ((values[at] as number) - lumaOffset) * lumaScale;
    const blue = ((values[at + 1] as number) - 128) * chromaScale;
    const red = ((values[at + 2] as number) - 128) * chromaScale;
    colours[at] = luma + 1.402 * red;
    colours[at + 1] = luma - 0.344136 * blue - 0.714136 * red;
    colours[at + 2] = luma + 1.772 * blue;
  }
  return new Uint8Array(colours.buffer);
}
