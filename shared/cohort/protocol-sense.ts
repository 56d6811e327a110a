import { decidingItems, itemAnswers } from './asked-items';
import type { ItemRule, Protocol, ProtocolItem } from './protocol';

type NameOf = (item: ProtocolItem) => string;

const listed = (values: readonly string[]) => values.map((value) => `“${value}”`).join(', ');

function unknownAnswers(item: ProtocolItem, given: readonly string[], nameOf: NameOf): string | null {
  const known = itemAnswers[item] ?? [];
  const unknown = given.filter((answer) => !known.includes(answer));
  return unknown.length === 0
    ? null
    : `“${nameOf(item)}” has no answer ${listed(unknown)}; its answers are ${known.join(', ')}.`;
}

function problemOfAnswers({ item, allowed }: ItemRule, nameOf: NameOf): string | null {
  if (allowed === null) return null;
  return itemAnswers[item] === null
    ? `“${nameOf(item)}” has no answers to choose from, so that none can be offered; let it allow all.`
    : unknownAnswers(item, allowed, nameOf);
}

/** The items that `rule` depends on, one on the next, up to the first that comes again. */
function dependenceOf(rule: ItemRule, rules: ReadonlyMap<ProtocolItem, ItemRule>): ProtocolItem[] {
  const chain: ProtocolItem[] = [rule.item];
  let next = rule.when?.item;
  while (next !== undefined) {
    chain.push(next);
    if (chain.indexOf(next) < chain.length - 1) break;
    next = rules.get(next)?.when?.item;
  }
  return chain;
}

function problemOfCondition(
  rule: ItemRule,
  rules: ReadonlyMap<ProtocolItem, ItemRule>,
  nameOf: NameOf,
): string | null {
  const { item, when } = rule;
  if (when === null) return null;
  const [name, decidingName] = [nameOf(item), nameOf(when.item)];
  if (!decidingItems.includes(when.item))
    return `“${name}” cannot depend on “${decidingName}”; it can depend on ${decidingItems.map(nameOf).join(', ')}.`;
  const unknown = unknownAnswers(when.item, when.oneOf, nameOf);
  if (unknown !== null) return unknown;
  const decider = rules.get(when.item);
  if (decider?.asked === 'no') return `“${name}” depends on “${decidingName}”, which is not asked.`;
  const { allowed = null } = decider ?? {};
  if (allowed !== null && !when.oneOf.some((answer) => allowed.includes(answer)))
    return `“${name}” depends on answers of “${decidingName}” that are not offered (${when.oneOf.join(', ')}).`;
  const chain = dependenceOf(rule, rules);
  return chain.lastIndexOf(item) > 0
    ? `“${name}” depends on itself (${chain.map(nameOf).join(', ')}) and would never be asked.`
    : null;
}

/**
 * Why readers could not answer what a protocol asks, in a sentence; null where they can: an answer offered or depended on
 * that no item has, or an item that depends on one that is not asked, on answers not offered, or on itself. Items that are
 * not asked are passed over. `nameOf`: what an item is called in the sentence.
 */
export function problemOfItems(
  { items }: Pick<Protocol, 'items'>,
  nameOf: NameOf = (item) => item,
): string | null {
  const rules = new Map(items.map((rule) => [rule.item, rule]));
  for (const rule of items) {
    if (rule.asked === 'no') continue;
    const problem = problemOfAnswers(rule, nameOf) ?? problemOfCondition(rule, rules, nameOf);
    if (problem !== null) return problem;
  }
  return null;
}
