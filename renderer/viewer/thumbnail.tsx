import { useEffect, useState } from 'react';
import type { Stack } from '../../shared/dicom/model';
import { displayGeometry } from './display-geometry';
import { pixelRange } from './grey-scale';
import { loadDisplayedImage } from './image-loader';
import { releaseImage } from './prefetch';
import { startRendering } from './rendering';
import { middleSlice } from './slice-search';
import { stackWindow } from './stack-window';
import classes from './thumbnail.module.css';
import { useViewerStore } from './viewer-store';

/** Pixels of a thumbnail's side, drawn at half that size on the page so that it is sharp on dense screens. */
const side = 112;

const pictures = new Map<string, string>();
/** One at a time, so that thumbnails never hold up what is being read. */
let queue: Promise<unknown> = Promise.resolve();

function idle(): Promise<void> {
  return new Promise((resolve) => {
    requestIdleCallback(() => resolve(), { timeout: 150 });
  });
}

async function draw(stack: Stack): Promise<string | null> {
  const frame = stack.frames[middleSlice(stack)];
  if (frame === undefined) return null;
  startRendering();
  await idle();
  const [image, window] = await Promise.all([loadDisplayedImage(frame.id), stackWindow(stack)]);
  const display = displayGeometry(stack, frame);
  const width = display.columns * display.columnSpacing;
  const height = display.rows * display.rowSpacing;
  const step = Math.min(width, height) / side;
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return null;
  const picture = context.createImageData(side, side);
  const pixels = image.getPixelData();
  const samples = image.numberOfComponents;
  const storedInverted = stack.pixels.photometricInterpretation === 'MONOCHROME1';
  const { lower, upper, inverted } = pixelRange(image, window, storedInverted);
  const [black, white] = inverted ? [upper, lower] : [lower, upper];
  // The middle square of the image: what tells stacks apart at this size.
  for (let y = 0; y < side; y++) {
    const row = Math.floor(((height - side * step) / 2 + (y + 0.5) * step) / display.rowSpacing);
    for (let x = 0; x < side; x++) {
      const column = Math.floor(((width - side * step) / 2 + (x + 0.5) * step) / display.columnSpacing);
      const source = (row * display.columns + column) * samples;
      const target = (y * side + x) * 4;
      for (let channel = 0; channel < 3; channel++) {
        const value = pixels[source + (samples > 1 ? channel : 0)] ?? black;
        picture.data[target + channel] = ((value - black) / (white - black)) * 255;
      }
      picture.data[target + 3] = 255;
    }
  }
  context.putImageData(picture, 0, 0);
  if (useViewerStore.getState().study?.studyInstanceUid !== stack.studyInstanceUid) releaseImage(frame.id);
  return canvas.toDataURL('image/jpeg', 0.85);
}

function thumbnailOf(stack: Stack): Promise<string | null> {
  const known = pictures.get(stack.id);
  if (known !== undefined) return Promise.resolve(known);
  const result = queue.then(() => pictures.get(stack.id) ?? draw(stack));
  queue = result.then(
    (picture) => {
      if (picture !== null) pictures.set(stack.id, picture);
    },
    () => undefined,
  );
  return result;
}

/** The middle slice of a stack, small; an empty box while it loads or where it cannot be read. */
export function Thumbnail({ stack }: { stack: Stack | null }) {
  const [picture, setPicture] = useState<string | null>(
    stack === null ? null : (pictures.get(stack.id) ?? null),
  );
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (stack === null) return;
    let isStale = false;
    thumbnailOf(stack).then(
      (made) => {
        if (!isStale) setPicture(made);
      },
      () => {
        if (!isStale) setFailed(true);
      },
    );
    return () => {
      isStale = true;
    };
  }, [stack]);
  return picture === null ? (
    <div className={classes.thumbnail} data-failed={failed || undefined} aria-hidden="true" />
  ) : (
    <img className={classes.thumbnail} src={picture} alt="" draggable={false} />
  );
}
