import type { RecentProject } from '../../shared/cohort/project';
import { bridge } from '../app/bridge';
import { leaveStudy, showScreen } from '../app/session';
import { perform, takeProject } from './project-store';

/** Asks for the folder of a project and opens it. */
export async function openProject(): Promise<void> {
  await leaveStudy();
  const done = await perform(() => bridge.invoke('project:open'));
  if (done !== null && done.value !== null) takeProject(done.value);
  showScreen('project');
}

/** Opens a project opened earlier. */
export async function openRecent(project: RecentProject): Promise<void> {
  const done = await perform(() => bridge.invoke('project:openRecent', project.id));
  if (done !== null) takeProject(done.value);
}
