import { expect, it } from 'vitest';
import { missingItems } from '../findings/completeness';
import { setClinical, setContext, setFragment, submit } from '../findings/edits';
import { applyEdits, emptyReading, exampleReading } from '../findings/example-reading';
import { missingForProtocol } from './missing-for-protocol';
import { defaultProtocol, type ItemRule, type Protocol } from './protocol';

const base = defaultProtocol({
  protocolId: '0b0f7f0e-6d5c-4d53-9a52-6a2f7d4b0c11',
  title: 'Rim',
  seed: 7,
  now: '2026-05-04T10:00:00.000Z',
});
const withRules = (...changed: (Partial<ItemRule> & Pick<ItemRule, 'item'>)[]): Protocol => ({
  ...base,
  items: base.items.map((rule) => ({ ...rule, ...changed.find(({ item }) => item === rule.item) })),
});
const ids = (reading: ReturnType<typeof exampleReading>, protocol: Protocol | null) =>
  missingForProtocol(reading, protocol).map(({ id }) => id);

it('asks under the protocol of the domain for what is asked without one', () => {
  for (const reading of [exampleReading(), emptyReading()]) {
    expect(missingForProtocol(reading, null)).toEqual(missingItems(reading));
    expect(missingForProtocol(reading, base)).toEqual(missingItems(reading));
  }
});

it('leaves out what is optional or not asked', () => {
  const reading = emptyReading();
  expect(ids(reading, base)).toContain('numbering.method');
  expect(ids(reading, withRules({ item: 'numbering.method', asked: 'optional' }))).not.toContain(
    'numbering.method',
  );
  expect(ids(reading, withRules({ item: 'numbering.method', asked: 'no' }))).not.toContain(
    'numbering.method',
  );
});

it('asks for what a protocol requires beyond the domain', () => {
  const reading = exampleReading();
  const protocol = withRules(
    { item: 'context.osteoporoticFractureClass', asked: 'required' },
    { item: 'canal.outlines', asked: 'required' },
    { item: 'clinical.conservativeCareWeeks', asked: 'required' },
    { item: 'clinical.followUp', asked: 'required' },
  );
  const cleared = applyEdits(reading, [
    (draft) => setContext(draft, 'L1', { osteoporoticFractureClass: null }),
    (draft) => setClinical(draft, { conservativeCareWeeks: null }),
  ]);
  expect(ids(cleared, protocol)).toEqual(
    expect.arrayContaining([
      'L1.context.osteoporoticFractureClass',
      'L1.canal.outlines',
      'clinical.conservativeCareWeeks',
      'clinical.followUp',
    ]),
  );
  expect(ids(cleared, base)).toEqual([]);
});

it('asks for what depends on an answer only where that is given', () => {
  const reading = applyEdits(exampleReading(), [
    (draft) => setContext(draft, 'L1', { oedema: null }),
    (draft) => setFragment(draft, 'L1', { presence: 'absent' }),
  ]);
  const protocol = withRules({
    item: 'context.oedema',
    when: { item: 'fragment.presence', oneOf: ['present'] },
  });
  expect(ids(reading, base)).toContain('L1.context.oedema');
  expect(ids(reading, protocol)).not.toContain('L1.context.oedema');
});

it('wants the reason of an optional item that is not assessable, and none of one that is not asked', () => {
  const reading = applyEdits(exampleReading(), [
    (draft) => setContext(draft, 'L1', { oedema: 'not-assessable' }),
  ]);
  expect(ids(reading, withRules({ item: 'context.oedema', asked: 'optional' }))).toEqual([
    'L1.context.reason',
  ]);
  expect(ids(reading, withRules({ item: 'context.oedema', asked: 'no' }))).toEqual([]);
});

it('submits what its protocol finds complete', () => {
  const reading = applyEdits(exampleReading(), [(draft) => setContext(draft, 'L1', { oedema: null })]);
  const now = '2026-05-04T10:00:00.000Z';
  expect(submit(reading, now).refused).toBe('1 item is missing.');
  const optional = withRules({ item: 'context.oedema', asked: 'optional' });
  expect(submit(reading, now, optional).reading.status).toBe('submitted');
});
