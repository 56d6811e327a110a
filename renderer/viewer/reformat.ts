import { geometryFinding, isMeasurable, measuringRemarks } from '../../shared/dicom/geometry-finding';
import type { Frame, Stack, Study } from '../../shared/dicom/model';
import { planeOf } from '../../shared/dicom/plane';
import {
  add,
  cross,
  dot,
  length,
  normalize,
  scale,
  subtract,
  type Vector3,
} from '../../shared/geometry/vector';
import type { VolumeSampling } from '../pixels/sample-volume';
import { displayGeometry } from './display-geometry';

/** Slices in another plane, interpolated from a stack of thin slices. Its frames have their true geometry. */
export interface Reformat extends Stack {
  reformatOf: Stack;
}

export function isReformat(stack: Stack): stack is Reformat {
  return 'reformatOf' in stack;
}

/** Fewest slices that make a volume. */
const fewestSlices = 16;
/** Slices at most so far apart, mm, or so many times the pixel spacing, whichever is more. */
const widestStep = 1.5;
const widestStepInPixels = 2;
/** Largest volume, bytes. */
const largestVolume = 256 * 1024 * 1024;
/** Slices of a reformat are no closer than this, mm: more only lengthen the way through them. */
const closestStep = 1;
const bytesPerVoxel = 2;

/** Size of the volume of a stack in memory, bytes. */
export function volumeBytes({ rows, columns, frames }: Pick<Stack, 'rows' | 'columns' | 'frames'>): number {
  return rows * columns * frames.length * bytesPerVoxel;
}

/**
 * Why a stack is not offered in other planes, in a sentence; null where it is: it can be measured, is evenly spaced and
 * straight, has at least 16 slices at most 1.5 mm (or two pixels) apart, grey values on one scale, and fits into memory.
 */
export function reformatRefusal(stack: Stack): string | null {
  if (isReformat(stack)) return 'This is a reformat already.';
  const { frames, pixels, pixelSpacing, sliceStep } = stack;
  if (!isMeasurable(stack) || pixelSpacing === null)
    return `Its place in the patient is not known: ${measuringRemarks(stack)[0] ?? 'no pixel spacing.'}`;
  const step = Math.abs(sliceStep ?? 0);
  const widest = Math.max(widestStep, widestStepInPixels * Math.max(...pixelSpacing));
  if (step > widest + 1e-3)
    return `Its slices are ${step.toFixed(2)} mm apart; reformats need at most ${widest.toFixed(2)} mm.`;
  if (frames.length < fewestSlices || step === 0)
    return `It has ${frames.length} slices; reformats need at least ${fewestSlices}.`;
  const obstacle = stack.geometry.find(({ code }) => uneven.includes(code));
  if (obstacle !== undefined) return `Its slices are no even volume: ${obstacle.sentence}`;
  const [first] = frames;
  const isOneScale = frames.every(
    ({ rescaleSlope, rescaleIntercept, presentation }) =>
      presentation === undefined &&
      rescaleSlope === first?.rescaleSlope &&
      rescaleIntercept === first.rescaleIntercept,
  );
  if (pixels.samplesPerPixel !== 1 || pixels.bitsAllocated > 16 || !isOneScale)
    return 'Its grey values are not on one scale.';
  if (volumeBytes(stack) > largestVolume)
    return `Its volume takes ${Math.round(volumeBytes(stack) / 2 ** 20)} MB; reformats take at most ${largestVolume / 2 ** 20} MB.`;
  return null;
}

const uneven: readonly string[] = [
  'missing-slices',
  'uneven-step',
  'wide-gap',
  'sheared',
  'shifted-slices',
  'axes-inexact',
  'duplicate-images',
  'second-copy',
  'localizer',
  'several-images',
];

/** One of the volume's axes: voxels lie along `direction` at multiples of `spacing` mm from its origin. */
interface Axis {
  direction: Vector3;
  spacing: number;
  count: number;
}

/** The volume of a stack: displayed columns, displayed rows, slices. */
interface Volume {
  /** Centre of the first voxel, LPS mm. */
  origin: Vector3;
  axes: readonly [Axis, Axis, Axis];
}

function volumeOf(stack: Stack): Volume | null {
  const first = stack.frames[0];
  const last = stack.frames.at(-1);
  if (first === undefined || last === undefined) return null;
  const display = displayGeometry(stack, first);
  const across = subtract(displayGeometry(stack, last).origin, display.origin);
  const direction = normalize(across);
  if (direction === null) return null;
  const count = stack.frames.length;
  return {
    origin: display.origin,
    axes: [
      { direction: display.right, spacing: display.columnSpacing, count: display.columns },
      { direction: display.down, spacing: display.rowSpacing, count: display.rows },
      { direction, spacing: length(across) / (count - 1), count },
    ],
  };
}

