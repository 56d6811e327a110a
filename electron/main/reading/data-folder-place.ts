import type { Study } from '../../../shared/dicom/model';
import type { ReadingPlace } from '../../cohort/reading-place';
import type { ReadingStore } from '../../store/reading-store';

/** The data folder as the place where somebody reads: every study of the library, no protocol. */
export function dataFolderPlace(
  store: ReadingStore,
  readerId: string,
  subjectOf: (studyInstanceUid: string) => Study['subject'] | null,
): ReadingPlace {
  return {
    readerId,
    draftKey: (studyInstanceUid) => JSON.stringify([readerId, studyInstanceUid]),
    latest: (studyInstanceUid) => store.latestForStudy(readerId, studyInstanceUid),
    begin: (studyInstanceUid) => {
      const subject = subjectOf(studyInstanceUid);
      return subject === null
        ? { ok: false, problem: 'This study is not in the library any more; open its folder again.' }
        : { ok: true, value: { subject, clinical: {} } };
    },
    protocolOf: () => ({ ok: true, value: null }),
    refusal: () => null,
    append: (save) => store.append(save),
    saveView: (readingId, viewState) => store.saveView(readingId, viewState),
    shown: (stored) => ({ ok: true, value: stored }),
    history: (readingId) => store.history(readingId),
    document: (readingId) => store.latestOfReading(readingId),
  };
}
