/** A grey scale window in rescaled pixel values. */
export interface GreyWindow {
  center: number;
  width: number;
}

/** Where the tissue of an image lies in grey values. */
export interface GreyRange {
  /** 1st and 99th percentile of the pixels that are not background. */
  low: number;
  high: number;
}

/** Pixels and how they are read: values are slope × pixel + intercept; pixels of padding are no image. */
export interface GreyPixels {
  slope: number;
  intercept: number;
  padding: number | null;
  /** The window the header asks for. */
  window: GreyWindow | null;
  /** The pixels follow a curve of the header that is right only with its window. */
  curved: boolean;
}

const bins = 2048;
/** So many pixels tell the percentiles of an image well enough. */
const enoughPixels = 65_536;

/** Values at the given fractions of a histogram that counts from bin `from`. */
function percentiles(histogram: Uint32Array, from: number, fractions: readonly number[]): readonly number[] {
  let total = 0;
  for (let bin = from; bin < bins; bin++) total += histogram[bin] ?? 0;
  return fractions.map((fraction) => {
    let seen = 0;
    for (let bin = from; bin < bins; bin++) {
      seen += histogram[bin] ?? 0;
      if (seen >= fraction * total) return bin;
    }
    return bins - 1;
  });
}

/**
 * Range of the pixels of an image's tissue: air (below 5 % of the way from the smallest to the 99.5th percentile) and
 * padding left out. Null for an image of one value.
 */
export function tissueRange(pixels: ArrayLike<number>, padding: number | null = null): GreyRange | null {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  // An odd step meets every column of an image whose width is a power of two.
  const step = Math.floor(pixels.length / enoughPixels) | 1;
  for (let index = 0; index < pixels.length; index += step) {
    const value = pixels[index] as number;
    if (value === padding) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  if (!(most > least)) return null;
  const histogram = new Uint32Array(bins);
  const perValue = (bins - 1) / (most - least);
  for (let index = 0; index < pixels.length; index += step) {
    const value = pixels[index] as number;
    if (value === padding) continue;
    const bin = Math.round((value - least) * perValue);
    histogram[bin] = (histogram[bin] ?? 0) + 1;
  }
  const [top = bins - 1] = percentiles(histogram, 0, [0.995]);
  const [low = 0, high = bins - 1] = percentiles(histogram, Math.floor(0.05 * top) + 1, [0.01, 0.99]);
  return { low: least + low / perValue, high: least + Math.max(high, low + 1) / perValue };
}

/**
 * Whether a header's window suits the image: it must overlap the tissue, not clip most of it, and not be so wide that
 * the tissue is flat.
 */
export function isSensibleWindow(window: GreyWindow, tissue: GreyRange): boolean {
  const lower = window.center - window.width / 2;
  const upper = window.center + window.width / 2;
  const extent = tissue.high - tissue.low;
  const overlap = Math.min(upper, tissue.high) - Math.max(lower, tissue.low);
  return window.width > 0 && overlap >= 0.35 * extent && window.width <= 4 * extent;
}

/** The window a stack is first shown with: the header's where sensible, else from black background to bright tissue. */
export function defaultWindow(grey: GreyPixels, pixels: ArrayLike<number>): GreyWindow {
  if (grey.curved && grey.window !== null) return grey.window;
  const rescale = (pixel: number) => pixel * grey.slope + grey.intercept;
  const range = tissueRange(pixels, grey.padding);
  if (range === null) return grey.window ?? { center: rescale(Number(pixels[0] ?? 0)), width: 1 };
  const ends = [rescale(range.low), rescale(range.high)] as const;
  const tissue = { low: Math.min(...ends), high: Math.max(...ends) };
  if (grey.window !== null && isSensibleWindow(grey.window, tissue)) return grey.window;
  const width = Math.max(Math.min(1, Math.abs(grey.slope)), tissue.high - tissue.low);
  return { center: tissue.low + width / 2, width };
}
