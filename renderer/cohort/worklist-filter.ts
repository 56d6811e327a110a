import { create } from 'zustand';
import type { ProjectRole } from '../../shared/cohort/project';
import type { WorklistFilter, WorklistSort } from './worklist-view';

interface WorklistFilterState extends Omit<WorklistFilter, 'role'> {
  /** null: the first list there is. */
  role: ProjectRole | null;
  sort: WorklistSort;
}

const whole: WorklistFilterState = {
  role: null,
  reader: null,
  state: null,
  search: '',
  sort: { column: 'place', isDescending: false },
};

/** What is shown of the worklist, kept while cases are opened and other pages shown. */
export const useWorklistFilter = create<WorklistFilterState>()(() => whole);

/** Shows these lines of the worklist and no others; without a filter the whole list of whoever signs in. */
export const filterWorklist = (filter: Partial<WorklistFilterState> = {}) =>
  useWorklistFilter.setState({ ...whole, ...filter });
