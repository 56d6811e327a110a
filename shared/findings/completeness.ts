import type { VertebralLevel } from '../dicom/levels';
import { fractureLevels, type LandmarkRef, missingLandmarks } from './landmark-order';
import { levelsOutOfOrder } from './level-order';
import { type Fracture, type FractureItem, type Reading, type RimCellName, rimCellNames } from './reading';

/** Where in the reading protocol an item belongs. */
export const readingSteps = [
  'numbering',
  'levels',
  'fracture',
  'landmarks',
  'posteriorWall',
  'rim',
  'fragment',
  'canal',
  'context',
  'clinical',
] as const;
export type ReadingStep = (typeof readingSteps)[number];

/** What to go to in order to supply a missing item. */
export type MissingTarget =
  | ({ kind: 'landmark' } & LandmarkRef)
  | { kind: 'level'; level: VertebralLevel | null }
  | { kind: 'trace' }
  | { kind: 'cell'; cell: RimCellName }
  | { kind: 'segment'; segment: 'anteroPosterior' | 'cranioCaudal' | 'transverse' }
  | { kind: 'reason'; item: FractureItem }
  /** `field`: the key in the document, below the fracture where there is one, e.g. `numbering.method`. */
  | { kind: 'field'; field: string };

/** Something a reading lacks before it can be submitted. */
export interface MissingItem {
  /** Unique within the reading and the same for the same item, e.g. `L1.landmarks.PS.L1`. */
  id: string;
  step: ReadingStep;
  fractureLevel: VertebralLevel | null;
  /** What is missing, to be shown as it is. */
  sentence: string;
  target: MissingTarget;
}

function field(
  step: ReadingStep,
  fractureLevel: VertebralLevel | null,
  name: string,
  value: unknown,
  sentence: string,
): MissingItem[] {
  if (value !== null) return [];
  const id = fractureLevel === null ? name : `${fractureLevel}.${name}`;
  return [{ id, step, fractureLevel, sentence, target: { kind: 'field', field: name } }];
}

function reasonFor(fracture: Fracture, item: FractureItem): string | undefined {
  return fracture.notAssessable.find((one) => one.item === item)?.reason;
}

function missingReason(
  step: ReadingStep,
  fracture: Fracture,
  item: FractureItem,
  what: string,
): MissingItem[] {
  if (reasonFor(fracture, item) !== undefined) return [];
  const { level } = fracture;
  return [
    {
      id: `${level}.${item}.reason`,
      step,
      fractureLevel: level,
      sentence: `Why ${what} of ${level} cannot be assessed is not said.`,
      target: { kind: 'reason', item },
    },
  ];
}

function missingNumbering(reading: Reading): MissingItem[] {
  if (reading.levelsNotAssessable !== null) return [];
  const { method, lstvSuspected, confidence } = reading.numbering;
  return [
    ...field('numbering', null, 'numbering.method', method, 'How the levels were counted is not answered.'),
    ...field(
      'numbering',
      null,
      'numbering.lstvSuspected',
      lstvSuspected,
      'Whether a lumbosacral transitional vertebra is suspected is not answered.',
    ),
    ...field(
      'numbering',
      null,
      'numbering.confidence',
      confidence,
      'Confidence in the levels is not answered.',
    ),
  ];
}

function missingLevels(reading: Reading): MissingItem[] {
  if (reading.levelsNotAssessable !== null) return [];
  const marked = reading.levels.map((mark) => mark.level);
  if (marked.length === 0) {
    return [
      {
        id: 'levels',
        step: 'levels',
        fractureLevel: null,
        sentence: 'No level is marked.',
        target: { kind: 'level', level: null },
      },
    ];
  }
  const wanted = new Set<VertebralLevel>();
  for (const fracture of reading.fractures) {
    const { above, below } = fractureLevels(fracture.level, marked);
    wanted.add(fracture.level);
    if (reasonFor(fracture, 'landmarks') !== undefined) continue;
    for (const neighbour of [above, below]) if (neighbour !== null) wanted.add(neighbour);
  }
  const misplaced = levelsOutOfOrder(reading.levels).map(
    ({ level, sentence }): MissingItem => ({
      id: `levels.${level}.order`,
      step: 'levels',
      fractureLevel: null,
      sentence,
      target: { kind: 'level', level },
    }),
  );
  const unmarked = [...wanted]
    .filter((level) => !marked.includes(level))
    .map(
      (level): MissingItem => ({
        id: `levels.${level}`,
        step: 'levels',
        fractureLevel: null,
        sentence: `${level} is not marked.`,
        target: { kind: 'level', level },
      }),
    );
  return [...misplaced, ...unmarked];
}

