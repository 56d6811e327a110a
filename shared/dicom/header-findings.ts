import { dot, length } from '../geometry/vector';
import { type GeometryFinding, geometryFinding } from './geometry-finding';
import type { ImageOrientation } from './image-facts';
import { millimetres } from './millimetres';
import type { PixelFormat } from './model';
import { orientationAxes, orientationTolerance } from './plane';
import type { Slice } from './separate-repeats';

/** Deviations of the axes from unit length and a right angle above this are said; rounding of headers lies below. */
const inexactAxes = 1e-3;
/** Pixels are square if their sides differ by no more than this share. */
const squarePixels = 0.01;

/**
 * ImageType values (PS3.3 C.7.6.1.1.2, C.8.13.3.1.1, C.8.16.1) of derived pictures that are no slices: projections,
 * curved reformats, renderings and screens. Their position and spacing hold for no point of the picture.
 */
const derivedViews: ReadonlySet<string> = new Set([
  'PROJECTION',
  'PROJECTION IMAGE',
  'MIP',
  'MAXIP',
  'MAX_IP',
  'MINIP',
  'MIN_IP',
  'MNIP',
  'COLLAPSE',
  'CPR',
  'CURVED',
  'CURVED_MPR',
  'VRT',
  'SSD',
  'VOLUME_RENDER',
  'SURFACE_RENDER',
  'RENDERED',
  'SCREEN SAVE',
  'SCREENSHOT',
  'CSA REPORT',
]);

/** What the headers of a stack's images say about its geometry, apart from the distances of its slices. */
export function headerFindings(slices: readonly Slice[]): GeometryFinding[] {
  const summary = summarise(slices);
  return [...kindFindings(summary), ...placeFindings(slices, summary), ...originFindings(summary)];
}

/** What holds for any slice of a stack. */
interface HeaderSummary {
  mosaic: boolean;
  secondaryCapture: boolean;
  colour: boolean;
  derived: boolean;
  localizer: boolean;
  lossy: boolean;
  noSpacing: boolean;
  noPosition: boolean;
  noFramePosition: boolean;
  noFrameOfReference: boolean;
  /** The kind of derived picture in words, null for slices. */
  derivedView: string | null;
  missingUids: Set<string>;
}

function isColour({ samplesPerPixel, photometricInterpretation }: PixelFormat): boolean {
  return samplesPerPixel > 1 || photometricInterpretation === 'PALETTE COLOR';
}

function summarise(slices: readonly Slice[]): HeaderSummary {
  const summary: HeaderSummary = {
    mosaic: false,
    secondaryCapture: false,
    colour: false,
    derived: false,
    localizer: false,
    lossy: false,
    noSpacing: false,
    noPosition: false,
    noFramePosition: false,
    noFrameOfReference: false,
    derivedView: null,
    missingUids: new Set(),
  };
  for (const { image, facts } of slices) {
    summary.mosaic ||= image.mosaic;
    summary.secondaryCapture ||= image.secondaryCapture;
    summary.colour ||= isColour(image.pixels) && !image.secondaryCapture;
    summary.derived ||= image.derived && !image.secondaryCapture;
    summary.localizer ||= image.localizer;
    summary.lossy ||= image.lossy;
    summary.noSpacing ||= facts.pixelSpacing === null;
    summary.noPosition ||= facts.position === null;
    summary.noFramePosition ||= image.framesWithoutPosition && !image.mosaic;
    summary.noFrameOfReference ||= image.frameOfReferenceUid === null;
    if (image.derived) summary.derivedView ??= derivedViewIn(facts.contrast.imageType);
    for (const level of image.missingUids) summary.missingUids.add(level);
  }
  return summary;
}

function derivedViewIn(imageType: readonly string[]): string | null {
  const view = imageType.find((value, index) => index >= 2 && derivedViews.has(value.toUpperCase()));
  return view?.toLowerCase().replaceAll('_', ' ') ?? null;
}

/** What kind of picture it is. */
function kindFindings({ mosaic, secondaryCapture, colour, derivedView }: HeaderSummary): GeometryFinding[] {
  const findings: GeometryFinding[] = [];
  if (mosaic) {
    findings.push(
      geometryFinding(
        'mosaic',
        'Each image is a mosaic, a whole volume tiled into one picture: it cannot be measured.',
      ),
    );
  }
  if (secondaryCapture) {
    findings.push(
      geometryFinding(
        'secondary-capture',
        'These are secondary captures (screenshots or converted pictures): they cannot be measured.',
      ),
    );
  }
  if (colour) {
    findings.push(
      geometryFinding(
        'colour',
        'The images are in colour: pictures made from others, whose values are none of tissue. They cannot be measured.',
      ),
    );
  }
  if (derivedView !== null) {
    findings.push(
      geometryFinding(
        'derived-view',
        `These are derived pictures (${derivedView}), not slices: their points have no place in the patient.`,
      ),
    );
  }
  return findings;
}

