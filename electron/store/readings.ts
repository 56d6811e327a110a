import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { z } from 'zod';
import { readingFacts } from '../../shared/agreement/reading-facts';
import type { AuditAction, AuditEntry } from '../../shared/cohort/audit';
import { readingChanges } from '../../shared/cohort/document-changes';
import type { Reading } from '../../shared/findings/reading';
import type { Outcome, RevisionEntry, StudySummary, ViewState } from '../../shared/ipc/contract';
import type { StudyReading } from '../../shared/ipc/import';
import { appendAudit } from './audit';
import { packDocument, parseStoredReading, type StoredDocument, unpackDocument } from './document-text';
import { headRow } from './head-row';
import { inTransaction } from './transaction';

/** A save to be appended: the complete document, the view it was made in and what the reader changed. */
export interface Save {
  reading: Reading;
  viewState: ViewState | null;
  change: string;
  /** How many items are still missing for submission. */
  itemsLeft: number;
  /** A reading taken over from elsewhere: by whom, when, and the trail it brings with it. */
  imported?: { by: string; at: string; trail: readonly AuditEntry[] };
}

/** What became of a save. */
export interface Saved {
  /** Its place in the store's order. */
  sequence: number;
  /** Whether its time is before that of what it follows: a clock was set back. The order is that of `sequence`. */
  clockWentBack: boolean;
}

interface LatestRow extends StoredDocument {
  revision: number;
  status: Reading['status'];
  reader_id: string;
  study_uid: string;
  saved_at: string;
}

function actionOf(last: LatestRow | undefined, reading: Reading): AuditAction {
  if (reading.status === 'submitted') return 'reading-submitted';
  if (last === undefined) return 'reading-begun';
  return reading.revision > last.revision ? 'reading-reopened' : 'reading-changed';
}

/** Clocks of machines that use one project by turns differ by less, ms. */
const ordinaryDifferenceMs = 2 * 60_000;

/**
 * The time of what a save follows, where its own is before that: the reading's last save, or, by more than clocks differ
 * and where it was made here, the last entry of the trail. null: its clock was not set back.
 */
function laterTime(
  database: DatabaseSyncInstance,
  { reading, imported }: Save,
  last: LatestRow | undefined,
): string | null {
  const saved = Date.parse(reading.savedAt);
  if (last !== undefined && saved < Date.parse(last.saved_at)) return last.saved_at;
  if (imported !== undefined) return null;
  const entry = database.prepare('SELECT at FROM audit ORDER BY sequence DESC LIMIT 1').get() as
    | { at: string }
    | undefined;
  return entry !== undefined && saved + ordinaryDifferenceMs < Date.parse(entry.at) ? entry.at : null;
}

/** Why this save may not follow the reading's last one, in a sentence; null where it may. */
function refusal(last: LatestRow | undefined, reading: Reading): string | null {
  if (last === undefined) return null;
  if (last.reader_id !== reading.reader.id) {
    return `This reading belongs to reader ${last.reader_id} and cannot be saved for reader ${reading.reader.id}; open the study again to begin your own.`;
  }
  if (last.study_uid !== reading.study.studyInstanceUid) {
    return 'This reading was begun for another study and cannot be saved for this one; open the study again.';
  }
  if (reading.revision < last.revision) {
    return `Revision ${last.revision} of this reading exists already, so revision ${reading.revision} cannot be changed; open the study again.`;
  }
  if (reading.revision === last.revision && last.status === 'submitted') {
    return `Revision ${last.revision} of this reading is submitted and cannot be changed; re-open it to begin revision ${last.revision + 1}.`;
  }
  return null;
}

/**
 * Appends a save, its entry in the trail, and where the reading stands; nothing earlier is touched. A submitted or earlier
 * revision and another reader's reading are refused with a sentence.
 */
