import { isMeasurable, measuringRemarks } from '../../shared/dicom/geometry-finding';
import type { VertebralLevel } from '../../shared/dicom/levels';
import type { Stack } from '../../shared/dicom/model';
import {
  addFracture,
  type Edit,
  type PlacedPoint,
  setFragment,
  setFragmentApex,
  setFragmentSegment,
  setLandmark,
  setLevel,
} from '../../shared/findings/edits';
import type { Fracture, Reading } from '../../shared/findings/reading';
import { markDisrupted } from '../../shared/findings/trace-edits';
import { imageKey } from '../../shared/geometry/measurements/measuring-plane';
import { nearestOnPolyline } from '../../shared/geometry/polyline';
import type { Vector3 } from '../../shared/geometry/vector';
import { readingTools, type Tool } from '../app/tool-store';
import { drawingText } from '../ui/text';
import { promptTexts } from '../ui/text-prompts';
import type { CellView } from '../viewer/cell-view';
import { extendLine, finishStroke, type Placing } from './draw-line';
import { type DrawingTool, drawingMode } from './drawing-mode';
import { currentFracture, landmarkToPlace, markedLevels, outlineToDraw, partToDraw } from './next-to-place';
import { movePoint, type PointRef, refName } from './point-ref';
import { type FragmentPart, useProtocolStore } from './protocol-store';
import { firstPoint, lineOf } from './stroke';
import { useReadingStore } from './use-reading';
import { hasWireImage } from './wire-image';

/** Tools that place points with a click. */
export type PlacingTool = Exclude<(typeof readingTools)[number], 'select'>;

export function isPlacingTool(tool: Tool): tool is PlacingTool {
  return tool !== 'select' && (readingTools as readonly Tool[]).includes(tool);
}

/** What the tool says beside the pointer: what the next click is, or why there can be none. */
export interface Prompt {
  text: string;
  refused: boolean;
}

/** Within this of a disrupted stretch's trace, or of the first point of an outline, a click is on it. CSS pixels. */
const reach = 14;

/** The words for a part of the fragment. */
export const partWords: Record<FragmentPart, string> = {
  anteroPosterior: 'antero-posterior',
  cranioCaudal: 'cranio-caudal',
  transverse: 'transverse',
  apex: 'apex',
};

const planeOfTool: Partial<Record<PlacingTool, 'sagittal' | 'axial'>> = {
  landmark: 'sagittal',
  wall: 'sagittal',
  disrupted: 'sagittal',
  outline: 'axial',
};

/** Why the tool cannot place a point in this viewport, in a sentence; null where it can. */
export function placingProblem(tool: PlacingTool, view: CellView, reading: Reading): string | null {
  const { stack, display } = view;
  if (reading.status === 'submitted') return promptTexts.submitted;
  if (stack.studyInstanceUid !== reading.study.studyInstanceUid) return drawingText.ofComparedStudy;
  if (tool === 'fracture') return reading.levels.length === 0 ? promptTexts.levelsFirst : null;
  if (!isMeasurable(stack) || !display.located) {
    const reasons = isMeasurable(stack) ? 'its geometry is not known.' : measuringRemarks(stack).join(' ');
    return `No points can be placed on this image: ${reasons}`;
  }
  if (tool === 'level') return null;
  if (reading.fractures.length === 0) return promptTexts.fractureFirst;
  const needed = planeOfTool[tool];
  const isOther =
    stack.plane === 'coronal' ||
    (needed === 'sagittal' && stack.plane === 'axial') ||
    (needed === 'axial' && stack.plane === 'sagittal');
  if (needed !== undefined && isOther) return `This tool works on ${needed} images.`;
  return null;
}