/** Samples `step` mm apart along an axis, as many as fit between its first and its last voxel, in their middle. */
function samplesAlong({ spacing, count }: Axis, step: number): { start: number; count: number } {
  const extent = (count - 1) * spacing;
  const samples = Math.floor(extent / step + 1e-6) + 1;
  return { start: (extent - (samples - 1) * step) / 2, count: samples };
}

/** The reformat of a stack whose slices lie across one of its in-plane axes. */
function reformatAcross(stack: Stack, { origin, axes }: Volume, fixed: 0 | 1): Reformat | null {
  const across = axes[fixed];
  const along = axes[fixed === 0 ? 1 : 0];
  const through = axes[2];
  const pixel = Math.min(axes[0].spacing, axes[1].spacing);
  const step = Math.max(pixel, closestStep);
  const columns = samplesAlong(along, pixel);
  const rows = samplesAlong(through, pixel);
  const slices = samplesAlong(across, step);
  const orientation = [...along.direction, ...through.direction] as unknown as NonNullable<
    Frame['orientation']
  >;
  const plane = planeOf(orientation);
  const corner = add(
    origin,
    add(
      scale(across.direction, slices.start),
      add(scale(along.direction, columns.start), scale(through.direction, rows.start)),
    ),
  );
  // As it is displayed, so that its pixels need no turning.
  const turned = displayGeometry(
    { plane, rows: rows.count, columns: columns.count, pixelSpacing: [pixel, pixel] },
    { position: corner, orientation },
  );
  const isForward = dot(turned.normal, across.direction) > 0;
  const id = `${stack.id}/reformat-${plane}`;
  const frames = Array.from({ length: slices.count }, (_, index): Frame => {
    const offset = (isForward ? index : slices.count - 1 - index) * step;
    return {
      id: `${id}/${index + 1}`,
      sopInstanceUid: id,
      frame: index + 1,
      instanceNumber: null,
      position: add(turned.origin, scale(across.direction, offset)),
      orientation: [...turned.right, ...turned.down] as unknown as Frame['orientation'],
      rescaleSlope: stack.frames[0]?.rescaleSlope ?? 1,
      rescaleIntercept: stack.frames[0]?.rescaleIntercept ?? 0,
      window: null,
    };
  });
  return {
    ...stack,
    reformatOf: stack,
    id,
    seriesInstanceUid: id,
    label: `${stack.label} · ${plane} reformat`,
    plane,
    rows: turned.rows,
    columns: turned.columns,
    pixelSpacing: [pixel, pixel],
    sliceThickness: null,
    sliceStep: step,
    normal: normalize(cross(turned.right, turned.down)),
    geometry: [
      geometryFinding('reformatted', `Reformatted from ${stack.label}: to look at, not for measuring.`),
    ],
    frames,
  };
}

const known = new WeakMap<Stack, readonly Reformat[]>();

/** The other two planes of a stack of thin slices; none where `reformatRefusal` says why. */
export function reformatsOf(stack: Stack): readonly Reformat[] {
  const before = known.get(stack);
  if (before !== undefined) return before;
  const volume = reformatRefusal(stack) === null ? volumeOf(stack) : null;
  const made =
    volume === null ? [] : ([0, 1] as const).flatMap((fixed) => reformatAcross(stack, volume, fixed) ?? []);
  known.set(stack, made);
  return made;
}

/** Every reformat of a study's stacks. */
export function studyReformats({ stacks }: Pick<Study, 'stacks'>): readonly Reformat[] {
  return stacks.flatMap(reformatsOf);
}

/** Where the pixels of a reformat's frame lie in the volume of its stack, in voxels. */
export function samplingOf(reformat: Reformat, frame: Frame): VolumeSampling | null {
  const volume = volumeOf(reformat.reformatOf);
  if (volume === null) return null;
  const display = displayGeometry(reformat, frame);
  const inVoxels = (vector: Vector3): Vector3 => {
    const along = ({ direction, spacing }: Axis) => dot(vector, direction) / spacing;
    return [along(volume.axes[0]), along(volume.axes[1]), along(volume.axes[2])];
  };
  return {
    columns: display.columns,
    rows: display.rows,
    origin: inVoxels(subtract(display.origin, volume.origin)),
    perColumn: inVoxels(scale(display.right, display.columnSpacing)),
    perRow: inVoxels(scale(display.down, display.rowSpacing)),
  };
}
