import { add, scale, type Vector3 } from '../geometry/vector';
import type { StackDraft } from './draft-stacks';
import { type GeometryFinding, geometryFinding } from './geometry-finding';
import { millimetres } from './millimetres';
import { acrossAxis, orientationAxes } from './plane';
import { positionsOf, type Slice } from './separate-repeats';
import { largestShift, type SliceSpacing, sliceSpacing, stackTilt, stepTolerance } from './slice-order';

/** A stack leans from its normal if by more than this, degrees. */
const smallestTilt = 0.5;
/** Slices lie beside their stack if farther than this from the line through it, mm. */
const smallestShift = 0.5;
/** A gap of more than this share of the slice thickness may hide what is looked for. */
const wideGap = 0.5;
/** So many places are named in a sentence, the others counted. */
const placesNamed = 3;

/** What the positions of a stack's slices say. */
export interface SliceFindings {
  findings: GeometryFinding[];
  /** Typical distance of neighbouring slices along the normal, mm; null for fewer than two positions. */
  sliceStep: number | null;
}

/** Judges the distances of a stack's slices; none where it has no normal. */
export function sliceFindings(draft: StackDraft): SliceFindings {
  const { slices, normal } = draft;
  if (normal === null) return { findings: [], sliceStep: null };
  const spacing = sliceSpacing(distinct(slices.map(({ along }) => along)));
  const { step } = spacing;
  const findings = [
    ...duplicateFindings(draft),
    ...(step === null
      ? [
          geometryFinding(
            'single-position',
            slices.length === 1 ? 'A single slice.' : 'All images lie at one position.',
          ),
        ]
      : [
          ...stepFindings(draft, spacing, step),
          ...thicknessFindings(slices, step),
          ...statedStepFindings(slices, step),
          ...lineFindings(slices, normal),
        ]),
  ];
  return { findings, sliceStep: step };
}

function distinct(ascending: readonly number[]): number[] {
  return ascending.filter((value, index) => index === 0 || value !== ascending[index - 1]);
}

function stepFindings(draft: StackDraft, spacing: SliceSpacing, step: number): GeometryFinding[] {
  const { smallest, largest, uniform, missing } = spacing;
  const findings: GeometryFinding[] = [];
  const count = missing.reduce((sum, gap) => sum + gap.count, 0);
  if (count > 0) {
    const places = missing.map((gap) => gapInWords(draft, gap.after, gap.count));
    findings.push(
      geometryFinding(
        'missing-slices',
        `${count === 1 ? 'One slice seems' : `${count} slices seem`} to be missing: ${listed(places)}.`,
      ),
    );
  }
  if (!uniform) {
    findings.push(
      geometryFinding(
        'uneven-step',
        `The slice distance varies from ${millimetres(smallest)} to ${millimetres(largest)} (typically ${millimetres(step)}).`,
      ),
    );
  } else {
    const apart = count > 0 ? 'Apart from that the' : 'The';
    findings.push(
      geometryFinding(
        'even-step',
        `${apart} ${draft.slices.length} slices are evenly spaced, ${millimetres(step)} from centre to centre.`,
      ),
    );
  }
  return findings;
}

/** "between slices 4 and 5, at x 9.0 mm": where missing slices would lie, as the viewer numbers and names slices. */
function gapInWords(draft: StackDraft, after: number, count: number): string {
  const before = draft.slices[after];
  const next = draft.slices[after + 1];
  const words = `between slices ${after + 1} and ${after + 2}`;
  if (before === undefined || next === undefined) return words;
  const from = placeOf(draft, before);
  const to = placeOf(draft, next);
  if (from === null || to === null) return words;
  const first = from.value + (to.value - from.value) / (count + 1);
  const last = to.value - (to.value - from.value) / (count + 1);
  return count === 1
    ? `${words}, at ${from.axis} ${first.toFixed(1)} mm`
    : `${words}, from ${from.axis} ${first.toFixed(1)} to ${last.toFixed(1)} mm`;
}

/** The coordinate of the middle of a slice along the axis its plane is across. */
function placeOf({ plane, normal }: StackDraft, slice: Slice): { axis: string; value: number } | null {
  const centre = sliceCentre(slice);
  if (centre === null || normal === null) return null;
  const axis = acrossAxis(plane, normal);
  return { axis: 'xyz'[axis] ?? '', value: centre[axis] };
}

