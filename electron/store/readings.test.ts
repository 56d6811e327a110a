import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Reading } from '../../shared/findings/reading';
import type { Outcome } from '../../shared/ipc/contract';
import { auditEntries } from './audit';
import {
  appendSave,
  latestForStudy,
  latestOfReading,
  readingHistory,
  readingSummaries,
  rebuildHeads,
  saveViewState,
} from './readings';
import { salvage } from './salvage';
import { databaseFileName, migrations } from './schema';
import { Store } from './store';
import { sampleReading, sampleView } from './testing/sample-reading';

const id = '8f0ea2c1-5f9b-4f0e-9a6c-0d6a5b0e6f11';
const otherId = '0d8d0c0c-6d8d-4a53-8f52-1f6f0d0c7a22';
let folder: string;
let store: Store;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rim-readings-'));
  store = new Store(folder);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.value;
}

function save(reading: Reading, change = 'entered', view: typeof sampleView | null = null) {
  return value(
    store.use((database) => appendSave(database, { reading, viewState: view, change, itemsLeft: 4 })),
  );
}

const draft = sampleReading(id);
const submitted: Reading = { ...draft, status: 'submitted', submittedAt: draft.savedAt };

it('gives back exactly what was saved, the last one', () => {
  save(draft, 'first', sampleView);
  const changed = { ...draft, levelsNotAssessable: 'motion "and" \u0000 😀 \u2028' };
  save(changed, 'second');
  store.close();
  store = new Store(folder);
  const latest = value(store.use((database) => latestForStudy(database, 'reader-1', '1.2.3')));
  expect(latest).toStrictEqual({ document: changed, viewState: sampleView });
  expect(value(store.use((database) => latestOfReading(database, id)))).toStrictEqual(latest);
});

it('keeps readers apart', () => {
  save(draft);
  save({ ...sampleReading(otherId), reader: { id: 'reader-2' } });
  const latest = (reader: string) =>
    value(store.use((database) => latestForStudy(database, reader, '1.2.3')))?.document;
  expect(latest('reader-1')).toMatchObject({ readingId: id });
  expect(latest('reader-2')).toMatchObject({ readingId: otherId });
  expect(latest('reader-3')).toBeUndefined();
  expect(save({ ...draft, reader: { id: 'reader-2' } })).toMatchObject({
    ok: false,
    problem: expect.stringContaining('belongs to reader reader-1'),
  });
});

it('keeps every save, in order, and lets none be changed or deleted', () => {
  save(draft, 'one');
  save(draft, 'two');
  save(submitted, 'submitted');
  const history = value(store.use((database) => readingHistory(database, id)));
  expect(history.map((entry) => [entry.change, entry.status])).toEqual([
    ['one', 'draft'],
    ['two', 'draft'],
    ['submitted', 'submitted'],
  ]);
  expect(history[0]).toStrictEqual({
    sequence: 1,
    revision: 1,
    status: 'draft',
    readerId: 'reader-1',
    savedAt: draft.savedAt,
    change: 'one',
  });
  for (const statement of ["UPDATE saves SET change = 'x'", 'DELETE FROM saves']) {
    store.use((database) => expect(() => database.exec(statement)).toThrow(/never/));
  }
});

it('lets a submitted revision be followed by the next one only', () => {
  save(draft);
  save(submitted);
  for (const late of [draft, submitted]) {
    expect(save(late)).toMatchObject({ ok: false, problem: expect.stringContaining('is submitted') });
  }
  expect(save({ ...draft, revision: 2 })).toMatchObject({ ok: true, value: { sequence: 3 } });
  expect(save(draft)).toMatchObject({
    ok: false,
    problem: expect.stringContaining('Revision 2 of this reading exists'),
  });
  expect(value(store.use((database) => readingHistory(database, id)))).toHaveLength(3);
});

it('refuses to move a reading to another study', () => {
  save(draft);
  expect(save({ ...draft, study: { ...draft.study, studyInstanceUid: '1.2.4' } })).toMatchObject({
    ok: false,
  });
});

it('remembers the view of saved readings only, the last one', () => {
  store.use((database) => saveViewState(database, id, sampleView));
  save(draft);
  const view = () => value(store.use((database) => latestOfReading(database, id)))?.viewState;
  expect(view()).toBeNull();
  store.use((database) => saveViewState(database, id, sampleView));
  store.use((database) => saveViewState(database, id, { ...sampleView, step: 'fragment' }));
  expect(view()).toStrictEqual({ ...sampleView, step: 'fragment' });
});

it('sums up the latest reading of each study of one reader', () => {
  save(draft);
  save(submitted);
  const second = sampleReading(otherId);
  save({ ...second, study: { ...second.study, studyInstanceUid: '1.2.9' } });
  const summaries = value(store.use((database) => readingSummaries(database, 'reader-1')));
  expect([...summaries.keys()].sort()).toEqual(['1.2.3', '1.2.9']);
  expect(summaries.get('1.2.3')).toStrictEqual({
    readingId: id,
    revision: 1,
    status: 'submitted',
    savedAt: draft.savedAt,
    itemsLeft: 4,
  });
  expect(value(store.use((database) => readingSummaries(database, 'reader-2'))).size).toBe(0);
});

