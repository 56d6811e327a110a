import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withDerivedValues } from '../../../shared/findings/derive';
import { exampleReading } from '../../../shared/findings/example-reading';
import type { Reading } from '../../../shared/findings/reading';
import { SqliteCohortStore } from '../../store/sqlite-cohort-store';
import { Store } from '../../store/store';
import { type ImportEnvironment, importFindings } from './import-findings';

let folder: string;
let database: Store;
let store: SqliteCohortStore;
let environment: ImportEnvironment;
const first = withDerivedValues({ ...exampleReading(), readingId: '8f0ea2c1-5f9b-4f0e-9a6c-0d6a5b0e6f11' });
const uid = first.study.studyInstanceUid;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rim-import-'));
  database = new Store(folder);
  store = new SqliteCohortStore(database);
  environment = {
    store,
    readerId: 'reader-1',
    now: () => new Date('2026-03-04T05:06:07.890Z'),
    study: () => null,
  };
});
afterEach(() => {
  database.close();
  rmSync(folder, { recursive: true });
});

function imported(...documents: unknown[]) {
  return importFindings([{ file: 'a.json', text: JSON.stringify(documents) }], environment);
}

function stored(readingId: string): Reading {
  const latest = store.latestOfReading(readingId);
  if (!latest.ok || latest.value === null) throw new Error('not stored');
  return latest.value.document as Reading;
}

it('stores a reading as its author’s, records who imported it, and says that its study is not here', () => {
  const [one] = imported(first);
  expect(one).toMatchObject({ outcome: 'new', file: 'a.json', place: 1, reading: { readerId: 'reader-a' } });
  expect(one?.notes).toEqual([expect.stringContaining('not in the library')]);
  expect(stored(first.readingId)).toStrictEqual(first);
  const trail = store.audit(first.readingId);
  expect(trail.ok && trail.value).toMatchObject([{ action: 'reading-imported', actor: 'reader-1' }]);
  expect(store.ofStudy(uid)).toMatchObject({ ok: true, value: [{ readerId: 'reader-a', isImported: true }] });
});

it('changes nothing for the same reading, and refuses another state of the same revision', () => {
  imported(first);
  expect(imported(first)).toMatchObject([{ outcome: 'identical' }]);
  const other: Reading = { ...first, clinical: { ...first.clinical, painRefractory: 'no' } };
  expect(imported(other)).toMatchObject([
    { outcome: 'conflicting', sentence: expect.stringContaining('kept') },
  ]);
  expect(stored(first.readingId)).toStrictEqual(first);
  expect(store.history(first.readingId)).toMatchObject({ ok: true, value: [{ revision: 1 }] });
});

it('appends later revisions in their order, whatever the order in the file, and no earlier one', () => {
  const second: Reading = { ...first, revision: 2, revisionReason: 'typing error' };
  expect(imported(second, first).map(({ outcome }) => outcome)).toEqual(['newer', 'new']);
  expect(stored(first.readingId).revision).toBe(2);
  const third: Reading = { ...second, revision: 4 };
  const skipped: Reading = { ...second, revision: 3 };
  expect(imported(third)).toMatchObject([{ outcome: 'newer' }]);
  expect(imported(skipped)).toMatchObject([{ outcome: 'conflicting' }]);
});

it('keeps a reader’s own reading of the study the only one', () => {
  imported({ ...first, reader: { id: 'reader-1' } });
  const another = { ...first, readingId: '0d8d0c0c-6d8d-4a53-8f52-1f6f0d0c7a22', reader: { id: 'reader-1' } };
  expect(imported(another)).toMatchObject([
    { outcome: 'conflicting', sentence: expect.stringContaining('another reading of this study') },
  ]);
  expect(imported({ ...first, reader: { id: 'reader-c' } })).toMatchObject([
    { outcome: 'conflicting', sentence: expect.stringContaining('a reading by reader-1') },
  ]);
});

it('computes values anew and says where the stored ones differ', () => {
  const [fracture] = first.fractures;
  if (fracture === undefined) throw new Error('no fracture');
  const measurements = fracture.measurements.map((one) =>
    one.method === 'RETRO-ADJ' ? { ...one, value: 9.9 } : one,
  );
  const altered = { ...first, fractures: [{ ...fracture, measurements }] };
  const [one] = imported(altered);
  expect(one?.outcome).toBe('new');
  expect(one?.notes.join(' ')).toMatch(/RETRO-ADJ|retropulsion/);
  expect(one?.notes.join(' ')).toContain('computed anew');
  expect(stored(first.readingId)).toStrictEqual(first);
});

it('refuses what is no reading, newer than this program, of a reader study, or holds a path', () => {
  const project = {
    projectId: '0d8d0c0c-6d8d-4a53-8f52-1f6f0d0c7a22',
    protocolVersion: 1,
    caseId: 'C-1',
    repeat: 0,
  };
  const sentences = imported(
    { schemaVersion: 99 },
    { ...first, project },
    { ...first, levelsNotAssessable: 'see /home/a/b.dcm' },
    7,
  ).map(({ outcome, sentence }) => [outcome, sentence]);
  expect(sentences).toEqual([
    ['refused', expect.stringContaining('newer Rim Reader')],
    ['refused', expect.stringContaining('reader study (case C-1)')],
    ['refused', expect.stringContaining('levelsNotAssessable')],
    ['refused', expect.stringContaining('not a findings document')],
  ]);
  expect(importFindings([{ file: 'b.json', text: '{"a":' }], environment)).toMatchObject([
    { outcome: 'refused', sentence: expect.stringContaining('not JSON') },
  ]);
  expect(store.ofStudy(uid)).toEqual({ ok: true, value: [] });
});
