import type { VertebralLevel } from '../../shared/dicom/levels';
import type { MissingItem } from '../../shared/findings/completeness';
import { fractureLevels } from '../../shared/findings/landmark-order';
import type { Fracture, Point, Reading } from '../../shared/findings/reading';
import { add, dot, subtract, type Vector3 } from '../../shared/geometry/vector';
import type { HangingView } from '../../shared/ipc/hanging';
import { type Tool, useToolStore } from '../app/tool-store';
import { displayGeometry, imageCentre } from '../viewer/display-geometry';
import { isCompared } from '../viewer/viewer-cells';
import { stackOf, useViewerStore } from '../viewer/viewer-store';
import { isToolOffered, refusalOfTool, sayRefusal } from './asked-tools';
import { cardOf, fieldOf } from './card-of-item';
import { hangingInForce, missingInCase } from './case-protocol';
import { currentFracture } from './next-to-place';
import { type StepId, useProtocolStore } from './protocol-store';
import { useReadingStore } from './use-reading';

/** Lateral offset of the slices on which the right and left columns of the rim map are read, mm. */
const columnOffset = 10;

function levelPoint(reading: Reading, level: VertebralLevel): Point | null {
  return reading.levels.find((mark) => mark.level === level)?.point ?? null;
}

/** The slice on which a fracture's landmarks are, or its level's mark. */
function anchorOf(reading: Reading, fracture: Fracture): Point | null {
  const own = fracture.landmarks.find((one) => one.level === fracture.level) ?? fracture.landmarks[0];
  return own?.point ?? levelPoint(reading, fracture.level);
}

/** Zooms in on a point, unless the reader is closer already and has it in view. */
function zoomOn(cell: number, lps: Vector3, extent: number): void {
  const viewer = useViewerStore.getState();
  const stack = stackOf(viewer, cell);
  const shown = viewer.cells[cell];
  const frame = stack?.frames[shown?.frameIndex ?? 0];
  if (stack === null || shown === undefined || frame === undefined) return;
  const display = displayGeometry(stack, frame);
  if (!display.located) return;
  const size = Math.max(display.columns * display.columnSpacing, display.rows * display.rowSpacing);
  const wanted = size / extent;
  const offset = subtract(lps, imageCentre(display));
  const pan = [dot(offset, display.right), dot(offset, display.down)] as const;
  const away = Math.hypot(pan[0] - shown.pan[0], pan[1] - shown.pan[1]);
  if (shown.zoom >= wanted * 0.8 && away < (0.5 * size) / shown.zoom) return;
  viewer.setView(cell, Math.max(shown.zoom, wanted), pan);
}

/** Brings a place in front of the reader as the hanging protocol wants it for a step; the stack alone without a place. */
function show(view: HangingView, lps: Vector3 | null): void {
  const { rule, extent } = hangingInForce().steps[view];
  const viewer = useViewerStore.getState();
  const cell = viewer.ensureCell(rule, lps);
  if (cell === null) return;
  if (viewer.maximisedCell === null) viewer.activate(cell);
  else viewer.maximise(cell);
  if (lps === null) return;
  viewer.showPoint(lps, { cell });
  if (extent !== null) zoomOn(cell, lps, extent);
}

/** The middle of the posterior wall of a level, where its corners are placed; else its mark. */
function wallMiddle(reading: Reading, fracture: Fracture): Vector3 | null {
  const corners = fracture.landmarks.filter(
    (one) => one.level === fracture.level && (one.landmark === 'PS' || one.landmark === 'PI'),
  );
  const [a, b] = corners;
  if (a === undefined || b === undefined) return anchorOf(reading, fracture)?.lps ?? null;
  const sum = add(a.point.lps, b.point.lps);
  return [sum[0] / 2, sum[1] / 2, sum[2] / 2];
}

/** Brings the images of an item in front of the reader: `place` (LPS mm), or where the reading has its fracture. */
export function showPlace(
  reading: Reading,
  { target }: Pick<MissingItem, 'target'>,
  fracture: Fracture | null,
  place: Vector3 | null = null,
): void {
  const anchor = place ?? (fracture === null ? null : (anchorOf(reading, fracture)?.lps ?? null));
  const wall = place ?? (fracture === null ? null : wallMiddle(reading, fracture));
  if (target.kind === 'level') {
    show('levels', place ?? (target.level === null ? null : nearestMark(reading, target.level)));
  } else if (target.kind === 'landmark') {
    show('landmarks', anchor ?? levelPoint(reading, target.level)?.lps ?? null);
  } else if (target.kind === 'cell') {
    const side = target.cell.endsWith('right') ? -1 : target.cell.endsWith('left') ? 1 : 0;
    show('rim', wall === null ? null : add(wall, [side * columnOffset, 0, 0]));
  } else if (target.kind === 'segment') {
    if (target.segment === 'transverse') show('transverse', wall);
    else show('fragment', anchor);
  } else if (target.kind === 'trace') {
    show('landmarks', anchor);
  } else if (target.kind === 'field' && target.field === 'fragment.presence') {
    show('fragment', anchor);
  } else if (target.kind === 'field' && target.field === 'context.oedema') {
    show('oedema', anchor);
  } else if (target.kind === 'field' && target.field === 'canal.compromise') {
    show('canal', wall);
  }
}

