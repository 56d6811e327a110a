import type { Presentation } from '../../shared/dicom/model';
import type { Turn } from './turn-pixels';

/** A look-up table ready for use. */
export interface Table {
  first: number;
  bits: number;
  entries: Uint16Array;
}

/** How the stored values of a frame become what is displayed. */
export interface PresentationJob {
  turn: Turn;
  rescaleSlope: number;
  rescaleIntercept: number;
  /** In rescaled values. */
  window: { center: number; width: number } | null;
  presentation: Presentation<Table>;
  /** Drawn inverted: padding is then the brightest value. */
  inverted: boolean;
}

/** A colour image as displayed. */
export interface ColourPicture {
  kind: 'colour';
  /** Red, green, blue for each pixel, turned. */
  pixels: Uint8Array;
}

/** A grey image as displayed. */
export interface GreyPicture {
  kind: 'grey';
  /** One value a pixel, turned; what the window is applied to. */
  pixels: Uint8Array | Int16Array | Uint16Array;
  /** Smallest and largest of `pixels`. */
  least: number;
  most: number;
  /** Rescaled value of a pixel: slope × pixel + intercept. */
  slope: number;
  intercept: number;
  /** Exact rescaled values, where the pixels do not give them; null where they do. */
  values: Float64Array | null;
  /** The pixel that stands for padding; null where there is none. */
  padding: number | null;
  /** The window the header asks for, in rescaled values. */
  window: { center: number; width: number } | null;
  /** The pixels follow a VOI table or a sigmoid: they are drawn as the header asks with its window, linearly. */
  curved: boolean;
}

export type Picture = ColourPicture | GreyPicture;
