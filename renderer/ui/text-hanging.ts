import type { HangingView } from '../../shared/ipc/hanging';

const views: Readonly<Record<HangingView, string>> = {
  levels: 'Levels',
  landmarks: 'Landmarks and wall',
  rim: 'Rim map',
  fragment: 'Fragment, sagittal',
  transverse: 'Fragment, transverse',
  canal: 'Canal',
  oedema: 'Oedema',
};

/** Words of the settings of the hanging protocols. */
export const hangingTexts = {
  title: 'Hanging',
  advances: 'Go on by itself when a step is complete',
  advancesHint: 'Opens the next step with something missing, its images and its tool.',
  hint: 'A plane is never replaced by another one. Of several stacks that fit, the one that reaches the place and can be measured comes first.',
  steps: 'What each step brings in front',
  opening: 'Viewports on opening a study',
  openingHint: 'Row by row; a layout of fewer viewports takes the first ones.',
  layout: 'Layout on opening a study',
  place: (number: number) => `Viewport ${number}`,
  view: (view: HangingView) => views[view],
  subject: 'Step',
  viewport: 'Viewport',
  plane: 'Plane',
  weighting: 'Weighting',
  prefers: 'Prefers',
  extent: 'Enlarged to, mm',
  wholeImage: 'whole image',
  of: (column: string, row: string) => `${column}: ${row}`,
  planes: { sagittal: 'sagittal', axial: 'axial', coronal: 'coronal' },
  preferences: { coverage: 'more slices', detail: 'smaller pixels' },
  reset: 'Reset hanging',
} as const;
