import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Reading } from '../../shared/findings/reading';
import type { Outcome, RevisionEntry, StudySummary, ViewState } from '../../shared/ipc/contract';
import { inTransaction } from './transaction';

/** A save to be appended: the complete document, the view it was made in and what the reader changed. */
export interface Save {
  reading: Reading;
  viewState: ViewState | null;
  change: string;
  /** How many items are still missing for submission. */
  itemsLeft: number;
}

interface LatestRow {
  revision: number;
  status: Reading['status'];
  reader_id: string;
  study_uid: string;
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
 * Appends a save; nothing earlier is touched. A submitted or earlier revision and another reader's reading are refused
 * with a sentence. Returns the place of the save in the store's order.
 */
export function appendSave(database: DatabaseSyncInstance, save: Save): Outcome<{ sequence: number }> {
  const { reading } = save;
  return inTransaction(database, (): Outcome<{ sequence: number }> => {
    const last = database
      .prepare(
        'SELECT revision, status, reader_id, study_uid FROM saves WHERE reading_id = ? ORDER BY sequence DESC LIMIT 1',
      )
      .get(reading.readingId) as LatestRow | undefined;
    const problem = refusal(last, reading);
    if (problem !== null) return { ok: false, problem };
    const { lastInsertRowid } = database
      .prepare(
        `INSERT INTO saves (reading_id, revision, status, reader_id, study_uid, saved_at, change, items_left, document)
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
        JSON.stringify(reading),
      );
    if (save.viewState !== null) writeViewState(database, reading.readingId, save.viewState);
    return { ok: true, value: { sequence: Number(lastInsertRowid) } };
  });
}

function writeViewState(database: DatabaseSyncInstance, readingId: string, state: ViewState): void {
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
  const { document, state } = row as { document: string; state: string | null };
  return { document: JSON.parse(document), viewState: state === null ? null : JSON.parse(state) };
}

const latestWithView = `SELECT document, state FROM saves LEFT JOIN view_states USING (reading_id)`;

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

/** What the library shows of this reader's latest reading of each study, by Study Instance UID. */
export function readingSummaries(
  database: DatabaseSyncInstance,
  readerId: string,
): Map<string, NonNullable<StudySummary['reading']>> {
  const rows = database
    .prepare(
      `SELECT study_uid AS studyUid, reading_id AS readingId, revision, status, saved_at AS savedAt, items_left AS itemsLeft
       FROM saves WHERE sequence IN (SELECT max(sequence) FROM saves WHERE reader_id = ? GROUP BY study_uid)`,
    )
    .all(readerId) as unknown as (NonNullable<StudySummary['reading']> & { studyUid: string })[];
  return new Map(rows.map(({ studyUid, ...summary }) => [studyUid, summary]));
}
