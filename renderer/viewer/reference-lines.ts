import { imageToPatient, referenceLine } from '../../shared/geometry/image';
import { type CellView, imageGeometryOf } from './cell-view';
import { areParallel, shareFrameOfReference } from './slice-search';
import { stackOf, type ViewerState } from './viewer-store';

/** A line of another viewport's slice plane across this viewport, CSS pixels. */
export interface ScreenReferenceLine {
  /** The viewport whose plane it is. */
  cell: number;
  start: readonly [number, number];
  end: readonly [number, number];
  isActive: boolean;
}

/**
 * Lines in which other viewports' slices cut this one's image: in the active viewport those of all others, in the
 * others that of the active one.
 */
export function referenceLinesOf(
  view: CellView,
  state: Pick<ViewerState, 'study' | 'comparison' | 'cells' | 'activeCell'>,
): ScreenReferenceLine[] {
  const lines: ScreenReferenceLine[] = [];
  state.cells.forEach((cell, index) => {
    if (index === view.cellIndex || (!view.isActive && index !== state.activeCell)) return;
    const stack = stackOf(state, index);
    const frame = stack?.frames[cell.frameIndex];
    if (stack === null || frame === undefined) return;
    if (!shareFrameOfReference(stack, view.stack) || areParallel(stack, view.stack)) return;
    const line = referenceLine(imageGeometryOf(stack, frame), view.imageGeometry, view.stack);
    if (line === null) return;
    const start = imageToPatient(view.imageGeometry, line.start.column, line.start.row);
    const end = imageToPatient(view.imageGeometry, line.end.column, line.end.row);
    if (start === null || end === null) return;
    lines.push({
      cell: index,
      start: view.toScreen(start),
      end: view.toScreen(end),
      isActive: index === state.activeCell,
    });
  });
  return lines;
}
