import { describe, expect, it } from 'vitest';
import type { ReaderProgress, WorklistRow } from '../../shared/cohort/project';
import { nextCase } from './next-case';
import { countStates, progressChoices, progressColumns, progressKey, shownRows } from './worklist-view';

const row = (caseId: string, changed: Partial<WorklistRow> = {}): WorklistRow => ({
  caseId,
  repeat: 0,
  role: 'reader',
  place: 1,
  state: 'not-started',
  itemsLeft: null,
  savedAt: null,
  readingId: null,
  revision: null,
  protocolVersion: null,
  hindrance: null,
  readers: null,
  ...changed,
});
const ids = (rows: readonly WorklistRow[]) => rows.map(({ caseId }) => caseId);
const everything = { role: 'reader', reader: null, state: null, search: '' } as const;
const byPlace = { column: 'place', isDescending: false } as const;

describe('the lines shown', () => {
  const rows = [
    row('C10', { place: 1, state: 'submitted', itemsLeft: 0, savedAt: '2026-05-04T10:00:00.000Z' }),
    row('C2', { place: 2, state: 'draft', itemsLeft: 4, savedAt: '2026-05-04T09:00:00.000Z' }),
    row('D1', { place: 3 }),
    row('C2', { place: 4, role: 'adjudicator', state: 'to-adjudicate' }),
  ];

  it('are those of the role', () => {
    expect(ids(shownRows(rows, everything, byPlace))).toEqual(['C10', 'C2', 'D1']);
    expect(ids(shownRows(rows, { ...everything, role: 'adjudicator' }, byPlace))).toEqual(['C2']);
  });

  it('are found by a part of the case id in any case, and by state', () => {
    expect(ids(shownRows(rows, { ...everything, search: ' c' }, byPlace))).toEqual(['C10', 'C2']);
    expect(ids(shownRows(rows, { ...everything, state: 'draft' }, byPlace))).toEqual(['C2']);
  });

  it('are sorted by number within names, by state in the order of work, unknown first, and backwards', () => {
    expect(ids(shownRows(rows, everything, { column: 'caseId', isDescending: false }))).toEqual([
      'C2',
      'C10',
      'D1',
    ]);
    expect(ids(shownRows(rows, everything, { column: 'state', isDescending: true }))).toEqual([
      'C10',
      'C2',
      'D1',
    ]);
    expect(ids(shownRows(rows, everything, { column: 'itemsLeft', isDescending: false }))).toEqual([
      'D1',
      'C10',
      'C2',
    ]);
    expect(ids(shownRows(rows, everything, { column: 'savedAt', isDescending: false }))).toEqual([
      'D1',
      'C2',
      'C10',
    ]);
  });

  it('are counted by state', () => {
    expect(countStates(rows, 'reader', null)).toEqual({
      'not-started': 1,
      draft: 1,
      submitted: 1,
      'to-adjudicate': 0,
      adjudicated: 0,
    });
  });

  it('are 6,000 filtered and sorted in well under the time of a frame of the eye', () => {
    const many = Array.from({ length: 6000 }, (_, index) =>
      row(`C-${(index * 7919) % 6000}`, { place: index, state: index % 2 === 0 ? 'draft' : 'submitted' }),
    );
    const begun = performance.now();
    const found = shownRows(
      many,
      { ...everything, state: 'draft', search: '1' },
      { column: 'caseId', isDescending: false },
    );
    const took = performance.now() - begun;
    expect(found.length).toBeGreaterThan(500);
    expect(took).toBeLessThan(50);
  });
});

describe('the next case', () => {
  const rows = [
    row('A', { state: 'submitted' }),
    row('B', { state: 'draft' }),
    row('C', { hindrance: 'The images of C are missing.' }),
    row('D'),
  ];

  it('is the first to be read, where none is open', () => expect(nextCase(rows, null)?.caseId).toBe('B'));

  it('comes after the open one, past what cannot be opened, and round again', () => {
    expect(nextCase(rows, row('B'))?.caseId).toBe('D');
    expect(nextCase(rows, row('D'))?.caseId).toBe('B');
  });

  it('is none where only the open one is left', () => {
    expect(nextCase([row('A', { state: 'submitted' }), row('B')], row('B'))).toBeNull();
  });

  it('is one an adjudicator has begun, too', () => {
    const decided = row('A', { role: 'adjudicator', state: 'adjudicated' });
    const begun = row('B', { role: 'adjudicator', state: 'draft' });
    expect(nextCase([decided, begun], null)?.caseId).toBe('B');
  });

  it('tells the repeat of a case from its first reading', () => {
    const twice = [row('A', { state: 'submitted' }), row('A', { repeat: 1 })];
    expect(nextCase(twice, row('A'))?.repeat).toBe(1);
  });
});

const progress = (readerCode: string, changed: Partial<ReaderProgress> = {}): ReaderProgress => ({
  readerCode,
  repeat: 0,
  role: 'reader',
  state: 'draft',
  readingId: null,
  revision: null,
  savedAt: null,
  activeSeconds: 10,
  ...changed,
});

it('finds and counts what one reader has of the cases', () => {
  const cases = [
    row('A', { role: 'coordinator', readers: [progress('R1', { state: 'submitted' }), progress('R2')] }),
    row('B', { role: 'coordinator', state: 'submitted', readers: [progress('R1')] }),
    row('C', { role: 'coordinator', readers: [progress('R2', { state: 'submitted' })] }),
  ];
  const reader = progressKey(progress('R1'));
  const found = (state: 'draft' | 'submitted' | null) =>
    ids(shownRows(cases, { role: 'coordinator', reader, state, search: '' }, byPlace));
  expect([found(null), found('submitted'), found('draft')]).toEqual([['A', 'B'], ['A'], ['B']]);
  expect(countStates(cases, 'coordinator', reader)).toMatchObject({ draft: 1, submitted: 1 });
  expect(progressChoices(cases)).toMatchObject([
    { reader, counts: { draft: 1, submitted: 1, 'not-started': 0 } },
    { counts: { draft: 1, submitted: 1 } },
  ]);
  expect(progressChoices([row('A'), row('B', { state: 'draft' })])).toMatchObject([
    { role: 'reader', reader: null, counts: { draft: 1, 'not-started': 1 } },
  ]);
});

it('gives everybody a column, adjudicators last', () => {
  const rows = [
    row('A', { readers: [progress('R2'), progress('A1', { role: 'adjudicator' }), progress('R1')] }),
    row('B', { readers: [progress('R1', { repeat: 1 }), progress('R2')] }),
  ];
  expect(progressColumns(rows).map(({ readerCode, repeat }) => `${readerCode} ${repeat}`)).toEqual([
    'R1 0',
    'R1 1',
    'R2 0',
    'A1 0',
  ]);
});