/** What the tool says beside the pointer in this viewport. */
export function promptOf(tool: PlacingTool, view: CellView, reading: Reading): Prompt {
  const problem = placingProblem(tool, view, reading);
  if (problem !== null) return { text: problem, refused: true };
  const state = useProtocolStore.getState();
  const ask = (text: string): Prompt => ({ text, refused: false });
  const askLine = (drawing: DrawingTool, words: string): Prompt => {
    const mode = drawingMode(drawing);
    if (mode === 'points') return ask(words);
    const isBlind = mode === 'wire' && !hasWireImage(view);
    return ask(`${words} · ${isBlind ? drawingText.noGreyValues : drawingText.modes[mode].toLowerCase()}`);
  };
  if (tool === 'level') return ask(state.nextLevel);
  if (tool === 'fracture') return ask(promptTexts.clickFracture);
  const fracture = currentFracture(reading, state.fractureLevel);
  if (fracture === null) return { text: promptTexts.fractureFirst, refused: true };
  const { stroke } = state;
  if (stroke !== null && imageKey(stroke.image) !== imageKey(view.imageGeometry)) {
    return { text: promptTexts.lineElsewhere, refused: true };
  }
  switch (tool) {
    case 'landmark': {
      const next = landmarkToPlace(reading, fracture, state.chosenLandmark);
      return next === null ? ask('no landmark is left to place') : ask(`${next.landmark} of ${next.level}`);
    }
    case 'wall':
      return askLine(
        'wall',
        stroke === null ? drawingText.wallFrom(fracture.level) : drawingText.wallGoesOn(stroke.pieces.length),
      );
    case 'disrupted':
      return ask(stroke === null ? promptTexts.disruptedFrom : promptTexts.disruptedTo);
    case 'fragment': {
      const part = partToDraw(fracture, state.chosenPart, view.stack.plane);
      if (part === null) return ask(promptTexts.allMeasured);
      return ask(`${partWords[part]}${part === 'apex' ? '' : stroke === null ? ': from' : ': to'}`);
    }
    case 'outline': {
      const level = outlineToDraw(reading, fracture, state.chosenOutline, view);
      return askLine(
        'outline',
        stroke === null ? drawingText.outlineFrom(level) : drawingText.outlineGoesOn(stroke.pieces.length),
      );
    }
  }
}

/** The point under a screen position of a viewport, with its image. */
export function placedAt(view: CellView, x: number, y: number): PlacedPoint {
  const [left, posterior, head] = view.toPatient(x, y);
  return {
    point: {
      lps: [left, posterior, head],
      sopInstanceUid: view.frame.sopInstanceUid,
      frame: view.frame.frame,
    },
    image: view.imageGeometry,
  };
}

let gestures = 0;

/** A name no other gesture has. */
export function newGesture(): string {
  gestures += 1;
  return `gesture ${gestures}`;
}

/**
 * Drags an existing point: every move is applied at once, all of them are one undo step. `gesture`: that of an act the drag
 * belongs to.
 */
export function dragPoint(ref: PointRef, gesture?: string): Placing {
  useProtocolStore.getState().select(ref);
  let hasChanged = gesture !== undefined;
  const name = gesture ?? newGesture();
  const move = (placed: PlacedPoint): void => {
    const { apply } = useReadingStore.getState();
    hasChanged = apply((draft) => movePoint(draft, ref, placed), `${refName(ref)} moved`, name) || hasChanged;
  };
  return {
    move,
    release: (placed, dragged) => {
      if (dragged) move(placed);
      useReadingStore.getState().endGesture();
    },
    cancel: () => {
      useReadingStore.getState().endGesture();
      if (hasChanged) useReadingStore.getState().undo();
    },
  };
}

/** Places a point with an edit and lets the same press adjust it. */
function placeAndDrag(ref: PointRef, edit: (draft: Reading) => Edit): Placing | null {
  const gesture = newGesture();
  const done = useReadingStore.getState().apply(edit, `${refName(ref)} placed`, gesture);
  return done ? dragPoint(ref, gesture) : null;
}

