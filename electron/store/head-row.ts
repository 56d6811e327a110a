import type { Reading } from '../../shared/findings/reading';

/** What the row of `reading_heads` says of a reading, by column, besides its place, the items left and the facts. */
export function headRow({ readingId, reader, study, project, adjudicates, ...reading }: Reading) {
  return {
    reading_id: readingId,
    reader_id: reader.id,
    study_uid: study.studyInstanceUid,
    case_id: project?.caseId ?? null,
    repeat: project?.repeat ?? 0,
    role: adjudicates.length > 0 ? 'adjudicator' : 'reader',
    status: reading.status,
    revision: reading.revision,
    protocol_version: project?.protocolVersion ?? null,
    saved_at: reading.savedAt,
    submitted_at: reading.submittedAt,
  };
}
