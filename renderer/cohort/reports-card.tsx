import { Button, Modal } from '@mantine/core';
import { useState } from 'react';
import type { ProjectState } from '../../shared/cohort/project';
import { bridge } from '../app/bridge';
import { text } from '../ui/text';
import classes from './cohort.module.css';
import { perform, say, useProjectStore } from './project-store';

const words = text.cohort.exchange.reports;

/** DICOM structured reports of a study, with the UIDs of the patients' images: asked for twice, and never without the key table. */
export function ReportsCard({ project }: { project: ProjectState }) {
  const isBusy = useProjectStore((state) => state.isBusy);
  const [isAsking, setAsking] = useState(false);
  const progress = useProjectStore((state) => state.reports);

  async function exportReports(): Promise<void> {
    setAsking(false);
    const done = await perform(() => bridge.invoke('project:exportReports'));
    useProjectStore.setState({ reports: null });
    if (done === null || done.value === null) return;
    const { written, folder, leftOut } = done.value;
    say(words.written(written, folder, leftOut));
  }

  return (
    <section className={classes.card} aria-label={words.title}>
      <h2>{words.title}</h2>
      <p className={classes.quiet}>{words.hint}</p>
      {!isBusy || progress === null ? (
        <Button
          size="xs"
          variant="default"
          disabled={isBusy || project.keyTableProblem !== null}
          title={project.keyTableProblem ?? undefined}
          onClick={() => setAsking(true)}
        >
          {words.button}
        </Button>
      ) : (
        <div className={classes.running}>
          <Button size="xs" variant="default" onClick={() => void bridge.invoke('project:stopReports')}>
            {words.stop}
          </Button>
          <span role="status">{words.progress(progress.written, progress.count)}</span>
        </div>
      )}
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={words.confirmTitle}
        closeButtonProps={{ 'aria-label': text.app.close }}
        size={560}
        centered
      >
        <div className={classes.confirmation}>
          <p className={classes.warning} role="alert">
            {words.warning}
          </p>
          <p>{words.keep}</p>
          <p>
            {words.next} {project.readOnly === null && words.noted}
          </p>
          <div className={classes.bar}>
            <span className={classes.spacer} />
            <Button size="xs" variant="default" data-autofocus onClick={() => setAsking(false)}>
              {words.cancel}
            </Button>
            <Button size="xs" onClick={() => void exportReports()}>
              {words.confirm}
            </Button>
          </div>
        </div>
      </Modal>
    </section>
  );
}
