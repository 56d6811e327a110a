import {
  type FindingSeverity,
  type GeometryFinding,
  type GeometryFindingCode,
  isMeasurable,
  withSeverity,
} from '../../shared/dicom/geometry-finding';
import type { Stack } from '../../shared/dicom/model';

/** What a severity is called where a finding stands in a list. */
export const severityWords: Record<FindingSeverity, string> = {
  'blocks measuring': 'cannot be measured',
  caution: 'caution',
  note: 'note',
};

/** Each finding in two or three words, for places where its sentence is too long. */
const shortWords: Record<GeometryFindingCode, string> = {
  mosaic: 'mosaic',
  'secondary-capture': 'secondary capture',
  colour: 'colour',
  'derived-view': 'not a slice',
  'no-pixel-spacing': 'no pixel spacing',
  'no-orientation': 'no orientation',
  'no-position': 'no position',
  'no-frame-position': 'frames without position',
  'axes-not-unit': 'axes not of unit length',
  'axes-not-perpendicular': 'axes not perpendicular',
  'no-identity': 'no identifier',
  reformatted: 'reformatted',
  'missing-slices': 'slices missing',
  'uneven-step': 'uneven steps',
  'wide-gap': 'wide gaps',
  sheared: 'sheared',
  'shifted-slices': 'shifted slices',
  'axes-inexact': 'inexact axes',
  'no-frame-of-reference': 'no frame of reference',
  'duplicate-images': 'duplicate images',
  'second-copy': 'second copy',
  derived: 'derived images',
  localizer: 'localizer',
  lossy: 'lossy compression',
  'even-step': 'even steps',
  'single-position': 'single position',
  gap: 'gaps',
  overlap: 'overlapping',
  'no-thickness': 'no slice thickness',
  'thickness-varies': 'thickness varies',
  'stated-step-differs': 'stated spacing wrong',
  'pixels-not-square': 'pixels not square',
  'several-planes': 'several planes',
  'several-blocks': 'several blocks',
  'several-images': 'several images at a position',
};

/** The most severe severity of a stack's findings: how it is marked. */
export function worstSeverity(stack: Pick<Stack, 'geometry'>): FindingSeverity {
  if (!isMeasurable(stack)) return 'blocks measuring';
  return withSeverity(stack.geometry, 'caution').length > 0 ? 'caution' : 'note';
}

/** "slices missing, sheared": the findings of one severity in short words; empty where there is none. */
export function shortList(geometry: readonly GeometryFinding[], severity: FindingSeverity): string {
  return withSeverity(geometry, severity)
    .map(({ code }) => shortWords[code])
    .join(', ');
}

/** The verdict in a line, with the first of several obstacles: "cannot be measured: mosaic", "slices missing, sheared", "even step 4.50 mm". */
export function verdictLine(stack: Pick<Stack, 'geometry' | 'sliceStep'>): string {
  const severity = worstSeverity(stack);
  if (severity === 'blocks measuring') {
    return `${severityWords[severity]}: ${shortList(stack.geometry.slice(0, 1), severity)}`;
  }
  if (severity === 'caution') return shortList(stack.geometry, severity);
  return stack.sliceStep === null ? 'single position' : `even step ${stack.sliceStep.toFixed(2)} mm`;
}
