import type { Study } from '../../shared/dicom/model';
import type { ComparisonOrder } from '../../shared/ipc/contract';
import { useViewerStore } from '../viewer/viewer-store';

/** Before or after the operation. */
export type StudyRole = 'before' | 'after';

/** Which of two studies is the pre-operative one, and whether their dates could tell. */
export interface StudyRoles {
  open: StudyRole;
  compared: StudyRole;
  datesTell: boolean;
}

/** The roles of two studies: by their dates (the open one first where these do not tell) or as the reader says. */
export function rolesOf(
  open: Pick<Study, 'date'>,
  compared: Pick<Study, 'date'>,
  order: ComparisonOrder,
): StudyRoles {
  const datesTell = open.date !== null && compared.date !== null && open.date !== compared.date;
  const isOpenEarlier = !datesTell || (open.date ?? '') < (compared.date ?? '');
  const isOpenFirst = order === 'by-date' ? isOpenEarlier : order === 'open-first';
  return isOpenFirst
    ? { open: 'before', compared: 'after', datesTell }
    : { open: 'after', compared: 'before', datesTell };
}

/** The roles of the open study and the one beside it; null where there is none beside it. */
export function useStudyRoles(): StudyRoles | null {
  const study = useViewerStore((state) => state.study);
  const comparison = useViewerStore((state) => state.comparison);
  const order = useViewerStore((state) => state.comparisonOrder);
  return study === null || comparison === null ? null : rolesOf(study, comparison, order);
}
