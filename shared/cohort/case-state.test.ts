import { expect, it, vi } from 'vitest';
import { caseState, decidingReadings } from './case-state';
import { head } from './testing/heads';

const never = () => false;
const always = () => true;
const readers = ['anna', 'bert'];

it('goes from not started to submitted with both readers', () => {
  expect(caseState({ readers, heads: [], differs: always })).toBe('not-started');
  expect(caseState({ readers, heads: [head('anna', { status: 'draft' })], differs: always })).toBe('draft');
  expect(caseState({ readers, heads: [head('anna')], differs: always })).toBe('draft');
  expect(caseState({ readers, heads: [head('anna'), head('bert')], differs: never })).toBe('submitted');
});

it('waits for an adjudicator where the readings differ, and not before all are submitted', () => {
  const differs = vi.fn(always);
  expect(caseState({ readers, heads: [head('anna'), head('bert', { status: 'draft' })], differs })).toBe(
    'draft',
  );
  expect(differs).not.toHaveBeenCalled();
  expect(caseState({ readers, heads: [head('anna'), head('bert')], differs })).toBe('to-adjudicate');
  expect(differs.mock.calls[0]).toEqual([[head('anna'), head('bert')]]);
});

it('is adjudicated when the third record is submitted, not when it is begun', () => {
  const both = [head('anna'), head('bert')];
  const third = (status: 'draft' | 'submitted') => head('cleo', { role: 'adjudicator', status });
  expect(caseState({ readers, heads: [...both, third('draft')], differs: always })).toBe('to-adjudicate');
  expect(caseState({ readers, heads: [...both, third('submitted')], differs: always })).toBe('adjudicated');
});

it('decides by first readings of those the case is shared to', () => {
  const repeat = head('bert', { repeat: 1 });
  expect(decidingReadings({ readers, heads: [head('anna'), repeat, head('dora')] })).toBeNull();
  expect(decidingReadings({ readers: [], heads: [head('anna')] })).toBeNull();
  expect(caseState({ readers: ['anna'], heads: [head('anna')], differs: always })).toBe('submitted');
});
