import type { VertebralLevel } from '../dicom/levels';
import { type Edit, edit, inSpineOrder, relabelFracture, withImages } from '../findings/edits';
import {
  createFracture,
  type Fracture,
  type FractureItem,
  type MeasurementMethod,
  type Reading,
} from '../findings/reading';
import type { ComparedPart } from './compare-case';
import { fractureLike, type MatchedFracture } from './match-fractures';
import { type FracturePart, isFracturePart, levelOnSide, type StudyPart, sides } from './reading-parts';

/** What a measurement is computed from, as parts. */
function sourcesOf(method: MeasurementMethod): FracturePart[] {
  switch (method) {
    case 'HEIGHT-ADJ2':
    case 'GENANT':
    case 'WEDGE':
    case 'COBB':
      return [{ kind: 'landmarks' }];
    case 'CC-AREA2':
      return sides.map((side) => ({ kind: 'outline', side }));
    case 'RIM-LEN':
      return [{ kind: 'wall' }];
    case 'FRAG-AP':
    case 'FRAG-CC':
    case 'FRAG-TR':
      return [];
    default:
      return [{ kind: 'landmarks' }, { kind: 'wall' }, { kind: 'apex' }];
  }
}

const segmentOf = {
  'FRAG-AP': 'anteroPosterior',
  'FRAG-CC': 'cranioCaudal',
  'FRAG-TR': 'transverse',
} as const satisfies Partial<Record<MeasurementMethod, keyof Fracture['fragment']>>;

function isSegmentMethod(method: MeasurementMethod): method is keyof typeof segmentOf {
  return method in segmentOf;
}

/** The item under which a part is recorded as not assessable. */
function itemOf(part: FracturePart): FractureItem | null {
  switch (part.kind) {
    case 'pattern':
      return 'pattern';
    case 'context':
      return part.field === 'oedema' || part.field === 'intravertebralCleft' ? 'context' : 'pattern';
    case 'landmarks':
    case 'landmark':
      return 'landmarks';
    case 'wall':
      return 'posteriorWall';
    case 'rim':
    case 'cell':
      return 'rim';
    case 'fragment':
    case 'contact':
    case 'apex':
      return 'fragment';
    case 'compromise':
      return 'canal';
    case 'measurement':
      return part.method === 'FRAG-TR' ? 'fragmentTransverse' : null;
    default:
      return null;
  }
}

/** Whether answers of a fracture say that an item is not assessable, so that it needs its reason. */
function needsReason({ pattern, context, rim, fragment, canal }: Fracture, item: FractureItem): boolean {
  const { endplates, osteoporoticFractureClass, oedema, intravertebralCleft } = context;
  const answers: Partial<Record<FractureItem, readonly unknown[]>> = {
    pattern: [pattern, endplates, osteoporoticFractureClass],
    context: [oedema, intravertebralCleft],
    rim: Object.values(rim.cells),
    fragment: [fragment.presence],
    canal: [canal.compromise],
  };
  return answers[item]?.includes('not-assessable') ?? false;
}

/** With the reason an item has in the source; the own one goes where neither the source nor an answer calls for it. */
function withReasonOf(own: Fracture, source: Fracture, item: FractureItem): Fracture {
  const taken = source.notAssessable.find((one) => one.item === item);
  const has = own.notAssessable.some((one) => one.item === item);
  if (taken !== undefined) return has ? own : { ...own, notAssessable: [...own.notAssessable, taken] };
  if (!has || needsReason(own, item)) return own;
  return { ...own, notAssessable: own.notAssessable.filter((one) => one.item !== item) };
}

interface Source {
  own: Reading;
  from: Reading;
  fracture: Fracture;
}

/** The level of the own reading that is on the same side of its fracture as `level` of the source is of the source's. */
function ownLevel(
  { own, from, fracture }: Source,
  target: Fracture,
  level: VertebralLevel,
): VertebralLevel | null {
  const side = sides.find((one) => levelOnSide(from, fracture, one) === level);
  return side === undefined ? null : levelOnSide(own, target, side);
}

