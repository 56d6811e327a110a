/** What a finding means for measuring, most severe first. */
export const findingSeverities = ['blocks measuring', 'caution', 'note'] as const;
export type FindingSeverity = (typeof findingSeverities)[number];

/** What can be found about the geometry of a stack, and how severe it is; docs/geometry.md explains each. */
const severityOf = {
  mosaic: 'blocks measuring',
  'secondary-capture': 'blocks measuring',
  colour: 'blocks measuring',
  'derived-view': 'blocks measuring',
  'no-pixel-spacing': 'blocks measuring',
  'no-orientation': 'blocks measuring',
  'no-position': 'blocks measuring',
  'no-frame-position': 'blocks measuring',
  'axes-not-unit': 'blocks measuring',
  'axes-not-perpendicular': 'blocks measuring',
  'no-identity': 'blocks measuring',
  reformatted: 'blocks measuring',
  'missing-slices': 'caution',
  'uneven-step': 'caution',
  'wide-gap': 'caution',
  sheared: 'caution',
  'shifted-slices': 'caution',
  'axes-inexact': 'caution',
  'no-frame-of-reference': 'caution',
  'duplicate-images': 'caution',
  'second-copy': 'caution',
  derived: 'caution',
  localizer: 'caution',
  lossy: 'caution',
  'even-step': 'note',
  'single-position': 'note',
  gap: 'note',
  overlap: 'note',
  'no-thickness': 'note',
  'thickness-varies': 'note',
  'stated-step-differs': 'note',
  'pixels-not-square': 'note',
  'several-planes': 'note',
  'several-blocks': 'note',
  'several-images': 'note',
} as const satisfies Record<string, FindingSeverity>;

export type GeometryFindingCode = keyof typeof severityOf;

/** One thing to know about the geometry of a stack. */
export interface GeometryFinding {
  /** Stable from version to version. */
  code: GeometryFindingCode;
  severity: FindingSeverity;
  /** For the reader, with the numbers: lengths in mm, angles in degrees. */
  sentence: string;
}

/** A finding with the severity of its code. */
export function geometryFinding(code: GeometryFindingCode, sentence: string): GeometryFinding {
  return { code, severity: severityOf[code], sentence };
}

/** The same findings, the most severe first, else in the order given. */
export function bySeverity(findings: readonly GeometryFinding[]): GeometryFinding[] {
  return findingSeverities.flatMap((severity) => withSeverity(findings, severity));
}

/** The findings of one severity, in the order given. */
export function withSeverity(
  findings: readonly GeometryFinding[],
  severity: FindingSeverity,
): GeometryFinding[] {
  return findings.filter((finding) => finding.severity === severity);
}

/** Whether points may be placed on a stack and millimetres be shown. */
export function isMeasurable(stack: { geometry: readonly GeometryFinding[] }): boolean {
  return !stack.geometry.some(({ severity }) => severity === 'blocks measuring');
}

/** Whether positions and lengths on a stack are true, even where it is no image to place points on: a reformat. */
export function hasTruePositions(stack: { geometry: readonly GeometryFinding[] }): boolean {
  return !stack.geometry.some(
    ({ severity, code }) => severity === 'blocks measuring' && code !== 'reformatted',
  );
}

/** What stands against measuring, else what to know when measuring: sentences. */
export function measuringRemarks(stack: { geometry: readonly GeometryFinding[] }): string[] {
  const severity = isMeasurable(stack) ? 'caution' : 'blocks measuring';
  return withSeverity(stack.geometry, severity).map(({ sentence }) => sentence);
}
