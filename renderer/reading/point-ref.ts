import type { VertebralLevel } from '../../shared/dicom/levels';
import {
  type Edit,
  type PlacedPoint,
  removeLandmark,
  removeLevel,
  setCanalOutline,
  setFragmentApex,
  setFragmentSegment,
  setLandmark,
  setLevel,
} from '../../shared/findings/edits';
import type { LandmarkName, Point, Reading, Segment } from '../../shared/findings/reading';
import {
  moveTracePoint,
  removeDisrupted,
  removeTrace,
  replaceTrace,
} from '../../shared/findings/trace-edits';
import { imageKey } from '../../shared/geometry/measurements/measuring-plane';
import { promptTexts } from '../ui/text-prompts';

/**
 * The name of one point of a reading, or of a stretch, a trace or a canal outline as a whole: what can be selected and
 * removed; a point can also be dragged.
 */
export type PointRef =
  | { kind: 'level'; level: VertebralLevel }
  | { kind: 'landmark'; fracture: VertebralLevel; level: VertebralLevel; landmark: LandmarkName }
  | { kind: 'wall'; fracture: VertebralLevel; trace: number; index: number }
  | { kind: 'disrupted'; fracture: VertebralLevel; trace: number; stretch: number }
  | {
      kind: 'fragment';
      fracture: VertebralLevel;
      segment: 'anteroPosterior' | 'cranioCaudal' | 'transverse';
      end: keyof Segment;
    }
  | { kind: 'apex'; fracture: VertebralLevel }
  | { kind: 'outline'; fracture: VertebralLevel; level: VertebralLevel; index: number }
  | { kind: 'trace'; fracture: VertebralLevel; trace: number }
  | { kind: 'canal'; fracture: VertebralLevel; level: VertebralLevel };

/** Whether a reference names a line as a whole, which is not dragged or nudged. */
export function isWhole(ref: PointRef): boolean {
  return ref.kind === 'disrupted' || ref.kind === 'trace' || ref.kind === 'canal';
}

/** Equal for equal references. */
export function refKey(ref: PointRef): string {
  return Object.values(ref).join(' ');
}

/** What a reference is called in the history and in the interface. */
export function refName(ref: PointRef): string {
  switch (ref.kind) {
    case 'level':
      return `mark of ${ref.level}`;
    case 'landmark':
      return `${ref.landmark} of ${ref.level}`;
    case 'wall':
      return `point ${ref.index + 1} of the posterior wall of ${ref.fracture}`;
    case 'disrupted':
      return `disrupted stretch of the posterior wall of ${ref.fracture}`;
    case 'fragment':
      return `end of the fragment size at ${ref.fracture}`;
    case 'apex':
      return `fragment apex at ${ref.fracture}`;
    case 'outline':
      return `point ${ref.index + 1} of the canal outline of ${ref.level}`;
    case 'trace':
      return `trace of the posterior wall of ${ref.fracture}`;
    case 'canal':
      return `canal outline of ${ref.level}`;
  }
}

/** The point a reference names; null where there is none (any more). A stretch or line is found by its first. */
export function pointOf(reading: Reading, ref: PointRef): Point | null {
  if (ref.kind === 'level') return reading.levels.find((mark) => mark.level === ref.level)?.point ?? null;
  const fracture = reading.fractures.find((one) => one.level === ref.fracture);
  if (fracture === undefined) return null;
  switch (ref.kind) {
    case 'landmark':
      return (
        fracture.landmarks.find((one) => one.level === ref.level && one.landmark === ref.landmark)?.point ??
        null
      );
    case 'wall':
      return fracture.posteriorWall.traces[ref.trace]?.points[ref.index] ?? null;
    case 'disrupted':
      return fracture.posteriorWall.traces[ref.trace]?.disrupted[ref.stretch]?.start ?? null;
    case 'fragment':
      return fracture.fragment[ref.segment]?.[ref.end] ?? null;
    case 'apex':
      return fracture.fragment.apex;
    case 'outline':
      return fracture.canal.outlines.find((one) => one.level === ref.level)?.points[ref.index] ?? null;
    case 'trace':
      return fracture.posteriorWall.traces[ref.trace]?.points[0] ?? null;
    case 'canal':
      return fracture.canal.outlines.find((one) => one.level === ref.level)?.points[0] ?? null;
  }
}