function nearestMark(reading: Reading, level: VertebralLevel): Vector3 | null {
  const marked = reading.levels.map((mark) => mark.level);
  const { above, below } = fractureLevels(level, marked);
  const near = [above, below].flatMap((one) => (one === null ? [] : (levelPoint(reading, one) ?? [])));
  return near[0]?.lps ?? reading.levels[0]?.point.lps ?? null;
}

const toolOfTarget = {
  level: 'level',
  landmark: 'landmark',
  trace: 'wall',
  segment: 'fragment',
} as const satisfies Partial<Record<MissingItem['target']['kind'], Tool>>;

/** The tool whose use answers a question by itself: marking the fractured level, measuring a fragment. */
function toolOfField(target: MissingItem['target'], { levels }: Reading): Tool {
  if (target.kind !== 'field') return 'select';
  const asksForFracture = target.field === 'fractures' || target.field === 'fracturePresence';
  if (asksForFracture && levels.length > 0) return 'fracture';
  return target.field === 'fragment.presence' && isToolOffered('fragment') ? 'fragment' : 'select';
}

/** Goes to a missing item: its card and field, the tool that supplies it, the stack and slice it is judged on. */
export function goToMissing(item: MissingItem): void {
  const { reading } = useReadingStore.getState();
  if (reading === null) return;
  const protocol = useProtocolStore.getState();
  if (item.fractureLevel !== null && item.fractureLevel !== protocol.fractureLevel) {
    protocol.setFractureLevel(item.fractureLevel);
  }
  protocol.visit(item.id);
  protocol.setStep(cardOf(item));
  protocol.setStroke(null);
  const { target } = item;
  const { setTool } = useToolStore.getState();
  if (target.kind === 'level' && target.level !== null) protocol.setNextLevel(target.level);
  if (target.kind === 'landmark') protocol.chooseLandmark({ level: target.level, landmark: target.landmark });
  if (target.kind === 'segment') protocol.choosePart(target.segment);
  if (target.kind in toolOfTarget) setTool(toolOfTarget[target.kind as keyof typeof toolOfTarget]);
  else setTool(toolOfField(target, reading));
  showPlace(reading, item, currentFracture(reading, item.fractureLevel));
  const field = fieldOf(item);
  if (field !== null) protocol.requestFocus(field);
}

/** Goes to the missing item after the one last visited, or to the first. */
export function goToNextMissing(): void {
  const { reading } = useReadingStore.getState();
  if (reading === null) return;
  const items = missingInCase(reading);
  const { visited } = useProtocolStore.getState();
  const position = items.findIndex((item) => item.id === visited);
  const next = items[(position + 1) % Math.max(1, items.length)];
  if (next !== undefined) goToMissing(next);
}

const cardOfTool: Partial<Record<Tool, StepId>> = {
  level: 'numbering',
  fracture: 'fracture',
  landmark: 'landmarks',
  wall: 'landmarks',
  disrupted: 'landmarks',
  fragment: 'fragment',
  outline: 'canal',
};

/**
 * Takes a tool in hand: opens its card and, for the sagittal point tools, enlarges the fracture. Where the protocol does not
 * ask for what it is for, says so instead.
 */
export function takeTool(tool: Tool): void {
  const refusal = refusalOfTool(tool);
  sayRefusal(refusal);
  if (refusal !== null) return;
  const { reading } = useReadingStore.getState();
  const protocol = useProtocolStore.getState();
  protocol.setStroke(null);
  useToolStore.getState().setTool(tool);
  const card = cardOfTool[tool];
  if (card !== undefined) protocol.setStep(card);
  const fracture = currentFracture(reading, protocol.fractureLevel);
  if (reading === null || fracture === null) return;
  if (tool !== 'landmark' && tool !== 'wall' && tool !== 'disrupted') return;
  const viewer = useViewerStore.getState();
  const { rule, extent } = hangingInForce().steps.landmarks;
  const middle = wallMiddle(reading, fracture);
  const cell = viewer.ensureCell(rule, middle);
  if (cell === null || middle === null) return;
  const active = stackOf(viewer, viewer.activeCell);
  if (active?.plane !== rule.plane || isCompared(viewer, active)) viewer.activate(cell);
  if (extent !== null) zoomOn(useViewerStore.getState().activeCell, middle, extent);
}

/** Opens a card of the reading column and puts the keyboard focus on its heading. */
export function focusStep(step: StepId): void {
  useProtocolStore.getState().setStep(step);
  document.querySelector<HTMLElement>(`[data-step="${step}"] button[aria-expanded]`)?.focus();
}

/** Submits a complete reading; goes to the first missing item of any other. */
export function submitOrGo(): void {
  const { reading, submit } = useReadingStore.getState();
  if (reading === null || reading.status === 'submitted') return;
  const [first] = missingInCase(reading);
  if (first === undefined) void submit();
  else goToMissing(first);
}
