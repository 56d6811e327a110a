import {
  type Contact,
  type Fracture,
  type FractureItem,
  type Presence,
  type RimCellName,
  type RimCellState,
  type RimCells,
  rimCellNames,
} from '../../findings/reading';
import { own, standard } from './codes';
import { type Code, type ContentItem, withChildren } from './content-item';
import { measurement } from './measurements';
import {
  coded,
  confidence,
  fields,
  levelSite,
  many,
  mapped,
  one,
  orNull,
  type Part,
  type Shape,
  text,
  withProperties,
} from './parts';

/** What of a fracture is measured or judged; its points are in the record of the reading. */
export interface FractureFindings
  extends Pick<
    Fracture,
    'level' | 'pattern' | 'rim' | 'context' | 'measurementConfidence' | 'notAssessable' | 'measurements'
  > {
  fragment: Pick<Fracture['fragment'], 'presence' | 'side' | 'reachesForamen' | 'contact'>;
  canal: Pick<Fracture['canal'], 'compromise'>;
}

type Answered<T> = Record<NonNullable<T> & string, Code>;

/** Present, absent, or indeterminate for not assessable. */
export const presences: Answered<Presence> = {
  present: standard.present,
  absent: standard.absent,
  'not-assessable': standard.indeterminate,
};

/** Yes, no, unknown. */
export const answers = { yes: standard.yes, no: standard.no, unknown: standard.unknown };

const patterns: Answered<Fracture['pattern']> = {
  total: own('type-total'),
  anterior: own('type-anterior'),
  posterior: own('type-posterior'),
  superior: own('type-superior'),
  inferior: own('type-inferior'),
  central: own('type-central'),
  'not-assessable': own('not-assessable'),
};
const rimStatuses: Answered<Fracture['rim']['status']> = {
  disrupted: own('rim-disrupted'),
  intact: own('rim-intact'),
  'not-assessable': own('not-assessable'),
  unread: own('rim-unread'),
};
const cellStates: Answered<RimCellState> = {
  unread: own('rim-unread'),
  intact: own('rim-intact'),
  interrupted: own('rim-interrupted'),
  displaced: own('rim-displaced'),
  'not-assessable': own('not-assessable'),
};
const sides: Answered<Fracture['fragment']['side']> = {
  right: own('side-right'),
  central: own('side-central'),
  left: own('side-left'),
  'right-central': own('side-right-cent'),
  'left-central': own('side-left-cent'),
  both: own('side-both'),
};
const contacts: Answered<Contact> = {
  none: own('contact-none'),
  contact: own('contact-touch'),
  compression: own('contact-compress'),
  'not-assessable': own('not-assessable'),
};
const endplates: Answered<Fracture['context']['endplates']> = {
  superior: own('plate-superior'),
  inferior: own('plate-inferior'),
  both: own('plate-both'),
  none: own('plate-none'),
  'not-assessable': own('not-assessable'),
};
const fractureClasses: Answered<Fracture['context']['osteoporoticFractureClass']> = {
  OF1: own('OF1'),
  OF2: own('OF2'),
  OF3: own('OF3'),
  OF4: own('OF4'),
  OF5: own('OF5'),
  'not-assessable': own('not-assessable'),
};
const items: Answered<FractureItem> = {
  pattern: own('item-pattern'),
  landmarks: own('item-landmarks'),
  posteriorWall: own('item-wall'),
  rim: own('item-rim'),
  fragment: own('item-fragment'),
  fragmentTransverse: own('item-fragment-tr'),
  canal: own('item-canal'),
  context: own('item-context'),
};

const cellConcepts: Readonly<Record<RimCellName, Code>> = {
  'superior-right': own('rim-sup-right'),
  'superior-central': own('rim-sup-central'),
  'superior-left': own('rim-sup-left'),
  'middle-right': own('rim-mid-right'),
  'middle-central': own('rim-mid-central'),
  'middle-left': own('rim-mid-left'),
  'inferior-right': own('rim-inf-right'),
  'inferior-central': own('rim-inf-central'),
  'inferior-left': own('rim-inf-left'),
};
const cells = fields<RimCells>(
  Object.fromEntries(rimCellNames.map((name) => [name, one(coded(cellConcepts[name], cellStates))])) as {
    [Name in RimCellName]: Part<RimCellState>;
  },
);

const notAssessable: Shape<Fracture['notAssessable'][number]> = mapped(
  withProperties(coded(own('item-not-assess'), items), one(text(own('reason')))),
  ({ item, reason }: Fracture['notAssessable'][number]) => ({ value: item, properties: reason }),
  ({ value, properties }) => ({ item: value, reason: properties }),
);

/** The findings of a fracture as the items of its measurement group. */
const findings = fields<FractureFindings>({
  level: one(levelSite('HAS CONCEPT MOD')),
  measurements: many(measurement),
  measurementConfidence: orNull(confidence(own('meas-confidence'))),
  rim: fields<Fracture['rim']>({
    status: one(coded(own('rim-status'), rimStatuses)),
    cells,
    confidence: orNull(confidence(own('rim-confidence'))),
  }),
  fragment: fields<FractureFindings['fragment']>({
    presence: orNull(coded(own('fragment'), presences)),
    side: orNull(coded(own('fragment-side'), sides)),
    reachesForamen: orNull(coded(own('fragment-foramen'), answers)),
    contact: fields<Fracture['fragment']['contact']>({
      thecalSac: orNull(coded(own('contact-sac'), contacts)),
      cord: orNull(coded(own('contact-cord'), contacts)),
      root: orNull(coded(own('contact-root'), contacts)),
    }),
  }),
  canal: fields<FractureFindings['canal']>({ compromise: orNull(coded(own('canal-narrowed'), presences)) }),
  pattern: orNull(coded(own('pattern'), patterns)),
  context: fields<Fracture['context']>({
    endplates: orNull(coded(own('endplates'), endplates)),
    oedema: orNull(coded(own('oedema'), presences)),
    intravertebralCleft: orNull(coded(own('cleft'), presences)),
    osteoporoticFractureClass: orNull(coded(own('of-class'), fractureClasses)),
  }),
  notAssessable: many(notAssessable),
});

/** What a fracture's measurement group is followed by over time. */
export interface Tracked {
  identifier: string;
  uid: string;
}

const isGroup = ({ value, concept }: ContentItem): boolean =>
  value.type === 'CONTAINER' && concept?.value === standard.measurementGroup.value;

/**
 * The measurement group (TID 1501) of a fracture: tracking, finding, finding site, then measurements and qualitative
 * evaluations. Reading does not need the tracking.
 */
export function fractureGroup(tracked: Tracked | null): Shape<FractureFindings> {
  return {
    name: standard.measurementGroup.meaning,
    matches: isGroup,
    write: (value, context) =>
      withChildren(
        {
          relationship: null,
          concept: standard.measurementGroup,
          value: { type: 'CONTAINER', template: '1501' },
        },
        [...(tracked === null ? [] : trackingItems(tracked)), ...findings.write(value, context)],
      ),
    read: (item) => findings.read(item.children),
  };
}

function trackingItems({ identifier, uid }: Tracked): ContentItem[] {
  const common = { relationship: 'HAS OBS CONTEXT' as const, children: [] };
  return [
    { ...common, concept: standard.trackingIdentifier, value: { type: 'TEXT', text: identifier } },
    { ...common, concept: standard.trackingUid, value: { type: 'UIDREF', uid } },
    {
      relationship: 'CONTAINS',
      concept: standard.finding,
      value: { type: 'CODE', code: standard.fracture },
      children: [],
    },
  ];
}
