import { create } from 'zustand';
import type { Plane, Stack, Study, Weighting } from '../../shared/dicom/model';
import type { Vector3 } from '../../shared/geometry/vector';
import type { ViewState } from '../../shared/ipc/contract';
import type { GreyWindow } from './default-window';
import { hangStacks, readingRoomWishes, wishScore } from './hanging-protocol';
import {
  areParallel,
  frameCentre,
  middleSlice,
  nearestBlock,
  nearestSlice,
  shareFrameOfReference,
} from './slice-search';

/** What one viewport is asked to show. */
export interface ViewportCell {
  stackId: string | null;
  frameIndex: number;
  /** null: the stack's default window. */
  window: GreyWindow | null;
  inverted: boolean;
  /** 1 fits the image. */
  zoom: number;
  /** The image point in the middle of the viewport: mm right and down of the image's middle. */
  pan: readonly [number, number];
}

/** The part of the saved view that belongs to the viewports. */
export type ViewportsState = Omit<ViewState, 'step' | 'fractureLevel'>;

export interface ViewerState {
  study: Study | null;
  cells: readonly ViewportCell[];
  activeCell: number;
  maximisedCell: number | null;
  /** Scroll parallel stacks together by position. */
  linked: boolean;
  /** Texts and lines over the images. */
  overlays: boolean;

  /** Shows a study: in the saved view where there is one, else by the hanging protocol. */
  openStudy(study: Study, saved: ViewportsState | null): void;
  closeStudy(): void;
  /** Puts a stack into a viewport, at a slice or (linked) at the position shown elsewhere or at its middle. */
  showStack(cell: number, stackId: string, frameIndex?: number): void;
  /** Goes to a slice; linked viewports follow. */
  setFrame(cell: number, frameIndex: number): void;
  scroll(cell: number, steps: number): void;
  /** Scrolls the viewport (or all that share the active one's frame of reference) to the slice nearest to a point. */
  showPoint(lps: Vector3, options?: { cell?: number }): void;
  /** Shows a frame in a viewport, changing its stack where needed. False where the study has no such frame. */
  showFrame(cell: number, frameId: string): boolean;
  /** The viewport that shows a plane and weighting, the active one first; null where none does. */
  findCell(plane: Plane, weighting?: Weighting): number | null;
  /** Makes sure a viewport shows the plane (best the weighting) and returns it; null where the study has no such stack. */
  ensureCell(plane: Plane, weighting?: Weighting): number | null;
  activate(cell: number): void;
  maximise(cell: number | null): void;
  setWindow(cell: number, window: GreyWindow | null): void;
  setView(cell: number, zoom: number, pan: readonly [number, number]): void;
  toggleInverted(cell: number): void;
  /** Fits the image into the viewport. */
  fit(cell: number): void;
  /** Fit, default window, not inverted. */
  reset(cell: number): void;
  toggleLinked(): void;
  toggleOverlays(): void;
  captureViewState(): ViewportsState;
}

const cellCount = 4;
export const zoomLimits = { least: 0.2, most: 40 } as const;

const emptyCell: ViewportCell = {
  stackId: null,
  frameIndex: 0,
  window: null,
  inverted: false,
  zoom: 1,
  pan: [0, 0],
};

/** The stack a viewport shows, or null. */
export function stackOf(state: Pick<ViewerState, 'study' | 'cells'>, cell: number): Stack | null {
  const stackId = state.cells[cell]?.stackId;
  return state.study?.stacks.find((stack) => stack.id === stackId) ?? null;
}

function hangStudy(study: Study): ViewportCell[] {
  return hangStacks(study.stacks, readingRoomWishes).map((stack) =>
    stack === null ? emptyCell : { ...emptyCell, stackId: stack.id, frameIndex: middleSlice(stack) },
  );
}

