import { missingForProtocol } from '../cohort/missing-for-protocol';
import type { Protocol } from '../cohort/protocol';
import { levelCode, neighbourLevel, type VertebralLevel, vertebralLevels } from '../dicom/levels';
import { imageKey } from '../geometry/measurements/measuring-plane';
import type { MissingItem } from './completeness';
import { withDerivedValues } from './derive';
import { fractureLevels } from './landmark-order';
import {
  type Canal,
  type Clinical,
  createFracture,
  type Fracture,
  type FractureContext,
  type FractureItem,
  type Fragment,
  type ImageGeometry,
  type LandmarkName,
  type Point,
  type Presence,
  type Reading,
  type RimCellName,
  type RimCellState,
  type RimCells,
} from './reading';

/** The edited reading with all derived values; or the reading as it was and, in a sentence, why it stays so. */
export interface Edit {
  reading: Reading;
  refused: string | null;
}

/** A point together with the geometry of the image it was placed on. */
export interface PlacedPoint {
  point: Point;
  image: ImageGeometry;
}

/** A change of a reading: the changed reading, or in a sentence why it cannot be. */
type Change = (reading: Reading) => Reading | string;

/** Applies a change to a draft; every edit goes through here. */
export function edit(reading: Reading, change: Change): Edit {
  if (reading.status === 'submitted') {
    return { reading, refused: 'This reading is submitted. Re-open it to change it.' };
  }
  const changed = change(reading);
  return typeof changed === 'string'
    ? { reading, refused: changed }
    : { reading: withDerivedValues(changed), refused: null };
}

/** Applies a change to one fracture of a draft. */
export function editFracture(
  reading: Reading,
  level: VertebralLevel,
  change: (fracture: Fracture, reading: Reading) => Fracture | string,
  images: readonly ImageGeometry[] = [],
): Edit {
  return edit(reading, (draft) => {
    const fracture = draft.fractures.find((one) => one.level === level);
    if (fracture === undefined) return `No fracture is marked at ${level}.`;
    const changed = change(fracture, draft);
    if (typeof changed === 'string') return changed;
    const fractures = draft.fractures.map((one) => (one === fracture ? changed : one));
    return withImages({ ...draft, fractures }, images);
  });
}

/** The reading with the geometry of more images; `withDerivedValues` drops those no point refers to. */
export function withImages(reading: Reading, images: readonly ImageGeometry[]): Reading {
  if (images.length === 0) return reading;
  const known = new Map(reading.study.images.map((image) => [imageKey(image), image]));
  for (const image of images) known.set(imageKey(image), image);
  return { ...reading, study: { ...reading.study, images: [...known.values()] } };
}

/** From the head down. */
export function inSpineOrder<T extends { level: VertebralLevel }>(items: readonly T[]): T[] {
  return items.toSorted((a, b) => vertebralLevels.indexOf(a.level) - vertebralLevels.indexOf(b.level));
}

export function setSubject(reading: Reading, patch: Partial<Reading['subject']>): Edit {
  return edit(reading, (draft) => ({ ...draft, subject: { ...draft.subject, ...patch } }));
}

export function setNumbering(reading: Reading, patch: Partial<Reading['numbering']>): Edit {
  return edit(reading, (draft) => ({ ...draft, numbering: { ...draft.numbering, ...patch } }));
}

export function setClinical(reading: Reading, patch: Partial<Omit<Clinical, 'followUp'>>): Edit {
  return edit(reading, (draft) => ({ ...draft, clinical: { ...draft.clinical, ...patch } }));
}

export function setFollowUp(reading: Reading, patch: Partial<Clinical['followUp']>): Edit {
  return edit(reading, (draft) => ({
    ...draft,
    clinical: { ...draft.clinical, followUp: { ...draft.clinical.followUp, ...patch } },
  }));
}

/**
 * The level a click marks next: beyond the highest marked one towards the head, or the lowest towards the feet.
 * Null where none is marked yet or the spine ends.
 */
export function nextLevelToMark(
  marked: readonly VertebralLevel[],
  direction: 'head' | 'feet',
): VertebralLevel | null {
  const ordered = vertebralLevels.filter((level) => marked.includes(level));
  const outermost = direction === 'head' ? ordered[0] : ordered.at(-1);
  return outermost === undefined ? null : neighbourLevel(outermost, direction === 'head' ? -1 : 1, marked);
}