/** A point of the reading with the geometry of its image. */
export function placedOf(reading: Reading, point: Point): PlacedPoint | null {
  const image = reading.study.images.find((one) => imageKey(one) === imageKey(point));
  return image === undefined ? null : { point, image };
}

function allPlaced(reading: Reading, points: readonly Point[]): PlacedPoint[] {
  return points.flatMap((point) => placedOf(reading, point) ?? []);
}

function unknownPoint(reading: Reading, ref: PointRef): Edit {
  return { reading, refused: `There is no ${refName(ref)}.` };
}

function outlineOf(reading: Reading, ref: Extract<PointRef, { kind: 'outline' }>): PlacedPoint[] {
  const fracture = reading.fractures.find((one) => one.level === ref.fracture);
  return allPlaced(reading, fracture?.canal.outlines.find((one) => one.level === ref.level)?.points ?? []);
}

/** Moves a point of the reading to a new place. A stretch or a whole line has no single place and is refused. */
export function movePoint(reading: Reading, ref: PointRef, to: PlacedPoint): Edit {
  switch (ref.kind) {
    case 'level':
      return setLevel(reading, ref.level, to);
    case 'landmark':
      return setLandmark(reading, ref.fracture, ref.level, ref.landmark, to);
    case 'wall':
      return moveTracePoint(reading, ref.fracture, ref.trace, ref.index, to);
    case 'disrupted':
      return { reading, refused: promptTexts.stretchMoved };
    case 'trace':
    case 'canal':
      return { reading, refused: promptTexts.lineMoved };
    case 'fragment': {
      const other = pointOf(reading, { ...ref, end: ref.end === 'start' ? 'end' : 'start' });
      const kept = other === null ? null : placedOf(reading, other);
      if (kept === null) return unknownPoint(reading, ref);
      const ends = ref.end === 'start' ? { start: to, end: kept } : { start: kept, end: to };
      return setFragmentSegment(reading, ref.fracture, ref.segment, ends);
    }
    case 'apex':
      return setFragmentApex(reading, ref.fracture, to);
    case 'outline': {
      const points = outlineOf(reading, ref).map((placed, index) => (index === ref.index ? to : placed));
      return setCanalOutline(reading, ref.fracture, ref.level, points);
    }
  }
}

/** Removes a point; a trace left with one point, or an outline left with two, goes as a whole. */
export function removePoint(reading: Reading, ref: PointRef): Edit {
  switch (ref.kind) {
    case 'level':
      return removeLevel(reading, ref.level);
    case 'landmark':
      return removeLandmark(reading, ref.fracture, ref.level, ref.landmark);
    case 'wall': {
      const fracture = reading.fractures.find((one) => one.level === ref.fracture);
      const trace = fracture?.posteriorWall.traces[ref.trace];
      const left = allPlaced(reading, trace?.points ?? []).filter((_, index) => index !== ref.index);
      return left.length < 2
        ? removeTrace(reading, ref.fracture, ref.trace)
        : replaceTrace(reading, ref.fracture, ref.trace, left);
    }
    case 'disrupted':
      return removeDisrupted(reading, ref.fracture, ref.trace, ref.stretch);
    case 'fragment':
      return setFragmentSegment(reading, ref.fracture, ref.segment, null);
    case 'apex':
      return setFragmentApex(reading, ref.fracture, null);
    case 'outline': {
      const left = outlineOf(reading, ref).filter((_, index) => index !== ref.index);
      return setCanalOutline(reading, ref.fracture, ref.level, left.length < 3 ? [] : left);
    }
    case 'trace':
      return removeTrace(reading, ref.fracture, ref.trace);
    case 'canal':
      return setCanalOutline(reading, ref.fracture, ref.level, []);
  }
}
