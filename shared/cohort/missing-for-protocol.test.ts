import fc from 'fast-check';
import { expect, it } from 'vitest';
import { missingItems } from '../findings/completeness';
import {
  addFracture,
  removeLandmark,
  removeLevel,
  setCanalCompromise,
  setClinical,
  setContext,
  setFragment,
  setNotAssessable,
  setPattern,
  setRimCell,
  submit,
} from '../findings/edits';
import { applyEdits, emptyReading, exampleReading } from '../findings/example-reading';
import { fractureItems, type Reading, rimCellNames, rimCellStates } from '../findings/reading';
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

it('asks under the protocol of the domain for exactly what is asked without one, whatever was read', () => {
  const level = fc.constantFrom('T12', 'L1', 'L2');
  const presence = fc.constantFrom('present', 'absent', 'not-assessable', null);
  const acts = fc.oneof(
    fc
      .tuple(level, fc.constantFrom(...rimCellNames), fc.constantFrom(...rimCellStates))
      .map((all) => (reading: Reading) => setRimCell(reading, ...all)),
    level.map((at) => (reading: Reading) => addFracture(reading, at)),
    level.map((at) => (reading: Reading) => removeLevel(reading, at)),
    fc.tuple(level, presence).map(
      ([at, oedema]) =>
        (reading: Reading) =>
          setContext(reading, at, { oedema }),
    ),
    fc.tuple(level, presence).map(
      ([at, value]) =>
        (reading: Reading) =>
          setContext(reading, at, { intravertebralCleft: value }),
    ),
    fc.tuple(level, fc.constantFrom('OF1', 'not-assessable', null)).map(
      ([at, value]) =>
        (reading: Reading) =>
          setContext(reading, at, { osteoporoticFractureClass: value }),
    ),
    fc.tuple(level, presence).map(
      ([at, value]) =>
        (reading: Reading) =>
          setFragment(reading, at, { presence: value }),
    ),
    fc.tuple(level, presence).map((all) => (reading: Reading) => setCanalCompromise(reading, ...all)),
    fc
      .tuple(level, fc.constantFrom('total', 'not-assessable', null))
      .map((all) => (reading: Reading) => setPattern(reading, ...all)),
    level.map((at) => (reading: Reading) => removeLandmark(reading, at, at, 'PS')),
    fc.tuple(level, fc.constantFrom(...fractureItems)).map(
      ([at, item]) =>
        (reading: Reading) =>
          setNotAssessable(reading, at, item, 'motion'),
    ),
    presence.map(() => (reading: Reading) => setClinical(reading, { neurologicalDeficit: null })),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(exampleReading(), emptyReading()),
      fc.array(acts, { maxLength: 10 }),
      (start, all) => {
        const reading = all.reduce((current, act) => act(current).reading, start);
        expect(missingForProtocol(reading, base)).toEqual(missingItems(reading));
      },
    ),
    { numRuns: 200 },
  );
});

it('wants the reason where one of the items asked is not assessable', () => {
  const reading = applyEdits(exampleReading(), [
    (draft) => setContext(draft, 'L1', { intravertebralCleft: 'not-assessable' }),
  ]);
  expect(ids(reading, withRules({ item: 'context.oedema', asked: 'no' }))).toEqual(['L1.context.reason']);
});

it('asks for no neighbour where no landmarks are asked', () => {
  const reading = removeLevel(exampleReading(), 'T12').reading;
  expect(ids(reading, base)).toContain('levels.T12');
  expect(ids(reading, withRules({ item: 'landmarks', asked: 'no' }))).toEqual([]);
});

it('takes no answer that the protocol does not offer', () => {
  const reading = exampleReading();
  const given = reading.fractures[0]?.pattern ?? '';
  expect(ids(reading, withRules({ item: 'pattern', allowed: [given] }))).toEqual([]);
  expect(ids(reading, withRules({ item: 'pattern', allowed: ['not-assessable'] }))).toEqual([
    'L1.pattern.allowed',
  ]);
  expect(ids(reading, withRules({ item: 'rim.cells', allowed: ['displaced'] }))).toEqual([
    'L1.rim.cells.allowed',
  ]);
  expect(ids(reading, withRules({ item: 'pattern', asked: 'no', allowed: ['not-assessable'] }))).toEqual([]);
});