/** Marks a level, or moves its mark. */
export function setLevel(reading: Reading, level: VertebralLevel, placed: PlacedPoint): Edit {
  return edit(reading, (draft) => {
    const mark = { level, code: levelCode(level), point: placed.point };
    const levels = inSpineOrder([...draft.levels.filter((one) => one.level !== level), mark]);
    return withImages({ ...draft, levels, levelsNotAssessable: null }, [placed.image]);
  });
}

/** Marks several levels in one act. */
export function setLevels(
  reading: Reading,
  marks: readonly { level: VertebralLevel; placed: PlacedPoint }[],
): Edit {
  let last: Edit = edit(reading, (draft) => draft);
  for (const { level, placed } of marks) {
    if (last.refused === null) last = setLevel(last.reading, level, placed);
  }
  return last.refused === null ? last : { reading, refused: last.refused };
}

export function removeLevel(reading: Reading, level: VertebralLevel): Edit {
  return edit(reading, (draft) => ({ ...draft, levels: draft.levels.filter((one) => one.level !== level) }));
}

/** Records why the levels cannot be numbered; null takes it back. */
export function setLevelsNotAssessable(reading: Reading, reason: string | null): Edit {
  return edit(reading, (draft) => {
    const levelsNotAssessable = reason === null ? null : reason.trim();
    return levelsNotAssessable === ''
      ? 'Say why the levels cannot be numbered.'
      : { ...draft, levelsNotAssessable };
  });
}

/** A fracture at another level, with its landmarks and outlines at those that `to` gives. */
export function relabelFracture(
  fracture: Fracture,
  level: VertebralLevel,
  to: (from: VertebralLevel) => VertebralLevel,
): Fracture {
  return {
    ...fracture,
    level,
    landmarks: fracture.landmarks.map((landmark) => ({ ...landmark, level: to(landmark.level) })),
    canal: {
      ...fracture.canal,
      outlines: fracture.canal.outlines.map((outline) => ({ ...outline, level: to(outline.level) })),
    },
  };
}

/**
 * Renumbers the whole reading so that what is called `from` is called `to`: marks, fractures, landmarks and outlines
 * move by the same number of levels. For a count that began at the wrong vertebra. T13 and L6 take part where
 * either is named or marked.
 */
export function renumber(reading: Reading, from: VertebralLevel, to: VertebralLevel): Edit {
  return edit(reading, (draft) => {
    const named = [
      from,
      to,
      ...draft.levels.map((mark) => mark.level),
      ...draft.fractures.map((one) => one.level),
    ];
    const order = vertebralLevels.filter(
      (level) => (level !== 'T13' && level !== 'L6') || named.includes(level),
    );
    const shift = order.indexOf(to) - order.indexOf(from);
    const beyond = new Set<VertebralLevel>();
    const shifted = (level: VertebralLevel): VertebralLevel => {
      const target = order[order.indexOf(level) + shift];
      if (target === undefined) beyond.add(level);
      return target ?? level;
    };
    const levels = draft.levels.map((mark) => {
      const level = shifted(mark.level);
      return { ...mark, level, code: levelCode(level) };
    });
    const fractures = draft.fractures.map((one) => relabelFracture(one, shifted(one.level), shifted));
    if (beyond.size > 0) return `${[...beyond].join(', ')} would move beyond the spine.`;
    return { ...draft, levels, fractures };
  });
}

/** Answers whether there is a fracture; refused while fractures are marked. The reason of another answer goes. */
export function setFracturePresence(reading: Reading, presence: Presence): Edit {
  return edit(reading, (draft) =>
    presence !== 'present' && draft.fractures.length > 0
      ? 'Remove the marked fractures first.'
      : { ...draft, fracturePresence: presence, fracturePresenceNotAssessable: null },
  );
}

/** Records why it cannot be assessed whether there is a fracture; null takes that back. */
export function setFracturePresenceNotAssessable(reading: Reading, reason: string | null): Edit {
  return edit(reading, (draft) => {
    if (reason === null) return { ...draft, fracturePresence: null, fracturePresenceNotAssessable: null };
    if (draft.fractures.length > 0) return 'Remove the marked fractures first.';
    const trimmed = reason.trim();
    return trimmed === ''
      ? 'Say why it cannot be assessed.'
      : { ...draft, fracturePresence: 'not-assessable', fracturePresenceNotAssessable: trimmed };
  });
}