function missingFracture(reading: Reading): MissingItem[] {
  if (reading.fracturePresence === 'present' && reading.fractures.length === 0) {
    return [
      {
        id: 'fractures',
        step: 'fracture',
        fractureLevel: null,
        sentence: 'The fractured level is not marked.',
        target: { kind: 'field', field: 'fractures' },
      },
    ];
  }
  if (reading.fracturePresence === 'not-assessable')
    return field(
      'fracture',
      null,
      'fracturePresenceNotAssessable',
      reading.fracturePresenceNotAssessable,
      'Why it cannot be assessed whether there is a fracture is not said.',
    );
  return field(
    'fracture',
    null,
    'fracturePresence',
    reading.fracturePresence,
    'Whether there is a fracture is not answered.',
  );
}

function missingPoints(fracture: Fracture, marked: readonly VertebralLevel[]): MissingItem[] {
  const { level } = fracture;
  if (reasonFor(fracture, 'landmarks') !== undefined) return [];
  const withoutCanal = reasonFor(fracture, 'canal') !== undefined;
  return missingLandmarks(fracture, marked)
    .filter(({ landmark }) => !(withoutCanal && landmark === 'PC'))
    .map((ref) => ({
      id: `${level}.landmarks.${ref.landmark}.${ref.level}`,
      step: 'landmarks',
      fractureLevel: level,
      sentence: `${ref.landmark} of ${ref.level} is not placed.`,
      target: { kind: 'landmark', ...ref },
    }));
}

function missingWall(fracture: Fracture): MissingItem[] {
  const { level } = fracture;
  const traced = fracture.posteriorWall.traces.some((trace) => trace.points.length >= 2);
  if (traced || reasonFor(fracture, 'posteriorWall') !== undefined) return [];
  return [
    {
      id: `${level}.posteriorWall`,
      step: 'posteriorWall',
      fractureLevel: level,
      sentence: `The posterior wall of ${level} is not traced.`,
      target: { kind: 'trace' },
    },
  ];
}

function missingRim(fracture: Fracture): MissingItem[] {
  const { level, rim } = fracture;
  const unread = rimCellNames.filter((cell) => rim.cells[cell] === 'unread');
  const items: MissingItem[] = unread.map((cell) => ({
    id: `${level}.rim.${cell}`,
    step: 'rim',
    fractureLevel: level,
    sentence: `Rim of ${level}, ${cell.replace('-', ' ')}: unread.`,
    target: { kind: 'cell', cell },
  }));
  if (Object.values(rim.cells).includes('not-assessable')) {
    items.push(...missingReason('rim', fracture, 'rim', 'the rim'));
  }
  items.push(
    ...field(
      'rim',
      level,
      'rim.confidence',
      rim.confidence,
      `Confidence in the rim of ${level} is not answered.`,
    ),
  );
  return items;
}

function missingFragment(fracture: Fracture): MissingItem[] {
  const { level, fragment } = fracture;
  if (reasonFor(fracture, 'fragment') !== undefined) return [];
  if (fragment.presence === 'not-assessable') {
    return missingReason('fragment', fracture, 'fragment', 'the fragment');
  }
  if (fragment.presence !== 'present') {
    return field(
      'fragment',
      level,
      'fragment.presence',
      fragment.presence,
      `Whether there is a retropulsed fragment at ${level} is not answered.`,
    );
  }
  const sizes = [
    ['anteroPosterior', 'antero-posterior'],
    ['cranioCaudal', 'cranio-caudal'],
    ['transverse', 'transverse'],
  ] as const;
  const withoutTransverse = reasonFor(fracture, 'fragmentTransverse') !== undefined;
  const items: MissingItem[] = sizes
    .filter(([segment]) => fragment[segment] === null && !(segment === 'transverse' && withoutTransverse))
    .map(([segment, words]) => ({
      id: `${level}.fragment.${segment}`,
      step: 'fragment',
      fractureLevel: level,
      sentence: `The ${words} size of the fragment at ${level} is not measured.`,
      target: { kind: 'segment', segment },
    }));
  const { contact } = fragment;
  const answers = [
    ['side', fragment.side, `The side of the fragment at ${level}`],
    ['reachesForamen', fragment.reachesForamen, `Whether the fragment at ${level} reaches the foramen`],
    ['contact.thecalSac', contact.thecalSac, `Contact of the fragment at ${level} with the thecal sac`],
    ['contact.cord', contact.cord, `Contact of the fragment at ${level} with the cord`],
    ['contact.root', contact.root, `Contact of the fragment at ${level} with the root`],
  ] as const;
  for (const [name, value, words] of answers) {
    items.push(...field('fragment', level, `fragment.${name}`, value, `${words} is not answered.`));
  }
  return items;
}

