import { neighbourLevel, type VertebralLevel } from '../../dicom/levels';
import type {
  Fracture,
  FractureItem,
  ImageGeometry,
  LandmarkName,
  Measurement,
  MeasurementMethod,
  Point,
  Segment,
  WallTrace,
} from '../../findings/reading';
import { planeOfImage } from '../image';
import { polygonArea } from '../polygon';
import { distance, type Vector3 } from '../vector';
import { endplateAngle } from './angles';
import {
  canalArea,
  canalDiameter,
  compromiseFromAreas,
  compromiseFromOneDiameter,
  compromiseFromTwoDiameters,
} from './canal';
import { genantGrade, heightLoss, vertebralHeight } from './height';
import {
  farthestOffPlane,
  imageKey,
  type MeasuringPlane,
  measuringPlane,
  unmeasurable,
} from './measuring-plane';
import { type Outcome, smallestLength } from './outcome';
import { retropulsion } from './retropulsion';
import { disruptedLength } from './rim-length';
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
interface NamedPoint {
  name: string;
  point: Point | undefined;
}

interface Placed {
  name: string;
  point: Point;
}

interface Result {
  outcome: Outcome;
  points: Point[];
  notes: string[];
  /** The value with `points` at other places, for its uncertainty; left out where that says nothing (a grade). */
  valueAt?: Dependence['valueAt'];
  /** What the value depends on, where that is not `points`. */
  dependence?: Dependence;
}

/** Steepest axial plane: its normal within 60° of the cranio-caudal axis, for blocks along the lowest discs. */
const smallestCraniocaudal = 0.5;

function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

function missingInWords(names: readonly string[]): string {
  return `${listed(names)} ${names.length > 1 ? 'are' : 'is'} missing`;
}

function asSentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function stepInWords(sliceStep: number | null): string {
  return sliceStep === null ? '' : ` (slices ${Math.abs(sliceStep).toFixed(1)} mm apart)`;
}

function numberOf(outcome: Outcome): number | null {
  return 'value' in outcome ? outcome.value : null;
}

function refusal(refused: string, points: Point[] = []): Result {
  return { outcome: { refused }, points, notes: [] };
}

function isPlaced(named: NamedPoint): named is Placed {
  return named.point !== undefined;
}

/** Measures one fracture: holds what all its measurements share. */
class FractureMeasurer {
  private readonly images: ReadonlyMap<string, ImageGeometry>;
  private readonly frame: MeasuringPlane | { refused: string };
  private readonly level: VertebralLevel;
  private readonly above: VertebralLevel | null;
  private readonly below: VertebralLevel | null;
  readonly entries: Measurement[] = [];

  constructor(
    private readonly fracture: Fracture,
    private readonly context: MeasuringContext,
  ) {
    this.images = new Map(context.images.map((image) => [imageKey(image), image]));
    this.level = fracture.level;
    this.above = neighbourLevel(this.level, -1, context.levels);
    this.below = neighbourLevel(this.level, 1, context.levels);
    this.frame = measuringPlane(fracture.landmarks, this.level, this.images);
  }

  private find(level: VertebralLevel | null, landmark: LandmarkName): Point | undefined {
    return this.fracture.landmarks.find((one) => one.level === level && one.landmark === landmark)?.point;
  }

  private named(
    level: VertebralLevel | null,
    side: 'above' | 'below' | 'at',
    landmark: LandmarkName,
  ): NamedPoint {
    const name = level === null ? `${landmark} of a level ${side} ${this.level}` : `${landmark} of ${level}`;
    return { name, point: this.find(level, landmark) };
  }

  private at(landmark: LandmarkName): NamedPoint {
    return this.named(this.level, 'at', landmark);
  }

  private up(landmark: LandmarkName): NamedPoint {
    return this.named(this.above, 'above', landmark);
  }

  private down(landmark: LandmarkName): NamedPoint {
    return this.named(this.below, 'below', landmark);
  }