/** Marks a fracture at a level; the study then has a fracture. */
export function addFracture(reading: Reading, level: VertebralLevel): Edit {
  return edit(reading, (draft) =>
    draft.fractures.some((one) => one.level === level)
      ? `A fracture is already marked at ${level}.`
      : {
          ...draft,
          fracturePresence: 'present',
          fracturePresenceNotAssessable: null,
          fractures: inSpineOrder([...draft.fractures, createFracture(level)]),
        },
  );
}

/** Removes a fracture with all that was read of it; whether there is a fracture is asked anew after the last one. */
export function removeFracture(reading: Reading, level: VertebralLevel): Edit {
  return edit(reading, (draft) => {
    const fractures = draft.fractures.filter((one) => one.level !== level);
    return { ...draft, fractures, fracturePresence: fractures.length === 0 ? null : draft.fracturePresence };
  });
}

export function setPattern(reading: Reading, level: VertebralLevel, pattern: Fracture['pattern']): Edit {
  return editFracture(reading, level, (fracture) => ({ ...fracture, pattern }));
}

export function setContext(reading: Reading, level: VertebralLevel, patch: Partial<FractureContext>): Edit {
  return editFracture(reading, level, (fracture) => ({
    ...fracture,
    context: { ...fracture.context, ...patch },
  }));
}

export function setMeasurementConfidence(
  reading: Reading,
  level: VertebralLevel,
  measurementConfidence: Fracture['measurementConfidence'],
): Edit {
  return editFracture(reading, level, (fracture) => ({ ...fracture, measurementConfidence }));
}

/** Why points of a level do not belong to a fracture, or null where they do: it or a neighbour of it. */
function strangerTo(fractureLevel: VertebralLevel, level: VertebralLevel, draft: Reading): string | null {
  const { above, at, below } = fractureLevels(
    fractureLevel,
    draft.levels.map((mark) => mark.level),
  );
  return [above, at, below].includes(level)
    ? null
    : `${level} is neither ${fractureLevel} nor its neighbour above or below.`;
}

/** Places or moves a landmark of the fractured level or one of its neighbours. */
export function setLandmark(
  reading: Reading,
  fractureLevel: VertebralLevel,
  level: VertebralLevel,
  landmark: LandmarkName,
  placed: PlacedPoint,
): Edit {
  return editFracture(
    reading,
    fractureLevel,
    (fracture, draft) => {
      const stranger = strangerTo(fractureLevel, level, draft);
      if (stranger !== null) return stranger;
      const entry = { level, landmark, point: placed.point };
      const isSame = (one: Fracture['landmarks'][number]) => one.level === level && one.landmark === landmark;
      const landmarks = fracture.landmarks.some(isSame)
        ? fracture.landmarks.map((one) => (isSame(one) ? entry : one))
        : [...fracture.landmarks, entry];
      return { ...fracture, landmarks };
    },
    [placed.image],
  );
}

export function removeLandmark(
  reading: Reading,
  fractureLevel: VertebralLevel,
  level: VertebralLevel,
  landmark: LandmarkName,
): Edit {
  return editFracture(reading, fractureLevel, (fracture) => ({
    ...fracture,
    landmarks: fracture.landmarks.filter((one) => one.level !== level || one.landmark !== landmark),
  }));
}

export function setRimCells(reading: Reading, level: VertebralLevel, states: Partial<RimCells>): Edit {
  return editFracture(reading, level, (fracture) => ({
    ...fracture,
    rim: { ...fracture.rim, cells: { ...fracture.rim.cells, ...states } },
  }));
}

export function setRimCell(
  reading: Reading,
  level: VertebralLevel,
  cell: RimCellName,
  state: RimCellState,
): Edit {
  return setRimCells(reading, level, { [cell]: state });
}

export function setRimConfidence(
  reading: Reading,
  level: VertebralLevel,
  confidence: Fracture['rim']['confidence'],
): Edit {
  return editFracture(reading, level, (fracture) => ({ ...fracture, rim: { ...fracture.rim, confidence } }));
}

/** Answers about the fragment that are not points. */
export function setFragment(
  reading: Reading,
  level: VertebralLevel,
  patch: Partial<Pick<Fragment, 'presence' | 'side' | 'reachesForamen'>>,
): Edit {
  return editFracture(reading, level, (fracture) => ({
    ...fracture,
    fragment: { ...fracture.fragment, ...patch },
  }));
}

