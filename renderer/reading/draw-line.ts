import type { PlacedPoint } from '../../shared/findings/edits';
import { setCanalOutline } from '../../shared/findings/edits';
import type { Point } from '../../shared/findings/reading';
import { addTrace, replaceTrace } from '../../shared/findings/trace-edits';
import { imageKey } from '../../shared/geometry/measurements/measuring-plane';
import type { DrawingMode } from '../../shared/ipc/preferences';
import type { CellView } from '../viewer/cell-view';
import { type DrawingTool, drawingMode } from './drawing-mode';
import { currentFracture, outlineToDraw } from './next-to-place';
import { useProtocolStore } from './protocol-store';
import { drawnPiece, lastPoint, lineOf, type Stroke, type StrokePiece } from './stroke';
import { useReadingStore } from './use-reading';
import { wireLine } from './wire-image';

/** A press that goes on as a drag until the button is released. */
export interface Placing {
  move: (placed: PlacedPoint) => void;
  /** `dragged`: the pointer travelled far enough since the press to mean a drag, not a click. */
  release: (placed: PlacedPoint, dragged: boolean) => void;
  /** Takes back what the press has done so far. */
  cancel: () => void;
  /** Whether every place the pointer went through matters, not only the last of a frame. */
  isDrawn?: boolean;
}

/** The piece a click at `to` adds to a line in hand. */
function pieceTo(view: CellView, stroke: Stroke | null, mode: DrawingMode, to: Point): StrokePiece {
  const from = lastPoint(stroke);
  if (mode === 'wire' && from !== undefined) return { mode, points: wireLine(view, from, to) };
  return { mode, points: [to] };
}

/** Begins or extends the line of a drawing tool; the press may still move its point or, freehand, draw on. */
export function extendLine(tool: DrawingTool, view: CellView, placed: PlacedPoint): Placing {
  const before = useProtocolStore.getState().stroke;
  const mode = drawingMode(tool);
  const put = (piece: StrokePiece, image = placed.image): void =>
    useProtocolStore.getState().setStroke({ tool, image, pieces: [...(before?.pieces ?? []), piece] });
  const cancel = (): void => useProtocolStore.getState().setStroke(before);
  if (mode !== 'freehand') {
    const clicked = (to: PlacedPoint): void => put(pieceTo(view, before, mode, to.point), to.image);
    clicked(placed);
    return { move: clicked, release: clicked, cancel };
  }
  const places: Point[] = [placed.point];
  put({ mode, points: places });
  return {
    isDrawn: true,
    move: ({ point }) => {
      places.push(point);
      put({ mode, points: [...places] });
    },
    release: (_, dragged) => {
      if (dragged) put(drawnPiece(placed.image, places));
    },
    cancel,
  };
}

/** The line in hand as it would be with a click at `to`: what is set, and what is ahead of it up to the pointer. */
export function lineAhead(view: CellView, stroke: Stroke, to: Point): { set: Point[]; ahead: Point[] } {
  const { tool } = stroke;
  const mode = tool === 'wall' || tool === 'outline' ? drawingMode(tool) : 'points';
  const piece = pieceTo(view, stroke, mode, to);
  const { points, ends } = lineOf({ ...stroke, pieces: [...stroke.pieces, piece] });
  const set = ends[stroke.pieces.length - 1] ?? 0;
  return { set: points.slice(0, set), ahead: points.slice(Math.max(0, set - 1)) };
}

/**
 * Ends the line in hand: a wall of two or more points becomes a trace (in place of one on the same image), three or
 * more points of an outline are closed. False where there is nothing to end. `view`: the viewport it was drawn in,
 * for the level of an outline.
 */
export function finishStroke(view: Pick<CellView, 'signedDistance'> | null): boolean {
  const { stroke, setStroke, fractureLevel, chosenOutline, chooseOutline, select } =
    useProtocolStore.getState();
  const { reading, apply } = useReadingStore.getState();
  const fracture = currentFracture(reading, fractureLevel);
  if (stroke === null || reading === null || fracture === null) return false;
  const line = lineOf(stroke, stroke.tool === 'outline').points;
  const placed = line.map((point): PlacedPoint => ({ point, image: stroke.image }));
  const { level } = fracture;
  if (stroke.tool === 'wall' && placed.length >= 2) {
    const index = fracture.posteriorWall.traces.findIndex(
      (trace) => trace.points[0] !== undefined && imageKey(trace.points[0]) === imageKey(stroke.image),
    );
    setStroke(null);
    apply(
      (draft) => (index < 0 ? addTrace(draft, level, placed) : replaceTrace(draft, level, index, placed)),
      `posterior wall of ${level} traced`,
    );
    select(null);
    return true;
  }
  if (stroke.tool === 'outline' && placed.length >= 3) {
    const target =
      view === null ? (chosenOutline ?? level) : outlineToDraw(reading, fracture, chosenOutline, view);
    setStroke(null);
    chooseOutline(null);
    apply((draft) => setCanalOutline(draft, level, target, placed), `canal outline at ${target} drawn`);
    return true;
  }
  return false;
}

/** Takes back what the last click or drag added to the line in hand; false where there is none. */
export function shortenStroke(): boolean {
  const { stroke, setStroke } = useProtocolStore.getState();
  if (stroke === null) return false;
  setStroke(stroke.pieces.length > 1 ? { ...stroke, pieces: stroke.pieces.slice(0, -1) } : null);
  return true;
}
