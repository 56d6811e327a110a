import { useSessionStore } from '../app/session';
import type { Shortcut } from '../app/shortcuts';
import { text } from '../ui/text';
import { closeProject, openNextCase, showProjects, signOut } from './open-case';
import { openProject } from './open-project';
import { pagesFor, projectPages, showPage, useProjectStore } from './project-store';

const words = text.cohort.commands;
const signedIn = () => useProjectStore.getState().project?.signedIn ?? null;
const isProjectShown = () => useSessionStore.getState().screen === 'project' && signedIn() !== null;
const isLibrary = () => useSessionStore.getState().screen === 'library';

const pageCommands: readonly Shortcut[] = projectPages.map((page, index) => ({
  id: `project.page.${page}`,
  keys: [`Alt+${index + 1}`],
  label: words.page(text.cohort.pages[page]),
  group: 'Project',
  context: 'project',
  when: () => {
    const { project } = useProjectStore.getState();
    return isProjectShown() && project !== null && pagesFor(project).includes(page);
  },
  run: () => showPage(page),
}));

/** The commands of projects. */
export const cohortCommands: readonly Shortcut[] = [
  {
    id: 'project.show',
    keys: ['Alt+P'],
    label: words.projects,
    group: 'Project',
    context: 'library',
    when: isLibrary,
    run: () => void showProjects(),
  },
  {
    id: 'project.open',
    keys: ['Ctrl+Alt+O'],
    label: words.open,
    group: 'Project',
    context: 'everywhere',
    when: () => useProjectStore.getState().project === null,
    run: () => void openProject(),
  },
  {
    id: 'project.nextCase',
    keys: ['Alt+N'],
    label: words.nextCase,
    group: 'Project',
    context: 'everywhere',
    when: () => signedIn() !== null,
    run: () => void openNextCase(),
  },
  {
    id: 'project.switchReader',
    keys: ['Alt+R'],
    label: words.switchReader,
    group: 'Project',
    context: 'everywhere',
    when: () => signedIn() !== null,
    run: () => void signOut(),
  },
  {
    id: 'project.search',
    keys: ['/'],
    label: words.search,
    group: 'Project',
    context: 'project',
    when: () => isProjectShown() && useProjectStore.getState().page === 'worklist',
    run: () => document.getElementById('worklist-search')?.focus(),
  },
  ...pageCommands,
  {
    id: 'project.close',
    keys: ['Ctrl+Alt+W'],
    label: words.close,
    group: 'Project',
    context: 'everywhere',
    when: () => useProjectStore.getState().project !== null,
    run: () => void closeProject(),
  },
];