export function setFragmentContact(
  reading: Reading,
  level: VertebralLevel,
  patch: Partial<Fragment['contact']>,
): Edit {
  return editFracture(reading, level, ({ fragment, ...fracture }) => ({
    ...fracture,
    fragment: { ...fragment, contact: { ...fragment.contact, ...patch } },
  }));
}

/** Sets the two ends of one size of the fragment; null removes it. */
export function setFragmentSegment(
  reading: Reading,
  level: VertebralLevel,
  segment: 'anteroPosterior' | 'cranioCaudal' | 'transverse',
  ends: { start: PlacedPoint; end: PlacedPoint } | null,
): Edit {
  return editFracture(
    reading,
    level,
    (fracture) => ({
      ...fracture,
      fragment: {
        ...fracture.fragment,
        [segment]: ends === null ? null : { start: ends.start.point, end: ends.end.point },
      },
    }),
    ends === null ? [] : [ends.start.image, ends.end.image],
  );
}

/** Sets the most posterior point of the fragment; null removes it. */
export function setFragmentApex(reading: Reading, level: VertebralLevel, placed: PlacedPoint | null): Edit {
  return editFracture(
    reading,
    level,
    (fracture) => ({ ...fracture, fragment: { ...fracture.fragment, apex: placed?.point ?? null } }),
    placed === null ? [] : [placed.image],
  );
}

export function setCanalCompromise(
  reading: Reading,
  level: VertebralLevel,
  compromise: Canal['compromise'],
): Edit {
  return editFracture(reading, level, (fracture) => ({
    ...fracture,
    canal: { ...fracture.canal, compromise },
  }));
}

/** Sets the axial canal outline at the fractured level or a neighbour; an empty one removes it. */
export function setCanalOutline(
  reading: Reading,
  fractureLevel: VertebralLevel,
  level: VertebralLevel,
  outline: readonly PlacedPoint[],
): Edit {
  return editFracture(
    reading,
    fractureLevel,
    (fracture, draft) => {
      const stranger = strangerTo(fractureLevel, level, draft);
      if (stranger !== null) return stranger;
      const others = fracture.canal.outlines.filter((one) => one.level !== level);
      const outlines =
        outline.length === 0 ? others : [...others, { level, points: outline.map((placed) => placed.point) }];
      return { ...fracture, canal: { ...fracture.canal, outlines: inSpineOrder(outlines) } };
    },
    outline.map((placed) => placed.image),
  );
}

/** Records why an item of a fracture cannot be assessed. */
export function setNotAssessable(
  reading: Reading,
  level: VertebralLevel,
  item: FractureItem,
  reason: string,
): Edit {
  return editFracture(reading, level, (fracture) => {
    const trimmed = reason.trim();
    if (trimmed === '') return 'Say why it cannot be assessed.';
    const others = fracture.notAssessable.filter((one) => one.item !== item);
    return { ...fracture, notAssessable: [...others, { item, reason: trimmed }] };
  });
}

export function clearNotAssessable(reading: Reading, level: VertebralLevel, item: FractureItem): Edit {
  return editFracture(reading, level, (fracture) => ({
    ...fracture,
    notAssessable: fracture.notAssessable.filter((one) => one.item !== item),
  }));
}

/**
 * Submits a complete draft; an incomplete one stays a draft and says what is missing. `now`: ISO 8601; `protocol`: the one
 * it is made under, null outside a study.
 */
export function submit(
  reading: Reading,
  now: string,
  protocol: Pick<Protocol, 'items'> | null = null,
): Edit & { missing: MissingItem[] } {
  const missing = missingForProtocol(reading, protocol);
  const submitted = edit(reading, (draft) =>
    missing.length > 0
      ? `${missing.length} ${missing.length === 1 ? 'item is' : 'items are'} missing.`
      : { ...draft, status: 'submitted', submittedAt: now },
  );
  return { ...submitted, missing };
}

/** Re-opens a submitted reading as the draft of its next revision. `reason`: why it is changed; needed in a study. */
export function reopen(reading: Reading, reason: string | null = null): Edit {
  if (reading.status === 'draft') return { reading, refused: 'This reading is already a draft.' };
  const revisionReason = reason?.trim() || null;
  if (reading.project !== null && revisionReason === null)
    return { reading, refused: 'Say why the reading is changed.' };
  const draft: Reading = {
    ...reading,
    status: 'draft',
    revision: reading.revision + 1,
    submittedAt: null,
    revisionReason,
  };
  return { reading: withDerivedValues(draft), refused: null };
}
