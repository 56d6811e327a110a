import type { FindingEnvironment } from '../cohort/find-case-studies';
import type { CaseImages } from '../cohort/project-environment';
import type { Root } from '../store/roots';
import { Library } from './library/library';

/** The library of a project's cases: the places its key table names, remembered there and nowhere else. */
export function openCaseImages(
  finding: FindingEnvironment,
  places: readonly Root[],
  onChanged: () => void,
): CaseImages {
  const library = new Library({
    ...finding,
    places: {
      read: () => ({ ok: true, value: [...places] }),
      write: () => ({ ok: true, value: null }),
      remove: () => ({ ok: true, value: null }),
    },
    readings: () => new Map(),
    storeState: () => ({ problem: null, notices: [] }),
    onChanged,
    onShow: () => undefined,
  });
  library.restore(null);
  return {
    progress: () => library.state().progress,
    shown: (studyInstanceUid) => library.shown(studyInstanceUid),
    imageCount: (studyInstanceUid) => library.imageCount(studyInstanceUid),
    frame: (frameId) => library.frame(frameId),
    close: () => library.close(),
  };
}