/** Marks a level and lets the same press move its mark; the count goes on from it. */
export function placeLevel(reading: Reading, level: VertebralLevel, placed: PlacedPoint): Placing | null {
  const { nextLevel, countOn, setNextLevel } = useProtocolStore.getState();
  const started = placeAndDrag({ kind: 'level', level }, (draft) => setLevel(draft, level, placed));
  if (started === null) return null;
  countOn(level, [...markedLevels(reading), level]);
  return {
    ...started,
    cancel: () => {
      started.cancel();
      setNextLevel(nextLevel);
    },
  };
}

/** The nearest marked level to a screen position. */
function levelAt(reading: Reading, view: CellView, x: number, y: number): VertebralLevel | null {
  const near = reading.levels
    .map(({ level, point }) => {
      const [markX, markY] = view.toScreen(point.lps);
      return { level, away: Math.hypot(markX - x, markY - y) };
    })
    .toSorted((a, b) => a.away - b.away);
  return near[0]?.level ?? null;
}

/** Marks the fractured level, or turns to it where it is marked already. */
export function chooseFractureLevel(level: VertebralLevel): void {
  const { reading, apply } = useReadingStore.getState();
  const known = reading?.fractures.some((one) => one.level === level) ?? false;
  if (known || apply((draft) => addFracture(draft, level), `fracture of ${level} marked`)) {
    useProtocolStore.getState().setFractureLevel(level);
    useProtocolStore.getState().setStep('fracture');
  }
}

/** The trace of a fracture under a screen position: its index, or null where none is in reach on this image. */
function traceAt(fracture: Fracture, view: CellView, lps: Vector3): number | null {
  const near = fracture.posteriorWall.traces
    .map((trace, index) => {
      const onImage = trace.points.every((point) => isOnSlice(view, point.lps));
      const nearest = onImage
        ? nearestOnPolyline(
            trace.points.map((point) => point.lps),
            lps,
          )
        : null;
      return {
        index,
        away: (nearest?.distance ?? Number.POSITIVE_INFINITY) / view.millimetresPerScreenPixel,
      };
    })
    .toSorted((a, b) => a.away - b.away);
  const [first] = near;
  return first !== undefined && first.away <= reach ? first.index : null;
}

/** Whether a point belongs to the slice shown: within half a slice step of it. */
export function isOnSlice(view: Pick<CellView, 'signedDistance' | 'stack'>, lps: Vector3): boolean {
  return Math.abs(view.signedDistance(lps)) <= halfStep(view.stack) + 1e-3;
}

/** Half a slice step, mm; half a slice thickness, or 0.5 mm, where the stack has no step. */
export function halfStep(stack: Pick<Stack, 'sliceStep' | 'sliceThickness'>): number {
  return Math.abs(stack.sliceStep ?? stack.sliceThickness ?? 1) / 2;
}

function pressLandmark(reading: Reading, fracture: Fracture, placed: PlacedPoint): Placing | null {
  const { chosenLandmark, chooseLandmark } = useProtocolStore.getState();
  const next = landmarkToPlace(reading, fracture, chosenLandmark);
  if (next === null) return null;
  const { level, landmark } = next;
  const started = placeAndDrag({ kind: 'landmark', fracture: fracture.level, level, landmark }, (draft) =>
    setLandmark(draft, fracture.level, level, landmark, placed),
  );
  if (started !== null) chooseLandmark(null);
  return started;
}

