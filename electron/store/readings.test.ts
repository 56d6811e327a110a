import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Reading } from '../../shared/findings/reading';
import type { Outcome } from '../../shared/ipc/contract';
import {
  appendSave,
  latestForStudy,
  latestOfReading,
  readingHistory,
  readingSummaries,
  saveViewState,
} from './readings';
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
