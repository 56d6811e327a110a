import type { FrameFormat, StoredValues } from './frame-format';
import type { GreyPicture, PresentationJob, Table } from './presentation-job';
import { isUnturned, turnPixels } from './turn-pixels';
import { extremes, usedBits } from './used-bits';

/** Pixels, and how a rescaled value is got back from each. */
type Greys = Pick<GreyPicture, 'pixels' | 'slope' | 'intercept' | 'values' | 'window' | 'curved'>;

/**
 * A grey image as displayed: turned, with the rescale of its slope and intercept or of a modality table, and with the
 * curve of a VOI table or a sigmoid put into the pixels, so that a linear window over them draws what the header asks
 * for. Padding becomes the darkest pixel there is.
 */
export function presentGrey(stored: StoredValues, format: FrameFormat, job: PresentationJob): GreyPicture {
  const words = isUnturned(job.turn) ? stored : turnPixels(stored, job.turn, 1, stored.slice());
  const { padding } = job.presentation;
  const isPadding = padding === undefined ? null : (word: number) => word >= padding[0] && word <= padding[1];
  const greys = withCurve(rescaled(imageBits(words, format), job, isPadding), job);
  const filled = isPadding === null ? null : fillPadding(greys, words, isPadding, job);
  const pixels = filled?.pixels ?? greys.pixels;
  return { kind: 'grey', ...greys, ...filled, padding: filled?.padding ?? null, ...extremes(pixels) };
}

/** The words without the bits that are no image. */
function imageBits(words: StoredValues, format: FrameFormat): StoredValues {
  const used = usedBits(format);
  if (used === null) return words;
  const values = words.slice();
  for (let index = 0; index < values.length; index++) values[index] = used(values[index] as number);
  return values;
}

function rescaled(
  values: StoredValues,
  { rescaleSlope: slope, rescaleIntercept: intercept, presentation, window }: PresentationJob,
  isPadding: ((word: number) => boolean) | null,
): Greys {
  const table = presentation.modalityTable;
  if (table !== undefined) {
    const pixels = new Uint16Array(values.length);
    for (let index = 0; index < pixels.length; index++)
      pixels[index] = entryAt(table, values[index] as number);
    return { pixels, slope: 1, intercept: 0, values: null, window, curved: false };
  }
  if (values instanceof Int32Array || values instanceof Uint32Array)
    return { ...condensed(values, slope, intercept, isPadding), window, curved: false };
  const pixels = values instanceof Int8Array ? new Int16Array(values) : values;
  return { pixels, slope, intercept, values: null, window, curved: false };
}

/** Values of 32 bits in 16: exact where they span no more, else in 65 536 steps beside the exact ones. */
function condensed(
  values: Int32Array | Uint32Array,
  slope: number,
  intercept: number,
  isPadding: ((word: number) => boolean) | null,
): Omit<Greys, 'window' | 'curved'> {
  const { least, most } = extremes(isPadding === null ? values : values.filter((word) => !isPadding(word)));
  const step = Math.max(1, (most - least) / 0xffff);
  const pixels = Uint16Array.from(values, (value) =>
    Math.min(0xffff, Math.max(0, Math.round((value - least) / step))),
  );
  return {
    pixels,
    slope: slope * step,
    intercept: intercept + slope * least,
    values: step === 1 ? null : Float64Array.from(values, (value) => value * slope + intercept),
  };
}

function entryAt({ first, entries }: Table, value: number): number {
  return entries[Math.min(entries.length - 1, Math.max(0, Math.round(value) - first))] ?? 0;
}

/**
 * With a VOI table or a sigmoid, new pixels on which the window draws linearly what the curve gives (PS3.3
 * C.11.2.1.1, C.11.2.1.3.1).
 */
function withCurve(greys: Greys, { presentation: { voiTable, sigmoid } }: PresentationJob): Greys {
  const { window } = greys;
  let curve: (value: number) => number;
  let low: number;
  let high: number;
  if (sigmoid && window !== null) {
    low = window.center - window.width / 2;
    high = window.center + window.width / 2;
    curve = (value) => 1 / (1 + Math.exp((-4 * (value - window.center)) / window.width));
  } else if (voiTable !== undefined && window === null && voiTable.entries.length > 1) {
    low = voiTable.first;
    high = voiTable.first + voiTable.entries.length - 1;
    const brightest = 2 ** voiTable.bits - 1;
    curve = (value) => entryAt(voiTable, value) / brightest;
  } else return greys;
  const values =
    greys.values ?? Float64Array.from(greys.pixels, (pixel) => pixel * greys.slope + greys.intercept);
  const pixels = Uint16Array.from(values, (value) => Math.round(curve(value) * 0xffff));
  const step = (high - low) / 0xffff;
  return {
    pixels,
    slope: step,
    intercept: low,
    values,
    window: { center: (low + high) / 2, width: high - low },
    curved: true,
  };
}

/** Padding as a pixel at the end of the range that is drawn black. */
function fillPadding(
  { pixels, slope, intercept }: Greys,
  words: StoredValues,
  isPadding: (word: number) => boolean,
  { inverted }: PresentationJob,
): (Pick<GreyPicture, 'pixels' | 'intercept'> & { padding: number }) | null {
  if (!words.some(isPadding)) return null;
  const isHigh = inverted !== slope < 0;
  const padding = isHigh ? 0x7fff : -0x8000;
  const [lowest, highest] = isHigh ? [-0x8000, 0x7ffe] : [-0x7fff, 0x7fff];
  const shift = pixels instanceof Uint16Array && extremes(pixels).most > highest ? -lowest : 0;
  const filled = new Int16Array(pixels.length);
  for (let index = 0; index < filled.length; index++)
    filled[index] = isPadding(words[index] as number)
      ? padding
      : Math.min(highest, Math.max(lowest, (pixels[index] as number) - shift));
  return { pixels: filled, intercept: intercept + slope * shift, padding };
}