it('keeps the order of saves where the clock was set back, and the trail says so', () => {
  save({ ...draft, savedAt: '2026-01-02T10:00:00.000Z' });
  const back = { ...draft, savedAt: '2026-01-02T09:00:00.000Z', levelsNotAssessable: 'motion' };
  expect(save(back, 'later')).toMatchObject({ ok: true, value: { sequence: 2, clockWentBack: true } });
  expect(value(store.use((database) => latestOfReading(database, id)))?.document).toEqual(back);
  const trail = value(store.use((database) => auditEntries(database, id)));
  expect(trail.map(({ action }) => action)).toEqual(['reading-begun', 'reading-changed']);
  expect(trail[1]).toMatchObject({
    summary: expect.stringContaining('the clock was set back'),
    changes: [{ path: '/levelsNotAssessable', to: 'motion' }],
    previous: trail[0]?.hash,
  });
});

it('tells of a clock that was set back between two readings, not of clocks that differ', () => {
  const other = '0b7d1f0a-3c55-4d7e-9b1d-0f6f6f7c2a12';
  save({ ...draft, savedAt: '2026-01-05T10:00:00.000Z' });
  const differs = { ...draft, readingId: other, savedAt: '2026-01-05T09:59:00.000Z' };
  expect(save(differs, 'on another machine')).toMatchObject({ ok: true, value: { clockWentBack: false } });
  const third = {
    ...draft,
    readingId: '1c7d1f0a-3c55-4d7e-9b1d-0f6f6f7c2a12',
    savedAt: '2026-01-02T10:00:00.000Z',
  };
  expect(save(third, 'begun')).toMatchObject({ ok: true, value: { clockWentBack: true } });
  const trail = value(store.use((database) => auditEntries(database, null)));
  expect(trail.at(-1)?.summary).toBe(
    'begun (its time is before that of what it follows, 2026-01-05T09:59:00.000Z: the clock was set back)',
  );
  expect(save({ ...third, savedAt: '2026-01-02T10:00:01.000Z' }, 'on')).toMatchObject({
    ok: true,
    value: { clockWentBack: false },
  });
});

it('tells of an imported revision that is older than the one it follows', () => {
  save({ ...draft, savedAt: '2026-01-05T10:00:00.000Z' });
  const imported = { by: 'lead', at: '2026-01-06T10:00:00.000Z', trail: [] };
  const reading = { ...draft, savedAt: '2026-01-05T09:00:00.000Z' };
  const saved = store.use((database) =>
    appendSave(database, { reading, viewState: null, change: 'imported', itemsLeft: 0, imported }),
  );
  expect(value(saved)).toMatchObject({ ok: true, value: { clockWentBack: true } });
});

it('records what somebody did as what it was', () => {
  save(draft);
  save(submitted);
  save({ ...draft, revision: 2 });
  save({ ...draft, revision: 2, levelsNotAssessable: 'motion' });
  const trail = value(store.use((database) => auditEntries(database, null)));
  expect(trail.map(({ action, revision }) => `${action} ${revision}`)).toEqual([
    'reading-begun 1',
    'reading-submitted 1',
    'reading-reopened 2',
    'reading-changed 2',
  ]);
  const change = 'UPDATE audit SET summary = 1';
  for (const statement of [change, 'DELETE FROM audit']) {
    expect(store.use((database) => database.exec(statement))).toMatchObject({ ok: false });
  }
});

it('opens a store from before documents were compressed: saves, places in the order, and a trail that begins', () => {
  store.close();
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  const old = new DatabaseSync(join(folder, databaseFileName));
  for (const statements of migrations.slice(0, 2)) old.exec(statements);
  const insert = old.prepare(
    `INSERT INTO saves (reading_id, revision, status, reader_id, study_uid, saved_at, change, items_left, document)
     VALUES (?, 1, 'draft', 'reader-1', '1.2.3', ?, ?, 7, ?)`,
  );
  for (const change of ['one', 'two']) insert.run(id, draft.savedAt, change, JSON.stringify(draft));
  old.exec('PRAGMA user_version = 2');
  old.close();
  store = new Store(folder);
  expect(store.problem).toBeNull();
  expect(value(store.use((database) => latestOfReading(database, id)))?.document).toEqual(draft);
  expect(value(store.use((database) => readingSummaries(database, 'reader-1'))).get('1.2.3')).toMatchObject({
    readingId: id,
    itemsLeft: 7,
  });
  const changed = { ...draft, levelsNotAssessable: 'motion' };
  expect(save(changed, 'three')).toMatchObject({ ok: true, value: { sequence: 3 } });
  const trail = value(store.use((database) => auditEntries(database, null)));
  expect(trail).toMatchObject([
    { action: 'trail-begun', summary: 'The trail begins here; 2 saves are older.' },
    { action: 'reading-changed', changes: [{ path: '/levelsNotAssessable' }] },
  ]);
});

it('takes over documents, trail and where each reading stands from a damaged store', () => {
  const text = 'x'.repeat(3000);
  for (let count = 0; count < 40; count++) {
    save({ ...draft, levelsNotAssessable: `${text}${count}${Math.sin(count)}` }, `change ${count}`);
  }
  store.close();
  const file = join(folder, databaseFileName);
  const other = join(folder, 'other');
  mkdirSync(other);
  const fresh = new Store(other);
  const salvaged = fresh.use((database) => {
    const { saves } = salvage(file, database);
    rebuildHeads(database);
    return saves;
  });
  expect(value(salvaged)).toBe(40);
  expect(value(fresh.use((database) => auditEntries(database, id)))).toHaveLength(40);
  expect(value(fresh.use((database) => readingSummaries(database, 'reader-1'))).get('1.2.3')?.readingId).toBe(
    id,
  );
  fresh.close();
  store = new Store(folder);
});
