import { type MissingItem, missingItems, readingSteps } from '../findings/completeness';
import type { Fracture, FractureItem, Reading } from '../findings/reading';
import { givenAnswers, isAsked, ruleOf } from './asked-items';
import { type Protocol, type ProtocolItem, protocolItems } from './protocol';

/** The items of the protocol that a reason is given for. */
const itemsOfReason: Readonly<Record<FractureItem, readonly ProtocolItem[]>> = {
  pattern: ['pattern', 'context.endplates', 'context.osteoporoticFractureClass'],
  landmarks: ['landmarks'],
  posteriorWall: ['posteriorWall'],
  rim: ['rim.cells'],
  fragment: ['fragment.presence'],
  fragmentTransverse: ['fragment.sizes'],
  canal: ['canal.compromise'],
  context: ['context.oedema', 'context.intravertebralCleft'],
};

function itemOfField(field: string): ProtocolItem {
  if (field.startsWith('fragment.contact')) return 'fragment.contact';
  return protocolItems.find((item) => item === field) ?? 'fracturePresence';
}

/** What the protocol calls a missing item; null for what is wrong whatever the protocol asks. */
function protocolItemOf({ id, target }: MissingItem): ProtocolItem | null {
  if (id.endsWith('.order')) return null;
  switch (target.kind) {
    case 'landmark':
      return 'landmarks';
    case 'level':
      return 'levels';
    case 'trace':
      return 'posteriorWall';
    case 'cell':
      return 'rim.cells';
    case 'segment':
      return 'fragment.sizes';
    case 'reason':
      return itemsOfReason[target.item][0] ?? null;
    case 'field':
      return itemOfField(target.field);
  }
}

function missing(
  step: MissingItem['step'],
  level: Fracture['level'] | null,
  field: ProtocolItem,
  sentence: string,
): MissingItem {
  return {
    id: level === null ? field : `${level}.${field}`,
    step,
    fractureLevel: level,
    sentence,
    target: { kind: 'field', field },
  };
}

/** What may stay unanswered outside a study, and lacks where a protocol requires it. */
function missingBeyond(reading: Reading): MissingItem[] {
  const { clinical } = reading;
  return [
    ...reading.fractures.flatMap((fracture) => {
      const { level, canal, context, notAssessable } = fracture;
      const isCanalJudged = !notAssessable.some(({ item }) => item === 'canal');
      return [
        ...(context.osteoporoticFractureClass === null
          ? [
              missing(
                'fracture',
                level,
                'context.osteoporoticFractureClass',
                `The OF class of ${level} is not answered.`,
              ),
            ]
          : []),
        ...(isCanalJudged && !canal.outlines.some((outline) => outline.level === level)
          ? [missing('canal', level, 'canal.outlines', `The canal at ${level} is not outlined.`)]
          : []),
      ];
    }),
    ...(reading.fracturePresence === 'absent'
      ? []
      : [
          ...(clinical.conservativeCareWeeks === null
            ? [
                missing(
                  'clinical',
                  null,
                  'clinical.conservativeCareWeeks',
                  'The weeks of conservative care are not answered.',
                ),
              ]
            : []),
          ...(clinical.followUp.procedure === null
            ? [missing('clinical', null, 'clinical.followUp', 'The procedure performed is not answered.')]
            : []),
        ]),
  ];
}

function isRequired(
  protocol: Pick<Protocol, 'items'>,
  item: ProtocolItem,
  reading: Reading,
  fracture: Fracture | null,
): boolean {
  return ruleOf(protocol, item)?.asked === 'required' && isAsked(protocol, item, reading, fracture);
}

/** Neighbours of a fracture are marked for their landmarks: where none are required, they need not be. */
function isNeighbourOnly(
  { target }: MissingItem,
  reading: Reading,
  protocol: Pick<Protocol, 'items'>,
): boolean {
  if (target.kind !== 'level' || target.level === null) return false;
  return (
    reading.fractures.every(({ level }) => level !== target.level) &&
    !reading.fractures.some((fracture) => isRequired(protocol, 'landmarks', reading, fracture))
  );
}

const stepOfItem = (item: ProtocolItem): MissingItem['step'] => {
  const [first = ''] = item.split('.');
  if (item === 'fracturePresence' || item === 'pattern') return 'fracture';
  return readingSteps.find((step) => step === first) ?? 'context';
};

/** Answers that the findings document knows and the protocol does not offer. */
function notOffered(reading: Reading, protocol: Pick<Protocol, 'items'>): MissingItem[] {
  return protocol.items.flatMap(({ item, allowed }) => {
    if (allowed === null) return [];
    return [null, ...reading.fractures]
      .filter((fracture) => isAsked(protocol, item, reading, fracture))
      .filter((fracture) => givenAnswers(reading, fracture, item).some((given) => !allowed.includes(given)))
      .map((fracture) => {
        const level = fracture?.level ?? null;
        const of = level === null ? '' : ` of ${level}`;
        const sentence = `An answer${of} is not among those the protocol offers (${allowed.join(', ')}).`;
        const found = missing(stepOfItem(item), level, item, sentence);
        return { ...found, id: `${found.id}.allowed` };
      });
  });
}

/**
 * What a reading lacks before it can be submitted under a protocol, in the order of the reading protocol: what is required
 * and applies. What was said to be not assessable needs its reason even where the item is optional. Without a protocol as
 * `missingItems` says.
 */
export function missingForProtocol(
  reading: Reading,
  protocol: Pick<Protocol, 'items'> | null,
): MissingItem[] {
  const always = missingItems(reading);
  if (protocol === null) return always;
  const fractureOf = ({ fractureLevel }: MissingItem) =>
    reading.fractures.find(({ level }) => level === fractureLevel) ?? null;
  const asked = always.filter((one) => {
    const item = protocolItemOf(one);
    const fracture = fractureOf(one);
    if (item === null) return true;
    if (one.target.kind === 'reason') {
      return itemsOfReason[one.target.item].some(
        (of) =>
          isAsked(protocol, of, reading, fracture) &&
          givenAnswers(reading, fracture, of).includes('not-assessable'),
      );
    }
    return isRequired(protocol, item, reading, fracture) && !isNeighbourOnly(one, reading, protocol);
  });
  const beyond = missingBeyond(reading).filter((one) => {
    const item = protocolItemOf(one);
    return item !== null && isRequired(protocol, item, reading, fractureOf(one));
  });
  return [...asked, ...beyond, ...notOffered(reading, protocol)];
}
