import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import { z } from 'zod';
import { readingFacts, readingFactsSchema } from '../../shared/agreement/reading-facts';
import type { Reading } from '../../shared/findings/reading';
import { isEqual } from '../../shared/is-equal';
import { parseStoredReading, type StoredDocument, unpackDocument } from './document-text';
import { headRow } from './head-row';

interface SaveRow extends StoredDocument {
  reading_id: string;
  revision: number;
  status: string;
  reader_id: string;
  study_uid: string;
  saved_at: string;
}

type HeadRow = StoredDocument & ReturnType<typeof headRow> & { facts: string | null };

/** What a row says of its document, of whatever schema that is. */
const namedSchema = z.object({
  readingId: z.string(),
  revision: z.number(),
  status: z.string(),
  reader: z.object({ id: z.string() }),
  study: z.object({ studyInstanceUid: z.string() }),
  savedAt: z.string(),
});

function isSaveAsRead(row: SaveRow, reading: z.infer<typeof namedSchema>): boolean {
  return (
    row.reading_id === reading.readingId &&
    row.revision === reading.revision &&
    row.status === reading.status &&
    row.reader_id === reading.reader.id &&
    row.study_uid === reading.study.studyInstanceUid &&
    row.saved_at === reading.savedAt
  );
}

/** Facts of another version of the program are not held against this one's. */
function areFactsAsRead(facts: string | null, reading: Reading): boolean {
  if (facts === null) return true;
  const stored = readingFactsSchema.safeParse(JSON.parse(facts));
  return !stored.success || isEqual(stored.data, readingFacts(reading));
}

function isHeadAsRead(row: HeadRow, reading: Reading): boolean {
  const said: Readonly<Record<string, unknown>> = { ...row };
  return (
    Object.entries(headRow(reading)).every(([column, value]) => said[column] === value) &&
    areFactsAsRead(row.facts, reading)
  );
}

function rowsOf<Row>(database: DatabaseSyncInstance, query: string): Iterable<Row> {
  return database.prepare(query).iterate() as unknown as Iterable<Row>;
}

/**
 * Whether the lists of a database, by which readings and cases are found and compared, say what its saves and its trail say;
 * else in a sentence what does not. To be asked where the saves are as the trail recorded them; a document that cannot be
 * read by this program is passed over.
 */
export function problemOfLists(database: DatabaseSyncInstance): string | null {
  const saves = `SELECT reading_id, revision, status, reader_id, study_uid, saved_at, document, packed FROM saves`;
  for (const row of rowsOf<SaveRow>(database, saves)) {
    const named = namedSchema.safeParse(unpackDocument(row));
    if (named.success && !isSaveAsRead(row, named.data))
      return `A save of reading ${row.reading_id} (revision ${row.revision}) is listed otherwise than its document says: its row was altered.`;
  }
  const heads = `SELECT h.*, s.document, s.packed FROM reading_heads h
    JOIN saves s ON s.sequence = (SELECT max(sequence) FROM saves WHERE reading_id = h.reading_id)`;
  for (const row of rowsOf<HeadRow>(database, heads)) {
    const parsed = parseStoredReading(row);
    if ('reading' in parsed && !isHeadAsRead(row, parsed.reading))
      return `The list of readings does not say of reading ${row.reading_id} what its last save says: it was altered.`;
  }
  const unlisted = database
    .prepare(
      'SELECT reading_id AS readingId FROM saves WHERE reading_id NOT IN (SELECT reading_id FROM reading_heads) LIMIT 1',
    )
    .get() as { readingId: string } | undefined;
  if (unlisted !== undefined)
    return `Reading ${unlisted.readingId} is not in the list of readings: it was taken out.`;
  return problemOfCases(database);
}

function problemOfCases(database: DatabaseSyncInstance): string | null {
  const [added, listed] = [
    `SELECT case_id AS caseId FROM audit WHERE action = 'case-added'`,
    'SELECT case_id AS caseId FROM cases',
  ];
  const first = (query: string) =>
    database.prepare(`${query} LIMIT 1`).get() as { caseId: string } | undefined;
  const gone = first(`${added} AND case_id NOT IN (${listed})`);
  if (gone !== undefined)
    return `Case ${gone.caseId}, which the trail says was added, is missing: it was removed.`;
  const more = first(`${listed} WHERE case_id NOT IN (${added})`);
  return more === undefined ? null : `Case ${more.caseId} has no entry in the trail: it was inserted.`;
}
