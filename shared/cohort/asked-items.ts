import {
  answerSchema,
  canalSchema,
  clinicalSchema,
  type Fracture,
  fractureContextSchema,
  fracturePatterns,
  fragmentSchema,
  type Reading,
  readingSchema,
  rimCellStates,
} from '../findings/reading';
import type { ItemRule, Protocol, ProtocolItem } from './protocol';

const presences = canalSchema.shape.compromise.unwrap().options;
const answers = answerSchema.unwrap().options;
const confidences = ['1', '2', '3', '4', '5'];

/** The answers the findings document knows for an item, in its order; null where an item is not a choice. */
export const itemAnswers: Readonly<Record<ProtocolItem, readonly string[] | null>> = {
  'numbering.method': readingSchema.shape.numbering.shape.method.unwrap().options,
  'numbering.lstvSuspected': answers,
  'numbering.confidence': confidences,
  levels: null,
  fracturePresence: presences,
  pattern: fracturePatterns,
  landmarks: null,
  posteriorWall: null,
  'rim.cells': rimCellStates.filter((state) => state !== 'unread'),
  'rim.confidence': confidences,
  'fragment.presence': presences,
  'fragment.sizes': null,
  'fragment.side': fragmentSchema.shape.side.unwrap().options,
  'fragment.reachesForamen': answers,
  'fragment.contact': fragmentSchema.shape.contact.shape.cord.unwrap().options,
  'canal.compromise': presences,
  'canal.outlines': null,
  'context.endplates': fractureContextSchema.shape.endplates.unwrap().options,
  'context.osteoporoticFractureClass': fractureContextSchema.shape.osteoporoticFractureClass.unwrap().options,
  'context.oedema': presences,
  'context.intravertebralCleft': presences,
  measurementConfidence: confidences,
  'clinical.neurologicalDeficit': answers,
  'clinical.preoperativeRadiculopathy': answers,
  'clinical.painRefractory': answers,
  'clinical.conservativeCareWeeks': null,
  'clinical.plannedProcedure': clinicalSchema.shape.plannedProcedure.unwrap().options,
  'clinical.followUp': null,
};

/** Items whose answers another item can depend on: those with one choice a reading or a fracture. */
export const decidingItems: readonly ProtocolItem[] = [
  'numbering.method',
  'numbering.lstvSuspected',
  'fracturePresence',
  'pattern',
  'fragment.presence',
  'fragment.side',
  'fragment.reachesForamen',
  'canal.compromise',
  'context.endplates',
  'context.osteoporoticFractureClass',
  'context.oedema',
  'context.intravertebralCleft',
  'clinical.neurologicalDeficit',
  'clinical.preoperativeRadiculopathy',
  'clinical.painRefractory',
  'clinical.plannedProcedure',
];

function answerOfFracture(fracture: Fracture, item: ProtocolItem): string | null {
  switch (item) {
    case 'pattern':
      return fracture.pattern;
    case 'fragment.presence':
      return fracture.fragment.presence;
    case 'fragment.side':
      return fracture.fragment.side;
    case 'fragment.reachesForamen':
      return fracture.fragment.reachesForamen;
    case 'canal.compromise':
      return fracture.canal.compromise;
    case 'context.endplates':
      return fracture.context.endplates;
    case 'context.osteoporoticFractureClass':
      return fracture.context.osteoporoticFractureClass;
    case 'context.oedema':
      return fracture.context.oedema;
    case 'context.intravertebralCleft':
      return fracture.context.intravertebralCleft;
    default:
      return null;
  }
}

function answerOfReading(reading: Reading, item: ProtocolItem): string | null {
  switch (item) {
    case 'numbering.method':
      return reading.numbering.method;
    case 'numbering.lstvSuspected':
      return reading.numbering.lstvSuspected;
    case 'fracturePresence':
      return reading.fracturePresence;
    case 'clinical.neurologicalDeficit':
      return reading.clinical.neurologicalDeficit;
    case 'clinical.preoperativeRadiculopathy':
      return reading.clinical.preoperativeRadiculopathy;
    case 'clinical.painRefractory':
      return reading.clinical.painRefractory;
    case 'clinical.plannedProcedure':
      return reading.clinical.plannedProcedure;
    default:
      return null;
  }
}

/** Whether an item is answered for each fracture, and not once for the whole reading. */
export function isOfFracture(item: ProtocolItem): boolean {
  return !/^(numbering\.|clinical\.|levels$|fracturePresence$)/.test(item);
}

function severalOfFracture({ rim, fragment }: Fracture, item: ProtocolItem): (string | null)[] {
  switch (item) {
    case 'rim.cells':
      return Object.values(rim.cells).filter((state) => state !== 'unread');
    case 'rim.confidence':
      return [rim.confidence === null ? null : String(rim.confidence)];
    case 'fragment.contact':
      return Object.values(fragment.contact);
    default:
      return [];
  }
}

/**
 * The answers a reading holds for an item, as `itemAnswers` names them; none where it is unanswered or no choice.
 * `fracture`: of that one; null: of the whole reading.
 */
export function givenAnswers(reading: Reading, fracture: Fracture | null, item: ProtocolItem): string[] {
  const { confidence } = reading.numbering;
  const given =
    fracture === null
      ? [
          answerOfReading(reading, item),
          item === 'numbering.confidence' && confidence !== null ? String(confidence) : null,
        ]
      : [
          answerOfFracture(fracture, item),
          ...severalOfFracture(fracture, item),
          item === 'measurementConfidence' && fracture.measurementConfidence !== null
            ? String(fracture.measurementConfidence)
            : null,
        ];
  return given.filter((answer) => answer !== null);
}

/** The rule of an item; null outside a study. */
export function ruleOf(protocol: Pick<Protocol, 'items'> | null, item: ProtocolItem): ItemRule | null {
  return protocol?.items.find((rule) => rule.item === item) ?? null;
}

/**
 * Whether a protocol asks for an item of a reading: `fracture` is the fracture it belongs to, null for an item of the
 * whole reading, whose condition on fractures is met by any of them. Without a protocol everything is asked.
 */
export function isAsked(
  protocol: Pick<Protocol, 'items'> | null,
  item: ProtocolItem,
  reading: Reading,
  fracture: Fracture | null,
): boolean {
  const rule = ruleOf(protocol, item);
  if (rule === null) return true;
  if (rule.asked === 'no') return false;
  const { when } = rule;
  if (when === null) return true;
  const fractures = fracture === null ? reading.fractures : [fracture];
  const given = [
    answerOfReading(reading, when.item),
    ...fractures.map((one) => answerOfFracture(one, when.item)),
  ];
  return given.some((answer) => answer !== null && when.oneOf.includes(answer));
}