function missingCanal(fracture: Fracture): MissingItem[] {
  const { level, canal } = fracture;
  if (reasonFor(fracture, 'canal') !== undefined) return [];
  if (canal.compromise === 'not-assessable') return missingReason('canal', fracture, 'canal', 'the canal');
  return field(
    'canal',
    level,
    'canal.compromise',
    canal.compromise,
    `Whether the canal is compromised at ${level} is not answered.`,
  );
}

function missingContext(fracture: Fracture): MissingItem[] {
  const { level, context, pattern } = fracture;
  const withoutLandmarks = reasonFor(fracture, 'landmarks') !== undefined;
  const ofPattern = [pattern, context.endplates, context.osteoporoticFractureClass];
  const ofMarrow = [context.oedema, context.intravertebralCleft];
  return [
    ...(ofPattern.includes('not-assessable')
      ? missingReason('fracture', fracture, 'pattern', 'the fracture pattern')
      : []),
    ...(ofMarrow.includes('not-assessable')
      ? missingReason('context', fracture, 'context', 'oedema or cleft')
      : []),
    ...field(
      'fracture',
      level,
      'pattern',
      pattern,
      `The pattern of the fracture of ${level} is not answered.`,
    ),
    ...field(
      'context',
      level,
      'context.endplates',
      context.endplates,
      `The endplates involved at ${level} are not answered.`,
    ),
    ...field(
      'context',
      level,
      'context.oedema',
      context.oedema,
      `Bone marrow oedema of ${level} is not answered.`,
    ),
    ...field(
      'context',
      level,
      'context.intravertebralCleft',
      context.intravertebralCleft,
      `Whether ${level} has an intravertebral cleft is not answered.`,
    ),
    ...(withoutLandmarks
      ? []
      : field(
          'context',
          level,
          'measurementConfidence',
          fracture.measurementConfidence,
          `Confidence in the measurements of ${level} is not answered.`,
        )),
  ];
}

function missingClinical(reading: Reading): MissingItem[] {
  if (reading.fracturePresence === 'absent') return [];
  const { clinical } = reading;
  const questions = [
    ['neurologicalDeficit', 'Neurological deficit'],
    ['preoperativeRadiculopathy', 'Pre-operative radiculopathy'],
    ['painRefractory', 'Whether the pain is refractory to conservative care'],
    ['plannedProcedure', 'The planned procedure'],
  ] as const;
  return questions.flatMap(([name, words]) =>
    field('clinical', null, `clinical.${name}`, clinical[name], `${words} is not answered.`),
  );
}

/**
 * What a reading lacks before it can be submitted, in the order of the reading protocol. Blank never means normal:
 * every item is answered, measured, or recorded as not assessable with a reason.
 */
export function missingItems(reading: Reading): MissingItem[] {
  const marked = reading.levels.map((mark) => mark.level);
  return [
    ...missingNumbering(reading),
    ...missingLevels(reading),
    ...missingFracture(reading),
    ...reading.fractures.flatMap((fracture) => [
      ...missingPoints(fracture, marked),
      ...missingWall(fracture),
      ...missingRim(fracture),
      ...missingFragment(fracture),
      ...missingCanal(fracture),
      ...missingContext(fracture),
    ]),
    ...missingClinical(reading),
  ];
}
