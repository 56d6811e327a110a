import type { GreyWindow } from '../pixels/default-window';
import type { DisplayedImage } from './image-loader';

/** The pixels that are drawn black and white. */
export interface PixelRange {
  lower: number;
  upper: number;
  /** Lower is white and upper black. */
  inverted: boolean;
}

/** The rescaled value of a pixel by its index, or null in a colour image and in padding. */
export function valueAt(
  { grey, getPixelData }: Pick<DisplayedImage, 'grey' | 'getPixelData'>,
  index: number,
): number | null {
  const pixel = getPixelData()[index];
  if (grey === null || pixel === undefined || pixel === grey.padding) return null;
  return grey.values === null ? pixel * grey.slope + grey.intercept : (grey.values[index] ?? null);
}

/**
 * The pixels of an image between which a window of rescaled values lies (PS3.3 C.11.2.1.2.1; the unit of its half is a
 * step of the values where that is below 1). A colour image is drawn as it is.
 */
export function pixelRange({ grey }: DisplayedImage, window: GreyWindow, inverted: boolean): PixelRange {
  if (grey === null) return { lower: 0, upper: 255, inverted };
  const { slope, intercept } = grey;
  const step = Math.min(1, Math.abs(slope));
  const low = window.center - window.width / 2;
  const high = Math.max(low + step, window.center + window.width / 2 - step);
  const ends = [(low - intercept) / slope, (high - intercept) / slope] as const;
  return slope > 0
    ? { lower: ends[0], upper: ends[1], inverted }
    : { lower: ends[1], upper: ends[0], inverted: !inverted };
}
