import type { Stack, Study } from '../../shared/dicom/model';
import { add, dot, scale, subtract, type Vector3 } from '../../shared/geometry/vector';
import type { GreyWindow } from '../pixels/default-window';
import { fitScale } from './cell-view';
import { displayGeometry, imageCentre } from './display-geometry';
import { areParallel, frameCentre, nearestBlock, nearestSlice, shareFrameOfReference } from './slice-search';
import { type ShownStudies, stackOf, type ViewportCell } from './viewer-cells';

/** Links between viewports: what the others do when one changes. */
export interface Links {
  /** Slices by their position in the patient. */
  linked: boolean;
  /** Enlargement and place, in mm, of parallel stacks. */
  zoomLinked: boolean;
  /** Grey window of stacks of one weighting. */
  windowLinked: boolean;
}

/**
 * Stacks whose slices are at a larger angle than this are not scrolled together: a plane is then nearer to standing
 * across the other than to lying along it. Degrees.
 */
export const scrollLinkLimit = 40;

/** Size of a viewport, CSS pixels. */
export interface CellSize {
  width: number;
  height: number;
}

/** Where in the patient a viewport looks and how large: comparable between viewports, stacks and windows. */
export interface Placement {
  /** The point in the middle of the viewport, LPS mm. */
  middle: Vector3;
  /** CSS pixels per mm. */
  pixelsPerMillimetre: number;
}

/** A grey window by its stack's default one: how many times as wide, and its centre's way off in default widths. */
export interface WindowProportion {
  width: number;
  shift: number;
}

/** Whether two stacks' slices are at no larger angle than `scrollLinkLimit`. */
export function isWithinLimit(a: Stack, b: Stack): boolean {
  if (a.normal === null || b.normal === null) return false;
  return Math.abs(dot(a.normal, b.normal)) >= Math.cos((scrollLinkLimit * Math.PI) / 180);
}

/**
 * A viewport after another one went to a slice: of the same stack the same slice; else, where both share a frame of
 * reference and are at no larger angle than `scrollLinkLimit`, the slice whose plane is nearest to the middle of the
 * other's. A series in blocks goes on from block to block, except beside another block of its own. What does not reach
 * there stays.
 */
export function atPositionOf(
  study: Study,
  source: { stack: Stack; frameIndex: number },
  target: { stack: Stack; cell: ViewportCell },
): ViewportCell {
  const { stack, cell } = target;
  if (stack.id === source.stack.id)
    return cell.frameIndex === source.frameIndex ? cell : { ...cell, frameIndex: source.frameIndex };
  const frame = source.stack.frames[source.frameIndex];
  const centre = frame === undefined ? null : frameCentre(source.stack, frame);
  if (centre === null || !shareFrameOfReference(source.stack, stack)) return cell;
  const isOwnSeries = stack.seriesInstanceUid === source.stack.seriesInstanceUid;
  const block = isOwnSeries ? stack : nearestBlock(study.stacks, stack, centre);
  if (!isWithinLimit(source.stack, block)) return cell;
  const nearest = nearestSlice(block, centre);
  const reach = Math.max(block.sliceStep ?? 0, source.stack.sliceStep ?? 0, 1);
  if (nearest === null || nearest.distance > reach) return cell;
  if (block.id === cell.stackId && nearest.frameIndex === cell.frameIndex) return cell;
  return { ...cell, stackId: block.id, frameIndex: nearest.frameIndex };
}

function displayOf(stack: Stack, frameIndex: number) {
  const frame = stack.frames[frameIndex];
  if (frame === undefined || stack.pixelSpacing === null) return null;
  const display = displayGeometry(stack, frame);
  return display.located ? display : null;
}

/** Where a viewport looks; null where its image has no place or no scale. */
export function placementOf(stack: Stack, cell: ViewportCell, size: CellSize): Placement | null {
  const display = displayOf(stack, cell.frameIndex);
  if (display === null || size.width <= 0 || size.height <= 0) return null;
  const { pan, zoom } = cell;
  return {
    middle: add(imageCentre(display), add(scale(display.right, pan[0]), scale(display.down, pan[1]))),
    pixelsPerMillimetre: fitScale(display, size.width, size.height) * zoom,
  };
}

/** A viewport made to look at the same place, equally large in mm; as it was where its image has no place or scale. */
export function placedAt(
  placement: Placement,
  target: { stack: Stack; cell: ViewportCell },
  size: CellSize,
  zoomLimits: { least: number; most: number },
): ViewportCell {
  const display = displayOf(target.stack, target.cell.frameIndex);
  if (display === null || size.width <= 0 || size.height <= 0) return target.cell;
  const wanted = placement.pixelsPerMillimetre / fitScale(display, size.width, size.height);
  const offset = subtract(placement.middle, imageCentre(display));
  return {
    ...target.cell,
    zoom: Math.max(zoomLimits.least, Math.min(zoomLimits.most, wanted)),
    pan: [dot(offset, display.right), dot(offset, display.down)],
  };
}

/** Whether two stacks show the same place when looked at alike: parallel in one frame of reference. */
export function sharePlacement(a: Stack, b: Stack): boolean {
  return a.id === b.id || (shareFrameOfReference(a, b) && areParallel(a, b));
}

/** Whether a grey window of one stack means the same in the other: one modality, one known weighting. */
export function shareWindow(a: Stack, b: Stack): boolean {
  if (a.id === b.id) return true;
  return a.modality === b.modality && a.weighting === b.weighting && a.weighting !== 'unknown';
}

/** A window in proportion to its stack's default one. */
export function proportionOf(window: GreyWindow, standard: GreyWindow): WindowProportion {
  return {
    width: window.width / standard.width,
    shift: (window.center - standard.center) / standard.width,
  };
}

/** The window of a stack that is in the same proportion to its default one. */
export function windowOf({ width, shift }: WindowProportion, standard: GreyWindow): GreyWindow {
  return { center: standard.center + shift * standard.width, width: standard.width * width };
}

/**
 * The viewports after some of them went on to another block of their series, without those whose block another viewport
 * shows already: they stay, so that blocks shown side by side remain side by side.
 */
export function withoutDoubles(
  before: readonly ViewportCell[],
  after: readonly ViewportCell[],
): readonly ViewportCell[] {
  const shown = new Set(before.map(({ stackId }) => stackId));
  return after.map((cell, index) => {
    const own = before[index];
    if (own === undefined || own.stackId === cell.stackId) return cell;
    if (shown.has(cell.stackId)) return own;
    shown.add(cell.stackId);
    return cell;
  });
}

/** Every viewport but the leading one, changed by `follow`; those that show nothing stay. */
export function following(
  state: ShownStudies & { cells: readonly ViewportCell[] },
  leader: number | null,
  follow: (target: { stack: Stack; cell: ViewportCell }) => ViewportCell,
): readonly ViewportCell[] {
  return state.cells.map((cell, index) => {
    const stack = index === leader ? null : stackOf(state, index);
    return stack === null ? cell : follow({ stack, cell });
  });
}
