import type { Stack, Study } from '../../shared/dicom/model';
import type { ViewState } from '../../shared/ipc/contract';
import type { Layout } from '../../shared/ipc/hanging';
import type { GreyWindow } from '../pixels/default-window';
import { hangingInForce } from '../reading/case-protocol';
import { hangStacks } from './hanging-protocol';
import { studyReformats } from './reformat';
import { middleSlice } from './slice-search';

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

export const emptyCell: ViewportCell = {
  stackId: null,
  frameIndex: 0,
  window: null,
  inverted: false,
  zoom: 1,
  pan: [0, 0],
};

/** Every layout, from 1 × 1 to 3 × 3. Viewports are counted along the rows. */
export const layouts: readonly Layout[] = [1, 2, 3].flatMap((rows) =>
  [1, 2, 3].map((columns) => ({ rows, columns })),
);

/** Number of viewports of a layout. */
export const cellCount = ({ rows, columns }: Layout) => rows * columns;

/** The stack or reformat of an id; null where the study has none. */
export function findStack(study: Study | null, stackId: string | null): Stack | null {
  if (study === null || stackId === null) return null;
  return (
    study.stacks.find((stack) => stack.id === stackId) ??
    studyReformats(study).find((stack) => stack.id === stackId) ??
    null
  );
}

/** The studies whose images can be shown: the open one, and one compared with it. */
export interface ShownStudies {
  study: Study | null;
  /** Left out or null: none. */
  comparison?: Study | null;
}

/** The stack or reformat of an id in any of the shown studies; null where none has it. */
export function findShownStack(
  { study, comparison = null }: ShownStudies,
  stackId: string | null,
): Stack | null {
  return findStack(study, stackId) ?? findStack(comparison, stackId);
}

/** The stack a viewport shows, or null. */
export function stackOf(
  state: ShownStudies & { cells: readonly ViewportCell[] },
  cell: number,
): Stack | null {
  return findShownStack(state, state.cells[cell]?.stackId ?? null);
}

/** Whether a stack is one of the study compared with the open one. */
export function isCompared({ comparison = null }: ShownStudies, stack: Stack | null): boolean {
  return comparison !== null && stack?.studyInstanceUid === comparison.studyInstanceUid;
}

/**
 * The viewports of a comparison, 2 × 2: a sagittal stack of the open study beside its counterpart, below them an axial one
 * beside its. What `cells` show of the open study stays as it is shown.
 */
export function comparedCells(
  study: Study,
  comparison: Study,
  cells: readonly ViewportCell[],
  activeCell: number,
): ViewportCell[] {
  const order = [cells[activeCell], ...cells].filter((cell) => cell !== undefined);
  return (['sagittal', 'axial'] as const).flatMap((plane) => {
    const shown = order.find((cell) => study.stacks.find(({ id }) => id === cell.stackId)?.plane === plane);
    const own = study.stacks.find((stack) =>
      shown === undefined ? stack.plane === plane : stack.id === shown.stackId,
    );
    const samePlane = comparison.stacks.filter((stack) => stack.plane === plane);
    const other = samePlane.find(({ weighting }) => weighting === own?.weighting) ?? samePlane[0];
    return [shown ?? atMiddle(own), atMiddle(other)];
  });
}

function atMiddle(stack: Stack | undefined): ViewportCell {
  return stack === undefined
    ? emptyCell
    : { ...emptyCell, stackId: stack.id, frameIndex: middleSlice(stack) };
}

/**
 * So many viewports, beginning with `kept`; those after it show, in the hanging order, stacks that no viewport shows yet,
 * at their middle slices, and nothing where there is none left.
 */
export function filledCells(study: Study, kept: readonly ViewportCell[], count: number): ViewportCell[] {
  const shown = new Set(kept.map(({ stackId }) => stackId));
  const free = study.stacks.filter(({ id }) => !shown.has(id));
  const { opening } = hangingInForce();
  const hung = hangStacks(free, opening.slice(kept.length, count));
  // Beside viewports that are there, no gap is left before the last stack.
  const ordered = kept.length === 0 ? hung : hung.toSorted((a, b) => Number(a === null) - Number(b === null));
  const added = ordered.map((stack) =>
    stack === null ? emptyCell : { ...emptyCell, stackId: stack.id, frameIndex: middleSlice(stack) },
  );
  return [...kept.slice(0, count), ...added];
}

/** The viewports of a saved view; null where it names nothing of the studies or does not fit its layout. */
export function restoredCells(
  studies: ShownStudies,
  saved: Pick<ViewState, 'cells' | 'layout'>,
): ViewportCell[] | null {
  const cells = saved.cells.map((cell): ViewportCell => {
    const stack = findShownStack(studies, cell.stackId);
    if (stack === null) return emptyCell;
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
  const fits = cells.length === cellCount(saved.layout);
  return fits && cells.some((cell) => cell.stackId !== null) ? cells : null;
}

/** The viewports, the empty ones filled with what their places want of the stacks that no viewport shows. */
export function withoutGaps(study: Study, cells: readonly ViewportCell[]): ViewportCell[] {
  const { opening } = hangingInForce();
  const shown = new Set(cells.map(({ stackId }) => stackId));
  const gaps = cells.flatMap(({ stackId }, index) => (stackId === null ? [index] : []));
  const free = study.stacks.filter(({ id }) => !shown.has(id));
  const hung = hangStacks(
    free,
    gaps.flatMap((index) => opening[index] ?? []),
  );
  return cells.map((cell, index) => {
    const stack = hung[gaps.indexOf(index)] ?? null;
    return stack === null ? cell : { ...emptyCell, stackId: stack.id, frameIndex: middleSlice(stack) };
  });
}

/** The viewports with the same slices of a study of which more, or less, has been found than `before`; those of others stay. */
export function cellsOfChanged(
  study: Study,
  before: Study | null,
  cells: readonly ViewportCell[],
): ViewportCell[] {
  return cells.map((cell) => {
    const frameId = findStack(before, cell.stackId)?.frames[cell.frameIndex]?.id;
    const holder = study.stacks.find(({ frames }) => frames.some(({ id }) => id === frameId));
    const stack = holder ?? findStack(study, cell.stackId);
    if (stack === null) return findStack(before, cell.stackId) === null ? cell : emptyCell;
    const frameIndex = stack.frames.findIndex(({ id }) => id === frameId);
    return { ...cell, stackId: stack.id, frameIndex: frameIndex < 0 ? middleSlice(stack) : frameIndex };
  });
}

/** The viewports as a saved view keeps them. */
export function savedCells(studies: ShownStudies, cells: readonly ViewportCell[]): ViewState['cells'] {
  return cells.map((cell, index) => ({
    stackId: cell.stackId,
    frameId: stackOf({ ...studies, cells }, index)?.frames[cell.frameIndex]?.id ?? null,
    window: cell.window,
    inverted: cell.inverted,
    zoom: cell.zoom,
    pan: [cell.pan[0], cell.pan[1]],
  }));
}
