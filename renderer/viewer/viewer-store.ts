import { create } from 'zustand';
import type { Plane, Stack, Study, Weighting } from '../../shared/dicom/model';
import { add, subtract, type Vector3 } from '../../shared/geometry/vector';
import type { ComparisonOrder, ViewState } from '../../shared/ipc/contract';
import { firstHangingProtocol, type HangingRule, type Layout } from '../../shared/ipc/hanging';
import type { Lead } from '../../shared/ipc/lead';
import { isEqual } from '../../shared/is-equal';
import type { GreyWindow } from '../pixels/default-window';
import { hangingInForce } from '../reading/case-protocol';
import { type Crosshair, isInReachOf } from './crosshair';
import { ruleScore } from './hanging-protocol';
import { anchorOf, atPlace, besideAnchor, type LevelPair, type Looked, placesFrom } from './level-link';
import {
  atPositionOf,
  type CellSize,
  following,
  isWithinLimit,
  type Links,
  type Placement,
  placedAt,
  placementOf,
  proportionOf,
  sharePlacement,
  shareWindow,
  type WindowProportion,
  windowOf,
  withoutDoubles,
} from './links';
import { isReformat, reformatsOf } from './reformat';
import {
  areParallel,
  middleSlice,
  nearestBlock,
  nearestSlice,
  reaches,
  shareFrameOfReference,
} from './slice-search';
import { useStackWindowStore } from './stack-window-store';
import {
  cellCount,
  cellsOfChanged,
  comparedCells,
  emptyCell,
  filledCells,
  findShownStack,
  findStack,
  isCompared,
  restoredCells,
  savedCells,
  stackOf,
  type ViewportCell,
  withoutGaps,
} from './viewer-cells';

export { stackOf, type ViewportCell } from './viewer-cells';

/** The part of the saved view that belongs to the viewports. */
export type ViewportsState = Omit<ViewState, 'step' | 'fractureLevel'>;

/** What the viewports showed before another study was shown beside the open one. */
type Arrangement = Pick<ViewerState, 'layout' | 'cells' | 'setAside' | 'activeCell' | 'maximisedCell'>;

/** A study to show beside the open one, and the levels marked in both. */
export interface ComparedStudy {
  study: Study;
  order: ComparisonOrder;
  levelPairs: readonly LevelPair[];
}

export interface ViewerState extends Links {
  study: Study | null;
  /** The study shown beside the open one. Its frames of reference are never those of the open one. */
  comparison: Study | null;
  comparisonOrder: ComparisonOrder;
  /** What links the two studies' slices; empty where nothing does. */
  levelPairs: readonly LevelPair[];
  /** null where the comparison was there from the start. */
  beforeComparison: Arrangement | null;
  layout: Layout;
  cells: readonly ViewportCell[];
  /** Viewports that a smaller layout has no place for; a larger one shows them again. */
  setAside: readonly ViewportCell[];
  activeCell: number;
  maximisedCell: number | null;
  crosshair: Crosshair | null;
  /** Texts and lines over the images. */
  overlays: boolean;

