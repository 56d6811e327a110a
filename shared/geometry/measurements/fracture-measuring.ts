import { neighbourLevel, type VertebralLevel } from '../../dicom/levels';
import type {
  Fracture,
  ImageGeometry,
  LandmarkName,
  Measurement,
  MeasurementMethod,
  Point,
} from '../../findings/reading';
import {
  farthestOffPlane,
  imageKey,
  type MeasuringPlane,
  measuringPlane,
  unmeasurable,
} from './measuring-plane';
import type { Outcome } from './outcome';
import { type Dependence, placementUncertainty } from './uncertainty';

/** What a fracture's measurements need to know beyond the fracture itself. */
export interface MeasuringContext {
  images: readonly ImageGeometry[];
  /** Levels marked in the reading: transitional T13 and L6 count as neighbours only where marked. */
  levels: readonly VertebralLevel[];
  /** Levels of all fractures of the reading. */
  fractured: readonly VertebralLevel[];
}

/** A point with its name in a sentence, or the name of what is not placed. */
export interface NamedPoint {
  name: string;
  point: Point | undefined;
}

/** A point that is placed, with its name. */
export interface Placed {
  name: string;
  point: Point;
}

/** A value or why there is none, with its points, what to know about it, and how it depends on them. */
export interface Result {
  outcome: Outcome;
  points: Point[];
  notes: string[];
  /** The value with `points` at other places, for its uncertainty; left out where that says nothing (a grade). */
  valueAt?: Dependence['valueAt'];
  /** What the value depends on, where that is not `points`. */
  dependence?: Dependence;
}

/** Words in a row with "and" before the last. */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** That these are missing, as the end of a sentence. */
export function missingInWords(names: readonly string[]): string {
  return `${listed(names)} ${names.length > 1 ? 'are' : 'is'} missing`;
}

function asSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** How far slices are apart, in brackets; empty where it is not known. */
export function stepInWords(sliceStep: number | null): string {
  return sliceStep === null ? '' : ` (slices ${Math.abs(sliceStep).toFixed(1)} mm apart)`;
}

/** The value; null where refused. */
export function numberOf(outcome: Outcome): number | null {
  return 'value' in outcome ? outcome.value : null;
}

/** A result without a value. */
export function refusal(refused: string, points: Point[] = []): Result {
  return { outcome: { refused }, points, notes: [] };
}

/** Whether a point is placed. */
export function isPlaced(named: NamedPoint): named is Placed {
  return named.point !== undefined;
}

/** Measures one fracture: holds what all its measurements share. */
export class FractureMeasuring {
  readonly images: ReadonlyMap<string, ImageGeometry>;
  readonly frame: MeasuringPlane | { refused: string };
  readonly level: VertebralLevel;
  readonly above: VertebralLevel | null;
  readonly below: VertebralLevel | null;
  readonly entries: Measurement[] = [];

  constructor(
    readonly fracture: Fracture,
    readonly context: MeasuringContext,
  ) {
    this.images = new Map(context.images.map((image) => [imageKey(image), image]));
    this.level = fracture.level;
    this.above = neighbourLevel(this.level, -1, context.levels);
    this.below = neighbourLevel(this.level, 1, context.levels);
    this.frame = measuringPlane(fracture.landmarks, this.level, this.images);
  }

  /** A landmark of a level; undefined where it is not placed. */
  find(level: VertebralLevel | null, landmark: LandmarkName): Point | undefined {
    return this.fracture.landmarks.find((one) => one.level === level && one.landmark === landmark)?.point;
  }

  named(level: VertebralLevel | null, side: 'above' | 'below' | 'at', landmark: LandmarkName): NamedPoint {
    const name = level === null ? `${landmark} of a level ${side} ${this.level}` : `${landmark} of ${level}`;
    return { name, point: this.find(level, landmark) };
  }

  /** A landmark of the fractured level. */
  at(landmark: LandmarkName): NamedPoint {
    return this.named(this.level, 'at', landmark);
  }

  /** A landmark of the neighbour above. */
  up(landmark: LandmarkName): NamedPoint {
    return this.named(this.above, 'above', landmark);
  }

