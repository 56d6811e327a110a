import type { AgreementUnit, LevelPosition } from '../../shared/agreement/agreement-result';
import type { RimColumn } from '../../shared/findings/reading';
import { counted, numberText } from './format';

const units: Record<AgreementUnit, string> = {
  case: 'case',
  level: 'level',
  fracture: 'fracture',
};

const positions: Record<LevelPosition, string> = {
  above: 'above',
  at: 'at the fracture',
  below: 'below',
};

const columns: Record<RimColumn, string> = { right: 'right', central: 'central', left: 'left' };

/** Words of the agreement of a project's readers. */
export const agreementTexts = {
  title: 'Agreement',
  computing: 'Computing the agreement…',
  current: 'Up to date',
  compare: 'Comparison',
  between: (one: string, other: string) => `${one} and ${other}`,
  within: (reader: string) => `${reader}, first and second time`,
  together: (count: number) => `All ${numberText(count)} readers`,
  firstTime: (reader: string) => `${reader}, first`,
  secondTime: (reader: string) => `${reader}, second`,
  allReaders: 'all readers',
  nothing:
    'There is nothing to compare yet: no case has submitted readings of two readers that you may see. Readings of a case are shown to its readers when all of them are submitted.',
  hidden: (count: number) =>
    `${counted(count, 'submitted reading is', 'submitted readings are')} not counted: ${count === 1 ? 'its case is' : 'their cases are'} still being read by you or others.`,
  counts: (used: number, cases: number) =>
    `${counted(used, 'submitted reading')} of ${counted(cases, 'case')} compared`,
  leftOut: {
    drafts: (count: number) => counted(count, 'draft'),
    adjudicated: (count: number) => counted(count, 'adjudication'),
    supersededRevisions: (count: number) => counted(count, 'earlier revision'),
    laterRepeats: (count: number) => counted(count, 'further repeat'),
    duplicates: (count: number) => counted(count, 'duplicate'),
  },
  notCounted: (what: string) => `Not counted: ${what}.`,
  versions: (versions: string) => `Protocol versions ${versions}`,
  treatments: {
    category: '“not assessable” and “unread” count as answers.',
    excluded: '“not assessable” and “unread” are left out and counted.',
  },
  comparedCases: (cases: number, fractures: number, unmatched: number) =>
    `${counted(cases, 'case')}; ${counted(fractures, 'fracture')} found at the same level by all; ${counted(unmatched, 'fracture')} not found by all.`,
  unmatched: 'Fractures not found by all',
  foundBy: (level: string, readers: string) => `${level} (found by ${readers})`,
  categorical: 'Answers',
  numeric: 'Measurements',
  landmarks: 'Distances of landmarks, mm',
  outlines: 'Overlap of canal outlines (Dice)',
  figures: 'Figures',
  units,
  positions,
  columns,
  headings: {
    item: 'Item',
    n: 'n',
    notAssessable: 'not assess.',
    unread: 'unread',
    raw: 'Raw agreement (95 % CI)',
    kappa: 'Cohen’s kappa (95 % CI)',
    fleiss: 'Fleiss’ kappa (95 % CI)',
    weighted: 'quadratic weights (95 % CI)',
    pabak: 'PABAK (95 % CI)',
    prevalence: 'Prevalence index',
    bias: 'Bias index',
    pairwise: 'Pairs that agree',
    unanimous: 'Unanimous (95 % CI)',
    measurement: 'Measurement, method',
    refused: 'refused',
    notMeasured: 'not measured',
    icc11: 'ICC(1,1) (95 % CI)',
    icc: 'ICC(2,1) (95 % CI)',
    icc31: 'ICC(3,1) (95 % CI)',
    differences: 'Bias (95 % limits)',
    within: 'Within-subject SD',
    repeatability: 'Repeatability coefficient',
    landmark: 'Landmark',
    mean: 'mean',
    median: 'median',
    largest: 'largest',
    place: 'Level',
    dice: 'Dice, mean (least)',
  },
  withInterval: (value: string, lower: string, upper: string) => `${value} (${lower} to ${upper})`,
  saveTable: (table: string) => `${table}: save as CSV`,
  csv: 'CSV',
  saveFigure: (figure: string, kind: string) => `${figure}: save as ${kind}`,
  saved: (file: string) => `Saved as ${file}.`,
  matrix: (item: string) => `Answers of both: ${item}`,
  noAnswers: 'No pair of answers can be compared.',
  cellHint: 'Arrow keys go from cell to cell; Enter lists the cases of one.',
  cell: (first: string, second: string, count: number) => `${first}, ${second}: ${numberText(count)}`,
  casesOf: (count: number, first: string, second: string) => `${first}, ${second}: ${counted(count, 'case')}`,
  blandAltman: (item: string) => `Bland–Altman: ${item}`,
  noPoints: 'No fracture has a value in both readings.',
  pointHint: 'Arrow keys go from point to point; Enter opens its case.',
  point: (subject: string, mean: string, difference: string) =>
    `${subject}: mean ${mean}, difference ${difference}`,
  bias: 'bias',
  upperLimit: '+1.96 SD',
  lowerLimit: '−1.96 SD',
  meanAxis: (first: string, second: string) => `Mean of ${first} and ${second}`,
  differenceAxis: (first: string, second: string) => `${second} − ${first}`,
  rimMap: 'Agreement on the rim map',
  rimHint: 'Share of equal answers, kappa and n of each cell. Enter shows the answers of a cell.',
  patientSides: 'patient’s',
  kappa: (value: string) => `κ ${value}`,
  noKappa: 'no κ',
  notCompared: 'not compared',
  compared: (count: number) => `n ${numberText(count)}`,
  progress: 'Submitted first readings',
  showInWorklist: 'Show these cases in the worklist',
  noProgress: 'Nothing is submitted yet.',
  progressOf: (reader: string, count: number, of: number) =>
    `${reader} ${numberText(count)} of ${numberText(of)}`,
  daysAxis: 'Days since the first',
  submittedAxis: 'Submitted',
  cannotOpen: (caseId: string) =>
    `Case ${caseId} is not on your worklist; sign in as somebody who reads or adjudicates it.`,
} as const;
