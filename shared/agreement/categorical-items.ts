import { type VertebralLevel, vertebralLevels } from '../dicom/levels';
import { type RimCellName, rimCellNames } from '../findings/reading';
import { notAssessableCategory, unreadCategory } from './agreement-result';
import type { FractureFacts, ReadingFacts } from './reading-facts';

/** What an item reads where it does not arise, e.g. the side of a fragment that is absent. */
export const notApplicable = 'not-applicable';

/** An item answered with one of several categories, read from the facts of a case, a level or a fracture. */
export interface CategoricalItem<Subject> {
  key: string;
  /** In words. */
  name: string;
  /** In the order of the scale; null: those that occur. */
  categories: readonly string[] | null;
  /** Whether the order of `categories` is a scale. */
  ordered: boolean;
  /** The category, `not-assessable`, `unread` or `not-applicable`. */
  read: (subject: Subject) => string;
}

/** One level of one reading. */
export interface LevelFacts {
  reading: ReadingFacts;
  level: VertebralLevel;
}

const answers = ['yes', 'no', 'unknown'];
const presences = ['present', 'absent'];
const contacts = ['none', 'contact', 'compression'];

function nominal<Subject>(
  key: string,
  name: string,
  categories: readonly string[] | null,
  read: (subject: Subject) => string | null,
): CategoricalItem<Subject> {
  return { key, name, categories, ordered: false, read: (subject) => read(subject) ?? unreadCategory };
}

function ordinal<Subject>(
  key: string,
  name: string,
  categories: readonly string[],
  read: (subject: Subject) => string | null,
): CategoricalItem<Subject> {
  return { ...nominal(key, name, categories, read), ordered: true };
}

/** The levels of all fractures of a reading as one category, down the spine: `T12 + L1`, or `none`. */
function fracturedLevels({ fractures, fracturePresence, levelsNotAssessable }: ReadingFacts): string | null {
  if (fractures.length > 0) {
    const found = new Set(fractures.map(({ level }) => level));
    return vertebralLevels.filter((level) => found.has(level)).join(' + ');
  }
  if (fracturePresence === 'absent') return 'none';
  if (fracturePresence === 'not-assessable' || levelsNotAssessable) return notAssessableCategory;
  return null;
}

function fracturedAt({ reading, level }: LevelFacts): string | null {
  if (reading.fractures.some((fracture) => fracture.level === level)) return 'fractured';
  if (reading.fracturePresence === 'not-assessable' || reading.levelsNotAssessable)
    return notAssessableCategory;
  return reading.fracturePresence === null ? null : 'not-fractured';
}

/** An answer about the fragment, which arises only where there is one. */
function ofFragment<Value extends string>(
  read: (fracture: FractureFacts) => Value | null,
): (fracture: FractureFacts) => string | null {
  return (fracture) => {
    if (fracture.fragmentPresence === 'absent') return notApplicable;
    const answer = read(fracture);
    const excused =
      fracture.fragmentPresence === 'not-assessable' || fracture.notAssessable.includes('fragment');
    return answer === null && excused ? notAssessableCategory : answer;
  };
}

function genant(fracture: FractureFacts): string | null {
  if (fracture.genantGrade !== null) return String(fracture.genantGrade);
  return fracture.notAssessable.includes('landmarks') ? notAssessableCategory : null;
}

/** Key of the item of one cell of the rim map. */
export function rimCellItem(cell: RimCellName): string {
  return `rim-cell:${cell}`;
}

export const caseItems: readonly CategoricalItem<ReadingFacts>[] = [
  nominal('fracture-presence', 'fracture', presences, (r) => r.fracturePresence),
  nominal('fractured-levels', 'fractured levels', null, fracturedLevels),
  nominal(
    'numbering-method',
    'numbering, method',
    ['from-c2', 'from-sacrum', 'ribs', 'other'],
    (r) => r.numberingMethod,
  ),
  nominal('lstv-suspected', 'lumbosacral transitional vertebra', answers, (r) => r.lstvSuspected),
  nominal(
    'neurological-deficit',
    'neurological deficit',
    answers,
    ({ clinical }) => clinical.neurologicalDeficit,
  ),
  nominal(
    'preoperative-radiculopathy',
    'preoperative radiculopathy',
    answers,
    ({ clinical }) => clinical.preoperativeRadiculopathy,
  ),
  nominal('pain-refractory', 'pain refractory', answers, ({ clinical }) => clinical.painRefractory),
  nominal(
    'planned-procedure',
    'planned procedure',
    [
      'kyphoplasty',
      'vertebroplasty',
      'decompression-and-instrumentation',
      'conservative',
      'other',
      'unknown',
    ],
    ({ clinical }) => clinical.plannedProcedure,
  ),
];

export const levelItems: readonly CategoricalItem<LevelFacts>[] = [
  nominal('fracture-at-level', 'fracture at a level', ['fractured', 'not-fractured'], fracturedAt),
];

export const fractureItems: readonly CategoricalItem<FractureFacts>[] = [
  nominal('rim-status', 'rim status', ['intact', 'disrupted'], (f) => f.rimStatus),
  ...rimCellNames.map((cell) =>
    ordinal<FractureFacts>(
      rimCellItem(cell),
      `rim, ${cell.replace('-', ' ')}`,
      ['intact', 'interrupted', 'displaced'],
      (f) => f.rimCells[cell],
    ),
  ),
  nominal(
    'pattern',
    'fracture pattern',
    ['total', 'anterior', 'posterior', 'superior', 'inferior', 'central'],
    (f) => f.pattern,
  ),
  nominal('endplates', 'endplates', ['superior', 'inferior', 'both', 'none'], (f) => f.endplates),
  ordinal(
    'osteoporotic-fracture-class',
    'OF class',
    ['OF1', 'OF2', 'OF3', 'OF4', 'OF5'],
    (f) => f.osteoporoticFractureClass,
  ),
  ordinal('genant-grade', 'Genant grade', ['0', '1', '2', '3'], genant),
  nominal('oedema', 'oedema', presences, (f) => f.oedema),
  nominal('intravertebral-cleft', 'intravertebral cleft', presences, (f) => f.intravertebralCleft),
  nominal('fragment-presence', 'fragment', presences, (f) => f.fragmentPresence),
  nominal(
    'fragment-side',
    'fragment, side',
    ['right', 'right-central', 'central', 'left-central', 'left', 'both'],
    ofFragment((f) => f.fragmentSide),
  ),
  nominal(
    'reaches-foramen',
    'fragment, reaches the foramen',
    answers,
    ofFragment((f) => f.reachesForamen),
  ),
  ordinal(
    'thecal-sac-contact',
    'fragment, thecal sac',
    contacts,
    ofFragment((f) => f.thecalSacContact),
  ),
  ordinal(
    'cord-contact',
    'fragment, cord',
    contacts,
    ofFragment((f) => f.cordContact),
  ),
  ordinal(
    'root-contact',
    'fragment, root',
    contacts,
    ofFragment((f) => f.rootContact),
  ),
  nominal('canal-compromise', 'canal compromise (judged)', presences, (f) => f.canalCompromise),
];
