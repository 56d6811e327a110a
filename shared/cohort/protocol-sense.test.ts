import { expect, it } from 'vitest';
import { defaultProtocol, type ItemRule, type ProtocolItem } from './protocol';
import { problemOfItems } from './protocol-sense';

const protocol = defaultProtocol({
  protocolId: '3f0c8a52-6d4e-4f0e-9a70-1b1f5f3f2c11',
  title: 'Rim',
  seed: 1,
  now: '2026-01-01T00:00:00.000Z',
});

function problemWith(changes: Partial<Record<ProtocolItem, Partial<ItemRule>>>): string | null {
  return problemOfItems({ items: protocol.items.map((rule) => ({ ...rule, ...changes[rule.item] })) });
}

it('finds nothing wrong with the protocol of the domain, nor with answers and conditions that can be met', () => {
  expect(problemOfItems(protocol)).toBeNull();
  expect(
    problemWith({
      pattern: { allowed: ['central'] },
      'context.oedema': { when: { item: 'pattern', oneOf: ['superior', 'central'] } },
      'context.intravertebralCleft': { when: { item: 'context.oedema', oneOf: ['present'] } },
    }),
  ).toBeNull();
});

it.each<[string, Parameters<typeof problemWith>[0], string]>([
  ['an answer there is not', { pattern: { allowed: ['banana'] } }, '“pattern” has no answer “banana”'],
  ['answers of what has none', { landmarks: { allowed: ['x'] } }, '“landmarks” has no answers'],
  [
    'a condition on what has no choice',
    { pattern: { when: { item: 'landmarks', oneOf: ['x'] } } },
    '“pattern” cannot depend on “landmarks”',
  ],
  [
    'a condition on an answer there is not',
    { pattern: { when: { item: 'context.oedema', oneOf: ['present', 'yes'] } } },
    '“context.oedema” has no answer “yes”',
  ],
  [
    'a condition on what is not asked',
    { pattern: { when: { item: 'context.oedema', oneOf: ['present'] } }, 'context.oedema': { asked: 'no' } },
    '“context.oedema”, which is not asked',
  ],
  [
    'a condition on an answer that is not offered',
    {
      pattern: { when: { item: 'context.oedema', oneOf: ['present'] } },
      'context.oedema': { allowed: ['absent'] },
    },
    'answers of “context.oedema” that are not offered (present)',
  ],
  [
    'items that depend on each other',
    {
      pattern: { when: { item: 'context.oedema', oneOf: ['present'] } },
      'context.oedema': { when: { item: 'pattern', oneOf: ['central'] } },
    },
    'depends on itself (pattern, context.oedema, pattern)',
  ],
])('refuses %s', (_what, changes, sentence) => {
  expect(problemWith(changes)).toContain(sentence);
});

it('passes over what is not asked', () => {
  expect(problemWith({ pattern: { asked: 'no', allowed: ['banana'] } })).toBeNull();
});