  /** A landmark of the neighbour below. */
  down(landmark: LandmarkName): NamedPoint {
    return this.named(this.below, 'below', landmark);
  }

  /** Adds an entry with the value and its uncertainty, or the reason why there is none, as sentences. */
  report(
    name: string,
    method: MeasurementMethod,
    unit: Measurement['unit'],
    result: Result,
    level = this.level,
  ): void {
    const { points, notes } = result;
    const finite = 'refused' in result.outcome || Number.isFinite(result.outcome.value);
    const outcome = finite ? result.outcome : { refused: 'its points lie too far apart for a finite value' };
    const entry: Measurement = {
      name,
      method,
      level,
      value: 'value' in outcome ? outcome.value : null,
      unit,
      points,
    };
    const dependence =
      result.dependence ?? (result.valueAt === undefined ? null : { points, valueAt: result.valueAt });
    if ('value' in outcome && dependence !== null) {
      const uncertainty = placementUncertainty(dependence, this.images);
      if (uncertainty !== null) entry.uncertainty = uncertainty;
    }
    if ('refused' in outcome)
      entry.refused = asSentence(`${name} at ${level} is not measured: ${outcome.refused}`);
    if ('value' in outcome && notes.length > 0) entry.note = asSentence([...new Set(notes)].join('; '));
    this.entries.push(entry);
  }

  /** Why points cannot be used: not placed, or on an image that cannot be measured. */
  problemWith(points: readonly NamedPoint[]): string | null {
    const missing = [...new Set(points.filter((one) => !isPlaced(one)).map((one) => one.name))];
    if (missing.length > 0) return missingInWords(missing);
    for (const { name, point } of points.filter(isPlaced)) {
      const image = this.images.get(imageKey(point));
      if (image === undefined) return `the image of ${name} is not described in this reading`;
      if (!image.measurable) return `${name}: ${unmeasurable(image)}`;
    }
    return null;
  }

  /** Runs a measurement in the measuring plane once its points are there, and says how far they leave the plane. */
  inPlane(
    points: readonly NamedPoint[],
    compute: (frame: MeasuringPlane, points: Placed[]) => Result,
  ): Result {
    const placed = points.filter(isPlaced);
    const problem = this.problemWith(points);
    if (problem !== null)
      return refusal(
        problem,
        placed.map((one) => one.point),
      );
    const { frame } = this;
    if ('refused' in frame) return refusal(frame.refused);
    const result = compute(frame, placed);
    const off = farthestOffPlane(frame.plane, result.points);
    if (off > frame.tolerance + 1e-6) {
      const note = `its points leave the measuring plane by ${off.toFixed(1)} mm, more than half a slice step${stepInWords(frame.sliceStep)}`;
      return { ...result, notes: [...result.notes, note] };
    }
    return result;
  }

  /** Distance of the slices where a point was placed, mm. */
  stepOf(point: Point): number | null {
    return this.images.get(imageKey(point))?.sliceStep ?? null;
  }

  /** That a neighbour is itself fractured. */
  neighbourNotes(): string[] {
    return [this.above, this.below]
      .filter((level) => level !== null && this.context.fractured.includes(level))
      .map((level) => `the neighbour ${level} is itself fractured`);
  }

  /** Whether any of the points is placed, so that a value or a refusal says something. */
  begun(points: readonly NamedPoint[]): boolean {
    return points.some(isPlaced);
  }

  /** Points of all traces of the posterior wall, and the apex of the fragment. */
  wallPoints(): Placed[] {
    const traced = this.fracture.posteriorWall.traces.flatMap((trace) =>
      trace.points.map((point) => ({ name: `the posterior wall of ${this.level}`, point })),
    );
    const { apex } = this.fracture.fragment;
    return apex === null ? traced : [...traced, { name: `the fragment apex at ${this.level}`, point: apex }];
  }

  /** Wall points of the fractured level that lie on the measuring plane, within half a slice step. */
  wallOnPlane(): Placed[] {
    const { frame } = this;
    if ('refused' in frame) return [];
    return this.wallPoints().filter(
      ({ point }) => farthestOffPlane(frame.plane, [point]) <= frame.tolerance + 1e-6,
    );
  }
}