function pressFragment(fracture: Fracture, view: CellView, placed: PlacedPoint): Placing | null {
  const { chosenPart, choosePart, stroke, setStroke } = useProtocolStore.getState();
  const part = partToDraw(fracture, chosenPart, view.stack.plane);
  const { level } = fracture;
  if (part === null) return null;
  // Measuring a fragment says that there is one.
  const withFragment = (draft: Reading): Reading =>
    fracture.fragment.presence === null ? setFragment(draft, level, { presence: 'present' }).reading : draft;
  if (part === 'apex') {
    const started = placeAndDrag({ kind: 'apex', fracture: level }, (draft) =>
      setFragmentApex(withFragment(draft), level, placed),
    );
    if (started !== null) choosePart(null);
    return started;
  }
  const finish = (start: PlacedPoint, end: PlacedPoint): Placing | null => {
    const started = placeAndDrag({ kind: 'fragment', fracture: level, segment: part, end: 'end' }, (draft) =>
      setFragmentSegment(withFragment(draft), level, part, { start, end }),
    );
    choosePart(null);
    return started;
  };
  const first = firstPoint(stroke);
  if (stroke !== null && first !== undefined) return finish({ point: first, image: stroke.image }, placed);
  setStroke({
    tool: 'fragment',
    image: placed.image,
    pieces: [{ mode: 'points', points: [placed.point] }],
  });
  return {
    move: () => undefined,
    release: (end, dragged) => {
      if (dragged) finish(placed, end)?.release(end, false);
    },
    cancel: () => useProtocolStore.getState().setStroke(null),
  };
}

function pressDisrupted(fracture: Fracture, view: CellView, placed: PlacedPoint): Placing | null {
  const { stroke, setStroke, select } = useProtocolStore.getState();
  const trace = traceAt(fracture, view, firstPoint(stroke)?.lps ?? placed.point.lps);
  if (trace === null) {
    useReadingStore.setState({ refused: promptTexts.noTrace });
    return null;
  }
  const finish = (start: PlacedPoint['point'], end: PlacedPoint['point']): void => {
    setStroke(null);
    const { level } = fracture;
    const stretch = fracture.posteriorWall.traces[trace]?.disrupted.length ?? 0;
    const done = useReadingStore
      .getState()
      .apply(
        (draft) => markDisrupted(draft, level, trace, start, end),
        `disrupted stretch of ${level} marked`,
      );
    if (done) select({ kind: 'disrupted', fracture: level, trace, stretch });
  };
  const first = firstPoint(stroke);
  if (first !== undefined) {
    finish(first, placed.point);
    return null;
  }
  setStroke({
    tool: 'disrupted',
    image: placed.image,
    pieces: [{ mode: 'points', points: [placed.point] }],
  });
  return {
    move: () => undefined,
    release: (end, dragged) => {
      if (dragged) finish(placed.point, end.point);
    },
    cancel: () => useProtocolStore.getState().setStroke(null),
  };
}

/**
 * What pressing the button does with a placing tool at a screen position of a viewport. Null where the press is done
 * with (or refused).
 */
export function press(tool: PlacingTool, view: CellView, x: number, y: number): Placing | null {
  const { reading } = useReadingStore.getState();
  const state = useProtocolStore.getState();
  if (reading === null || promptOf(tool, view, reading).refused) return null;
  useReadingStore.setState({ refused: null });
  const placed = placedAt(view, x, y);
  if (tool === 'level') {
    const level = state.nextLevel;
    return placeLevel(reading, level, placed);
  }
  if (tool === 'fracture') {
    const level = levelAt(reading, view, x, y);
    if (level !== null) chooseFractureLevel(level);
    return null;
  }
  const fracture = currentFracture(reading, state.fractureLevel);
  if (fracture === null) return null;
  if (tool === 'landmark') return pressLandmark(reading, fracture, placed);
  if (tool === 'fragment') return pressFragment(fracture, view, placed);
  if (tool === 'disrupted') return pressDisrupted(fracture, view, placed);
  if (tool === 'outline' && closesOutline(view, x, y)) {
    finishStroke(view);
    return null;
  }
  return extendLine(tool, view, placed);
}

function closesOutline(view: CellView, x: number, y: number): boolean {
  const { stroke } = useProtocolStore.getState();
  const first = firstPoint(stroke);
  if (stroke === null || first === undefined || lineOf(stroke).points.length < 3) return false;
  const [firstX, firstY] = view.toScreen(first.lps);
  return Math.hypot(firstX - x, firstY - y) <= reach / 2;
}