  /** Shows a study: in the saved view where there is one, else by the hanging protocol. */
  openStudy(study: Study, saved: ViewportsState | null, compared?: ComparedStudy | null): void;
  /** Takes over the open study with other images than before; every viewport stays at its slice, empty ones are filled. */
  renewStudy(study: Study): void;
  closeStudy(): void;
  /** Shows another study beside the open one: like beside like. */
  openComparison(compared: ComparedStudy): void;
  /** Shows the open study alone again, as before the comparison where that is known; its own viewports stay as they are. */
  closeComparison(): void;
  setComparisonOrder(order: ComparisonOrder): void;
  setLevelPairs(levelPairs: readonly LevelPair[]): void;
  /** Changes how many viewports there are; those that stay keep what they show, new ones follow the hanging order. */
  setLayout(layout: Layout): void;
  /** Puts a stack into a viewport, at a slice or (linked) at the position shown elsewhere or at its middle. */
  showStack(cell: number, stackId: string, frameIndex?: number): void;
  /** Goes to a slice; linked viewports follow. */
  setFrame(cell: number, frameIndex: number): void;
  scroll(cell: number, steps: number): void;
  /** Scrolls the viewport (or all that share the active one's frame of reference) to the slice nearest to a point. */
  showPoint(lps: Vector3, options?: { cell?: number }): void;
  /** Marks a point of the slice a viewport shows in every viewport, and goes there in the others. */
  placeCrosshair(cell: number, lps: Vector3): void;
  /** The same at the point in the middle of the active viewport. */
  placeCrosshairInMiddle(): void;
  /** Marks a point that was placed in another window, and goes there; null: none. */
  showCrosshair(crosshair: Crosshair | null): void;
  removeCrosshair(): void;
  /** Shows a frame in a viewport, changing its stack where needed. False where the study has no such frame. */
  showFrame(cell: number, frameId: string): boolean;
  /** Puts the next plane of a viewport's stack into it, at the point in its middle: reformats, then the stack again. */
  showNextPlane(cell: number): void;
  /** The viewport that shows a plane and weighting (no reformat), the active one first; null where none does. */
  findCell(plane: Plane, weighting?: Weighting): number | null;
  /**
   * Makes sure a viewport shows what a rule asks for, best at a place, and returns it; null where the study has no stack
   * of the plane.
   */
  ensureCell(rule: HangingRule, lps: Vector3 | null): number | null;
  activate(cell: number): void;
  maximise(cell: number | null): void;
  setWindow(cell: number, window: GreyWindow | null): void;
  setView(cell: number, zoom: number, pan: readonly [number, number]): void;
  toggleInverted(cell: number): void;
  /** Fits the image into the viewport. */
  fit(cell: number): void;
  /** Fit, default window, not inverted. */
  reset(cell: number): void;
  /** Switches a link; switched on, the others come to the active viewport at once. */
  toggleLink(link: keyof Links): void;
  toggleOverlays(): void;
  /** Size of a shown viewport, CSS pixels: what enlargements in mm are reckoned with. */
  setCellSize(size: CellSize): void;
  captureViewState(): ViewportsState;
  /** What the active viewport shows, for another window; null without a study. */
  lead(): Lead | null;
  /** Follows another window's active viewport, in what changed since it was last heard of. */
  follow(lead: Lead): void;
}

export const zoomLimits = { least: 0.2, most: 40 } as const;

const noComparison = {
  comparison: null,
  comparisonOrder: 'by-date',
  levelPairs: [],
  beforeComparison: null,
} as const satisfies Partial<ViewerState>;

const firstCells = Array.from({ length: cellCount(firstHangingProtocol.layout) }, () => emptyCell);

