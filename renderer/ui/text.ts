import { counted, numberText } from './format';
import { adjudicationTexts } from './text-adjudication';
import { agreementTexts } from './text-agreement';
import { commandTexts, helpTexts, paletteTexts, settingsTexts } from './text-app';
import { cohortTexts } from './text-cohort';
import { comparisonTexts } from './text-comparison';
import { hangingTexts } from './text-hanging';
import { importTexts } from './text-import';
import { libraryTexts, studyTexts } from './text-library';
import { pointerTexts } from './text-pointer';
import { protocolTexts } from './text-protocol';
import { formTexts, readingTexts } from './text-reading';
import { reportTexts } from './text-report';
import { riskTexts } from './text-risk';
import { viewerText } from './text-viewer';
import { cineTexts, imageToolTexts, keyImageTexts, outputTexts } from './text-viewer-tools';

export { drawingText } from './text-drawing';

/** Every word of the interface, by area. */
export const text = {
  commands: commandTexts,
  palette: paletteTexts,
  settings: settingsTexts,
  hanging: hangingTexts,
  adjudication: adjudicationTexts,
  agreement: agreementTexts,
  comparison: comparisonTexts,
  pointer: pointerTexts,
  help: helpTexts,
  steps: {
    numbering: 'Levels',
    fracture: 'Fracture',
    landmarks: 'Landmarks and wall',
    rim: 'Rim map',
    fragment: 'Fragment',
    canal: 'Canal',
    context: 'Context',
    clinical: 'Clinical',
  },
  app: {
    name: 'Rim Reader',
    disclaimer: 'Research and decision support; not a diagnosis',
    close: 'Close',
    dismiss: 'Dismiss',
    casesAndStacks: 'Cases and stacks',
    viewports: 'Viewports',
    reading: 'Reading',
    rendering: 'Rendering',
  },
  header: {
    library: 'Library',
    tools: 'Tools',
  },
  tools: {
    select: 'Select',
    level: 'Level',
    fracture: 'Fracture',
    landmark: 'Landmark',
    wall: 'Wall',
    disrupted: 'Disrupted',
    fragment: 'Fragment',
    outline: 'Outline',
    window: 'W/L',
    zoom: 'Zoom',
    pan: 'Pan',
    crosshair: 'Cross-hair',
  },
  reading: readingTexts,
  form: formTexts,
  viewer: {
    viewport: (number: number, label: string | null) => `Viewport ${number}: ${label ?? 'empty'}`,
    stacks: 'Stacks',
    empty: 'Drag a stack here, or press Enter on one in the list.',
    loading: 'Loading…',
    cursor: 'Cursor position',
    slice: 'Slice',
    noTrustedScale: 'no scale bar',
    tryAgain: 'Try again',
    noScale: 'no scale bar: pixel spacing is missing',
    noPosition: 'position unknown',
    weightingUnknown: 'weighting unknown',
    inViewports: (numbers: readonly number[]) => `in viewport ${numbers.join(', ')}`,
    inverted: 'inverted',
    geometryOf: (label: string) => `Geometry of ${label}`,
    caution: 'Caution:',
    millimetres: (value: number, decimals: number) => `${numberText(value, decimals)} mm`,
    byMillimetres: (one: number, other: number, decimals: number) =>
      `${numberText(one, decimals)} × ${numberText(other, decimals)} mm`,
    step: (step: number) => `step ${numberText(step, 2)} mm`,
    slices: (count: number, thickness: number) => `${numberText(count)} × ${numberText(thickness, 1)} mm`,
    noSpacing: 'no pixel spacing',
    images: (count: number) => counted(count, 'image'),
    stackHint: 'Drag onto a viewport, or press Enter to show it in the active one',
  },
  ...viewerText,
  imageTools: imageToolTexts,
  cine: cineTexts,
  output: outputTexts,
  keyImages: keyImageTexts,
  footer: {
    geometry: 'Geometry',
    findings: 'Geometry findings',
    placeProblems: (count: number) => `⚠ ${counted(count, 'problem')} in this folder`,
    placeProblemsHint: 'Shows them in the library',
    processor: 'CPU rendering',
    graphics: 'GPU rendering',
    shortcuts: 'shortcuts',
  },
  library: libraryTexts,
  study: studyTexts,
  risk: riskTexts,
  cohort: cohortTexts,
  protocol: protocolTexts,
  report: reportTexts,
  import: importTexts,
} as const;
