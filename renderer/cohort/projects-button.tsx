import { Button } from '@mantine/core';
import { IconUsersGroup } from '@tabler/icons-react';
import { useTitle } from '../app/key-hint';
import { text } from '../ui/text';
import { showProjects } from './open-case';

/** The way from the library to the projects. */
export function ProjectsButton() {
  const title = useTitle(text.cohort.projects, 'project.show');
  return (
    <Button
      size="xs"
      variant="default"
      title={title}
      leftSection={<IconUsersGroup size={15} aria-hidden="true" />}
      onClick={() => void showProjects()}
    >
      {text.cohort.projects}
    </Button>
  );
}
