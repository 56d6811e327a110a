import { Button, Tabs } from '@mantine/core';
import { IconArrowLeft, IconLock, IconUserCircle } from '@tabler/icons-react';
import { type ComponentType, useEffect } from 'react';
import type { ProjectState } from '../../shared/cohort/project';
import { KeyHint } from '../app/key-hint';
import { OverlayButtons } from '../app/overlay-buttons';
import { showScreen } from '../app/session';
import library from '../library/library.module.css';
import { text } from '../ui/text';
import { AgreementPage } from './agreement/agreement-page';
import { AuditPage } from './audit-page';
import { CasesPage } from './cases-page';
import classes from './cohort.module.css';
import { ExchangePage } from './exchange-page';
import { KeyTableProblem } from './key-table-problem';
import { closeProject, signOut } from './open-case';
import { ProjectStart } from './project-start';
import {
  dismissSaid,
  loadWorklist,
  type ProjectPage,
  pagesFor,
  showPage,
  useProjectStore,
} from './project-store';
import { ProtocolPage } from './protocol-page';
import { ReadersPage } from './readers-page';
import { SignIn } from './sign-in';
import { WorklistPage } from './worklist-page';

const pages: Record<ProjectPage, ComponentType<{ project: ProjectState }>> = {
  worklist: WorklistPage,
  cases: CasesPage,
  readers: ReadersPage,
  protocol: ProtocolPage,
  agreement: AgreementPage,
  exchange: ExchangePage,
  audit: AuditPage,
};

/** The open project for who is signed in; signing in before that; the list of projects where none is open. */
export function ProjectScreen() {
  const project = useProjectStore((state) => state.project);
  return (
    <div className={library.screen}>
      <ProjectHeader project={project} />
      <div className={classes.content}>
        <Notices project={project} />
        {project === null ? (
          <ProjectStart />
        ) : project.signedIn === null ? (
          <SignIn project={project} />
        ) : (
          <ProjectPages key={`${project.projectId} ${project.signedIn.code}`} project={project} />
        )}
      </div>
      <footer className={library.footer}>
        <span>{text.app.disclaimer}</span>
        <span className={library.spacer} />
        <span className={library.keys}>
          <kbd>↑</kbd> <kbd>↓</kbd> {text.library.choose} · <kbd>Enter</kbd> {text.library.read} ·{' '}
          <KeyHint command="app.help" /> {text.footer.shortcuts}
        </span>
      </footer>
    </div>
  );
}

function ProjectHeader({ project }: { project: ProjectState | null }) {
  const isBusy = useProjectStore((state) => state.isBusy);
  return (
    <header className={`${library.header} ${classes.header}`}>
      {project === null ? (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconArrowLeft size={15} aria-hidden="true" />}
          onClick={() => showScreen('library')}
        >
          {text.header.library}
        </Button>
      ) : (
        <Button
          size="xs"
          variant="default"
          disabled={isBusy}
          leftSection={<IconArrowLeft size={15} aria-hidden="true" />}
          onClick={() => void closeProject()}
        >
          {text.cohort.closeProject}
        </Button>
      )}
      <h1 className={classes.title} title={project?.title}>
        {project === null ? text.cohort.projects : project.title}
      </h1>
      {project !== null && (
        <>
          <span className={`${library.hint} ${classes.folder}`} title={project.folderName}>
            {project.folderName}
          </span>
          <span className={library.hint}>{text.cohort.version(project.protocol.version)}</span>
        </>
      )}
      <span className={library.spacer} />
      {project !== null && project.signedIn !== null && <SignedIn project={project} />}
      <OverlayButtons />
    </header>
  );
}

/** Who is signed in, always in sight, and the way to let somebody else in. */
export function SignedIn({ project }: { project: ProjectState }) {
  const isBusy = useProjectStore((state) => state.isBusy);
  const { signedIn } = project;
  if (signedIn === null) return null;
  return (
    <>
      <span className={classes.who}>
        <IconUserCircle size={16} aria-hidden="true" />
        <b>{signedIn.code}</b>
        <span className={classes.roles}>{text.cohort.rolesOf(signedIn.roles)}</span>
      </span>
      <Button
        size="xs"
        variant="default"
        disabled={isBusy}
        rightSection={<KeyHint command="project.switchReader" />}
        onClick={() => void signOut()}
      >
        {text.cohort.switchReader}
      </Button>
    </>
  );
}

function Notices({ project }: { project: ProjectState | null }) {
  const problem = useProjectStore((state) => state.problem);
  const said = useProjectStore((state) => state.said);
  return (
    <div className={classes.notices}>
      {project?.readOnly != null && (
        <p className={classes.band} role="status" aria-label={text.cohort.readOnly}>
          <IconLock size={15} aria-hidden="true" /> {project.readOnly}
        </p>
      )}
      {project !== null && <KeyTableProblem project={project} />}
      {project?.notices.map((notice) => (
        <p key={notice} className={classes.notice} role="alert">
          {notice}
        </p>
      ))}
      {problem !== null && (
        <div className={`${classes.problem} ${classes.passing}`} role="alert">
          <span>{problem}</span>
          <button type="button" className={classes.dismiss} onClick={dismissSaid}>
            {text.app.dismiss}
          </button>
        </div>
      )}
      {said !== null && (
        <div className={`${classes.said} ${classes.passing}`} role="status" aria-label={text.cohort.done}>
          <span>{said}</span>
          <button type="button" className={classes.dismiss} onClick={dismissSaid}>
            {text.app.dismiss}
          </button>
        </div>
      )}
    </div>
  );
}

function ProjectPages({ project }: { project: ProjectState }) {
  const page = useProjectStore((state) => state.page);
  const offered = pagesFor(project);
  useEffect(() => {
    void loadWorklist();
  }, []);
  return (
    <Tabs
      value={page}
      keepMounted={false}
      className={classes.tabs}
      onChange={(value) => {
        const wanted = offered.find((one) => one === value);
        if (wanted !== undefined) showPage(wanted);
      }}
    >
      <Tabs.List aria-label={text.cohort.pagesLabel}>
        {offered.map((one) => (
          <Tabs.Tab key={one} value={one}>
            {text.cohort.pages[one]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {offered.map((one) => {
        const Content = pages[one];
        return (
          <Tabs.Panel key={one} value={one} className={classes.panel}>
            <Content project={project} />
          </Tabs.Panel>
        );
      })}
    </Tabs>
  );
}
