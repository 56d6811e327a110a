import { normalize, type Vector3 } from '../geometry/vector';
import type { Slice } from './separate-repeats';
import { alongNormal, sliceSpacing, stackTilt } from './slice-order';

/** What a reader must know of a stack before measuring on it. */
export interface StackVerdict {
  measurable: boolean;
  /** First why it is not measurable, then what to know; a sentence each. */
  reasons: string[];
  /** Median distance of neighbouring slices along the normal, mm. */
  sliceStep: number | null;
}

interface SortedSlices {
  /** Not empty; ascending along `normal` where there is one. */
  slices: readonly Slice[];
  normal: Vector3 | null;
  /** 1 for the first file of each image, 2 for the second… */
  copy: number;
  byOrderOnly: boolean;
}

/** Judges the geometry of a stack from its positions; distances in mm, angles in degrees. */
export function describeStack(stack: SortedSlices): StackVerdict {
  const obstacles = obstaclesToMeasuring(stack);
  const spacing = describeSpacing(stack);
  return {
    measurable: obstacles.length === 0,
    reasons: [...obstacles, ...spacing.reasons, ...remarks(stack)],
    sliceStep: spacing.sliceStep,
  };
}

function obstaclesToMeasuring({ slices, normal }: SortedSlices): string[] {
  const reasons: string[] = [];
  const some = (test: (slice: Slice) => boolean) => slices.some(test);
  if (some(({ image }) => image.mosaic)) {
    reasons.push('Each image is a mosaic, a whole volume tiled into one picture: it cannot be measured.');
  }
  if (some(({ image }) => image.secondaryCapture)) {
    reasons.push(
      'These are secondary captures (screenshots or converted pictures): they cannot be measured.',
    );
  }
  if (some(({ facts }) => facts.pixelSpacing === null)) {
    reasons.push('The header has no valid pixel spacing: millimetres cannot be measured.');
  }
  if (some(({ facts }) => facts.orientation === null)) {
    reasons.push('The header has no image orientation: the plane is unknown and points have no place.');
  } else if (normal === null && !some(({ image, facts }) => image.mosaic || facts.position === null)) {
    if (some(({ image }) => image.framesWithoutPosition)) {
      reasons.push('The frames have no position of their own each: points have no place in the patient.');
    } else {
      reasons.push('The image orientation is not two perpendicular unit directions: it cannot be trusted.');
    }
  }
  if (some(({ facts }) => facts.position === null)) {
    reasons.push('The header has no image position: points have no place in the patient.');
  }
  const missing = new Set(slices.flatMap(({ image }) => image.missingUids));
  if (missing.size > 0) {
    reasons.push(
      `The header has no ${[...missing].join(', ')} instance UID: a reading could not refer to these images.`,
    );
  }
  return reasons;
}

function describeSpacing({ slices, normal }: SortedSlices): { reasons: string[]; sliceStep: number | null } {
  if (normal === null) return { reasons: [], sliceStep: null };
  const placed = slices.flatMap(({ facts }) => (facts.position === null ? [] : [facts.position]));
  const { step, smallest, largest, uniform, missing } = sliceSpacing(
    placed.map((position) => alongNormal(position, normal)),
  );
  const reasons: string[] = [];
  if (step === null) return { reasons, sliceStep: null };
  if (!uniform) {
    reasons.push(
      `The slice distance varies from ${millimetres(smallest)} to ${millimetres(largest)} (median ${millimetres(step)}).`,
    );
  }
  if (missing > 0) {
    reasons.push(missing === 1 ? 'One slice seems to be missing.' : `${missing} slices seem to be missing.`);
  }
  const stated = slices[0]?.facts.spacingBetweenSlices ?? null;
  if (stated !== null && Math.abs(Math.abs(stated) - step) > 0.05 + step * 0.01) {
    reasons.push(
      `The header states ${millimetres(Math.abs(stated))} between slices; the positions give ${millimetres(step)}, which is used.`,
    );
  }
  const [first, last] = [placed[0], placed.at(-1)];
  const tilt = first && last && normalize(normal) ? stackTilt(first, last, normal) : 0;
  if (tilt > 0.5) {
    reasons.push(`The slices are sheared by ${tilt.toFixed(1)}° against their normal.`);
  }
  return { reasons, sliceStep: step };
}

function remarks({ slices, copy, byOrderOnly }: SortedSlices): string[] {
  const reasons: string[] = [];
  const some = (test: (slice: Slice) => boolean) => slices.some(test);
  const spacing = slices[0]?.facts.pixelSpacing ?? null;
  if (copy > 1) {
    reasons.push(
      `${copy === 2 ? 'Second copy' : `Copy ${copy}`} of images that are already in another stack.`,
    );
  }
  if (byOrderOnly) {
    reasons.push('Several images lie at the same position and only their order tells them apart.');
  }
  if (some(({ image }) => image.localizer)) reasons.push('A localizer, for planning the other series.');
  if (some(({ image }) => image.derived && !image.secondaryCapture)) {
    reasons.push('The header calls these images derived: processed after the acquisition.');
  }
  if (some(({ image }) => image.lossy)) reasons.push('The images were compressed with loss of detail.');
  if (spacing !== null && Math.abs(spacing[0] / spacing[1] - 1) > 0.01) {
    reasons.push(
      `The pixels are not square: ${millimetres(spacing[0])} high, ${millimetres(spacing[1])} wide.`,
    );
  }
  return reasons;
}

function millimetres(value: number): string {
  return `${Number(value.toFixed(2))} mm`;
}