/** Whether a pixel has a place in the patient. */
function placeFindings(slices: readonly Slice[], summary: HeaderSummary): GeometryFinding[] {
  const findings: GeometryFinding[] = [];
  const { orientation = null, pixelSpacing = null } = slices[0]?.facts ?? {};
  if (summary.noSpacing) {
    findings.push(
      geometryFinding(
        'no-pixel-spacing',
        'The header has no valid pixel spacing: millimetres cannot be measured.',
      ),
    );
  }
  if (orientation === null) {
    findings.push(
      geometryFinding(
        'no-orientation',
        'The header has no image orientation: the plane is unknown and points have no place.',
      ),
    );
  } else {
    findings.push(...axesFindings(orientation));
  }
  if (summary.noPosition) {
    findings.push(
      geometryFinding(
        'no-position',
        'The header has no image position: points have no place in the patient.',
      ),
    );
  } else if (summary.noFramePosition) {
    findings.push(
      geometryFinding(
        'no-frame-position',
        'The frames have no position of their own each: points have no place in the patient.',
      ),
    );
  }
  if (pixelSpacing !== null && Math.abs(pixelSpacing[0] / pixelSpacing[1] - 1) > squarePixels) {
    const [high, wide] = pixelSpacing;
    findings.push(
      geometryFinding(
        'pixels-not-square',
        `The pixels are not square: ${millimetres(high)} high, ${millimetres(wide)} wide. Distances take this into account.`,
      ),
    );
  }
  return findings;
}

function axesFindings(orientation: ImageOrientation): GeometryFinding[] {
  const { row, column } = orientationAxes(orientation);
  const lengths = [length(row), length(column)] as const;
  const cosine = dot(row, column) / (lengths[0] * lengths[1]);
  const angle = Math.abs(cosine) <= 1 ? (Math.acos(cosine) * 180) / Math.PI : 0;
  const lengthError = Math.max(Math.abs(lengths[0] - 1), Math.abs(lengths[1] - 1));
  const findings: GeometryFinding[] = [];
  const lengthsInWords = `${lengths[0].toFixed(3)} and ${lengths[1].toFixed(3)}`;
  if (lengthError > orientationTolerance) {
    findings.push(
      geometryFinding(
        'axes-not-unit',
        `The directions of rows and columns have the lengths ${lengthsInWords} instead of 1: the image orientation cannot be trusted.`,
      ),
    );
  } else if (Math.abs(dot(row, column)) > orientationTolerance) {
    findings.push(
      geometryFinding(
        'axes-not-perpendicular',
        `Rows and columns are ${angle.toFixed(1)}° apart instead of 90°: the image orientation cannot be trusted.`,
      ),
    );
  } else if (lengthError > inexactAxes || Math.abs(cosine) > inexactAxes) {
    findings.push(
      geometryFinding(
        'axes-inexact',
        `The image orientation is inexact: rows and columns are ${angle.toFixed(2)}° apart and have the lengths ${lengthsInWords}. Distances may be off by up to ${(Math.max(lengthError, Math.abs(cosine)) * 100).toFixed(1)} %.`,
      ),
    );
  }
  return findings;
}

/** Where the images come from and what they can be related to. */
function originFindings(summary: HeaderSummary): GeometryFinding[] {
  const findings: GeometryFinding[] = [];
  if (summary.missingUids.size > 0) {
    const levels = ['study', 'series', 'SOP'].filter((level) => summary.missingUids.has(level));
    findings.push(
      geometryFinding(
        'no-identity',
        `The header has no ${levels.join(', ')} instance UID: a reading could not refer to these images.`,
      ),
    );
  }
  if (summary.noFrameOfReference) {
    findings.push(
      geometryFinding(
        'no-frame-of-reference',
        'The header has no frame of reference: positions cannot be compared with those of other stacks. Measure within this stack only.',
      ),
    );
  }
  if (summary.derived) {
    findings.push(
      geometryFinding(
        'derived',
        'The header calls these images derived: they were processed after the acquisition. Compare with the original images where they are at hand.',
      ),
    );
  }
  if (summary.localizer) {
    findings.push(
      geometryFinding(
        'localizer',
        'A localizer, made to plan the other series: measure on these where they show the same.',
      ),
    );
  }
  if (summary.lossy) {
    findings.push(
      geometryFinding(
        'lossy',
        'The images were compressed with loss: fine detail of the cortex may be gone.',
      ),
    );
  }
  return findings;
}
