import { isAsked, isOfFracture, ruleOf } from '../../shared/cohort/asked-items';
import { type ProtocolItem, protocolItems } from '../../shared/cohort/protocol';
import { useSessionStore } from '../app/session';
import { type Tool, useToolStore } from '../app/tool-store';
import { text } from '../ui/text';
import { caseProtocol, hindranceToEdit, useCaseProtocol, useHindranceToEdit } from './case-protocol';
import { currentFracture } from './next-to-place';
import { useProtocolStore } from './protocol-store';
import { useReadingStore } from './use-reading';

const ofFractures = [...protocolItems.filter(isOfFracture), 'fracturePresence'] as const;

/** What the tools of the reading are for; a tool no item stands behind is always offered. */
const itemsOfTool: Partial<Record<Tool, readonly ProtocolItem[]>> = {
  // Every fracture is at a marked level.
  level: ['levels', ...ofFractures],
  fracture: ofFractures,
  landmark: ['landmarks'],
  wall: ['posteriorWall'],
  disrupted: ['posteriorWall'],
  fragment: ['fragment.sizes'],
  outline: ['canal.outlines'],
};

/** Whether the protocol in force asks for any of the items, whatever is answered; always outside a project. */
export function isEverAsked(items: readonly ProtocolItem[]): boolean {
  const protocol = caseProtocol();
  return items.some((item) => ruleOf(protocol, item)?.asked !== 'no');
}

/** Whether a tool is offered: what enters nothing always is, the others where the protocol asks for what they are for. */
export function isToolOffered(tool: Tool): boolean {
  const items = itemsOfTool[tool];
  return items === undefined || (hindranceToEdit() === null && isEverAsked(items));
}

/** `isToolOffered` for a component. */
export function useOfferedTools<T extends Tool>(tools: readonly T[]): readonly T[] {
  useHindranceToEdit();
  useCaseProtocol(({ protocol }) => protocol);
  return tools.filter(isToolOffered);
}

/** Why nothing can be entered for these items, in a sentence; null where the protocol asks for one of them. */
export function refusalOf(items: readonly ProtocolItem[]): string | null {
  const protocol = caseProtocol();
  const { reading } = useReadingStore.getState();
  const [first] = items;
  if (protocol === null || reading === null || first === undefined) return null;
  const words = text.protocol;
  if (!isEverAsked(items)) return words.notAsked(words.itemNames[first]);
  const fracture = currentFracture(reading, useProtocolStore.getState().fractureLevel);
  if (items.some((item) => isAsked(protocol, item, reading, isOfFracture(item) ? fracture : null)))
    return null;
  const when = ruleOf(protocol, first)?.when ?? null;
  return when === null
    ? words.notAsked(words.itemNames[first])
    : words.notAskedHere(
        words.itemNames[first],
        words.itemNames[when.item],
        when.oneOf.map((answer) => words.answer(answer)),
      );
}

/** Why a tool cannot be taken in hand, in a sentence; null where it can. */
export function refusalOfTool(tool: Tool): string | null {
  const items = itemsOfTool[tool];
  if (items === undefined) return null;
  return hindranceToEdit() ?? refusalOf(items);
}

let lastRefusal: string | null = null;

/** Shows a refusal; null takes the last one away, because something else was done. */
export function sayRefusal(refusal: string | null): void {
  const { problem } = useSessionStore.getState();
  if (refusal !== null || (problem !== null && problem === lastRefusal))
    useSessionStore.setState({ problem: refusal });
  lastRefusal = refusal;
}

/**
 * Puts the tool in hand away where another answer or another fracture has it asked no more. Returns the function that stops
 * it and takes the last refusal away.
 */
export function dropUnaskedTool(): () => void {
  const drop = () => {
    const { activeTool, setTool } = useToolStore.getState();
    if (refusalOfTool(activeTool) !== null) setTool('select');
  };
  const ends = [useReadingStore.subscribe(drop), useProtocolStore.subscribe(drop)];
  return () => {
    for (const end of ends) end();
    sayRefusal(null);
  };
}
