import { Button } from '@mantine/core';
import { IconPlayerTrackNext } from '@tabler/icons-react';
import { useMemo } from 'react';
import { KeyHint } from '../app/key-hint';
import { text } from '../ui/text';
import classes from './cohort.module.css';
import { isToDo } from './next-case';
import { openNextCase, signOut } from './open-case';
import { useProjectStore } from './project-store';

/** Beside the images: the way to the next case, how many are left, and who reads. Nothing of other cases. */
export function CaseNavigation() {
  const worklist = useProjectStore((state) => state.worklist);
  const isBusy = useProjectStore((state) => state.isBusy);
  const code = useProjectStore((state) => state.project?.signedIn?.code ?? '');
  const left = useMemo(() => worklist?.rows.filter(isToDo).length ?? 0, [worklist]);
  return (
    <section className={classes.caseNav} aria-label={text.cohort.project}>
      <h2 className={classes.heading}>{text.cohort.case.left(left)}</h2>
      <Button
        size="compact-xs"
        variant="default"
        disabled={isBusy}
        leftSection={<IconPlayerTrackNext size={13} aria-hidden="true" />}
        rightSection={<KeyHint command="project.nextCase" />}
        onClick={() => void openNextCase()}
      >
        {text.cohort.nextCase}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        disabled={isBusy}
        rightSection={<KeyHint command="project.switchReader" />}
        onClick={() => void signOut()}
      >
        {text.cohort.switchFrom(code)}
      </Button>
    </section>
  );
}
