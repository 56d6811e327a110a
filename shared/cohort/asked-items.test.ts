import { expect, it } from 'vitest';
import { exampleReading } from '../findings/example-reading';
import { decidingItems, isAsked, itemAnswers, ruleOf } from './asked-items';
import { defaultProtocol, type ItemRule, type Protocol, protocolItems } from './protocol';

const base = defaultProtocol({
  protocolId: '0b0f7f0e-6d5c-4d53-9a52-6a2f7d4b0c11',
  title: 'Rim',
  seed: 7,
  now: '2026-05-04T10:00:00.000Z',
});
const withRule = (changed: Partial<ItemRule> & Pick<ItemRule, 'item'>): Protocol => ({
  ...base,
  items: base.items.map((rule) => (rule.item === changed.item ? { ...rule, ...changed } : rule)),
});

it('asks for everything without a protocol, and nothing that a protocol does not ask', () => {
  const reading = exampleReading();
  const [fracture] = reading.fractures;
  if (fracture === undefined) throw new Error('the example has a fracture');
  expect(protocolItems.every((item) => isAsked(null, item, reading, fracture))).toBe(true);
  expect(ruleOf(null, 'pattern')).toBeNull();
  expect(isAsked(withRule({ item: 'pattern', asked: 'no' }), 'pattern', reading, fracture)).toBe(false);
});

it('asks for an item only where the item it depends on has one of the answers', () => {
  const reading = exampleReading();
  const [fracture] = reading.fractures;
  if (fracture === undefined) throw new Error('the example has a fracture');
  const protocol = withRule({
    item: 'context.oedema',
    when: { item: 'fragment.presence', oneOf: ['present'] },
  });
  const withFragment = (presence: 'present' | 'absent' | null) => ({
    ...fracture,
    fragment: { ...fracture.fragment, presence },
  });
  expect(isAsked(protocol, 'context.oedema', reading, withFragment('present'))).toBe(true);
  expect(isAsked(protocol, 'context.oedema', reading, withFragment('absent'))).toBe(false);
  expect(isAsked(protocol, 'context.oedema', reading, withFragment(null))).toBe(false);
});

it('meets the condition of an item of the whole reading by any fracture', () => {
  const reading = exampleReading();
  const [fracture] = reading.fractures;
  if (fracture === undefined) throw new Error('the example has a fracture');
  const protocol = withRule({
    item: 'clinical.plannedProcedure',
    when: { item: 'canal.compromise', oneOf: ['present'] },
  });
  const withCanal = (compromise: 'present' | 'absent') => ({
    ...reading,
    fractures: [
      { ...fracture, canal: { ...fracture.canal, compromise: 'absent' as const } },
      { ...fracture, level: 'T9' as const, canal: { ...fracture.canal, compromise } },
    ],
  });
  expect(isAsked(protocol, 'clinical.plannedProcedure', withCanal('present'), null)).toBe(true);
  expect(isAsked(protocol, 'clinical.plannedProcedure', withCanal('absent'), null)).toBe(false);
});

it('knows the answers of every item another one can depend on', () => {
  for (const item of decidingItems) expect(itemAnswers[item]?.length).toBeGreaterThan(1);
});