/** What the viewports show and what can be done to them. Knows no Cornerstone: the viewports follow it. */
export const useViewerStore = create<ViewerState>()((set, get) => {
  let cellSize: CellSize = { width: 0, height: 0 };
  let lastLead: Lead | null = null;

  function change(index: number, values: Partial<ViewportCell>): readonly ViewportCell[] {
    return get().cells.map((cell, position) => (position === index ? { ...cell, ...values } : cell));
  }

  /** The study a shown stack is of. */
  function homeOf(stack: Stack): Study | null {
    const { study, comparison } = get();
    return isCompared({ study, comparison }, stack) ? comparison : study;
  }

  /** A viewport after another went to a slice: by position in one study, by level between two. */
  function afterSlice(
    source: { stack: Stack; cell: ViewportCell },
    target: { stack: Stack; cell: ViewportCell },
  ): ViewportCell {
    const { stack, cell } = source;
    const home = homeOf(target.stack);
    if (home === null) return target.cell;
    if (home === homeOf(stack)) return atPositionOf(home, { stack, frameIndex: cell.frameIndex }, target);
    const middle = placementOf(stack, cell, { width: 1, height: 1 })?.middle ?? null;
    if (middle === null || !isWithinLimit(stack, target.stack)) return target.cell;
    return atLevelOf(home, { stack, point: middle, isSlice: true }, target);
  }

  /** A viewport of the other study brought to the level of what is looked at. */
  function atLevelOf(
    home: Study,
    looked: Looked,
    target: { stack: Stack; cell: ViewportCell },
  ): ViewportCell {
    const anchor = anchorOf(
      placesFrom(get().levelPairs, homeOf(looked.stack) === get().study),
      looked,
      target.stack,
    );
    return anchor === null
      ? target.cell
      : atPlace(home, target, besideAnchor(anchor, looked.point), looked.isSlice);
  }

  /** The cells after `index` went to its slice. */
  function slicesFollowed(cells: readonly ViewportCell[], index: number): readonly ViewportCell[] {
    const { study, comparison, linked } = get();
    const stack = stackOf({ study, comparison, cells }, index);
    const cell = cells[index];
    if (!linked || stack === null || cell === undefined) return cells;
    const follow = following({ study, comparison, cells }, index, (target) =>
      afterSlice({ stack, cell }, target),
    );
    return withoutDoubles(cells, follow);
  }

  /** The cells, those of the other study brought to the level of a point of a stack. */
  function levelFollowed(
    cells: readonly ViewportCell[],
    stack: Stack,
    point: Vector3,
  ): readonly ViewportCell[] {
    const { study, comparison, linked } = get();
    if (!linked || comparison === null) return cells;
    const follow = following({ study, comparison, cells }, null, (target) => {
      const home = homeOf(target.stack);
      return home === null || home === homeOf(stack)
        ? target.cell
        : atLevelOf(home, { stack, point, isSlice: false }, target);
    });
    return withoutDoubles(cells, follow);
  }

  /** The cells after `index` was enlarged or moved. */
  function placesFollowed(cells: readonly ViewportCell[], index: number): readonly ViewportCell[] {
    const { study, comparison, zoomLinked } = get();
    const source = stackOf({ study, comparison, cells }, index);
    const cell = cells[index];
    if (!zoomLinked || source === null || cell === undefined) return cells;
    const placement = placementOf(source, cell, cellSize);
    if (placement === null) return cells;
    return following({ study, comparison, cells }, index, (target) => afterPlace(source, placement, target));
  }

  /** A viewport after another was enlarged or moved: equally large; at the same place in one study, of one level in two. */
  function afterPlace(
    source: Stack,
    placement: Placement,
    target: { stack: Stack; cell: ViewportCell },
  ): ViewportCell {
    if (homeOf(source) === homeOf(target.stack))
      return sharePlacement(source, target.stack)
        ? placedAt(placement, target, cellSize, zoomLimits)
        : target.cell;
    if (!areParallel(source, target.stack)) return target.cell;
    const places = placesFrom(get().levelPairs, homeOf(source) === get().study);
    const anchor = anchorOf(places, { stack: source, point: placement.middle, isSlice: true }, target.stack);
    const middle =
      anchor === null
        ? placementOf(target.stack, target.cell, cellSize)?.middle
        : add(placement.middle, subtract(anchor.to, anchor.from));
    return middle === undefined
      ? target.cell
      : placedAt({ ...placement, middle }, target, cellSize, zoomLimits);
  }

  /** The cells after `index` got another grey window. */
  function windowsFollowed(cells: readonly ViewportCell[], index: number): readonly ViewportCell[] {
    const { study, comparison, windowLinked } = get();
    const source = stackOf({ study, comparison, cells }, index);
    const window = cells[index]?.window ?? null;
    if (!windowLinked || source === null) return cells;
    const standard = useStackWindowStore.getState().windows[source.id];
    const proportion = window === null || standard === undefined ? null : proportionOf(window, standard);
    if (window !== null && proportion === null) return cells;
    return following({ study, comparison, cells }, index, (target) =>
      shareWindow(source, target.stack) ? windowed(target, proportion) : target.cell,
    );
  }

  function windowed(
    { stack, cell }: { stack: Stack; cell: ViewportCell },
    proportion: WindowProportion | null,
  ): ViewportCell {
    if (proportion === null) return { ...cell, window: null };
    const standard = useStackWindowStore.getState().windows[stack.id];
    return standard === undefined ? cell : { ...cell, window: windowOf(proportion, standard) };
  }

  /** The cells, those that can brought to the slice nearest to a point. */
  function atPoint(
    lps: Vector3,
    isConcerned: (stack: Stack, position: number) => boolean,
  ): readonly ViewportCell[] {
    const { cells } = get();
    const moved = cells.map((cell, position) => {
      const stack = findShownStack(get(), cell.stackId);
      const home = stack === null ? null : homeOf(stack);
      if (stack === null || home === null || !isConcerned(stack, position)) return cell;
      const block = nearestBlock(home.stacks, stack, lps);
      const nearest = nearestSlice(block, lps);
      return nearest === null ? cell : { ...cell, stackId: block.id, frameIndex: nearest.frameIndex };
    });
    return withoutDoubles(cells, moved);
  }

  return {
    study: null,
    ...noComparison,
    layout: firstHangingProtocol.layout,
    cells: firstCells,
    setAside: [],
    activeCell: 0,
    maximisedCell: null,
    linked: true,
    zoomLinked: false,
    windowLinked: false,
    crosshair: null,
    overlays: true,

    openStudy: (study, saved, compared = null) => {
      const comparison = compared?.study ?? null;
      const restored = saved === null ? null : restoredCells({ study, comparison }, saved);
      const layout = (restored === null ? null : saved?.layout) ?? hangingInForce().layout;
      const cells = restored ?? filledCells(study, [], cellCount(layout));
      const firstShown = Math.max(
        0,
        cells.findIndex(({ stackId }) => stackId !== null),
      );
      const lastCell = cells.length - 1;
      const maximised = restored === null ? null : (saved?.maximisedCell ?? null);
      lastLead = null;
      set({
        study,
        comparison,
        comparisonOrder: compared?.order ?? 'by-date',
        levelPairs: compared?.levelPairs ?? [],
        beforeComparison: null,
        layout,
        cells,
        setAside: [],
        activeCell: restored === null ? firstShown : Math.min(saved?.activeCell ?? firstShown, lastCell),
        maximisedCell: maximised === null ? null : Math.min(maximised, lastCell),
        linked: saved?.linked ?? true,
        zoomLinked: saved?.zoomLinked ?? false,
        windowLinked: saved?.windowLinked ?? false,
        crosshair: saved?.crosshair ?? null,
      });
    },

    renewStudy: (study) => {
      const { study: before, cells, setAside } = get();
      if (before?.studyInstanceUid !== study.studyInstanceUid) return;
      set({
        study,
        cells: withoutGaps(study, cellsOfChanged(study, before, cells)),
        setAside: cellsOfChanged(study, before, setAside),
      });
    },

    closeStudy: () =>
      set({
        study: null,
        ...noComparison,
        layout: firstHangingProtocol.layout,
        cells: firstCells,
        setAside: [],
        activeCell: 0,
        maximisedCell: null,
        crosshair: null,
      }),

    openComparison: (compared) => {
      get().closeComparison();
      const { study, layout, cells, setAside, activeCell, maximisedCell } = get();
      if (study === null || compared.study.studyInstanceUid === study.studyInstanceUid) return;
      const comparison = compared.study;
      set({
        comparison,
        comparisonOrder: compared.order,
        levelPairs: compared.levelPairs,
        beforeComparison: { layout, cells, setAside, activeCell, maximisedCell },
        layout: { rows: 2, columns: 2 },
        cells: comparedCells(study, comparison, cells, activeCell),
        setAside: [],
        activeCell: 0,
        maximisedCell: null,
      });
      // The axial row too: each study's own is where the open one's is.
      for (const leader of [0, 2]) set({ cells: slicesFollowed(get().cells, leader) });
      set({ cells: placesFollowed(get().cells, 0) });
    },

    closeComparison: () => {
      const { study, comparison, beforeComparison, layout, cells, setAside, activeCell, crosshair } = get();
      if (study === null || comparison === null) return;
      const isOwn = ({ stackId }: ViewportCell) => findStack(study, stackId) !== null;
      const own = [...cells, ...setAside].filter(isOwn);
      const active = cells[activeCell]?.stackId;
      const before = beforeComparison ?? {
        layout,
        cells: filledCells(study, own, cellCount(layout)),
        setAside: own.slice(cellCount(layout)),
        activeCell: 0,
        maximisedCell: null,
      };
      const restored = before.cells.map(
        (cell) => own.find(({ stackId }) => stackId === cell.stackId) ?? cell,
      );
      const activeAgain = restored.findIndex(({ stackId }) => stackId !== null && stackId === active);
      const isMarkedInOther = crosshair !== null && findStack(comparison, crosshair.stackId) !== null;
      set({
        ...before,
        ...noComparison,
        cells: restored,
        activeCell: activeAgain < 0 ? before.activeCell : activeAgain,
        crosshair: isMarkedInOther ? null : crosshair,
      });
    },

    setComparisonOrder: (comparisonOrder) => set({ comparisonOrder }),
    setLevelPairs: (levelPairs) => set({ levelPairs }),

    setLayout: (layout) => {
      const { study, cells, setAside, activeCell } = get();
      const count = cellCount(layout);
      const known = [...cells, ...setAside];
      const shown = study === null ? firstCells.slice(0, count) : filledCells(study, known, count);
      const active = Math.min(activeCell, count - 1);
      set({ layout, setAside: known.slice(count), activeCell: active, maximisedCell: null });
      // A new viewport comes to where the linked ones are; no viewport that was there moves.
      const linked = placesFollowed(slicesFollowed(shown, active), active);
      set({ cells: shown.map((cell, index) => (index < cells.length ? cell : (linked[index] ?? cell))) });
    },

    showStack: (cell, stackId, frameIndex) => {
      const { cells, activeCell, linked, zoomLinked } = get();
      const stack = findShownStack(get(), stackId);
      if (stack === null) return;
      let shown = { ...emptyCell, stackId, frameIndex: frameIndex ?? middleSlice(stack) };
      const active = stackOf(get(), activeCell);
      const activeState = cells[activeCell];
      if (active !== null && activeState !== undefined) {
        if (frameIndex === undefined && linked) {
          const followed = afterSlice({ stack: active, cell: activeState }, { stack, cell: shown });
          if (followed.stackId === stackId) shown = { ...shown, frameIndex: followed.frameIndex };
        }
        const placement = zoomLinked ? placementOf(active, activeState, cellSize) : null;
        if (placement !== null) shown = { ...afterPlace(active, placement, { stack, cell: shown }), stackId };
      }
      set({ activeCell: cell, cells: change(cell, shown) });
    },

    setFrame: (cell, frameIndex) => {
      const stack = stackOf(get(), cell);
      if (stack === null) return;
      const wanted = Math.max(0, Math.min(stack.frames.length - 1, frameIndex));
      if (get().cells[cell]?.frameIndex === wanted) return;
      set({ cells: placesFollowed(slicesFollowed(change(cell, { frameIndex: wanted }), cell), cell) });
    },

    scroll: (cell, steps) => get().setFrame(cell, (get().cells[cell]?.frameIndex ?? 0) + steps),

    showPoint: (lps, options) => {
      const reference = stackOf(get(), options?.cell ?? get().activeCell);
      if (reference === null) return;
      const cells = atPoint(lps, (stack, position) => {
        if (options?.cell !== undefined && options.cell !== position) return false;
        return stack.id === reference.id || shareFrameOfReference(reference, stack);
      });
      set({ cells: levelFollowed(cells, reference, lps) });
    },

    placeCrosshair: (cell, lps) => {
      const stack = stackOf(get(), cell);
      if (stack === null) return;
      const { frameOfReferenceUid, id: stackId } = stack;
      const crosshair: Crosshair = { lps: [...lps], frameOfReferenceUid, stackId };
      const cells = atPoint(lps, (other, position) => position !== cell && isInReachOf(crosshair, other));
      set({ crosshair, cells: levelFollowed(cells, stack, lps) });
    },

    placeCrosshairInMiddle: () => {
      const { cells, activeCell, placeCrosshair } = get();
      const stack = stackOf(get(), activeCell);
      const cell = cells[activeCell];
      if (stack === null || cell === undefined) return;
      const placement = placementOf(stack, cell, { width: 1, height: 1 });
      if (placement !== null) placeCrosshair(activeCell, placement.middle);
    },

    showCrosshair: (crosshair) => {
      const { study } = get();
      if (study === null || isEqual(crosshair, get().crosshair)) return;
      set({ crosshair });
      if (crosshair !== null)
        set({ cells: atPoint(crosshair.lps, (stack) => isInReachOf(crosshair, stack)) });
    },

    removeCrosshair: () => set({ crosshair: null }),

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

    showNextPlane: (cell) => {
      const { study, cells, crosshair } = get();
      const stack = stackOf({ study, cells }, cell);
      const shown = cells[cell];
      if (stack === null || shown === undefined) return;
      const own = isReformat(stack) ? stack.reformatOf : stack;
      const planes = [own, ...reformatsOf(own)];
      const next = planes[(planes.findIndex(({ id }) => id === stack.id) + 1) % planes.length];
      if (next === undefined || next.id === stack.id) return;
      const middle = placementOf(stack, shown, { width: 1, height: 1 })?.middle ?? null;
      const point = crosshair !== null && isInReachOf(crosshair, own) ? crosshair.lps : middle;
      const frameIndex = point === null ? undefined : nearestSlice(next, point)?.frameIndex;
      get().showStack(cell, next.id, frameIndex ?? middleSlice(next));
    },

    findCell: (plane, weighting) => {
      const { cells, activeCell } = get();
      const order = [activeCell, ...cells.map((_, index) => index).filter((index) => index !== activeCell)];
      return (
        order.find((index) => {
          const stack = stackOf(get(), index);
          if (stack === null || isReformat(stack) || isCompared(get(), stack)) return false;
          return stack.plane === plane && (weighting === undefined || stack.weighting === weighting);
        }) ?? null
      );
    },

    ensureCell: (rule, lps) => {
      const { plane, weighting } = rule;
      const shown = get().findCell(plane, weighting);
      if (shown !== null) return shown;
      const stacks = get().study?.stacks ?? [];
      const ranked = stacks
        .map((stack) => ({ stack, score: ruleScore(stack, rule, lps !== null && reaches(stack, lps)) }))
        .filter(({ score }) => score > 0)
        .sort((a, b) => b.score - a.score);
      const [first] = ranked;
      if (first === undefined) return null;
      const already = get().cells.findIndex((cell) => cell.stackId === first.stack.id);
      if (already >= 0) return already;
      const own = get().cells.flatMap((_, index) =>
        isCompared(get(), stackOf(get(), index)) ? [] : [index],
      );
      const cell = get().findCell(plane) ?? (plane === 'axial' ? own.at(-1) : own[0]) ?? 0;
      get().showStack(cell, first.stack.id);
      return cell;
    },

    activate: (cell) => {
      if (get().activeCell !== cell && cell < get().cells.length) set({ activeCell: cell });
    },

    maximise: (cell) =>
      set(cell === null ? { maximisedCell: null } : { maximisedCell: cell, activeCell: cell }),

    setWindow: (cell, window) => set({ cells: windowsFollowed(change(cell, { window }), cell) }),
    setView: (cell, zoom, pan) => {
      const limited = Math.max(zoomLimits.least, Math.min(zoomLimits.most, zoom));
      set({ cells: placesFollowed(change(cell, { zoom: limited, pan }), cell) });
    },
    toggleInverted: (cell) => set({ cells: change(cell, { inverted: !get().cells[cell]?.inverted }) }),
    fit: (cell) => get().setView(cell, 1, [0, 0]),
    reset: (cell) => {
      const cells = change(cell, { zoom: 1, pan: [0, 0], window: null, inverted: false });
      set({ cells: windowsFollowed(placesFollowed(cells, cell), cell) });
    },

    toggleLink: (link) => {
      const isOn = !get()[link];
      set({ [link]: isOn });
      if (!isOn) return;
      const follow = { linked: slicesFollowed, zoomLinked: placesFollowed, windowLinked: windowsFollowed }[
        link
      ];
      set({ cells: follow(get().cells, get().activeCell) });
    },
    toggleOverlays: () => set(({ overlays }) => ({ overlays: !overlays })),

    setCellSize: (size) => {
      if (size.width <= 0 || size.height <= 0) return;
      if (size.width === cellSize.width && size.height === cellSize.height) return;
      cellSize = size;
      if (get().zoomLinked) set({ cells: placesFollowed(get().cells, get().activeCell) });
    },

    captureViewState: () => {
      const { cells, comparison, layout, activeCell, maximisedCell, linked, zoomLinked, windowLinked } =
        get();
      const { crosshair, comparisonOrder } = get();
      return {
        layout,
        cells: savedCells(get(), cells),
        activeCell,
        maximisedCell,
        linked,
        zoomLinked,
        windowLinked,
        crosshair: crosshair === null ? null : { ...crosshair, lps: [...crosshair.lps] },
        comparison:
          comparison === null
            ? null
            : { studyInstanceUid: comparison.studyInstanceUid, order: comparisonOrder },
      };
    },

    lead: () => {
      const { study, cells, activeCell, linked, zoomLinked, windowLinked, crosshair } = get();
      const cell = cells[activeCell];
      if (study === null || cell === undefined) return null;
      const stack = stackOf(get(), activeCell);
      const standard = useStackWindowStore.getState().windows[cell.stackId ?? ''];
      const placement = stack === null ? null : placementOf(stack, cell, cellSize);
      return {
        studyInstanceUid: study.studyInstanceUid,
        stackId: cell.stackId,
        frameIndex: cell.frameIndex,
        placement: placement === null ? null : { ...placement, middle: [...placement.middle] },
        proportion:
          cell.window === null || standard === undefined ? null : proportionOf(cell.window, standard),
        linked,
        zoomLinked,
        windowLinked,
        crosshair: crosshair === null ? null : { ...crosshair, lps: [...crosshair.lps] },
      };
    },

    follow: (lead) => {
      const { study } = get();
      if (study?.studyInstanceUid !== lead.studyInstanceUid) return;
      const before = lastLead;
      lastLead = lead;
      const { linked, zoomLinked, windowLinked, crosshair, frameIndex, placement, proportion } = lead;
      set({ linked, zoomLinked, windowLinked });
      get().showCrosshair(crosshair);
      const source = findStack(study, lead.stackId);
      if (source === null) return;
      const isOther = before?.stackId !== lead.stackId;
      const follow = (
        isLinked: boolean,
        isChanged: boolean,
        change: Parameters<typeof following>[2],
      ): void => {
        if (!isLinked || !(isOther || isChanged)) return;
        set({ cells: withoutDoubles(get().cells, following(get(), null, change)) });
      };
      follow(linked, frameIndex !== before?.frameIndex || !before.linked, (target) =>
        atPositionOf(study, { stack: source, frameIndex }, target),
      );
      follow(zoomLinked, !before?.zoomLinked || !isEqual(placement, before.placement), (target) =>
        placement !== null && sharePlacement(source, target.stack)
          ? placedAt(placement, target, cellSize, zoomLimits)
          : target.cell,
      );
      follow(windowLinked, !before?.windowLinked || !isEqual(proportion, before.proportion), (target) =>
        shareWindow(source, target.stack) ? windowed(target, proportion) : target.cell,
      );
    },
  };
});
