import type { ComparedPart } from '../../../shared/cohort/compare-case';
import { fractureLike } from '../../../shared/cohort/match-fractures';
import { levelOnSide, type ReadingPart } from '../../../shared/cohort/reading-parts';
import type { MissingItem, MissingTarget, ReadingStep } from '../../../shared/findings/completeness';
import type { Fracture, Reading } from '../../../shared/findings/reading';
import { goToMissing, showPlace } from '../../reading/go-to';
import { useReadingStore } from '../../reading/use-reading';
import { useAdjudicationStore } from './adjudication-store';

const stepOf: Record<ReadingPart['kind'], ReadingStep> = {
  numbering: 'numbering',
  level: 'levels',
  levelsNotAssessable: 'numbering',
  fracturePresence: 'fracture',
  clinical: 'clinical',
  followUp: 'clinical',
  fracture: 'fracture',
  fractureLevel: 'fracture',
  pattern: 'fracture',
  context: 'context',
  landmarks: 'landmarks',
  landmark: 'landmarks',
  wall: 'posteriorWall',
  rim: 'rim',
  cell: 'rim',
  rimConfidence: 'rim',
  fragment: 'fragment',
  contact: 'fragment',
  apex: 'fragment',
  compromise: 'canal',
  outline: 'canal',
  measurementConfidence: 'context',
  notAssessable: 'context',
  measurement: 'landmarks',
};

const stepOfReason = {
  pattern: 'fracture',
  landmarks: 'landmarks',
  posteriorWall: 'posteriorWall',
  rim: 'rim',
  fragment: 'fragment',
  fragmentTransverse: 'fragment',
  canal: 'canal',
  context: 'context',
} as const;

const segments = {
  'FRAG-AP': 'anteroPosterior',
  'FRAG-CC': 'cranioCaudal',
  'FRAG-TR': 'transverse',
} as const;

function field(name: string): MissingTarget {
  return { kind: 'field', field: name };
}

/** Where in the form, and with which tool, a part is read; `fracture`: the one of the reading. */
function targetOf(part: ReadingPart, reading: Reading, fracture: Fracture | null): MissingTarget {
  switch (part.kind) {
    case 'numbering':
      return field(`numbering.${part.field}`);
    case 'level':
      return { kind: 'level', level: part.level };
    case 'levelsNotAssessable':
      return field('numbering.method');
    case 'fracturePresence':
      return field('fracturePresence');
    case 'clinical':
      return field(`clinical.${part.field}`);
    case 'followUp':
      return field(`clinical.followUp.${part.field}`);
    case 'fracture':
    case 'fractureLevel':
      return field('fractures');
    case 'pattern':
      return field('pattern');
    case 'context':
      return field(`context.${part.field}`);
    case 'landmark': {
      const level = fracture === null ? null : levelOnSide(reading, fracture, part.side);
      return level === null ? field('fractures') : { kind: 'landmark', level, landmark: part.landmark };
    }
    case 'landmarks':
      return fracture === null
        ? field('fractures')
        : { kind: 'landmark', level: fracture.level, landmark: 'AS' };
    case 'wall':
      return { kind: 'trace' };
    case 'rim':
      return { kind: 'cell', cell: 'superior-right' };
    case 'cell':
      return { kind: 'cell', cell: part.cell };
    case 'rimConfidence':
      return field('rim.confidence');
    case 'fragment':
      return field(`fragment.${part.field}`);
    case 'contact':
      return field(`fragment.contact.${part.field}`);
    case 'apex':
      return field('fragment.presence');
    case 'compromise':
    case 'outline':
      return field('canal.compromise');
    case 'measurementConfidence':
      return field('measurementConfidence');
    case 'notAssessable':
      return { kind: 'reason', item: part.item };
    case 'measurement':
      if (part.method === 'FRAG-AP' || part.method === 'FRAG-CC' || part.method === 'FRAG-TR')
        return { kind: 'segment', segment: segments[part.method] };
      if (part.method === 'RIM-LEN') return { kind: 'trace' };
      if (part.method === 'CC-AREA2') return field('canal.compromise');
      return targetOf({ kind: 'landmarks' }, reading, fracture);
  }
}

function itemFor(
  { key, part, label }: ComparedPart,
  reading: Reading,
  fracture: Fracture | null,
): MissingItem {
  const isSegment = part.kind === 'measurement' && part.method.startsWith('FRAG-');
  const step =
    part.kind === 'notAssessable' ? stepOfReason[part.item] : isSegment ? 'fragment' : stepOf[part.kind];
  return {
    id: key,
    step,
    fractureLevel: fracture?.level ?? null,
    sentence: label,
    target: targetOf(part, reading, fracture),
  };
}

/** Kinds of parts that lie at points of their own. */
const placed: readonly ReadingPart['kind'][] = [
  'level',
  'landmark',
  'wall',
  'apex',
  'outline',
  'measurement',
];

/** Brings the images of a part in front of the adjudicator, where the first reader that has it found it. */
export function showPart(compared: ComparedPart): void {
  const { readings } = useAdjudicationStore.getState();
  useAdjudicationStore.setState({ chosen: compared.key });
  const index = compared.values.findIndex(({ points }) => points.length > 0);
  const shown = Math.max(0, index);
  const source = readings?.[shown]?.reading;
  if (source === undefined) return;
  const fracture = compared.fracture?.fractures[shown] ?? null;
  const place = placed.includes(compared.part.kind) ? compared.values[shown]?.points[0] : undefined;
  showPlace(source, itemFor(compared, source, fracture), fracture, place?.lps ?? null);
}

/** Opens the form where a part is read, with the tool that supplies it. */
export function readAnew(compared: ComparedPart): void {
  const { reading } = useReadingStore.getState();
  if (reading === null) return;
  useAdjudicationStore.setState({ chosen: compared.key, tab: 'reading' });
  const fracture = compared.fracture === null ? null : fractureLike(reading, compared.fracture);
  if (compared.fracture !== null && fracture === null) {
    goToMissing({
      id: compared.key,
      step: 'fracture',
      fractureLevel: null,
      sentence: compared.label,
      target: field('fractures'),
    });
    return;
  }
  goToMissing(itemFor(compared, reading, fracture));
}
