import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { missingItems } from '../../../shared/findings/completeness';
import { createFracture, type Reading } from '../../../shared/findings/reading';
import type { Outcome } from '../../../shared/ipc/contract';
import { packDocument } from '../../store/document-text';
import { SqliteCohortStore } from '../../store/sqlite-cohort-store';
import { Store } from '../../store/store';
import { sampleReading, sampleView } from '../../store/testing/sample-reading';
import { dataFolderPlace } from './data-folder-place';
import { ReadingService } from './reading-service';

let folder: string;
let store: Store;
let readerId: string;
let service: ReadingService;
const now = new Date('2026-03-04T05:06:07.890Z');

function newService(of: Store): ReadingService {
  return new ReadingService({
    place: () => ({
      ok: true,
      value: dataFolderPlace(new SqliteCohortStore(of), readerId, (uid) =>
        uid === '1.2.3' ? { id: 'P-1', ageYears: 70, sex: 'F' } : null,
      ),
    }),
    softwareVersion: '9.9.9',
    now: () => now,
    onClockWentBack: () => undefined,
  });
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rim-service-'));
  store = new Store(folder);
  readerId = 'reader-1';
  service = newService(store);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true });
});

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.value;
}

function save(reading: Reading, change = 'x') {
  return service.save({ reading, viewState: sampleView, change });
}

it('hands out one draft per reader and study, and stores it only when it is saved', () => {
  const first = value(service.openForStudy('1.2.3'));
  expect(first).toMatchObject({
    viewState: null,
    reading: { status: 'draft', revision: 1, reader: { id: 'reader-1' }, subject: { id: 'P-1' } },
  });
  expect(value(service.openForStudy('1.2.3'))).toEqual(first);
  expect(value(newService(store).openForStudy('1.2.3')).reading.readingId).not.toBe(first.reading.readingId);
  readerId = 'reader-2';
  const second = value(service.openForStudy('1.2.3'));
  expect(second.reading.readingId).not.toBe(first.reading.readingId);
  expect(second.reading.reader.id).toBe('reader-2');
});

it('gives a study that is only looked at no draft, and no reading of another reader', () => {
  expect(value(service.ofStudy('1.2.3'))).toBeNull();
  const mine = value(service.openForStudy('1.2.3')).reading;
  expect(value(service.ofStudy('1.2.3'))).toBeNull();
  value(save({ ...mine, fracturePresence: 'present' }));
  expect(value(service.ofStudy('1.2.3'))?.reading.readingId).toBe(mine.readingId);
  readerId = 'reader-2';
  expect(value(service.ofStudy('1.2.3'))).toBeNull();
});

it('gives each reader back their own last save with its view', () => {
  const mine = value(service.openForStudy('1.2.3')).reading;
  value(save({ ...mine, fracturePresence: 'present' }));
  readerId = 'reader-2';
  value(save({ ...value(service.openForStudy('1.2.3')).reading, fracturePresence: 'absent' }));
  readerId = 'reader-1';
  const again = value(newService(store).openForStudy('1.2.3'));
  expect(again.reading.readingId).toBe(mine.readingId);
  expect(again.reading.fracturePresence).toBe('present');
  expect(again.viewState).toEqual(sampleView);
});

it('sets time, version and derived values itself, whatever was sent', () => {
  const reading = value(service.openForStudy('1.2.3')).reading;
  const fracture = createFracture('T12');
  fracture.rim.cells['middle-central'] = 'displaced';
  fracture.rim.status = 'intact';
  const saved = value(
    save({
      ...reading,
      savedAt: '1999-01-01T00:00:00Z',
      software: { name: 'Other', version: '0' },
      fractures: [fracture],
    }),
  );
  expect(saved).toEqual({ savedAt: now.toISOString(), sequence: 1 });
  const stored = value(service.openForStudy('1.2.3')).reading;
  expect(stored.savedAt).toBe(now.toISOString());
  expect(stored.software).toEqual({ name: 'Rim Reader', version: '9.9.9' });
  expect(stored.fractures[0]?.rim.status).toBe('disrupted');
  expect(stored.risk).not.toBeNull();
});

it('refuses a path in the document and an incomplete submission, and remembers that it did', () => {
  const reading = value(service.openForStudy('1.2.3')).reading;
  expect(service.unsavedProblem()).toBeNull();
  const withPath = save({ ...reading, levelsNotAssessable: 'see /home/a/b.dcm' });
  expect(withPath).toMatchObject({ ok: false, problem: expect.stringContaining('levelsNotAssessable') });
  expect(service.unsavedProblem()).toBe(withPath.ok ? '' : withPath.problem);
  expect(missingItems(reading).length).toBeGreaterThan(0);
  expect(save({ ...reading, status: 'submitted', submittedAt: now.toISOString() })).toMatchObject({
    ok: false,
    problem: expect.stringContaining('missing'),
  });
  value(save(reading));
  expect(service.unsavedProblem()).toBeNull();
  expect(value(service.history(reading.readingId))).toHaveLength(1);
});

it('says that a study is gone only where nothing of it is stored', () => {
  expect(service.openForStudy('1.2.4')).toMatchObject({
    ok: false,
    problem: expect.stringContaining('not in the library'),
  });
  const reading = sampleReading('8f0ea2c1-5f9b-4f0e-9a6c-0d6a5b0e6f11');
  value(save({ ...reading, study: { ...reading.study, studyInstanceUid: '1.2.4' } }));
  expect(value(service.openForStudy('1.2.4')).reading.readingId).toBe(reading.readingId);
});

it('lets a study be read where nothing can be stored, and says why it is not saved', () => {
  const file = join(folder, 'file');
  writeFileSync(file, '');
  const blocked = new Store(join(file, 'data'));
  service = newService(blocked);
  const { reading } = value(service.openForStudy('1.2.3'));
  expect(save(reading)).toEqual({ ok: false, problem: blocked.problem });
  rmSync(file);
  value(save(reading));
  expect(value(service.openForStudy('1.2.3')).reading.readingId).toBe(reading.readingId);
  blocked.close();
});

it('does not open a stored document of a newer schema', () => {
  const reading = value(service.openForStudy('1.2.3')).reading;
  value(save(reading));
  store.use((database) =>
    database
      .prepare(
        `INSERT INTO saves (reading_id, revision, status, reader_id, study_uid, saved_at, change, items_left, packed)
         SELECT reading_id, revision, status, reader_id, study_uid, saved_at, change, items_left, ? FROM saves`,
      )
      .run(packDocument({ ...reading, schemaVersion: 99 })),
  );
  expect(service.openForStudy('1.2.3')).toMatchObject({
    ok: false,
    problem: expect.stringContaining('newer Rim Reader'),
  });
});

it('collects documents for export in the order asked for', () => {
  const mine = value(service.openForStudy('1.2.3')).reading;
  value(save(mine));
  readerId = 'reader-2';
  const other = value(service.openForStudy('1.2.3')).reading;
  expect(service.documents([mine.readingId, other.readingId])).toMatchObject({
    ok: false,
    problem: expect.stringContaining('cannot be exported'),
  });
  value(save(other));
  const documents = value(service.documents([other.readingId, mine.readingId]));
  expect(documents.map(({ readingId }) => readingId)).toEqual([other.readingId, mine.readingId]);
});
