import { expect, it } from 'vitest';
import type { ReadingHead } from './case-state';
import type { ProjectRole } from './project';
import { head } from './testing/heads';
import { casesLeft, makeWorklist, type WorklistSource } from './worklist';

const people: [string, ProjectRole[]][] = [
  ['anna', ['reader']],
  ['bert', ['reader']],
  ['cleo', ['adjudicator']],
  ['lead', ['coordinator']],
];

function source(heads: ReadingHead[], changes: Partial<WorklistSource> = {}): WorklistSource {
  return {
    protocol: {
      order: { kind: 'fixed' },
      repeats: null,
      readingsPerCase: 2,
      adjudication: { adjudicators: [], when: [{ kind: 'level' }] },
      blinding: { studyDates: true, otherReaders: true },
    },
    cases: ['C1', 'C2', 'C3', 'C4'].map((caseId) => ({ caseId, hindrance: null })),
    readers: people.map(([code, roles]) => ({ code, roles, isActive: true })),
    heads,
    activeSeconds: new Map(),
    differs: () => true,
    isOutdated: () => false,
    now: new Date('2026-02-01T10:00:00.000Z'),
    ...changes,
  };
}

function rows(code: string, from: WorklistSource) {
  const roles = people.find(([one]) => one === code)?.[1] ?? [];
  return makeWorklist(from, { code, roles }).rows;
}
const states = (code: string, from: WorklistSource) =>
  rows(code, from).map(({ caseId, state }) => `${caseId} ${state}`);

it('shows a reader nothing of others before this reader has nothing left to read of the case', () => {
  const others = source([head('bert'), head('bert', { caseId: 'C2', status: 'draft' })]);
  expect(states('anna', others)).toEqual([
    'C1 not-started',
    'C2 not-started',
    'C3 not-started',
    'C4 not-started',
  ]);
  expect(states('anna', source([head('anna')]))[0]).toBe('C1 submitted');
  expect(states('anna', source([head('anna'), head('bert')]))[0]).toBe('C1 to-adjudicate');
  const repeats = { share: 1, afterDays: 0, seed: 1 };
  const again = source([head('anna'), head('bert')]);
  expect(states('anna', { ...again, protocol: { ...again.protocol, repeats } })[0]).toBe('C1 submitted');
});

it('gives an adjudicator what differs, begun or decided by this one, and no case of a colleague', () => {
  const both = [head('anna'), head('bert')];
  expect(states('cleo', source(both))).toEqual(['C1 to-adjudicate']);
  expect(states('cleo', source(both, { differs: () => false }))).toEqual([]);
  const third = (readerCode: string, status: 'draft' | 'submitted') =>
    head(readerCode, { role: 'adjudicator', status });
  expect(states('cleo', source([...both, third('cleo', 'draft')]))).toEqual(['C1 draft']);
  expect(states('cleo', source([...both, third('cleo', 'submitted')]))).toEqual(['C1 adjudicated']);
  const outdated = source([...both, third('cleo', 'submitted')], { isOutdated: () => true });
  expect(states('cleo', outdated)).toEqual(['C1 to-adjudicate']);
  expect(makeWorklist(outdated, { code: 'cleo', roles: ['adjudicator'] })).toMatchObject({
    done: 0,
    notices: [expect.stringContaining('corrected after you decided on C1:')],
  });
  expect(states('cleo', source([...both, third('dora', 'submitted')]))).toEqual([]);
  expect(rows('cleo', source([...both, third('dora', 'draft')]))[0]?.hindrance).toContain(
    'Another adjudicator',
  );
});

it('lets nobody adjudicate the own reading, and only those the protocol names', () => {
  const both = [head('anna'), head('bert')];
  const from = source(both);
  const readers = from.readers.map((one) => ({ ...one, roles: [...one.roles, 'adjudicator' as const] }));
  const list = makeWorklist({ ...from, readers }, { code: 'anna', roles: ['reader', 'adjudicator'] });
  expect(list.rows.find(({ role }) => role === 'adjudicator')?.hindrance).toContain(
    'read this case yourself',
  );
  const adjudication = { adjudicators: ['dora'], when: [{ kind: 'level' as const }] };
  expect(rows('cleo', { ...from, protocol: { ...from.protocol, adjudication } })).toEqual([]);
});

