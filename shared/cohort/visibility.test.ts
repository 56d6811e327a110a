import { expect, it } from 'vitest';
import type { ReadingHead } from './case-state';
import type { ProjectRole } from './project';
import { head } from './testing/heads';
import { mayShowReading } from './visibility';

const readers = ['anna', 'bert'];
const anna = head('anna');
const bert = head('bert');
const third = (status: 'draft' | 'submitted') => head('cleo', { role: 'adjudicator', status });

function sees(
  code: string,
  roles: ProjectRole[],
  seen: ReadingHead,
  heads: ReadingHead[],
  { otherReaders = true, isLeft = false } = {},
): boolean {
  const blinding = { studyDates: true, otherReaders };
  return mayShowReading(seen, { code, roles }, { readers, heads, isLeft }, { blinding });
}

it('shows nobody another’s draft, and everyone their own', () => {
  const draft = head('anna', { status: 'draft' });
  for (const roles of [['reader'], ['coordinator'], ['adjudicator']] as ProjectRole[][]) {
    expect(sees('bert', roles, draft, [draft, bert], { otherReaders: false })).toBe(false);
    expect(sees('anna', roles, draft, [draft, bert])).toBe(true);
  }
});

it('hides a submitted reading from a reader of the case until all are submitted', () => {
  expect(sees('bert', ['reader'], anna, [anna])).toBe(false);
  expect(sees('bert', ['reader'], anna, [anna, head('bert', { status: 'draft' })])).toBe(false);
  expect(sees('bert', ['reader', 'coordinator'], anna, [anna])).toBe(false);
  expect(sees('bert', ['reader'], anna, [anna, bert])).toBe(true);
  expect(sees('bert', ['reader'], anna, [anna], { otherReaders: false })).toBe(true);
});

it('hides it again from a reader who re-opened the own reading or reads the case again', () => {
  const reopened = head('bert', { status: 'draft', revision: 2 });
  expect(sees('bert', ['reader'], anna, [anna, reopened])).toBe(false);
  const again = head('bert', { status: 'draft', repeat: 1 });
  expect(sees('bert', ['reader'], anna, [anna, bert, again])).toBe(false);
  expect(sees('bert', ['reader'], anna, [anna, bert], { isLeft: true })).toBe(false);
});

it('hides from a reader who reads a case again what the same reader found before', () => {
  const again = (status: 'draft' | 'submitted') => head('bert', { status, repeat: 1 });
  expect(sees('bert', ['reader'], bert, [bert, again('draft')])).toBe(false);
  expect(sees('bert', ['reader'], again('draft'), [bert, again('draft')])).toBe(true);
  expect(sees('bert', ['reader'], bert, [bert, again('submitted')])).toBe(true);
});

it('shows it to a coordinator who does not read the case, and to no stranger', () => {
  expect(sees('lead', ['coordinator'], anna, [anna])).toBe(true);
  expect(sees('dora', ['reader'], anna, [anna, bert])).toBe(false);
});

it('shows an adjudicator under their names only what has been decided', () => {
  expect(sees('cleo', ['adjudicator'], anna, [anna, bert])).toBe(false);
  expect(sees('cleo', ['adjudicator', 'coordinator'], anna, [anna, bert, third('draft')])).toBe(false);
  expect(sees('cleo', ['adjudicator'], anna, [anna, bert, third('submitted')])).toBe(true);
});
