import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, rmSync } from 'node:fs';
import { defaultProtocol } from '../../shared/cohort/protocol';
import type { Outcome } from '../../shared/ipc/contract';
import { refuse } from '../../shared/ipc/outcome';
import type { ReaderInput } from '../../shared/ipc/project';
import type { OpenOptions } from '../store/database';
import type { StoredProject } from '../store/reading-store';
import { type ChooseBackup, holdsDatabase, takeOverBackup } from '../store/recover';
import { SqliteCohortStore } from '../store/sqlite-cohort-store';
import { Store } from '../store/store';
import { liesInside, newKeyTable, writeKeyTable } from './key-table';
import { hashPin } from './pin';
import { ProjectLock } from './project-lock';

/** The database of a project that exists. */
const ofProject: OpenOptions = {
  name: 'The project folder',
  create: false,
  readOnly: false,
  chooseBackup: takeOverBackup,
};

/** A project's folder that has been opened: its database and the right to change it. */
export interface OpenedFolder {
  folder: string;
  store: Store;
  cohort: SqliteCohortStore;
  record: StoredProject;
  lock: ProjectLock | null;
  /** Why nothing can be changed, in a sentence; null where it can. */
  readOnly: string | null;
}

/** Where a new project and its key table are to be. */
export interface NewProject {
  title: string;
  coordinator: ReaderInput;
  folder: string;
  keyTable: string;
  now: Date;
}

/**
 * Makes a project in a folder: its database with the protocol of the domain, its coordinator, and the key table with a
 * new secret at the place chosen, which must be outside the folder. Nothing that is there is overwritten.
 */
export function createProjectFolder({
  title,
  coordinator,
  folder,
  keyTable,
  now,
}: NewProject): Outcome<null> {
  if (holdsDatabase(folder)) {
    return refuse(
      'This folder holds a project or a data folder already; choose an empty one, or open the project.',
    );
  }
  if (liesInside(keyTable, folder)) {
    return refuse(
      'The key table must not lie in the folder of the project: who gets the project would get the patients’ ids with it. Choose another place.',
    );
  }
  if (existsSync(keyTable)) {
    return refuse(
      'There is a file of that name already; give the key table another name, so that none is lost.',
    );
  }
  const project: StoredProject = { projectId: randomUUID(), title, createdAt: now.toISOString() };
  const secret = randomBytes(32).toString('hex');
  const written = writeKeyTable(keyTable, newKeyTable({ projectId: project.projectId, title, secret }));
  if (!written.ok) return written;
  const store = new Store(folder, { ...ofProject, create: true });
  const seed = randomBytes(4).readUInt32LE();
  const protocol = defaultProtocol({ protocolId: randomUUID(), title, seed, now: now.toISOString() });
  const { code, name, roles, pin } = coordinator;
  const created = new SqliteCohortStore(store).createProject(
    {
      project,
      protocol,
      coordinator: {
        code,
        name,
        roles: [...new Set([...roles, 'coordinator' as const])],
        isActive: true,
        pin: pin == null ? null : hashPin(pin),
      },
    },
    {
      at: now.toISOString(),
      actor: code,
      action: 'project-created',
      readingId: null,
      caseId: null,
      revision: null,
      summary: `project created by ${code}`,
      changes: [],
      document: protocol,
    },
  );
  store.close();
  if (!created.ok) rmSync(keyTable, { force: true });
  return created;
}

/** When somebody else began, as sentences say it. */
const clock = (iso: string) => new Date(iso).toISOString().replace('T', ' ').slice(0, 16);

/**
 * Opens a project's folder. Where another program has it open, or the folder cannot be written, it is opened for reading
 * only, and says so. `chooseBackup` is asked where the database is damaged and may be changed.
 */
export function openProjectFolder(
  folder: string,
  chooseBackup: ChooseBackup = takeOverBackup,
): Outcome<OpenedFolder> {
  if (!holdsDatabase(folder)) {
    return refuse('This folder holds no project; choose the folder of one.');
  }
  const taken = ProjectLock.take(folder);
  const lock = 'lock' in taken ? taken.lock : null;
  const readOnly =
    'lock' in taken
      ? null
      : 'unwritable' in taken
        ? 'The folder of this project cannot be written; it is open for reading only.'
        : `This project has been open ${taken.elsewhere ? 'on another computer' : 'in another window'} since ${clock(taken.heldSince)} (UTC); here it is open for reading only. Close it there and open it here again to change anything.`;
  const store = new Store(folder, { ...ofProject, readOnly: readOnly !== null, chooseBackup });
  const cohort = new SqliteCohortStore(store);
  const record = cohort.project();
  if (record.ok && record.value !== null) {
    return { ok: true, value: { folder, store, cohort, record: record.value, lock, readOnly } };
  }
  store.close();
  lock?.release();
  return record.ok ? refuse('This folder holds no project; choose the folder of one.') : record;
}
