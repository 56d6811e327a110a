import type { Frame, Stack } from '../../shared/dicom/model';
import { displayGeometry } from './display-geometry';
import { pixelRange } from './grey-scale';
import { loadDisplayedImage } from './image-loader';
import { stackWindow } from './stack-window';

/**
 * A part of a slice in its stack's default window, drawn into a canvas: `width` × `height` canvas pixels about the
 * middle of the slice, each `step` mm wide and high. Rejects where the image cannot be read.
 */
export async function drawFrame(
  stack: Stack,
  frame: Frame,
  area: (size: { width: number; height: number }) => { width: number; height: number; step: number },
): Promise<HTMLCanvasElement> {
  const [image, window] = await Promise.all([loadDisplayedImage(frame.id), stackWindow(stack)]);
  const display = displayGeometry(stack, frame);
  const size = {
    width: display.columns * display.columnSpacing,
    height: display.rows * display.rowSpacing,
  };
  const { width, height, step } = area(size);
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return canvas;
  const picture = context.createImageData(width, height);
  const pixels = image.getPixelData();
  const samples = image.numberOfComponents;
  const storedInverted = stack.pixels.photometricInterpretation === 'MONOCHROME1';
  const { lower, upper, inverted } = pixelRange(image, window, storedInverted);
  const [black, white] = inverted ? [upper, lower] : [lower, upper];
  for (let y = 0; y < height; y++) {
    const row = Math.floor(((size.height - height * step) / 2 + (y + 0.5) * step) / display.rowSpacing);
    for (let x = 0; x < width; x++) {
      const column = Math.floor(((size.width - width * step) / 2 + (x + 0.5) * step) / display.columnSpacing);
      const source = (row * display.columns + column) * samples;
      const target = (y * width + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        const value = pixels[source + (samples > 1 ? channel : 0)] ?? black;
        picture.data[target + channel] = ((value - black) / (white - black)) * 255;
      }
      picture.data[target + 3] = 255;
    }
  }
  context.putImageData(picture, 0, 0);
  return canvas;
}

/** A whole slice in its stack's default window, with its longer side of so many pixels, as a PNG in a data: address. */
export async function framePicture(stack: Stack, frame: Frame, longerSide: number): Promise<string> {
  const canvas = await drawFrame(stack, frame, ({ width, height }) => {
    const step = Math.max(width, height) / longerSide;
    return { width: Math.floor(width / step), height: Math.floor(height / step), step };
  });
  return canvas.toDataURL('image/png');
}

/** A part of a slice: its middle from the middle of the slice, to the right and down, and its size, mm. */
export interface SlicePart {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * A part of a slice in its stack's default window, drawn smoothly as a PNG of `width` × `height` pixels in a data:
 * address; black where the slice has ended.
 */
export async function partPicture(
  stack: Stack,
  frame: Frame,
  part: SlicePart,
  { width, height }: { width: number; height: number },
): Promise<string> {
  const { columnSpacing, rowSpacing } = displayGeometry(stack, frame);
  const step = Math.min(columnSpacing, rowSpacing);
  // A pixel of its own for each of the image: only what is then drawn larger is smoothed.
  const whole = await drawFrame(stack, frame, (size) => ({
    width: Math.round(size.width / step),
    height: Math.round(size.height / step),
    step,
  }));
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) return canvas.toDataURL('image/png');
  context.fillStyle = '#000';
  context.fillRect(0, 0, width, height);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = 'high';
  context.drawImage(
    whole,
    whole.width / 2 + (part.x - part.width / 2) / step,
    whole.height / 2 + (part.y - part.height / 2) / step,
    part.width / step,
    part.height / step,
    0,
    0,
    width,
    height,
  );
  return canvas.toDataURL('image/png');
}
