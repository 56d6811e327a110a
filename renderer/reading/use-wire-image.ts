import { useEffect } from 'react';
import type { CellView } from '../viewer/cell-view';
import { valueAt } from '../viewer/grey-scale';
import { type DisplayedImage, loadDisplayedImage } from '../viewer/image-loader';
import { holdWireImage } from './wire-image';

function greyImage(image: DisplayedImage) {
  if (image.grey === null) return null;
  return {
    columns: image.columns,
    rows: image.rows,
    columnSpacing: image.columnPixelSpacing,
    rowSpacing: image.rowPixelSpacing,
    valueAt: (column: number, row: number) => valueAt(image, row * image.columns + column),
  };
}

/** Gives the live-wire the image a viewport shows, from the cache of displayed images, while it is wanted. */
export function useWireImage(view: CellView, isWanted: boolean): void {
  const { id } = view.frame;
  useEffect(() => {
    if (!isWanted) return;
    let isStale = false;
    loadDisplayedImage(id).then(
      (image) => {
        if (!isStale) holdWireImage(id, greyImage(image));
      },
      // The viewport tells why it has no image.
      () => holdWireImage(id, null),
    );
    return () => {
      isStale = true;
    };
  }, [id, isWanted]);
}