it('shows the coordinator every case with where each reader stands, without a reading', () => {
  const from = source([head('anna'), head('bert', { status: 'draft' })], {
    activeSeconds: new Map([['C1-anna-reader-0', 90]]),
  });
  const [first, second] = rows('lead', from);
  expect(first).toMatchObject({
    caseId: 'C1',
    role: 'coordinator',
    state: 'draft',
    readingId: null,
    itemsLeft: null,
  });
  expect(first?.readers).toMatchObject([
    { readerCode: 'anna', state: 'submitted', activeSeconds: 90 },
    { readerCode: 'bert', state: 'draft' },
  ]);
  expect(second?.readers?.map(({ state }) => state)).toEqual(['not-started', 'not-started']);
  expect(rows('anna', from).every(({ readers }) => readers === null)).toBe(true);
});

it('asks for repeats after all first readings, and after the days of the protocol', () => {
  const from = source(['C1', 'C2', 'C3'].map((caseId) => head('anna', { caseId })));
  const protocol = { ...from.protocol, repeats: { share: 0.5, afterDays: 60, seed: 1 } };
  const before = rows('anna', { ...from, protocol }).filter(({ repeat }) => repeat === 1);
  expect(before).toHaveLength(2);
  expect(before[0]?.hindrance).toContain('after all first readings; 1 is left');
  const heads = [...from.heads, head('anna', { caseId: 'C4' })];
  const waiting = rows('anna', { ...from, protocol, heads }).filter(({ repeat }) => repeat === 1);
  expect(waiting[0]?.hindrance).toContain('from 2026-03-03, 60 days after');
  const now = new Date('2026-03-04T10:00:00.000Z');
  const due = rows('anna', { ...from, protocol, heads, now }).filter(({ repeat }) => repeat === 1);
  expect(due.map(({ hindrance }) => hindrance)).toEqual([null, null]);
  const [again] = due;
  if (again === undefined) throw new Error('nothing is read again');
  const { caseId } = again;
  const asked = (status: 'draft' | 'submitted') =>
    rows('anna', { ...from, protocol, now, heads: [...heads, head('anna', { caseId, repeat: 1, status })] })
      .filter((row) => row.caseId === caseId)
      .map(({ hindrance }) => hindrance);
  expect(asked('draft')).toEqual([expect.stringContaining('reading this case again'), null]);
  expect(asked('submitted')).toEqual([null, null]);
  const left = (more: ReadingHead[]) => [
    ...casesLeft({ ...from, protocol, heads: [...heads, ...more] }, 'anna'),
  ];
  expect(left([]).toSorted()).toEqual(due.map((row) => row.caseId).toSorted());
  expect(left([head('anna', { caseId, repeat: 1 })])).not.toContain(caseId);
});

it('tells the time left from three readings on, by the median', () => {
  const done = ['C1', 'C2', 'C3'].map((caseId) => head('anna', { caseId }));
  const activeSeconds = new Map([
    ['C1-anna-reader-0', 60],
    ['C2-anna-reader-0', 600],
    ['C3-anna-reader-0', 100],
  ]);
  const list = (heads: ReadingHead[]) =>
    makeWorklist(source(heads, { activeSeconds }), { code: 'anna', roles: ['reader'] });
  expect(list(done)).toMatchObject({ done: 3, remainingSeconds: 100 });
  expect(list(done.slice(1))).toMatchObject({ done: 2, remainingSeconds: null });
});

it('gives the cases of somebody who left with a draft to the others', () => {
  const from = source([head('bert', { status: 'draft' })]);
  const readers = [
    ...from.readers.map((one) => (one.code === 'bert' ? { ...one, isActive: false } : one)),
    { code: 'dora', roles: ['reader' as const], isActive: true },
  ];
  const list = makeWorklist({ ...from, readers }, { code: 'lead', roles: ['coordinator'] });
  expect(list.rows[0]?.readers?.map(({ readerCode }) => readerCode).toSorted()).toEqual([
    'anna',
    'bert',
    'dora',
  ]);
  expect(list.rows[1]?.readers?.map(({ readerCode }) => readerCode).toSorted()).toEqual(['anna', 'dora']);
});
