import { neighbourLevel, type VertebralLevel } from '../dicom/levels';
import {
  type Clinical,
  type Fracture,
  type FractureContext,
  type FractureItem,
  type Fragment,
  fractureItems,
  type LandmarkName,
  landmarkNames,
  type Measurement,
  type MeasurementMethod,
  type Point,
  type Reading,
  type RimCellName,
  rimCellNames,
} from '../findings/reading';
import { valueInWords } from '../geometry/measurements/format-value';
import { polygonArea } from '../geometry/polygon';
import { polylineLength } from '../geometry/polyline';
import type { ProtocolItem } from './protocol';

/** A vertebra as a fracture sees it: the fractured one or its neighbour towards the head or the feet. */
export type Side = 'above' | 'at' | 'below';
export const sides: readonly Side[] = ['above', 'at', 'below'];

/** A part of a reading that can be compared with that of another and taken from it, outside its fractures. */
export type StudyPart =
  | { kind: 'numbering'; field: keyof Reading['numbering'] }
  | { kind: 'level'; level: VertebralLevel }
  | { kind: 'levelsNotAssessable' }
  | { kind: 'fracturePresence' }
  | { kind: 'clinical'; field: Exclude<keyof Clinical, 'followUp'> }
  | { kind: 'followUp'; field: keyof Clinical['followUp'] };

/** The same of a fracture. */
export type FracturePart =
  /** The whole of it, where not every reading has it; else only which level it is. */
  | { kind: 'fracture' }
  | { kind: 'fractureLevel' }
  | { kind: 'pattern' }
  | { kind: 'context'; field: keyof FractureContext }
  | { kind: 'landmarks' }
  | { kind: 'landmark'; side: Side; landmark: LandmarkName }
  | { kind: 'wall' }
  | { kind: 'rim' }
  | { kind: 'cell'; cell: RimCellName }
  | { kind: 'rimConfidence' }
  | { kind: 'fragment'; field: 'presence' | 'side' | 'reachesForamen' }
  | { kind: 'contact'; field: keyof Fragment['contact'] }
  | { kind: 'apex' }
  | { kind: 'compromise' }
  | { kind: 'outline'; side: Side }
  | { kind: 'measurementConfidence' }
  | { kind: 'notAssessable'; item: FractureItem }
  | { kind: 'measurement'; method: MeasurementMethod; name: string; side: Side };
export type ReadingPart = StudyPart | FracturePart;

const studyKinds: readonly ReadingPart['kind'][] = [
  'numbering',
  'level',
  'levelsNotAssessable',
  'fracturePresence',
  'clinical',
  'followUp',
];

/** Whether a part belongs to a fracture. */
export function isFracturePart(part: ReadingPart): part is FracturePart {
  return !studyKinds.includes(part.kind);
}

/** What one reading holds of a part. */
export interface PartValue {
  /** As in the document, to be compared; null: nothing. */
  content: unknown;
  /** In words, with unit and precision; empty where there is nothing. */
  words: string;
  /** Points by which it lies in the images; the first is where to look. */
  points: readonly Point[];
  /** Where the part is a measured value. */
  measurement: Measurement | null;
  /** Of drawn lines: the number of traces and of disrupted stretches, which differ wherever they lie. */
  counts: readonly number[];
}

const nothing: PartValue = { content: null, words: '', points: [], measurement: null, counts: [] };

/** `not-assessable` → `not assessable`, `OF2` stays. */
function spoken(value: string | number): string {
  return typeof value === 'number' ? String(value) : value.replaceAll('-', ' ');
}

function answer(value: string | number | null, points: readonly Point[] = []): PartValue {
  return value === null ? nothing : { ...nothing, content: value, words: spoken(value), points };
}

function place(point: Point | null | undefined, words: string): PartValue {
  return point === null || point === undefined
    ? nothing
    : { ...nothing, content: point, words, points: [point] };
}

/** The level on a side of a fracture; null beyond the spine. */
export function levelOnSide(
  reading: Pick<Reading, 'levels'>,
  fracture: Pick<Fracture, 'level'>,
  side: Side,
): VertebralLevel | null {
  if (side === 'at') return fracture.level;
  return neighbourLevel(
    fracture.level,
    side === 'above' ? -1 : 1,
    reading.levels.map(({ level }) => level),
  );
}

