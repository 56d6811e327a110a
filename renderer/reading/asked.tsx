import type { ReactNode } from 'react';
import { isAsked, isOfFracture, ruleOf } from '../../shared/cohort/asked-items';
import { type ProtocolItem, protocolItems } from '../../shared/cohort/protocol';
import type { Reading } from '../../shared/findings/reading';
import { caseProtocol, useCaseProtocol } from './case-protocol';
import { currentFracture } from './next-to-place';
import { type StepId, useProtocolStore } from './protocol-store';
import { useReadingStore } from './use-reading';

/** How the protocol in force asks for something. */
export interface AskedRule {
  isShown: boolean;
  isOptional: boolean;
  /** The answers offered; null: all. */
  allowed: readonly string[] | null;
}

const always: AskedRule = { isShown: true, isOptional: false, allowed: null };

function itemOfField(field: string | undefined): ProtocolItem | null {
  if (field?.startsWith('fragment.contact.')) return 'fragment.contact';
  return protocolItems.find((item) => item === field) ?? null;
}

function ruleFor(item: ProtocolItem, reading: Reading): AskedRule {
  const protocol = caseProtocol();
  const rule = ruleOf(protocol, item);
  if (rule === null) return always;
  const fracture = isOfFracture(item)
    ? currentFracture(reading, useProtocolStore.getState().fractureLevel)
    : null;
  return {
    isShown: isAsked(protocol, item, reading, fracture),
    isOptional: rule.asked === 'optional',
    allowed: rule.allowed,
  };
}

/** How the protocol asks for a field of the form, for the fracture shown; a field no protocol knows is always shown. */
export function useAskedRule(field: string | undefined): AskedRule {
  const protocol = useCaseProtocol((state) => state.protocol);
  const reading = useReadingStore((state) => (protocol === null ? null : state.reading));
  useProtocolStore((state) => (protocol === null ? null : state.fractureLevel));
  const item = itemOfField(field);
  return item === null || reading === null ? always : ruleFor(item, reading);
}

/** Shows a part of the form only where the protocol asks for one of the items. */
export function Asked({ items, children }: { items: readonly ProtocolItem[]; children: ReactNode }) {
  const protocol = useCaseProtocol((state) => state.protocol);
  const reading = useReadingStore((state) => (protocol === null ? null : state.reading));
  const isShown = reading === null || items.some((item) => ruleFor(item, reading).isShown);
  return isShown ? children : null;
}

/** What each card of the reading column asks. */
const itemsOfCard: Readonly<Record<StepId, readonly ProtocolItem[]>> = {
  numbering: ['numbering.method', 'numbering.lstvSuspected', 'numbering.confidence', 'levels'],
  fracture: ['fracturePresence', 'pattern', 'context.endplates', 'context.osteoporoticFractureClass'],
  landmarks: ['landmarks', 'posteriorWall'],
  rim: ['rim.cells', 'rim.confidence'],
  fragment: [
    'fragment.presence',
    'fragment.sizes',
    'fragment.side',
    'fragment.reachesForamen',
    'fragment.contact',
  ],
  canal: ['canal.compromise', 'canal.outlines'],
  context: ['context.oedema', 'context.intravertebralCleft', 'measurementConfidence'],
  clinical: [
    'clinical.neurologicalDeficit',
    'clinical.preoperativeRadiculopathy',
    'clinical.painRefractory',
    'clinical.conservativeCareWeeks',
    'clinical.plannedProcedure',
    'clinical.followUp',
  ],
};

/** Whether the protocol asks for anything of a card. */
export function isCardAsked(card: StepId, reading: Reading): boolean {
  return itemsOfCard[card].some((item) => ruleFor(item, reading).isShown);
}
