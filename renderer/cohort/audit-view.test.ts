import { expect, it } from 'vitest';
import type { AuditEntry } from '../../shared/cohort/audit';
import { auditChoices, shownEntries, valueText } from './audit-view';

const entry = (sequence: number, changed: Partial<AuditEntry>): AuditEntry => ({
  sequence,
  at: '2026-05-04T10:00:00.000Z',
  actor: 'R1',
  action: 'reading-changed',
  readingId: null,
  caseId: 'C-1',
  revision: null,
  summary: '',
  changes: [],
  documentSha256: null,
  previous: '0'.repeat(64),
  hash: '1'.repeat(64),
  ...changed,
});
const trail = [
  entry(1, { action: 'project-created', actor: 'CO', caseId: null }),
  entry(2, { readingId: 'reading of C-1' }),
  entry(3, { caseId: 'C-12', actor: 'R2' }),
];
const everything = { search: '', actor: null, action: null, readingId: null };

it('shows the trail newest first, by case, person and act', () => {
  const sequences = (filter: Parameters<typeof shownEntries>[1]) =>
    shownEntries(trail, filter).map(({ sequence }) => sequence);
  expect(sequences(everything)).toEqual([3, 2, 1]);
  expect(sequences({ ...everything, search: 'c-1' })).toEqual([3, 2]);
  expect(sequences({ ...everything, search: '12' })).toEqual([3]);
  expect(sequences({ ...everything, actor: 'CO' })).toEqual([1]);
  expect(sequences({ ...everything, readingId: 'reading of C-1' })).toEqual([2]);
  expect(sequences({ ...everything, action: 'reading-changed' })).toEqual([3, 2]);
  expect(auditChoices(trail)).toEqual({
    actors: ['CO', 'R1', 'R2'],
    actions: ['project-created', 'reading-changed'],
  });
});

it('tells an absent value from null and from an empty text', () => {
  expect([undefined, null, '', 3.5, ['a']].map(valueText)).toEqual(['', 'null', '', '3.5', '["a"]']);
});
