import { z } from 'zod';
import type { WorklistRow } from '../../shared/cohort/project';
import { projectRequestSchemas } from '../../shared/ipc/project';
import { bridge } from '../app/bridge';
import { loadPreferences } from '../app/preferences';
import { leaveStudy, showScreen, showStudy, useSessionStore } from '../app/session';
import { useLibraryStore } from '../library/library-store';
import { useCaseProtocol } from '../reading/case-protocol';
import { text } from '../ui/text';
import { nextCase } from './next-case';
import {
  isInProject,
  loadRecent,
  loadWorklist,
  perform,
  projectPages,
  say,
  takeProject,
  useProjectStore,
} from './project-store';

type CaseChoice = z.infer<(typeof projectRequestSchemas)['project:openCase']>;

/** Opens a case of the worklist in the reading room. */
export async function openCase(choice: CaseChoice): Promise<void> {
  if (useSessionStore.getState().opening !== null) return;
  const opened = await perform(() => bridge.invoke('project:openCase', choice));
  if (opened === null) return;
  const { summary, study, protocol } = opened.value;
  useProjectStore.setState({ openCase: { choice, protocol } });
  useCaseProtocol.setState({ protocol, isLookedAt: choice.role === 'coordinator' });
  await showStudy(summary, study);
  if (useSessionStore.getState().screen !== 'reading') await forgetCase();
}

/** Opens the case of a line; says why where it cannot be opened at present. */
export function openRow(row: WorklistRow): void {
  if (row.hindrance !== null) useProjectStore.setState({ problem: row.hindrance, said: null });
  else void openCase({ caseId: row.caseId, repeat: row.repeat, role: row.role });
}

/** Opens the next case that is to be read, after the open one in the reader's order and then from the beginning. */
export async function openNextCase(): Promise<void> {
  const { openCase: open } = useProjectStore.getState();
  const worklist = await loadWorklist();
  if (worklist === null) return;
  const next = nextCase(worklist.rows, open?.choice ?? null);
  if (next !== null) {
    openRow(next);
    return;
  }
  await leaveStudy();
  say(text.cohort.allRead);
}

async function forgetCase(): Promise<void> {
  if (useProjectStore.getState().openCase === null) return;
  useProjectStore.setState({ openCase: null });
  useCaseProtocol.setState({ protocol: null, isLookedAt: false });
  await bridge.invoke('project:leaveCase');
  await loadWorklist();
}

/** Signs a reader in. Returns whether that succeeded. */
export async function signIn(code: string, pin: string): Promise<boolean> {
  const done = await perform(() => bridge.invoke('project:signIn', { code, pin }));
  if (done === null) return false;
  takeProject(done.value);
  await Promise.all([loadPreferences(), loadWorklist()]);
  return true;
}

/** Saves and closes the open case and signs the reader out, so that the next one can sign in. */
export async function signOut(): Promise<void> {
  await leaveStudy();
  const done = await perform(() => bridge.invoke('project:signOut'));
  if (done === null) return;
  takeProject(done.value);
  await loadPreferences();
}

/** Closes the project and shows the library. */
export async function closeProject(): Promise<void> {
  await leaveStudy();
  const done = await perform(() => bridge.invoke('project:close'));
  if (done === null) return;
  takeProject(null);
  await loadPreferences();
  showScreen('library');
}

/** Shows the open project, or the list of those opened earlier. */
export async function showProjects(): Promise<void> {
  await leaveStudy();
  showScreen('project');
  await loadRecent();
}

const placeKey = 'rim-reader project';
const placeSchema = z.strictObject({
  screen: z.enum(['library', 'project', 'reading']),
  page: z.enum(projectPages),
  choice: projectRequestSchemas['project:openCase'].nullable(),
});

function savedPlace(): z.infer<typeof placeSchema> | null {
  try {
    const saved = sessionStorage.getItem(placeKey);
    return saved === null ? null : placeSchema.parse(JSON.parse(saved));
  } catch {
    // What another version left is no place of this one.
    return null;
  }
}

function keepPlace(): void {
  const { page, openCase: open } = useProjectStore.getState();
  const { screen } = useSessionStore.getState();
  sessionStorage.setItem(placeKey, JSON.stringify({ screen, page, choice: open?.choice ?? null }));
}

/** Comes back to the open project, its page and its case after the window was loaded again. */
async function restorePlace(): Promise<void> {
  const place = savedPlace();
  const outcome = await bridge.invoke('project:state');
  if (!outcome.ok) {
    useProjectStore.setState({ problem: outcome.problem });
    return;
  }
  takeProject(outcome.value);
  if (outcome.value === null) return;
  if (place !== null) useProjectStore.setState({ page: place.page });
  showScreen('project');
  await loadWorklist();
  if (place?.choice != null && outcome.value.signedIn !== null) await openCase(place.choice);
}

/** While images are being looked for, the worklist is fetched as seldom as this, ms. */
const worklistWhileLookingMs = 3000;

/** Fetches the worklist as the images of its cases are found, and when all are looked for. */
function followImages(): () => void {
  let fetchedAt = 0;
  return useLibraryStore.subscribe(({ library }, { library: before }) => {
    if (library === before || library === null || !isInProject()) return;
    const isLooking = library.progress !== null;
    if (!isLooking && (before?.progress ?? null) === null) return;
    if (isLooking && performance.now() - fetchedAt < worklistWhileLookingMs) return;
    fetchedAt = performance.now();
    void loadWorklist();
  });
}

/** Follows the main process's project and the screen; returns the function that stops it. */
export function connectProject(): () => void {
  const started = restorePlace();
  const ends = [
    bridge.on('project:changed', (project) => {
      const { project: before, worklist } = useProjectStore.getState();
      takeProject(project);
      if (project === null || before === null) return;
      const isOld = before.protocol.version !== project.protocol.version || worklist?.isCompared === false;
      if (isOld) void loadWorklist();
    }),
    bridge.on('project:reportsProgress', (reports) => useProjectStore.setState({ reports })),
    followImages(),
    useProjectStore.subscribe(({ openCase: open, project }) =>
      useCaseProtocol.setState({ readOnly: open === null ? null : (project?.readOnly ?? null) }),
    ),
    useSessionStore.subscribe(({ screen }, before) => {
      if (before.screen === 'reading' && screen !== 'reading') void forgetCase();
    }),
  ];
  let isEnded = false;
  void started.then(() => {
    if (isEnded) return;
    ends.push(useSessionStore.subscribe(keepPlace), useProjectStore.subscribe(keepPlace));
  });
  return () => {
    isEnded = true;
    for (const end of ends) end();
  };
}