function restoreCells(study: Study, saved: ViewportsState): ViewportCell[] | null {
  const cells = saved.cells.slice(0, cellCount).map((cell): ViewportCell => {
    const stack = study.stacks.find((candidate) => candidate.id === cell.stackId);
    if (stack === undefined) return emptyCell;
    const frameIndex = stack.frames.findIndex((frame) => frame.id === cell.frameId);
    return {
      stackId: stack.id,
      frameIndex: frameIndex < 0 ? middleSlice(stack) : frameIndex,
      window: cell.window,
      inverted: cell.inverted,
      zoom: cell.zoom,
      pan: cell.pan,
    };
  });
  return cells.length === cellCount && cells.some((cell) => cell.stackId !== null) ? cells : null;
}

/** What the viewports show and what can be done to them. Knows no Cornerstone: the viewports follow it. */
export const useViewerStore = create<ViewerState>()((set, get) => {
  function change(index: number, values: Partial<ViewportCell>): void {
    set(({ cells }) => ({
      cells: cells.map((cell, position) => (position === index ? { ...cell, ...values } : cell)),
    }));
  }

  /** The cells after `index` went to its slice: parallel stacks of the same frame of reference follow. */
  function followed(cells: readonly ViewportCell[], index: number): readonly ViewportCell[] {
    const state = { study: get().study, cells };
    const source = stackOf(state, index);
    const frame = source?.frames[cells[index]?.frameIndex ?? 0];
    if (!get().linked || source === null || frame === undefined) return cells;
    const centre = frameCentre(source, frame);
    if (centre === null) return cells;
    return cells.map((cell, position) => {
      const stack = stackOf(state, position);
      if (position === index || stack === null) return cell;
      if (stack.id === source.id) return { ...cell, frameIndex: cells[index]?.frameIndex ?? cell.frameIndex };
      if (!shareFrameOfReference(source, stack) || !areParallel(source, stack)) return cell;
      const nearest = nearestSlice(stack, centre);
      // A block that does not reach the position stays where it is.
      if (nearest === null || nearest.distance > Math.max(stack.sliceStep ?? 0, source.sliceStep ?? 0, 1))
        return cell;
      return { ...cell, frameIndex: nearest.frameIndex };
    });
  }

  return {
    study: null,
    cells: Array.from({ length: cellCount }, () => emptyCell),
    activeCell: 0,
    maximisedCell: null,
    linked: true,
    overlays: true,

    openStudy: (study, saved) => {
      const restored = saved === null ? null : restoreCells(study, saved);
      const cells = restored ?? hangStudy(study);
      const firstShown = Math.max(
        0,
        cells.findIndex(({ stackId }) => stackId !== null),
      );
      set({
        study,
        cells,
        activeCell: restored === null ? firstShown : Math.min(saved?.activeCell ?? firstShown, cellCount - 1),
        maximisedCell: restored === null ? null : (saved?.maximisedCell ?? null),
        linked: saved?.linked ?? true,
      });
    },

    closeStudy: () =>
      set({
        study: null,
        cells: Array.from({ length: cellCount }, () => emptyCell),
        activeCell: 0,
        maximisedCell: null,
      }),

    showStack: (cell, stackId, frameIndex) => {
      const stack = get().study?.stacks.find((candidate) => candidate.id === stackId);
      if (stack === undefined) return;
      let start = frameIndex ?? middleSlice(stack);
      const active = stackOf(get(), get().activeCell);
      const activeFrame = active?.frames[get().cells[get().activeCell]?.frameIndex ?? 0];
      if (frameIndex === undefined && get().linked && active !== null && activeFrame !== undefined) {
        const centre = frameCentre(active, activeFrame);
        if (centre !== null && shareFrameOfReference(active, stack) && areParallel(active, stack))
          start = nearestSlice(stack, centre)?.frameIndex ?? start;
      }
      set(({ cells }) => ({
        activeCell: cell,
        cells: cells.map((existing, position) =>
          position === cell ? { ...emptyCell, stackId, frameIndex: start } : existing,
        ),
      }));
    },

    setFrame: (cell, frameIndex) => {
      const stack = stackOf(get(), cell);
      if (stack === null) return;
      const wanted = Math.max(0, Math.min(stack.frames.length - 1, frameIndex));
      if (get().cells[cell]?.frameIndex === wanted) return;
      set(({ cells }) => ({
        cells: followed(
          cells.map((existing, position) =>
            position === cell ? { ...existing, frameIndex: wanted } : existing,
          ),
          cell,
        ),
      }));
    },

    scroll: (cell, steps) => get().setFrame(cell, (get().cells[cell]?.frameIndex ?? 0) + steps),

    showPoint: (lps, options) => {
      const { study, activeCell } = get();
      const reference = stackOf(get(), options?.cell ?? activeCell);
      if (study === null || reference === null) return;
      set(({ cells }) => ({
        cells: cells.map((cell, position) => {
          const stack = stackOf({ study, cells }, position);
          if (stack === null || (options?.cell !== undefined && options.cell !== position)) return cell;
          if (!shareFrameOfReference(reference, stack) && stack.id !== reference.id) return cell;
          const block = nearestBlock(study.stacks, stack, lps);
          const nearest = nearestSlice(block, lps);
          if (nearest === null) return cell;
          return block.id === stack.id
            ? { ...cell, frameIndex: nearest.frameIndex }
            : { ...cell, stackId: block.id, frameIndex: nearest.frameIndex };
        }),
      }));
    },

    showFrame: (cell, frameId) => {
      for (const stack of get().study?.stacks ?? []) {
        const frameIndex = stack.frames.findIndex((frame) => frame.id === frameId);
        if (frameIndex < 0) continue;
        if (get().cells[cell]?.stackId === stack.id) get().setFrame(cell, frameIndex);
        else get().showStack(cell, stack.id, frameIndex);
        return true;
      }
      return false;
    },

    findCell: (plane, weighting) => {
      const { cells, activeCell } = get();
      const order = [activeCell, ...cells.map((_, index) => index).filter((index) => index !== activeCell)];
      return (
        order.find((index) => {
          const stack = stackOf(get(), index);
          return stack?.plane === plane && (weighting === undefined || stack.weighting === weighting);
        }) ?? null
      );
    },

    ensureCell: (plane, weighting) => {
      const shown = get().findCell(plane, weighting);
      if (shown !== null) return shown;
      const wish = { plane, weighting: weighting ?? ('T2' as const) };
      const stacks = get().study?.stacks ?? [];
      const ranked = stacks
        .map((stack) => ({ stack, score: wishScore(stack, wish) }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score);
      const [first] = ranked;
      if (first === undefined) return null;
      const already = get().cells.findIndex((cell) => cell.stackId === first.stack.id);
      if (already >= 0) return already;
      const cell = get().findCell(plane) ?? (plane === 'axial' ? cellCount - 1 : 0);
      get().showStack(cell, first.stack.id);
      return cell;
    },

    activate: (cell) => {
      if (get().activeCell !== cell) set({ activeCell: cell });
    },

    maximise: (cell) =>
      set(cell === null ? { maximisedCell: null } : { maximisedCell: cell, activeCell: cell }),

    setWindow: (cell, window) => change(cell, { window }),
    setView: (cell, zoom, pan) =>
      change(cell, { zoom: Math.max(zoomLimits.least, Math.min(zoomLimits.most, zoom)), pan }),
    toggleInverted: (cell) => change(cell, { inverted: !get().cells[cell]?.inverted }),
    fit: (cell) => change(cell, { zoom: 1, pan: [0, 0] }),
    reset: (cell) => change(cell, { zoom: 1, pan: [0, 0], window: null, inverted: false }),
    toggleLinked: () => set(({ linked }) => ({ linked: !linked })),
    toggleOverlays: () => set(({ overlays }) => ({ overlays: !overlays })),

    captureViewState: () => {
      const { cells, study, activeCell, maximisedCell, linked } = get();
      return {
        cells: cells.map((cell, index) => ({
          stackId: cell.stackId,
          frameId: stackOf({ study, cells }, index)?.frames[cell.frameIndex]?.id ?? null,
          window: cell.window,
          inverted: cell.inverted,
          zoom: cell.zoom,
          pan: [cell.pan[0], cell.pan[1]],
        })),
        activeCell,
        maximisedCell,
        linked,
      };
    },
  };
});
