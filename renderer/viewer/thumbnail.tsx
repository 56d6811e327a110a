import { useEffect, useState } from 'react';
import type { Stack } from '../../shared/dicom/model';
import { drawFrame } from './frame-picture';
import { releaseImage } from './prefetch';
import { startRendering } from './rendering';
import { middleSlice } from './slice-search';
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
  // The middle square of the image: what tells stacks apart at this size.
  const canvas = await drawFrame(stack, frame, ({ width, height }) => ({
    width: side,
    height: side,
    step: Math.min(width, height) / side,
  }));
  const { study, comparison } = useViewerStore.getState();
  if (![study, comparison].some((shown) => shown?.studyInstanceUid === stack.studyInstanceUid))
    releaseImage(frame.id);
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