function copyPart(target: Fracture, source: Source, part: FracturePart): Fracture {
  const { fracture: from, own } = source;
  const { rim, fragment, canal, context } = target;
  switch (part.kind) {
    case 'fracture':
    case 'fractureLevel':
      return target;
    case 'pattern':
      return { ...target, pattern: from.pattern };
    case 'context':
      return { ...target, context: { ...context, [part.field]: from.context[part.field] } };
    case 'landmarks':
      return {
        ...target,
        landmarks: from.landmarks.flatMap((one) => {
          const level = ownLevel(source, target, one.level);
          return level === null ? [] : [{ ...one, level }];
        }),
      };
    case 'landmark': {
      const level = levelOnSide(own, target, part.side);
      const fromLevel = levelOnSide(source.from, from, part.side);
      const isOne = (of: VertebralLevel | null) => (one: Fracture['landmarks'][number]) =>
        one.level === of && one.landmark === part.landmark;
      const taken = from.landmarks.find(isOne(fromLevel));
      const others = target.landmarks.filter((one) => !isOne(level)(one));
      const landmarks = taken === undefined || level === null ? others : [...others, { ...taken, level }];
      return { ...target, landmarks };
    }
    case 'wall':
      return { ...target, posteriorWall: from.posteriorWall };
    case 'rim':
      return { ...target, rim: { ...rim, cells: from.rim.cells } };
    case 'cell':
      return {
        ...target,
        rim: { ...rim, cells: { ...rim.cells, [part.cell]: from.rim.cells[part.cell] } },
      };
    case 'rimConfidence':
      return { ...target, rim: { ...rim, confidence: from.rim.confidence } };
    case 'fragment':
      return { ...target, fragment: { ...fragment, [part.field]: from.fragment[part.field] } };
    case 'contact': {
      const contact = { ...fragment.contact, [part.field]: from.fragment.contact[part.field] };
      return { ...target, fragment: { ...fragment, contact } };
    }
    case 'apex':
      return { ...target, fragment: { ...fragment, apex: from.fragment.apex } };
    case 'compromise':
      return { ...target, canal: { ...canal, compromise: from.canal.compromise } };
    case 'outline': {
      const level = levelOnSide(own, target, part.side);
      const fromLevel = levelOnSide(source.from, from, part.side);
      const taken = from.canal.outlines.find((one) => one.level === fromLevel);
      const others = canal.outlines.filter((one) => one.level !== level);
      const outlines = taken === undefined || level === null ? others : [...others, { ...taken, level }];
      return { ...target, canal: { ...canal, outlines: inSpineOrder(outlines) } };
    }
    case 'measurementConfidence':
      return { ...target, measurementConfidence: from.measurementConfidence };
    case 'notAssessable': {
      const others = target.notAssessable.filter(({ item }) => item !== part.item);
      const taken = from.notAssessable.filter(({ item }) => item === part.item);
      return { ...target, notAssessable: [...others, ...taken] };
    }
    case 'measurement': {
      if (isSegmentMethod(part.method)) {
        const segment = segmentOf[part.method];
        return { ...target, fragment: { ...fragment, [segment]: from.fragment[segment] } };
      }
      return sourcesOf(part.method).reduce((next, one) => takeInto(next, source, one), target);
    }
  }
}

function takeInto(target: Fracture, source: Source, part: FracturePart): Fracture {
  const copied = copyPart(target, source, part);
  const item = itemOf(part);
  return item === null ? copied : withReasonOf(copied, source.fracture, item);
}

/** With the marks of a fracture's vertebrae that the own reading lacks. */
function withMarks(own: Reading, from: Reading, fracture: Fracture): Reading {
  const wanted = sides.map((side) => levelOnSide(from, fracture, side));
  const missing = from.levels.filter(
    ({ level }) => wanted.includes(level) && !own.levels.some((mark) => mark.level === level),
  );
  if (missing.length === 0) return own;
  return { ...own, levels: inSpineOrder([...own.levels, ...missing]), levelsNotAssessable: null };
}

function withFracture(own: Reading, old: Fracture | null, fracture: Fracture): Reading {
  const others = own.fractures.filter((one) => one !== old && one.level !== fracture.level);
  return {
    ...own,
    fracturePresence: 'present',
    fracturePresenceNotAssessable: null,
    fractures: inSpineOrder([...others, fracture]),
  };
}

