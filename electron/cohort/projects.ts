import { basename } from 'node:path';
import { z } from 'zod';
import type { CasePlan, ProjectState, RecentProject } from '../../shared/cohort/project';
import type { Outcome } from '../../shared/ipc/contract';
import { refuse } from '../../shared/ipc/outcome';
import { holdsDatabase } from '../store/recover';
import { releaseStatements } from '../store/release-statements';
import { readSetting, writeSetting } from '../store/settings';
import type { Store } from '../store/store';
import { CaseDesk } from './case-desk';
import { CaseLists, type ListChoice } from './case-lists';
import type { FindingEnvironment } from './find-case-studies';
import { Project } from './project';
import { ProjectCases } from './project-cases';
import type { ProjectEnvironment } from './project-environment';
import {
  createProjectFolder,
  type NewProject,
  type OpenedFolder,
  openProjectFolder,
} from './project-folders';

const recentSchema = z.array(
  z.object({ id: z.string(), title: z.string(), folder: z.string(), keyTable: z.string().nullable() }),
);
type Recent = z.infer<typeof recentSchema>[number];

const settingName = 'projects';
const mostRecent = 20;
const noProject = 'No project is open; open one first.';
const lockLost =
  'Another program has taken this project over because this one did not answer for a while; here it is open for reading only. Close the project and open it again.';

/** What the projects need from outside. */
export interface ProjectsEnvironment extends ProjectEnvironment {
  /** The program's own data folder: it remembers where projects and key tables are. */
  dataStore: Store;
  finding: FindingEnvironment;
}

/** An open project with all its parts. */
export interface OpenProject {
  project: Project;
  desk: CaseDesk;
  lists: CaseLists;
}

/** The project that is open, one at a time, and those opened earlier on this machine. */
export class Projects {
  private opened: (OpenProject & { files: OpenedFolder; stopBackups: () => void }) | null = null;

  constructor(private readonly environment: ProjectsEnvironment) {}

  /** The open project; null: none. */
  get current(): OpenProject | null {
    return this.opened;
  }

  /** The open project, or a sentence. */
  required(): Outcome<OpenProject> {
    return this.opened === null ? refuse(noProject) : { ok: true, value: this.opened };
  }

  state(): Outcome<ProjectState | null> {
    return this.opened === null ? { ok: true, value: null } : this.opened.project.state();
  }

  recent(): RecentProject[] {
    return this.remembered().map(({ id, title, folder }) => ({
      id,
      title,
      folderName: basename(folder),
      isAvailable: holdsDatabase(folder),
    }));
  }

  /** Makes a project and opens it with its coordinator signed in. */
  create(wanted: Omit<NewProject, 'now'>): Outcome<ProjectState> {
    const created = createProjectFolder({ ...wanted, now: this.environment.now() });
    if (!created.ok) return created;
    const opened = this.open(wanted.folder, wanted.keyTable);
    if (!opened.ok || this.opened === null) return opened;
    const { code, pin } = wanted.coordinator;
    const signedIn = this.opened.project.signIn(code, pin ?? '');
    return signedIn.ok ? this.opened.project.state() : signedIn;
  }

  /** Opens the project of a folder; the one that was open is closed. */
  open(folder: string, keyTable: string | null = null): Outcome<ProjectState> {
    void this.close();
    const outcome = openProjectFolder(folder, this.environment.chooseBackup);
    if (!outcome.ok) return outcome;
    const files = outcome.value;
    const { projectId, title } = files.record;
    const known = this.remembered().find(({ id }) => id === projectId)?.keyTable ?? null;
    const cases = new ProjectCases(projectId, this.environment);
    const file = keyTable ?? known;
    if (file !== null) cases.open(file);
    const project = new Project({
      folder,
      record: files.record,
      store: files.cohort,
      cases,
      get readOnly() {
        return files.readOnly ?? (files.lock?.isLost() === true ? lockLost : null);
      },
      storeNotices: () => (files.store.problem === null ? files.store.notices : [files.store.problem]),
      onCompared: () => this.environment.onCompared(),
      now: () => this.environment.now(),
    });
    const desk = new CaseDesk(project, this.environment);
    const stopBackups =
      files.readOnly === null
        ? this.environment.keepBackups(folder, (problem) => project.notify(problem))
        : () => undefined;
    const lists = new CaseLists(project, this.environment.finding);
    this.opened = { project, desk, lists, files, stopBackups };
    const state = project.state();
    if (!state.ok) {
      void this.close();
      return state;
    }
    this.remember({ id: projectId, title, folder, keyTable: file });
    return state;
  }

  openRecent(id: string): Outcome<ProjectState> {
    const known = this.remembered().find((one) => one.id === id);
    return known === undefined
      ? refuse('This project is not in the list any more; open its folder.')
      : this.open(known.folder, known.keyTable);
  }

  /** Uses another file as the key table of the open project, and remembers its place. */
  chooseKeyTable(file: string): Outcome<ProjectState> {
    if (this.opened === null) return refuse(noProject);
    const { project, desk } = this.opened;
    const used = project.cases.open(file);
    if (!used.ok) return used;
    desk.leave();
    const { projectId, title } = project.record;
    this.remember({ id: projectId, title, folder: project.folder, keyTable: file });
    return project.state();
  }

  signIn(code: string, pin: string): Outcome<ProjectState> {
    if (this.opened === null) return refuse(noProject);
    const { project, desk } = this.opened;
    const signedIn = project.signIn(code, pin);
    if (!signedIn.ok) return signedIn;
    desk.leave();
    return project.state();
  }

  signOut(): Outcome<ProjectState> {
    if (this.opened === null) return refuse(noProject);
    this.opened.desk.leave();
    this.opened.project.signOut();
    return this.opened.project.state();
  }

  planCases(choice: ListChoice): Promise<Outcome<CasePlan>> {
    return this.opened === null ? Promise.resolve(refuse(noProject)) : this.opened.lists.plan(choice);
  }

  /** Resolves when none of the project's files is open any more; what follows from the closing is done at once. */
  async close(): Promise<void> {
    const { opened } = this;
    if (opened === null) return;
    opened.desk.leave();
    opened.project.signOut();
    this.opened = null;
    opened.stopBackups();
    opened.project.stop();
    opened.project.cases.close();
    opened.files.store.close();
    opened.files.lock?.release();
    await releaseStatements();
  }

  private remembered(): Recent[] {
    const stored = this.environment.dataStore.use((database) =>
      readSetting(database, settingName, recentSchema),
    );
    return (stored.ok ? stored.value : null) ?? [];
  }

  private remember(project: Recent): void {
    const others = this.remembered().filter(({ id }) => id !== project.id);
    this.environment.dataStore.use((database) =>
      writeSetting(database, settingName, [project, ...others].slice(0, mostRecent)),
    );
  }
}
