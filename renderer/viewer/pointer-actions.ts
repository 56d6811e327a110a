import type { Tool } from '../app/tool-store';
import type { GreyWindow } from '../pixels/default-window';
import type { CellView } from './cell-view';
import { zoomLimits } from './viewer-store';

/** What dragging does to the view. */
export type DragAction = 'window' | 'zoom' | 'pan';

/**
 * What a pressed mouse button does: left as the tool says (select and window change the grey window; placing tools
 * leave it to the annotation layer), middle pans, right zooms.
 */
export function dragAction(button: number, tool: Tool): DragAction | null {
  if (button === 1) return 'pan';
  if (button === 2) return 'zoom';
  if (button !== 0) return null;
  if (tool === 'select' || tool === 'window') return 'window';
  return tool === 'zoom' || tool === 'pan' ? tool : null;
}

/** The window after a drag: to the right wider, downwards darker, in proportion to the window it began with. */
export function draggedWindow(start: GreyWindow, right: number, down: number): GreyWindow {
  const perPixel = Math.max(start.width, 1) / 300;
  return { center: start.center + down * perPixel, width: Math.max(1, start.width + right * perPixel) };
}

/** Zoom and pan. */
export interface ViewPlacement {
  zoom: number;
  pan: readonly [number, number];
}

/** Zooms so that the image point under a screen position (CSS pixels in the viewport) stays there. */
export function zoomedAt(
  view: Pick<CellView, 'width' | 'height' | 'millimetresPerScreenPixel'>,
  start: ViewPlacement,
  factor: number,
  at: readonly [number, number],
): ViewPlacement {
  const zoom = Math.max(zoomLimits.least, Math.min(zoomLimits.most, start.zoom * factor));
  const kept = view.millimetresPerScreenPixel * (1 - start.zoom / zoom);
  return {
    zoom,
    pan: [start.pan[0] + (at[0] - view.width / 2) * kept, start.pan[1] + (at[1] - view.height / 2) * kept],
  };
}

/**
 * Turns wheel deltas into slices: a notch of a mouse wheel is one slice whatever the system calls it, the fine steps
 * of a touchpad add up.
 */
export class WheelSteps {
  private rest = 0;

  /** Slices to go for a wheel event's vertical delta in pixels. */
  add(delta: number): number {
    if (Math.abs(delta) >= 50) {
      this.rest = 0;
      return Math.sign(delta) * Math.max(1, Math.round(Math.abs(delta) / 120));
    }
    this.rest = Math.sign(this.rest) === -Math.sign(delta) ? delta : this.rest + delta;
    const steps = Math.trunc(this.rest / 30);
    this.rest -= steps * 30;
    return steps;
  }
}