export function appendSave(database: DatabaseSyncInstance, save: Save): Outcome<Saved> {
  const { reading, imported } = save;
  return inTransaction(database, (): Outcome<Saved> => {
    const last = database
      .prepare(
        `SELECT revision, status, reader_id, study_uid, saved_at, document, packed
         FROM saves WHERE reading_id = ? ORDER BY sequence DESC LIMIT 1`,
      )
      .get(reading.readingId) as LatestRow | undefined;
    const problem = refusal(last, reading);
    if (problem !== null) return { ok: false, problem };
    const { lastInsertRowid } = database
      .prepare(
        `INSERT INTO saves (reading_id, revision, status, reader_id, study_uid, saved_at, change, items_left, packed)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      )
      .run(
        reading.readingId,
        reading.revision,
        reading.status,
        reading.reader.id,
        reading.study.studyInstanceUid,
        reading.savedAt,
        save.change,
        save.itemsLeft,
        packDocument(reading),
      );
    const sequence = Number(lastInsertRowid);
    const later = laterTime(database, save, last);
    const clockWentBack = later !== null;
    writeHead(database, save, sequence);
    const back = `its time is before that of what it follows, ${later ?? ''}: the clock was set back`;
    appendAudit(database, {
      at: imported?.at ?? reading.savedAt,
      actor: imported?.by ?? reading.reader.id,
      action: imported === undefined ? actionOf(last, reading) : 'reading-imported',
      readingId: reading.readingId,
      caseId: reading.project?.caseId ?? null,
      revision: reading.revision,
      summary: clockWentBack ? `${save.change} (${back})` : save.change,
      changes: [
        ...readingChanges(last === undefined ? null : readable(last), reading),
        ...(imported === undefined ? [] : [{ path: '/trail', to: z.json().parse(imported.trail) }]),
      ],
      document: reading,
    });
    if (save.viewState !== null) writeViewState(database, reading.readingId, save.viewState);
    return { ok: true, value: { sequence, clockWentBack } };
  });
}

/** Writes anew where each reading stands, from its last save; one that cannot be read is left out. */
export function rebuildHeads(database: DatabaseSyncInstance): void {
  database.exec('DELETE FROM reading_heads');
  const rows = database
    .prepare(
      `SELECT sequence, items_left, document, packed FROM saves
       WHERE sequence IN (SELECT max(sequence) FROM saves GROUP BY reading_id)`,
    )
    .iterate() as IterableIterator<unknown>;
  for (const row of rows) {
    const {
      sequence,
      items_left: itemsLeft,
      ...stored
    } = row as StoredDocument & {
      sequence: number;
      items_left: number;
    };
    const reading = readable(stored);
    if (reading !== null) writeHead(database, { reading, itemsLeft }, sequence);
  }
}

/** The reading of a row, or null where the row is damaged or of a newer schema. */
function readable(stored: StoredDocument): Reading | null {
  const parsed = parseStoredReading(stored);
  return 'reading' in parsed ? parsed.reading : null;
}

function writeHead(
  database: DatabaseSyncInstance,
  { reading, itemsLeft }: Pick<Save, 'reading' | 'itemsLeft'>,
  sequence: number,
): void {
  const row = {
    ...headRow(reading),
    sequence,
    items_left: itemsLeft,
    facts: JSON.stringify(readingFacts(reading)),
  };
  const columns = Object.keys(row);
  database
    .prepare(
      `INSERT OR REPLACE INTO reading_heads (${columns.join()}) VALUES (${columns.map(() => '?').join()})`,
    )
    .run(...Object.values(row));
}

/** Remembers where the reader was in a reading. */
export function writeViewState(database: DatabaseSyncInstance, readingId: string, state: ViewState): void {
  database
    .prepare(
      'INSERT INTO view_states (reading_id, state) VALUES (?, ?) ON CONFLICT (reading_id) DO UPDATE SET state = excluded.state',
    )
    .run(readingId, JSON.stringify(state));
}

/** Remembers where the reader was in a saved reading; a reading that was never saved has nothing to come back to. */
export function saveViewState(database: DatabaseSyncInstance, readingId: string, state: ViewState): void {
  const saved = database.prepare('SELECT 1 FROM saves WHERE reading_id = ? LIMIT 1').get(readingId);
  if (saved !== undefined) writeViewState(database, readingId, state);
}

/** The document and view state as they were stored: JSON values still to be parsed with their schemas. */
export interface StoredJson {
  document: unknown;
  viewState: unknown;
}

function storedJson(row: unknown): StoredJson | null {
  if (row === undefined) return null;
  const { state, ...stored } = row as StoredDocument & { state: string | null };
  return { document: unpackDocument(stored), viewState: state === null ? null : JSON.parse(state) };
}

const latestWithView = `SELECT document, packed, state FROM saves LEFT JOIN view_states USING (reading_id)`;

/** The last save of this reader for a study, or null. */
export function latestForStudy(
  database: DatabaseSyncInstance,
  readerId: string,
  studyInstanceUid: string,
): StoredJson | null {
  return storedJson(
    database
      .prepare(`${latestWithView} WHERE reader_id = ? AND study_uid = ? ORDER BY sequence DESC LIMIT 1`)
      .get(readerId, studyInstanceUid),
  );
}

/** The last save of a reading, or null. */
export function latestOfReading(database: DatabaseSyncInstance, readingId: string): StoredJson | null {
  return storedJson(
    database.prepare(`${latestWithView} WHERE reading_id = ? ORDER BY sequence DESC LIMIT 1`).get(readingId),
  );
}

/** Several saves by their place in the store's order, as they are stored. */
export function savesAt(
  database: DatabaseSyncInstance,
  sequences: readonly number[],
): Map<number, StoredDocument> {
  const rows = database
    .prepare(
      `SELECT sequence, document, packed FROM saves WHERE sequence IN (${sequences.map(() => '?').join()})`,
    )
    .all(...sequences) as unknown as (StoredDocument & { sequence: number })[];
  return new Map(rows.map(({ sequence, document, packed }) => [sequence, { document, packed }]));
}

/** The last save of a revision of a reading, or null. */
export function latestOfRevision(
  database: DatabaseSyncInstance,
  readingId: string,
  revision: number,
): StoredJson | null {
  return storedJson(
    database
      .prepare(`${latestWithView} WHERE reading_id = ? AND revision = ? ORDER BY sequence DESC LIMIT 1`)
      .get(readingId, revision),
  );
}

/** Every save of a reading, first to last. */
export function readingHistory(database: DatabaseSyncInstance, readingId: string): RevisionEntry[] {
  return database
    .prepare(
      `SELECT sequence, revision, status, reader_id AS readerId, saved_at AS savedAt, change
       FROM saves WHERE reading_id = ? ORDER BY sequence`,
    )
    .all(readingId)
    .map((row) => ({ ...row })) as unknown as RevisionEntry[];
}

/** Where each reading of a study stands, whoever made it, in the order of their last saves. */
export function readingsOfStudy(database: DatabaseSyncInstance, studyInstanceUid: string): StudyReading[] {
  const rows = database
    .prepare(
      `SELECT reading_id AS readingId, reader_id AS readerId, revision, status, saved_at AS savedAt, case_id AS caseId,
         EXISTS (SELECT 1 FROM audit WHERE audit.reading_id = reading_heads.reading_id AND action = 'reading-imported')
           AS imported
       FROM reading_heads WHERE study_uid = ? ORDER BY sequence`,
    )
    .all(studyInstanceUid) as unknown as (Omit<StudyReading, 'isImported' | 'isOfProject'> & {
    caseId: string | null;
    imported: number;
  })[];
  return rows.map(({ caseId, imported, ...head }) => ({
    ...head,
    isImported: imported === 1,
    isOfProject: caseId !== null,
  }));
}

/** What the library shows of this reader's latest reading of each study, by Study Instance UID. */
export function readingSummaries(
  database: DatabaseSyncInstance,
  readerId: string,
): Map<string, NonNullable<StudySummary['reading']>> {
  const rows = database
    .prepare(
      `SELECT study_uid AS studyUid, reading_id AS readingId, revision, status, saved_at AS savedAt, items_left AS itemsLeft
       FROM reading_heads WHERE reader_id = ? ORDER BY sequence`,
    )
    .all(readerId) as unknown as (NonNullable<StudySummary['reading']> & { studyUid: string })[];
  return new Map(rows.map(({ studyUid, ...summary }) => [studyUid, summary]));
}
