import { Button } from '@mantine/core';
import type { ProjectState } from '../../shared/cohort/project';
import { bridge } from '../app/bridge';
import { text } from '../ui/text';
import classes from './cohort.module.css';
import { loadWorklist, perform, takeProject } from './project-store';

/** Why cases cannot be opened, and the way to say where the key table is. */
export function KeyTableProblem({ project }: { project: ProjectState }) {
  if (project.keyTableProblem === null) return null;
  async function choose(): Promise<void> {
    const done = await perform(() => bridge.invoke('project:chooseKeyTable'));
    if (done === null || done.value === null) return;
    takeProject(done.value);
    await loadWorklist();
  }
  return (
    <div className={classes.problem} role="alert">
      <span>{project.keyTableProblem}</span>
      <Button size="compact-xs" variant="default" onClick={() => void choose()}>
        {text.cohort.chooseKeyTable}
      </Button>
    </div>
  );
}
