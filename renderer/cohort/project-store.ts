import { create } from 'zustand';
import type { ProjectState, RecentProject, Worklist } from '../../shared/cohort/project';
import type { Protocol } from '../../shared/cohort/protocol';
import { fromJsonText } from '../../shared/ipc/json-text';
import type { CaseChoice, ReportsProgress } from '../../shared/ipc/project';
import { isEqual } from '../../shared/is-equal';
import { bridge } from '../app/bridge';
import { text } from '../ui/text';
import { filterWorklist } from './worklist-filter';

/** The pages of a project, in order. */
export const projectPages = [
  'worklist',
  'cases',
  'readers',
  'protocol',
  'agreement',
  'exchange',
  'audit',
] as const;
export type ProjectPage = (typeof projectPages)[number];

/** The case being read, and the protocol its reading is made under. */
export interface OpenCase {
  choice: CaseChoice;
  protocol: Protocol;
}

interface ProjectStoreState {
  /** null: no project is open, or the main process has not answered yet. */
  project: ProjectState | null;
  recent: readonly RecentProject[];
  /** Of who is signed in; null while it is not known. */
  worklist: Worklist | null;
  page: ProjectPage;
  openCase: OpenCase | null;
  /** How far an export of structured reports is; null: there is none. */
  reports: ReportsProgress | null;
  /** What is being done and keeps the buttons from being pressed again. */
  isBusy: boolean;
  /** Why the last act did nothing, in a sentence; null where it did. */
  problem: string | null;
  /** What the last act did, in a sentence. */
  said: string | null;
}

/** The open project, who is signed in, and what that person has to read. */
export const useProjectStore = create<ProjectStoreState>()(() => ({
  project: null,
  recent: [],
  worklist: null,
  page: 'worklist',
  openCase: null,
  reports: null,
  isBusy: false,
  problem: null,
  said: null,
}));

/** Whether a project is open: the library's studies are then out of reach, so that nothing blinded is shown. */
export const isInProject = () => useProjectStore.getState().project !== null;

/** Whether who is signed in has the role. */
export function hasRole(project: ProjectState, role: 'reader' | 'adjudicator' | 'coordinator'): boolean {
  return project.signedIn?.roles.includes(role) ?? false;
}

/** The pages open to who is signed in. Readers see their worklist and the trail of their own readings. */
export function pagesFor(project: ProjectState): readonly ProjectPage[] {
  if (hasRole(project, 'coordinator')) return projectPages;
  return ['worklist', 'agreement', 'exchange', 'audit'];
}

/** Why nothing can be changed by who is signed in, in a sentence; null where it can. */
export function hindranceToChange(project: ProjectState): string | null {
  if (project.readOnly !== null) return project.readOnly;
  return hasRole(project, 'coordinator') ? null : text.cohort.coordinatorOnly;
}

/** Takes over what the main process says of the project; another reader begins at that reader's worklist. */
export function takeProject(project: ProjectState | null): void {
  const { project: before, page } = useProjectStore.getState();
  if (isEqual(before, project)) return;
  const isOther =
    before?.projectId !== project?.projectId || !isEqual(before?.signedIn ?? null, project?.signedIn ?? null);
  if (isOther) filterWorklist();
  useProjectStore.setState({
    project,
    ...(isOther ? { worklist: null, said: null } : {}),
    page: !isOther && (project === null || pagesFor(project).includes(page)) ? page : 'worklist',
  });
}

/**
 * Does something that can fail: while it runs the buttons wait, and what came of it is shown. Null where it failed, with
 * the problem shown.
 */
export async function perform<T>(
  act: () => Promise<{ ok: true; value: T } | { ok: false; problem: string }>,
): Promise<{ value: T } | null> {
  useProjectStore.setState({ isBusy: true, problem: null, said: null });
  try {
    const outcome = await act();
    if (!outcome.ok) {
      useProjectStore.setState({ problem: outcome.problem });
      return null;
    }
    return { value: outcome.value };
  } catch (error) {
    useProjectStore.setState({ problem: text.cohort.failed(String(error)) });
    return null;
  } finally {
    useProjectStore.setState({ isBusy: false });
  }
}

/** Fetches the worklist of who is signed in; the last one stays where that fails, with the problem shown. */
export async function loadWorklist(): Promise<Worklist | null> {
  const { project } = useProjectStore.getState();
  if (project === null || project.signedIn === null) return null;
  const outcome = await bridge.invoke('project:worklist');
  if (!outcome.ok) {
    useProjectStore.setState({ problem: outcome.problem });
    return null;
  }
  const worklist = fromJsonText(outcome.value);
  useProjectStore.setState({ worklist });
  return worklist;
}

/** Fetches the projects opened earlier. */
export async function loadRecent(): Promise<void> {
  const outcome = await bridge.invoke('project:recent');
  if (outcome.ok) useProjectStore.setState({ recent: outcome.value });
  else useProjectStore.setState({ problem: outcome.problem });
}

export const showPage = (page: ProjectPage) => useProjectStore.setState({ page, problem: null, said: null });
export const say = (said: string) => useProjectStore.setState({ said });
export const dismissSaid = () => useProjectStore.setState({ problem: null, said: null });
