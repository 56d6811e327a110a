import { type MissingItem, missingItems } from '../findings/completeness';
import type { Fracture, FractureItem, Reading } from '../findings/reading';
import { isAsked, ruleOf } from './asked-items';
import { type Protocol, type ProtocolItem, protocolItems } from './protocol';

/** The item of the protocol whose answers a reason belongs to. */
const itemOfReason: Readonly<Record<FractureItem, ProtocolItem>> = {
  pattern: 'pattern',
  landmarks: 'landmarks',
  posteriorWall: 'posteriorWall',
  rim: 'rim.cells',
  fragment: 'fragment.presence',
  fragmentTransverse: 'fragment.sizes',
  canal: 'canal.compromise',
  context: 'context.oedema',
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
      return itemOfReason[target.item];
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
    if (item === null) return true;
    return one.target.kind === 'reason'
      ? isAsked(protocol, item, reading, fractureOf(one))
      : isRequired(protocol, item, reading, fractureOf(one));
  });
  const beyond = missingBeyond(reading).filter((one) => {
    const item = protocolItemOf(one);
    return item !== null && isRequired(protocol, item, reading, fractureOf(one));
  });
  return [...asked, ...beyond];
}
