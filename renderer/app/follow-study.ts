import type { Study } from '../../shared/dicom/model';
import { isEqual } from '../../shared/is-equal';
import { contentKey, findSummary, loadStudy, useLibraryStore } from '../library/library-store';
import { useViewerStore, type ViewportsState } from '../viewer/viewer-store';

const summaryOf = (studyInstanceUid: string) =>
  findSummary(useLibraryStore.getState().library, studyInstanceUid);

/**
 * Shows what is found of the open study after it was opened: a study can be opened while its folder is still being read.
 * A view nobody has changed is hung anew; otherwise every viewport stays at its slice. Returns the function that stops it.
 */
export function followStudy(): () => void {
  let shown: { studyInstanceUid: string; key: string | null; view: ViewportsState } | null = null;

  function note(study: Study | null): void {
    const summary = study === null ? null : summaryOf(study.studyInstanceUid);
    shown =
      study === null
        ? null
        : {
            studyInstanceUid: study.studyInstanceUid,
            key: summary === null ? null : contentKey(summary),
            view: useViewerStore.getState().captureViewState(),
          };
  }

  function renew(study: Study): void {
    const viewer = useViewerStore.getState();
    if (viewer.study?.studyInstanceUid !== study.studyInstanceUid) return;
    if (viewer.comparison === null && isEqual(viewer.captureViewState(), shown?.view)) {
      viewer.openStudy(study, null);
      note(study);
    } else viewer.renewStudy(study);
  }

  function compare(): void {
    const current = shown;
    const summary = current === null ? null : summaryOf(current.studyInstanceUid);
    if (current === null || summary === null) return;
    const key = contentKey(summary);
    if (key === current.key) return;
    const isFirst = current.key === null;
    current.key = key;
    if (isFirst) return;
    void loadStudy(summary).then((study) => {
      if (study !== null && shown?.key === key) renew(study);
    });
  }

  const ends = [
    useViewerStore.subscribe(({ study }, before) => {
      if (study?.studyInstanceUid !== before.study?.studyInstanceUid) note(study);
    }),
    useLibraryStore.subscribe(({ library }, before) => {
      if (library !== before.library) compare();
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}
