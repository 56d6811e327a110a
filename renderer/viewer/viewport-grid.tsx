import type { ReactNode } from 'react';
import type { CellView } from './cell-view';

/** Draws over the image of a viewport; called again on every change of slice, camera or size. */
export type RenderOverlay = (view: CellView) => ReactNode;
