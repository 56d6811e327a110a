import type { Extent } from '../../shared/cohort/compare-case';
import type { PartSection } from '../../shared/cohort/reading-parts';
import { counted } from './format';

const sections: Record<PartSection, string> = {
  numbering: 'Numbering',
  levels: 'Levels',
  fracture: 'Fracture',
  rim: 'Rim map',
  measurements: 'Measurements',
  landmarks: 'Landmarks and wall',
  fragment: 'Fragment',
  canal: 'Canal',
  context: 'Context',
  clinical: 'Clinical',
};

const extents: Record<Extent, string> = {
  equal: 'equal',
  'within-uncertainty': 'within placing',
  different: 'differs',
};

/** Words of readings that are compared: decided upon by an adjudicator, or looked at. */
export const adjudicationTexts = {
  title: 'Adjudication',
  case: (caseId: string) => `Adjudication of case ${caseId}`,
  readingsOf: (caseId: string) => `Readings of case ${caseId}`,
  readingOf: (label: string) => `Reading ${label}`,
  onlyLookedAt: (count: number) => `${counted(count, 'difference')}; only looked at, nothing is changed`,
  loading: 'Fetching the readings…',
  differences: 'Differences',
  reading: 'Reading',
  views: 'Differences or reading',
  open: (count: number) => `${counted(count, 'difference')} open`,
  noneOpen: 'every difference decided',
  nothing: 'The readings agree in everything that is listed.',
  onlyDifferences: 'Only differences',
  everything: 'Everything',
  listed: 'Listed',
  onImages: 'On the images',
  own: 'own',
  show: (reading: string) => `Reading ${reading} on the images`,
  showOwn: 'Your own record on the images',
  decision: 'decision',
  showDecision: 'The adjudicator’s record on the images',
  toggle: (label: string) => `Reading ${label} on the images: show / hide`,
  toggleOwn: 'Your own record on the images: show / hide',
  switchTab: 'Differences / reading',
  next: 'Next difference',
  previous: 'Previous difference',
  take: (label: string) => `Take ${label}`,
  takeAll: (label: string) => `Take everything of ${label}`,
  takeAllShort: 'everything',
  readAnew: 'Read anew',
  taken: (part: string, label: string) => `${part} taken from ${label}`,
  allTaken: (label: string) => `everything taken from ${label}`,
  empty: 'nothing',
  states: {
    open: 'open',
    own: 'own',
    taken: (labels: string) => `as ${labels}`,
  },
  stateOwn: (words: string) => `own: ${words}`,
  goTo: (part: string) => `${part}: show on the images`,
  apart: (distance: string) => `${distance} apart`,
  sections,
  extents,
  fracture: (level: string) => `Fracture ${level}`,
} as const;