  private report(
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
  private problemWith(points: readonly NamedPoint[]): string | null {
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
  private inPlane(
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

  private stepOf(point: Point): number | null {
    return this.images.get(imageKey(point))?.sliceStep ?? null;
  }

  private neighbourNotes(): string[] {
    return [this.above, this.below]
      .filter((level) => level !== null && this.context.fractured.includes(level))
      .map((level) => `the neighbour ${level} is itself fractured`);
  }

  /** Whether any of the points is placed, so that a value or a refusal says something. */
  private begun(points: readonly NamedPoint[]): boolean {
    return points.some(isPlaced);
  }

  private wallPoints(): Placed[] {
    const traced = this.fracture.posteriorWall.traces.flatMap((trace) =>
      trace.points.map((point) => ({ name: `the posterior wall of ${this.level}`, point })),
    );
    const { apex } = this.fracture.fragment;
    return apex === null ? traced : [...traced, { name: `the fragment apex at ${this.level}`, point: apex }];
  }

  /** RETRO-ADJ and RETRO-OWN; points: line start, line end, farthest wall point. */
  measureRetropulsion(): void {
    const wall = this.wallPoints();
    const beyond = (start: NamedPoint, end: NamedPoint, notes: string[]): Result => {
      const noWall: NamedPoint = {
        name: `the trace of the posterior wall of ${this.level}`,
        point: undefined,
      };
      return this.inPlane(
        [start, end, ...(wall.length > 0 ? wall : [noWall])],
        (frame, [from, to, ...rest]) => {
          if (from === undefined || to === undefined) return refusal('its reference line is missing');
          const outcome = retropulsion(
            frame,
            from.point.lps,
            to.point.lps,
            rest.map((one) => one.point.lps),
          );
          const farthest = 'farthest' in outcome ? rest[outcome.farthest] : undefined;
          const points = [from.point, to.point, ...(farthest === undefined ? [] : [farthest.point])];
          const apexOnly = this.fracture.posteriorWall.traces.every((trace) => trace.points.length === 0);
          return {
            outcome: 'value' in outcome ? { value: outcome.value } : outcome,
            points,
            notes: apexOnly ? [...notes, 'from the fragment apex alone, the wall is not traced'] : notes,
            // The farthest point decides; the others of the wall do not enter the value.
            valueAt: ([a, b, wallPoint]) =>
              a === undefined || b === undefined || wallPoint === undefined
                ? null
                : numberOf(retropulsion(frame, a, b, [wallPoint])),
          };
        },
      );
    };
    const adjacent = [this.up('PI'), this.down('PS')] as const;
    const own = [this.at('PS'), this.at('PI')] as const;
    if (wall.length > 0 || adjacent.every(isPlaced)) {
      this.report('retropulsion', 'RETRO-ADJ', 'mm', beyond(...adjacent, this.neighbourNotes()));
    }
    if (wall.length > 0) this.report('retropulsion', 'RETRO-OWN', 'mm', beyond(...own, []));
  }

  /** Wall points of the fractured level that lie on the measuring plane, within half a slice step. */
  private wallOnPlane(): Placed[] {
    const { frame } = this;
    if ('refused' in frame) return [];
    return this.wallPoints().filter(
      ({ point }) => farthestOffPlane(frame.plane, [point]) <= frame.tolerance + 1e-6,
    );
  }

  /** CANAL-AP of one level; points: axis start, axis end, most posterior wall point, PC. */
  private canalDiameterAt(side: 'above' | 'at' | 'below'): Result {
    const pick = { above: this.up, at: this.at, below: this.down }[side].bind(this);
    const corners = [pick('PS'), pick('PI')] as const;
    const notes: string[] = [];
    let axis: readonly [NamedPoint, NamedPoint] = corners;
    let wall: NamedPoint[] = [...corners];
    if (side === 'at') {
      const adjacent = [this.up('PI'), this.down('PS')] as const;
      if (adjacent.every(isPlaced)) {
        axis = adjacent;
        notes.push(...this.neighbourNotes());
      } else {
        const missing = adjacent.filter((one) => !isPlaced(one)).map((one) => one.name);
        notes.push(`along PS–PI of ${this.level} itself, because ${missingInWords(missing)}`);
      }
      const traced = this.wallOnPlane();
      if (traced.length === 0 && this.wallPoints().length > 0) {
        notes.push('the traced wall lies on other slices and is not used');
      }
      wall = [...corners, ...traced];
    }
    return this.inPlane([...axis, pick('PC'), ...wall], (frame, [start, end, border, ...rest]) => {
      if (start === undefined || end === undefined || border === undefined)
        return refusal('its axis is missing');
      const outcome = canalDiameter(
        frame,
        start.point.lps,
        end.point.lps,
        rest.map((one) => one.point.lps),
        border.point.lps,
      );
      const decisive = 'wallIndex' in outcome ? rest[outcome.wallIndex] : undefined;
      return {
        outcome: 'value' in outcome ? { value: outcome.value } : outcome,
        points: [start.point, end.point, ...(decisive === undefined ? [] : [decisive.point]), border.point],
        notes,
        valueAt: ([a, b, wallPoint, opposite]) =>
          a === undefined || b === undefined || wallPoint === undefined || opposite === undefined
            ? null
            : numberOf(canalDiameter(frame, a, b, [wallPoint], opposite)),
      };
    });
  }

  /** CANAL-AP of U, L and D, then the canal compromise from them and from the outlines. */
  measureCanal(): void {
    const diameters = {
      above: this.canalDiameterAt('above'),
      at: this.canalDiameterAt('at'),
      below: this.canalDiameterAt('below'),
    };
    const borders = { above: this.up('PC'), at: this.at('PC'), below: this.down('PC') };
    for (const [side, level] of [
      ['above', this.above],
      ['at', this.level],
      ['below', this.below],
    ] as const) {
      if (level !== null && this.begun([borders[side]])) {
        this.report('canal AP diameter', 'CANAL-AP', 'mm', diameters[side], level);
      }
    }
    if (this.begun(Object.values(borders))) this.measureCompromise(diameters);
    if (this.fracture.canal.outlines.length > 0) {
      this.report('canal compromise', 'CC-AREA2', '%', this.compromiseByArea());
    }
  }

  private measureCompromise(diameters: Record<'above' | 'at' | 'below', Result>): void {
    const { above, at, below } = diameters;
    const combine = (parts: Result[], compromise: (diameters: readonly number[]) => Outcome): Result => ({
      outcome: compromise(parts.map((part) => numberOf(part.outcome) ?? 0)),
      points: parts.flatMap((part) => part.points),
      notes: parts.flatMap((part) => part.notes),
      valueAt: (places) => {
        let next = 0;
        const diameters = parts.flatMap((part) => {
          const own = places.slice(next, next + part.points.length);
          next += part.points.length;
          return part.valueAt?.(own) ?? [];
        });
        return diameters.length < parts.length ? null : numberOf(compromise(diameters));
      },
    });
    const all = [above, at, below];
    const firstRefused = [at, above, below].find((one) => 'refused' in one.outcome)?.outcome;
    const values = all.map((one) => ('value' in one.outcome ? one.outcome.value : null));
    const [valueAbove, valueAt, valueBelow] = values;
    const usable = (value: number | null | undefined): value is number =>
      value !== null && value !== undefined;
    if (usable(valueAbove) && usable(valueAt) && usable(valueBelow)) {
      const fromTwo = ([above = 0, at = 0, below = 0]: readonly number[]): Outcome =>
        compromiseFromTwoDiameters(above, at, below);
      this.report('canal compromise', 'CC-MSD2', '%', combine(all, fromTwo));
      return;
    }
    const refused =
      firstRefused !== undefined && 'refused' in firstRefused ? firstRefused.refused : 'no diameter';
    this.report(
      'canal compromise',
      'CC-MSD2',
      '%',
      combine(all, () => ({ refused })),
    );
    const [neighbour, value] = usable(valueAbove) ? [above, valueAbove] : [below, valueBelow];
    if (usable(value) && usable(valueAt)) {
      const fromOne = ([normal = 0, at = 0]: readonly number[]): Outcome =>
        compromiseFromOneDiameter(normal, at);
      this.report('canal compromise', 'CC-MSD1', '%', combine([neighbour, at], fromOne));
    }
  }

  private compromiseByArea(): Result {
    const areas: number[] = [];
    const counts: number[] = [];
    const points: Point[] = [];
    for (const [level, side] of [
      [this.above, 'above'],
      [this.level, 'at'],
      [this.below, 'below'],
    ] as const) {
      const name = level ?? `a level ${side} ${this.level}`;
      const outline = this.fracture.canal.outlines.find((one) => one.level === level)?.points;
      if (outline === undefined) return refusal(`the canal outline at ${name} is missing`, points);
      points.push(...outline);
      const problem = this.problemWith(
        outline.map((point) => ({ name: `the canal outline at ${name}`, point })),
      );
      if (problem !== null) return refusal(problem, points);
      if (new Set(outline.map(imageKey)).size > 1) {
        return refusal(`the canal outline at ${name} is drawn on more than one image`, points);
      }
      const image = outline[0] === undefined ? undefined : this.images.get(imageKey(outline[0]));
      const normal = image === undefined ? undefined : planeOfImage(image)?.normal;
      if (normal !== undefined && Math.abs(normal[2]) < smallestCraniocaudal) {
        return refusal(`the canal outline at ${name} is not drawn on an axial image`, points);
      }
      const area = canalArea(outline.map((point) => point.lps));
      if ('refused' in area) return refusal(`the canal outline at ${name}: ${area.refused}`, points);
      areas.push(area.value);
      counts.push(outline.length);
    }
    const compromise = ([above = 0, at = 0, below = 0]: readonly number[]): Outcome =>
      compromiseFromAreas(above, at, below);
    const valueAt: Dependence['valueAt'] = (places) => {
      let next = 0;
      const moved = counts.map((count) => {
        next += count;
        return polygonArea(places.slice(next - count, next));
      });
      return numberOf(compromise(moved));
    };
    return { outcome: compromise(areas), points, notes: this.neighbourNotes(), valueAt };
  }

  /** HEIGHT-ADJ2 in front, in the middle and behind, then GENANT; points: superior, inferior of U, L, D. */
  measureHeights(): void {
    const losses: number[] = [];
    const refusedParts: string[] = [];
    const points: Point[] = [];
    for (const part of ['anterior', 'middle', 'posterior'] as const) {
      const ends = this.heightEnds(part);
      if (!this.begun(ends.points)) {
        refusedParts.push(part);
        continue;
      }
      const result = this.inPlane(ends.points, (frame, placed) => ({
        outcome: ends.loss(
          frame,
          placed.map((one) => one.point.lps),
        ),
        points: placed.map((one) => one.point),
        notes: [...ends.notes, ...this.neighbourNotes()],
        valueAt: (places) => numberOf(ends.loss(frame, places)),
      }));
      this.report(`height loss, ${part}`, 'HEIGHT-ADJ2', '%', result);
      if ('value' in result.outcome) {
        losses.push(result.outcome.value);
        points.push(...result.points);
      } else refusedParts.push(part);
    }
    if (refusedParts.length === 3 && !this.entries.some((entry) => entry.method === 'HEIGHT-ADJ2')) return;
    const without = refusedParts.length > 0 ? [`without the ${listed(refusedParts)} height`] : [];
    this.report(
      'Genant grade',
      'GENANT',
      '1',
      losses.length === 0
        ? refusal('no height loss is measured')
        : { outcome: { value: genantGrade(Math.max(...losses)) }, points, notes: without },
    );
  }

  /** The points of one height at U, L and D, and the loss computed from them in the same order. */
  private heightEnds(part: 'anterior' | 'middle' | 'posterior'): {
    points: NamedPoint[];
    notes: string[];
    loss: (frame: MeasuringPlane, places: readonly Vector3[]) => Outcome;
  } {
    const [superior, inferior] = (
      { anterior: ['AS', 'AI'], middle: ['MS', 'MI'], posterior: ['PS', 'PI'] } as const
    )[part];
    const sides = [this.up, this.at, this.down].map((side) => side.bind(this));
    const byCorners: VertebralLevel[] = [];
    const counts: number[] = [];
    const points = sides.flatMap((side, index) => {
      const direct = [side(superior), side(inferior)];
      const neighbour = [this.above, this.level, this.below][index];
      const fromCorners = part === 'middle' && neighbour !== this.level && !direct.every(isPlaced);
      if (fromCorners && neighbour) byCorners.push(neighbour);
      const used = fromCorners ? [side('AS'), side('PS'), side('AI'), side('PI')] : direct;
      counts.push(used.length);
      return used;
    });
    const notes =
      byCorners.length > 0
        ? [`middle height of ${listed(byCorners)} from the midpoints of the endplate corners`]
        : [];
    const loss = (frame: MeasuringPlane, places: readonly Vector3[]): Outcome => {
      const heights: number[] = [];
      let next = 0;
      for (const count of counts) {
        const own = places.slice(next, next + count);
        next += count;
        const half = count / 2;
        heights.push(vertebralHeight(frame, mean(own.slice(0, half)), mean(own.slice(half))));
      }
      const [above = 0, at = 0, below = 0] = heights;
      return heightLoss(above, at, below);
    };
    return { points, notes, loss };
  }

  /** WEDGE and COBB; points: upper endplate anterior, posterior, lower endplate anterior, posterior. */
  measureAngles(): void {
    const angle = (points: readonly NamedPoint[], notes: string[]): Result =>
      this.inPlane(points, (frame, placed) => {
        const angleAt = ([upperFront, upperBack, lowerFront, lowerBack]: readonly Vector3[]): Outcome =>
          !upperFront || !upperBack || !lowerFront || !lowerBack
            ? { refused: 'its endplates are missing' }
            : endplateAngle(
                frame,
                { anterior: upperFront, posterior: upperBack },
                { anterior: lowerFront, posterior: lowerBack },
              );
        return {
          outcome: angleAt(placed.map((one) => one.point.lps)),
          points: placed.map((one) => one.point),
          notes,
          valueAt: (places) => numberOf(angleAt(places)),
        };
      });
    const own = [this.at('AS'), this.at('PS'), this.at('AI'), this.at('PI')];
    if (this.begun(own)) this.report('vertebral wedge angle', 'WEDGE', 'deg', angle(own, []));
    const outer = [this.up('AS'), this.up('PS'), this.down('AI'), this.down('PI')];
    if (this.begun(outer)) {
      this.report('segmental kyphosis', 'COBB', 'deg', angle(outer, this.neighbourNotes()));
    }
  }

  /** The trace nearest to the measuring plane; of equally near ones the first. */
  private midSagittalTrace(): WallTrace | undefined {
    const traces = this.fracture.posteriorWall.traces.filter((trace) => trace.points.length > 1);
    const { frame } = this;
    if ('refused' in frame) return traces[0];
    const off = (trace: WallTrace) => farthestOffPlane(frame.plane, trace.points);
    return traces.toSorted((a, b) => off(a) - off(b))[0];
  }

  /** RIM-LEN in mm and per cent; points: the trace. */
  measureRim(): void {
    const trace = this.midSagittalTrace();
    if (trace === undefined) return;
    const { points } = trace;
    const { cells } = this.fracture.rim;
    const readIntact = (['superior-central', 'middle-central', 'inferior-central'] as const).every(
      (cell) => cells[cell] === 'intact',
    );
    const name = `the posterior wall of ${this.level}`;
    const ends = trace.disrupted.flatMap(({ start, end }) => [start, end]);
    const length = (unit: 'mm' | '%'): Result => {
      const problem = this.problemWith([...points, ...ends].map((point) => ({ name, point })));
      if (problem !== null) return refusal(problem, points);
      if (trace.disrupted.length === 0 && !readIntact) {
        return refusal(
          'no stretch of the trace is marked disrupted and the central cells are not all intact',
          points,
        );
      }
      const measured = disruptedLength(
        points.map((point) => point.lps),
        trace.disrupted.map(({ start, end }) => ({ start: start.lps, end: end.lps })),
      );
      if ('refused' in measured) return refusal(measured.refused, points);
      const { frame } = this;
      const off = 'refused' in frame ? 0 : farthestOffPlane(frame.plane, points);
      const notes =
        'plane' in frame && off > frame.tolerance + 1e-6
          ? [`its trace lies up to ${off.toFixed(1)} mm off the measuring plane`]
          : [];
      return {
        outcome: { value: unit === 'mm' ? measured.millimetres : measured.percent },
        points,
        notes,
        ...(ends.length === 0 ? {} : { dependence: disruptedDependence(trace, unit) }),
      };
    };
    this.report('disrupted length', 'RIM-LEN', 'mm', length('mm'));
    this.report('disrupted length', 'RIM-LEN', '%', length('%'));
  }

  /** FRAG-AP, FRAG-CC, FRAG-TR; points: the two ends. */
  measureFragment(): void {
    const { fragment } = this.fracture;
    const reasons = new Map(this.fracture.notAssessable.map(({ item, reason }) => [item, reason]));
    const size = (segment: Segment | null, name: string, item: FractureItem): Result => {
      const reason = reasons.get(item) ?? reasons.get('fragment');
      const notAssessable = reason === undefined ? undefined : `not assessable, ${reason.replace(/\.$/, '')}`;
      if (segment === null) return refusal(notAssessable ?? 'its two ends are missing');
      const points = [segment.start, segment.end];
      const problem = this.problemWith(points.map((point) => ({ name: `the end of ${name}`, point })));
      if (problem !== null) return refusal(problem, points);
      const value = distance(segment.start.lps, segment.end.lps);
      if (value < smallestLength) return refusal('its two ends coincide', points);
      const notes =
        imageKey(segment.start) === imageKey(segment.end)
          ? []
          : [`its ends lie on different images${stepInWords(this.stepOf(segment.start))}`];
      const valueAt: Dependence['valueAt'] = ([start, end]) =>
        start === undefined || end === undefined ? null : distance(start, end);
      return { outcome: { value }, points, notes, valueAt };
    };
    for (const [segment, name, method, item] of [
      [fragment.anteroPosterior, 'fragment, antero-posterior', 'FRAG-AP', 'fragment'],
      [fragment.cranioCaudal, 'fragment, cranio-caudal', 'FRAG-CC', 'fragment'],
      [fragment.transverse, 'fragment, transverse', 'FRAG-TR', 'fragmentTransverse'],
    ] as const) {
      if (segment !== null || fragment.presence === 'present') {
        this.report(name, method, 'mm', size(segment, name, item));
      }
    }
  }
}

/**
 * What the disrupted length depends on: the ends of the stretches and of the trace. The course between is taken as drawn:
 * its points are many and close, and moving one sideways hardly changes a length.
 */
function disruptedDependence(trace: WallTrace, unit: 'mm' | '%'): Dependence {
  const inner = trace.points.slice(1, -1).map((point): Vector3 => point.lps);
  const [first] = trace.points;
  const last = trace.points.at(-1);
  if (first === undefined || last === undefined) return { points: [], valueAt: () => null };
  return {
    points: [first, last, ...trace.disrupted.flatMap(({ start, end }) => [start, end])],
    valueAt: ([from, to, ...ends]) => {
      if (from === undefined || to === undefined) return null;
      const stretches = trace.disrupted.flatMap((_, index) => {
        const start = ends[2 * index];
        const end = ends[2 * index + 1];
        return start === undefined || end === undefined ? [] : [{ start, end }];
      });
      const measured = disruptedLength([from, ...inner, to], stretches);
      if ('refused' in measured) return null;
      return unit === 'mm' ? measured.millimetres : measured.percent;
    },
  };
}

function mean(points: readonly Vector3[]): Vector3 {
  const sum: [number, number, number] = [0, 0, 0];
  for (const point of points) {
    sum[0] += point[0] / points.length;
    sum[1] += point[1] / points.length;
    sum[2] += point[2] / points.length;
  }
  return sum;
}

/**
 * Every measurement of a fracture whose points have been begun, with its value or the reason why there is none, in
 * a fixed order. A function of the document only. LPS mm; definitions in docs/measurements.md.
 */
export function measureFracture(fracture: Fracture, context: MeasuringContext): Measurement[] {
  const measurer = new FractureMeasurer(fracture, context);
  measurer.measureRetropulsion();
  measurer.measureCanal();
  measurer.measureHeights();
  measurer.measureAngles();
  measurer.measureRim();
  measurer.measureFragment();
  return measurer.entries;
}
