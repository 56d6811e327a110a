import { expect, it, vi } from 'vitest';
import { type CaseReadings, caseState, decidingReadings } from './case-state';
import { head } from './testing/heads';

const never = () => false;
const always = () => true;
const readers = ['anna', 'bert'];
const stateOf = (readings: Omit<CaseReadings, 'isOutdated'>) => caseState({ ...readings, isOutdated: never });

it('goes from not started to submitted with both readers', () => {
  expect(stateOf({ readers, heads: [], differs: always })).toBe('not-started');
  expect(stateOf({ readers, heads: [head('anna', { status: 'draft' })], differs: always })).toBe('draft');
  expect(stateOf({ readers, heads: [head('anna')], differs: always })).toBe('draft');
  expect(stateOf({ readers, heads: [head('anna'), head('bert')], differs: never })).toBe('submitted');
});

it('waits for an adjudicator where the readings differ, and not before all are submitted', () => {
  const differs = vi.fn(always);
  expect(stateOf({ readers, heads: [head('anna'), head('bert', { status: 'draft' })], differs })).toBe(
    'draft',
  );
  expect(differs).not.toHaveBeenCalled();
  expect(stateOf({ readers, heads: [head('anna'), head('bert')], differs })).toBe('to-adjudicate');
  expect(differs.mock.calls[0]).toEqual([[head('anna'), head('bert')]]);
});

it('is adjudicated when the third record is submitted, not when it is begun', () => {
  const both = [head('anna'), head('bert')];
  const third = (status: 'draft' | 'submitted') => head('cleo', { role: 'adjudicator', status });
  expect(stateOf({ readers, heads: [...both, third('draft')], differs: always })).toBe('to-adjudicate');
  expect(stateOf({ readers, heads: [...both, third('submitted')], differs: always })).toBe('adjudicated');
});

it('is to be decided again where a cited reading was corrected, once the correction is submitted', () => {
  const third = head('cleo', { role: 'adjudicator' });
  const corrected = (status: 'draft' | 'submitted') => [
    head('anna'),
    head('bert', { status, revision: 2 }),
    third,
  ];
  const isOutdated = vi.fn(always);
  const stateWith = (heads: CaseReadings['heads']) =>
    caseState({ readers, heads, differs: never, isOutdated });
  expect(stateWith(corrected('draft'))).toBe('adjudicated');
  expect(isOutdated).not.toHaveBeenCalled();
  expect(stateWith(corrected('submitted'))).toBe('to-adjudicate');
  expect(isOutdated.mock.calls[0]).toEqual([third, corrected('submitted').slice(0, 2)]);
});

it('decides by first readings of those the case is shared to', () => {
  const repeat = head('bert', { repeat: 1 });
  expect(decidingReadings({ readers, heads: [head('anna'), repeat, head('dora')] })).toBeNull();
  expect(decidingReadings({ readers: [], heads: [head('anna')] })).toBeNull();
  expect(stateOf({ readers: ['anna'], heads: [head('anna')], differs: always })).toBe('submitted');
});