function plural(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** What a reading says of a part outside its fractures. */
export function studyValue(reading: Reading, part: StudyPart): PartValue {
  switch (part.kind) {
    case 'numbering':
      return answer(reading.numbering[part.field]);
    case 'level':
      return place(reading.levels.find((one) => one.level === part.level)?.point, 'marked');
    case 'levelsNotAssessable':
      return reason(reading.levelsNotAssessable);
    case 'fracturePresence': {
      const { fracturePresence, fracturePresenceNotAssessable } = reading;
      const value = answer(fracturePresence);
      return fracturePresenceNotAssessable === null
        ? value
        : { ...value, words: `${value.words}: ${fracturePresenceNotAssessable}` };
    }
    case 'clinical':
      return answer(reading.clinical[part.field]);
    case 'followUp':
      return answer(reading.clinical.followUp[part.field]);
  }
}

function reason(value: string | null | undefined): PartValue {
  return value === null || value === undefined ? nothing : { ...nothing, content: value, words: value };
}

function wallValue({ posteriorWall: { traces } }: Fracture): PartValue {
  if (traces.length === 0) return nothing;
  const length = traces.reduce((sum, { points }) => sum + polylineLength(points.map(({ lps }) => lps)), 0);
  const stretches = traces.reduce((sum, { disrupted }) => sum + disrupted.length, 0);
  const words = `${plural(traces.length, 'trace')}, ${length.toFixed(1)} mm; ${stretches === 0 ? 'no' : stretches} disrupted ${stretches === 1 ? 'stretch' : 'stretches'}`;
  return {
    ...nothing,
    content: traces,
    words,
    points: traces.flatMap(({ points }) => points),
    counts: [traces.length, stretches],
  };
}

function outlineValue(reading: Reading, fracture: Fracture, side: Side): PartValue {
  const level = levelOnSide(reading, fracture, side);
  const outline = fracture.canal.outlines.find((one) => one.level === level);
  if (outline === undefined) return nothing;
  const { points } = outline;
  const area = polygonArea(points.map(({ lps }) => lps));
  return { ...nothing, content: points, words: `${area.toFixed(0)} mm²`, points };
}

function measuredValue(
  reading: Reading,
  fracture: Fracture,
  { method, name, side }: Extract<FracturePart, { kind: 'measurement' }>,
): PartValue {
  const level = levelOnSide(reading, fracture, side);
  const found = fracture.measurements.find(
    (one) => one.method === method && one.name === name && one.level === level,
  );
  if (found === undefined) return nothing;
  const { points } = found;
  if (found.value === null) return { ...nothing, words: found.refused ?? '', points, measurement: found };
  return { ...nothing, content: found.value, words: valueInWords(found), points, measurement: found };
}

/** What a reading says of a part of one of its fractures. */
export function fractureValue(reading: Reading, fracture: Fracture, part: FracturePart): PartValue {
  const { rim, fragment, canal, context } = fracture;
  const mark = reading.levels.find((one) => one.level === fracture.level)?.point;
  const own = fracture.landmarks.find((one) => one.level === fracture.level)?.point ?? mark;
  const here = own === undefined ? [] : [own];
  switch (part.kind) {
    case 'fracture':
    case 'fractureLevel':
      return answer(fracture.level, here);
    case 'pattern':
      return answer(fracture.pattern, here);
    case 'context':
      return answer(context[part.field], here);
    case 'landmarks': {
      const { landmarks } = fracture;
      if (landmarks.length === 0) return nothing;
      const content = landmarks.map(({ landmark, point }) => ({ landmark, point }));
      return {
        ...nothing,
        content,
        words: `${landmarks.length} placed`,
        points: landmarks.map(({ point }) => point),
      };
    }
    case 'landmark': {
      const level = levelOnSide(reading, fracture, part.side);
      const found = fracture.landmarks.find((one) => one.level === level && one.landmark === part.landmark);
      return place(found?.point, 'placed');
    }
    case 'wall':
      return wallValue(fracture);
    case 'rim':
      return { ...answer(rim.status, here), content: rim.status === 'unread' ? null : rim.status };
    case 'cell': {
      const state = rim.cells[part.cell];
      return { ...answer(state, here), content: state === 'unread' ? null : state };
    }
    case 'rimConfidence':
      return answer(rim.confidence, here);
    case 'fragment':
      return answer(fragment[part.field], fragment.apex === null ? here : [fragment.apex]);
    case 'contact':
      return answer(fragment.contact[part.field], here);
    case 'apex':
      return place(fragment.apex, 'placed');
    case 'compromise':
      return answer(canal.compromise, here);
    case 'outline':
      return outlineValue(reading, fracture, part.side);
    case 'measurementConfidence':
      return answer(fracture.measurementConfidence, here);
    case 'notAssessable':
      return reason(fracture.notAssessable.find((one) => one.item === part.item)?.reason);
    case 'measurement':
      return measuredValue(reading, fracture, part);
  }
}

/** What says nothing: of a fracture that a reading does not have. */
export const noValue = nothing;

/** Sections of the list, in the order of the reading protocol. */
export const partSections = [
  'numbering',
  'levels',
  'fracture',
  'rim',
  'measurements',
  'landmarks',
  'fragment',
  'canal',
  'context',
  'clinical',
] as const;
export type PartSection = (typeof partSections)[number];

/** A part with where it is listed, its name, and the item of the protocol that asks for it. */
export interface ListedPart<P extends ReadingPart = ReadingPart> {
  part: P;
  section: PartSection;
  label: string;
  item: ProtocolItem | null;
  /** One of many that another line sums up: a single landmark. */
  isDetail: boolean;
}

function listed<P extends ReadingPart>(
  section: PartSection,
  part: P,
  label: string,
  item: ProtocolItem | null,
  isDetail = false,
): ListedPart<P> {
  return { part, section, label, item, isDetail };
}

/** The parts outside fractures, with the levels that are to be compared. */
export function studyParts(levels: readonly VertebralLevel[]): ListedPart<StudyPart>[] {
  return [
    listed('numbering', { kind: 'numbering', field: 'method' }, 'Levels counted', 'numbering.method'),
    listed(
      'numbering',
      { kind: 'numbering', field: 'lstvSuspected' },
      'Transitional vertebra suspected',
      'numbering.lstvSuspected',
    ),
    listed(
      'numbering',
      { kind: 'numbering', field: 'confidence' },
      'Confidence in the levels',
      'numbering.confidence',
    ),
    listed('levels', { kind: 'levelsNotAssessable' }, 'Levels not assessable', 'levels'),
    ...levels.map((level) => listed('levels', { kind: 'level', level }, `Mark of ${level}`, 'levels')),
    listed('fracture', { kind: 'fracturePresence' }, 'Fracture', 'fracturePresence'),
  ];
}

/** The clinical parts, which are listed after the fractures. */
export function clinicalParts(): ListedPart<StudyPart>[] {
  const asked = [
    ['neurologicalDeficit', 'Neurological deficit', 'clinical.neurologicalDeficit'],
    ['preoperativeRadiculopathy', 'Pre-operative radiculopathy', 'clinical.preoperativeRadiculopathy'],
    ['painRefractory', 'Pain refractory to conservative care', 'clinical.painRefractory'],
    ['conservativeCareWeeks', 'Weeks of conservative care', 'clinical.conservativeCareWeeks'],
    ['plannedProcedure', 'Planned procedure', 'clinical.plannedProcedure'],
  ] as const;
  const followUp = [
    ['procedure', 'Procedure done'],
    ['cementVolumeMl', 'Cement volume, ml'],
    ['radicularSymptoms', 'Radicular symptoms afterwards'],
    ['symptomOnsetWeeks', 'Weeks to the first symptoms'],
  ] as const;
  return [
    ...asked.map(([field, label, item]) => listed('clinical', { kind: 'clinical', field }, label, item)),
    ...followUp.map(([field, label]) =>
      listed('clinical', { kind: 'followUp', field }, label, 'clinical.followUp'),
    ),
  ];
}

const itemOfReason: Record<FractureItem, readonly [PartSection, string, ProtocolItem]> = {
  pattern: ['fracture', 'Pattern or classes', 'pattern'],
  landmarks: ['landmarks', 'Landmarks', 'landmarks'],
  posteriorWall: ['landmarks', 'Posterior wall', 'posteriorWall'],
  rim: ['rim', 'Rim', 'rim.cells'],
  fragment: ['fragment', 'Fragment', 'fragment.presence'],
  fragmentTransverse: ['fragment', 'Transverse size of the fragment', 'fragment.sizes'],
  canal: ['canal', 'Canal', 'canal.compromise'],
  context: ['context', 'Oedema or cleft', 'context.oedema'],
};

function itemOfMethod(method: MeasurementMethod): ProtocolItem {
  if (method === 'RIM-LEN') return 'posteriorWall';
  if (method === 'CC-AREA2') return 'canal.outlines';
  return method.startsWith('FRAG-') ? 'fragment.sizes' : 'landmarks';
}

/** The parts of a fracture, `named` as its vertebrae are called, with the values that any of the readings has. */
export function fractureParts(
  named: (side: Side) => string,
  measured: readonly Extract<FracturePart, { kind: 'measurement' }>[],
): ListedPart<FracturePart>[] {
  const reasons = fractureItems.map((item) => {
    const [section, label, asked] = itemOfReason[item];
    return listed(section, { kind: 'notAssessable', item }, `${label} not assessable`, asked);
  });
  return [
    listed('fracture', { kind: 'fractureLevel' }, 'Fractured level', 'levels'),
    listed('fracture', { kind: 'pattern' }, 'Pattern', 'pattern'),
    listed('fracture', { kind: 'context', field: 'endplates' }, 'Endplates', 'context.endplates'),
    listed(
      'fracture',
      { kind: 'context', field: 'osteoporoticFractureClass' },
      'Osteoporotic fracture class',
      'context.osteoporoticFractureClass',
    ),
    listed('rim', { kind: 'rim' }, 'Rim status', 'rim.cells'),
    ...rimCellNames.map((cell) =>
      listed('rim', { kind: 'cell', cell }, `Rim, ${cell.replace('-', ' ')}`, 'rim.cells'),
    ),
    listed('rim', { kind: 'rimConfidence' }, 'Confidence in the rim', 'rim.confidence'),
    ...measured.map((part) =>
      listed(
        'measurements',
        part,
        part.method === 'CANAL-AP' ? `${part.name} at ${named(part.side)}` : part.name,
        itemOfMethod(part.method),
      ),
    ),
    listed(
      'measurements',
      { kind: 'measurementConfidence' },
      'Confidence in the measurements',
      'measurementConfidence',
    ),
    listed('landmarks', { kind: 'landmarks' }, 'Landmarks', 'landmarks'),
    ...sides.flatMap((side) =>
      landmarkNames.map((landmark) =>
        listed(
          'landmarks',
          { kind: 'landmark', side, landmark },
          `${landmark} of ${named(side)}`,
          'landmarks',
          true,
        ),
      ),
    ),
    listed('landmarks', { kind: 'wall' }, 'Posterior wall', 'posteriorWall'),
    listed('fragment', { kind: 'fragment', field: 'presence' }, 'Fragment', 'fragment.presence'),
    listed('fragment', { kind: 'apex' }, 'Apex of the fragment', 'fragment.sizes'),
    listed('fragment', { kind: 'fragment', field: 'side' }, 'Side of the fragment', 'fragment.side'),
    listed(
      'fragment',
      { kind: 'fragment', field: 'reachesForamen' },
      'Fragment reaches the foramen',
      'fragment.reachesForamen',
    ),
    listed(
      'fragment',
      { kind: 'contact', field: 'thecalSac' },
      'Contact with the thecal sac',
      'fragment.contact',
    ),
    listed('fragment', { kind: 'contact', field: 'cord' }, 'Contact with the cord', 'fragment.contact'),
    listed('fragment', { kind: 'contact', field: 'root' }, 'Contact with the root', 'fragment.contact'),
    listed('canal', { kind: 'compromise' }, 'Canal compromised', 'canal.compromise'),
    ...sides.map((side) =>
      listed('canal', { kind: 'outline', side }, `Canal outline at ${named(side)}`, 'canal.outlines'),
    ),
    listed('context', { kind: 'context', field: 'oedema' }, 'Bone marrow oedema', 'context.oedema'),
    listed(
      'context',
      { kind: 'context', field: 'intravertebralCleft' },
      'Intravertebral cleft',
      'context.intravertebralCleft',
    ),
    ...reasons,
  ];
}
