import type { LibraryState } from '../../shared/ipc/contract';
import { isEqual } from '../../shared/is-equal';

/** The newer state with whatever has not changed taken from the older one, so that it is not rendered again. */
export function shareUnchanged(before: LibraryState | null, after: LibraryState): LibraryState {
  if (before === null) return after;
  const key = ({ rootId, study }: LibraryState['studies'][number]) => `${rootId} ${study.studyInstanceUid}`;
  const known = new Map(before.studies.map((summary) => [key(summary), summary]));
  const studies = after.studies.map((summary) => {
    const old = known.get(key(summary));
    return old !== undefined && isEqual(old, summary) ? old : summary;
  });
  const isSame =
    studies.length === before.studies.length &&
    studies.every((summary, index) => summary === before.studies[index]);
  return {
    ...after,
    studies: isSame ? before.studies : studies,
    roots: isEqual(before.roots, after.roots) ? before.roots : after.roots,
    problems: isEqual(before.problems, after.problems) ? before.problems : after.problems,
    notices: isEqual(before.notices, after.notices) ? before.notices : after.notices,
  };
}