function withoutFracture(own: Reading, fracture: Fracture | null): Reading {
  const fractures = own.fractures.filter((one) => one !== fracture);
  return { ...own, fractures, fracturePresence: fractures.length === 0 ? null : own.fracturePresence };
}

function takeFracturePart(
  own: Reading,
  from: Reading,
  part: FracturePart,
  { matched, fracture }: { matched: MatchedFracture; fracture: Fracture | null },
): Reading | string {
  const old = fractureLike(own, matched, fracture?.level);
  if (fracture === null) {
    return part.kind === 'fracture' ? withoutFracture(own, old) : 'That reading has no such fracture.';
  }
  const marked = withMarks(own, from, fracture);
  if (part.kind === 'fracture') return withFracture(marked, old, fracture);
  const source = { own: marked, from, fracture };
  if (part.kind === 'fractureLevel') {
    const { level } = fracture;
    if (old === null) return withFracture(marked, null, createFracture(level));
    const moved = { level };
    const to = (one: VertebralLevel) => {
      const side = sides.find((each) => levelOnSide(own, old, each) === one);
      return (side === undefined ? null : levelOnSide(marked, moved, side)) ?? one;
    };
    return withFracture(marked, old, relabelFracture(old, level, to));
  }
  const target = old ?? createFracture(fracture.level);
  return withFracture(marked, old, takeInto(target, source, part));
}

function takeStudyPart(own: Reading, from: Reading, part: StudyPart): Reading {
  switch (part.kind) {
    case 'numbering':
      return { ...own, numbering: { ...own.numbering, [part.field]: from.numbering[part.field] } };
    case 'level': {
      const taken = from.levels.filter(({ level }) => level === part.level);
      const levels = inSpineOrder([...own.levels.filter(({ level }) => level !== part.level), ...taken]);
      return { ...own, levels, levelsNotAssessable: taken.length > 0 ? null : own.levelsNotAssessable };
    }
    case 'levelsNotAssessable':
      return { ...own, levelsNotAssessable: from.levelsNotAssessable };
    case 'fracturePresence': {
      const { fracturePresence, fracturePresenceNotAssessable } = from;
      const fractures = fracturePresence === 'present' ? own.fractures : [];
      return { ...own, fracturePresence, fracturePresenceNotAssessable, fractures };
    }
    case 'clinical':
      return { ...own, clinical: { ...own.clinical, [part.field]: from.clinical[part.field] } };
    case 'followUp': {
      const followUp = { ...own.clinical.followUp, [part.field]: from.clinical.followUp[part.field] };
      return { ...own, clinical: { ...own.clinical, followUp } };
    }
  }
}

/**
 * Takes one compared part of a reading into one's own draft of the same case, with the points and the geometry of their
 * images. A measurement is taken with all it is computed from, a fracture that the draft lacks is made with the marks of
 * its vertebrae; an answer that there is no fracture removes those of the draft. `index`: which of the compared readings
 * `from` is.
 */
export function takePart(
  own: Reading,
  { part, fracture: matched }: Pick<ComparedPart, 'part' | 'fracture'>,
  from: Reading,
  index: number,
): Edit {
  return edit(own, (draft) => {
    const known = withImages(draft, from.study.images);
    if (!isFracturePart(part)) return takeStudyPart(known, from, part);
    if (matched === null) return 'It belongs to no fracture.';
    return takeFracturePart(known, from, part, { matched, fracture: matched.fractures[index] ?? null });
  });
}

/** Takes everything that was read in another reading of the same case; what was read in one's own draft goes. */
export function takeAll(own: Reading, from: Reading): Edit {
  return edit(own, (draft) => ({
    ...draft,
    study: { ...draft.study, images: from.study.images },
    numbering: from.numbering,
    levels: from.levels,
    levelsNotAssessable: from.levelsNotAssessable,
    fracturePresence: from.fracturePresence,
    fracturePresenceNotAssessable: from.fracturePresenceNotAssessable,
    fractures: from.fractures,
    keyImages: from.keyImages,
    clinical: from.clinical,
  }));
}