function sliceCentre({ image, facts }: Slice): Vector3 | null {
  const { position, orientation, pixelSpacing } = facts;
  if (position === null || orientation === null) return null;
  if (pixelSpacing === null) return position;
  const { row, column } = orientationAxes(orientation);
  return add(
    position,
    add(
      scale(row, ((image.columns - 1) / 2) * pixelSpacing[1]),
      scale(column, ((image.rows - 1) / 2) * pixelSpacing[0]),
    ),
  );
}

function listed(places: readonly string[]): string {
  const named = places.slice(0, placesNamed);
  const more = places.length - named.length;
  return `${named.join('; ')}${more === 0 ? '' : `; and at ${more} more ${more === 1 ? 'place' : 'places'}`}`;
}

function duplicateFindings(draft: StackDraft): GeometryFinding[] {
  const { duplicates, slices, copy } = draft;
  const findings: GeometryFinding[] = [];
  if (copy > 1) {
    findings.push(
      geometryFinding(
        'second-copy',
        `${copy === 2 ? 'Second copy' : `Copy ${copy}`} of images that are already in another stack.`,
      ),
    );
  }
  if (duplicates.length > 0) {
    const all = duplicates.length === slices.length;
    const places = duplicates.flatMap((slice) => {
      const place = placeOf(draft, slice);
      return place === null ? [] : [`${place.axis} ${place.value.toFixed(1)} mm`];
    });
    const where = all
      ? slices.length > 1
        ? 'each of its positions'
        : 'its position'
      : `${duplicates.length} of its ${slices.length} positions (${listed(places)})`;
    findings.push(
      geometryFinding(
        'duplicate-images',
        `Several images of the series lie at ${where} and only their order tells them apart.`,
      ),
    );
  }
  return findings;
}

function thicknessFindings(slices: readonly Slice[], step: number): GeometryFinding[] {
  let thinnest = Number.POSITIVE_INFINITY;
  let thickest = 0;
  for (const { facts } of slices) {
    if (facts.sliceThickness === null) {
      return [
        geometryFinding(
          'no-thickness',
          'The header has no slice thickness: gaps and overlaps cannot be told.',
        ),
      ];
    }
    thinnest = Math.min(thinnest, facts.sliceThickness);
    thickest = Math.max(thickest, facts.sliceThickness);
  }
  const findings: GeometryFinding[] = [];
  if (thickest - thinnest > stepTolerance(step)) {
    findings.push(
      geometryFinding(
        'thickness-varies',
        `The slices are between ${millimetres(thinnest)} and ${millimetres(thickest)} thick.`,
      ),
    );
  }
  const gap = step - thickest;
  if (gap > stepTolerance(step)) {
    findings.push(
      geometryFinding(
        gap > thickest * wideGap ? 'wide-gap' : 'gap',
        `Between slices ${millimetres(thickest)} thick and ${millimetres(step)} apart, ${millimetres(gap)} are not imaged.`,
      ),
    );
  } else if (-gap > stepTolerance(step)) {
    findings.push(
      geometryFinding(
        'overlap',
        `Slices ${millimetres(thickest)} thick and ${millimetres(step)} apart overlap by ${millimetres(-gap)}.`,
      ),
    );
  }
  return findings;
}

function statedStepFindings(slices: readonly Slice[], step: number): GeometryFinding[] {
  const stated = Math.abs(slices[0]?.facts.spacingBetweenSlices ?? step);
  if (Math.abs(stated - step) <= stepTolerance(step)) return [];
  return [
    geometryFinding(
      'stated-step-differs',
      `The header states ${millimetres(stated)} between slices; the positions give ${millimetres(step)}, which is used.`,
    ),
  ];
}

function lineFindings(slices: readonly Slice[], normal: Vector3): GeometryFinding[] {
  const placed = positionsOf(slices);
  const shift = largestShift(placed, normal);
  if (shift > smallestShift) {
    return [
      geometryFinding(
        'shifted-slices',
        `The slices are shifted against each other in their plane, by up to ${millimetres(shift)} from a straight line. Each point keeps its own place.`,
      ),
    ];
  }
  const [first, last] = [placed[0], placed.at(-1)];
  const tilt = first && last ? stackTilt(first, last, normal) : 0;
  if (tilt <= smallestTilt) return [];
  const cause = slices[0]?.image.modality === 'CT' ? 'by the tilt of the gantry' : 'against their normal';
  return [
    geometryFinding(
      'sheared',
      `The stack is sheared by ${tilt.toFixed(1)}° ${cause}. Each point keeps its own place.`,
    ),
  ];
}
