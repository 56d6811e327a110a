import { create } from 'zustand';
import type { Study } from '../../shared/dicom/model';
import type { Reading } from '../../shared/findings/reading';
import type { StudySummary, ViewState } from '../../shared/ipc/contract';
import { loadCompared } from '../comparison/compare-study';
import { useComparisonStore } from '../comparison/comparison-store';
import { findSummary, loadStudy, takeStudy, useLibraryStore } from '../library/library-store';
import { useProtocolStore } from '../reading/protocol-store';
import { useReadingStore } from '../reading/use-reading';
import { text } from '../ui/text';
import { problemTexts } from '../ui/text-prompts';
import { loadFirstImage } from '../viewer/prefetch';
import { type ComparedStudy, useViewerStore } from '../viewer/viewer-store';
import { bridge } from './bridge';
import { useToolStore } from './tool-store';

/** What can lie over library and reading room. */
export type Overlay = 'help' | 'palette' | 'settings' | 'comparison' | 'report' | 'imported' | 'others';

/** The screens from which a study is opened. */
export type ListScreen = 'library' | 'project';

interface SessionState {
  screen: ListScreen | 'reading';
  /** The list the open study came from, and to which closing it leads back. */
  list: ListScreen;
  /** The study being opened; null when none is. */
  opening: string | null;
  /** Whether the reading room is built, behind the list or before it. */
  isRoomReady: boolean;
  /** Why the last thing asked for was not done, in a sentence. */
  problem: string | null;
  /** What lies over the screen; null where nothing does. */
  overlay: Overlay | null;
}

/** Which screen is shown. */
export const useSessionStore = create<SessionState>()(() => ({
  screen: 'library',
  list: 'library',
  opening: null,
  isRoomReady: false,
  problem: null,
  overlay: null,
}));

export const showOverlay = (overlay: Overlay | null) => useSessionStore.setState({ overlay });
export const dismissProblem = () => useSessionStore.setState({ problem: null });

async function summaryOf(studyInstanceUid: string): Promise<StudySummary | null> {
  const find = () => findSummary(useLibraryStore.getState().library, studyInstanceUid);
  const known = find();
  if (known !== null) return known;
  useLibraryStore.setState({ library: await bridge.invoke('library:state') });
  return find();
}

/** Opens a study that comes with all that is known of it. */
export async function showStudy(summary: StudySummary, study: Study): Promise<void> {
  takeStudy(summary, study);
  await openStudy(study.studyInstanceUid, summary);
}

/** Longest time that the reading room waits for its first image, ms. */
const patience = 100;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Opens a study with the reader's latest reading of it, in the view it was left in. */
export async function openStudy(studyInstanceUid: string, known?: StudySummary): Promise<void> {
  if (useSessionStore.getState().opening !== null) return;
  useSessionStore.setState({ opening: studyInstanceUid, problem: null });
  try {
    await saveViewNow();
    const summary = known ?? (await summaryOf(studyInstanceUid));
    const study = summary === null ? null : await loadStudy(summary);
    if (study === null) {
      useSessionStore.setState({
        problem: useLibraryStore.getState().problem ?? problemTexts.studyGone,
      });
      return;
    }
    const firstImage = loadFirstImage(study);
    const loaded = await useReadingStore.getState().load(studyInstanceUid);
    if (!loaded.ok) {
      useSessionStore.setState({ problem: loaded.problem });
      return;
    }
    const { reading, viewState } = loaded.value;
    // At once: an edit made between fetching and opening would be lost. Where nothing else is fetched, all is drawn once.
    useReadingStore.getState().show(loaded.value);
    useComparisonStore.setState({ reading: null });
    const saved = viewState?.comparison ?? null;
    const comparison = saved === null ? null : await savedComparison(study, reading, saved);
    useViewerStore.getState().openStudy(study, viewState, comparison);
    useToolStore.getState().setTool('select');
    // A room that stands ready comes to the front with its image, in one frame.
    if (useSessionStore.getState().isRoomReady) await Promise.race([firstImage, pause(patience)]);
    useSessionStore.setState({ screen: 'reading' });
  } finally {
    useSessionStore.setState({ opening: null });
  }
}

/** The study that a saved view shows beside the open one; null, with the problem shown, where it cannot be. */
async function savedComparison(
  study: Study,
  reading: Reading,
  saved: NonNullable<ViewState['comparison']>,
): Promise<ComparedStudy | null> {
  const summary = await summaryOf(saved.studyInstanceUid);
  const outcome =
    summary === null
      ? { ok: false as const, problem: text.comparison.gone }
      : await loadCompared({ study, reading }, summary, saved.order);
  if (outcome.ok) return outcome.value;
  useSessionStore.setState({ problem: outcome.problem });
  return null;
}

/** Shows the library, or the open project; while a study is open it stays and closing it leads there. */
export function showScreen(list: ListScreen): void {
  const { screen } = useSessionStore.getState();
  useSessionStore.setState({ list, screen: screen === 'reading' ? screen : list });
}

/** Saves and closes the open study and shows the list it was opened from. */
export async function leaveStudy(): Promise<void> {
  if (useSessionStore.getState().screen !== 'reading') return;
  await saveViewNow();
  await useReadingStore.getState().close();
  useSessionStore.setState(({ list }) => ({ screen: list }));
  useViewerStore.getState().closeStudy();
}

/** Opens the study before (−1) or after (+1) the open one in the library's order. */
export async function openNeighbourStudy(step: -1 | 1): Promise<void> {
  const studies = useLibraryStore.getState().library?.studies ?? [];
  const open = useViewerStore.getState().study?.studyInstanceUid;
  const index = studies.findIndex(({ study }) => study.studyInstanceUid === open);
  const next = index < 0 ? undefined : studies[index + step];
  if (next !== undefined) await openStudy(next.study.studyInstanceUid);
}

const saveViewAfterMs = 400;
let pendingView: ReturnType<typeof setTimeout> | null = null;

/** Saves where the reader is, for a reading that is stored; what is entered later is stored with its view anyway. */
async function saveViewNow(): Promise<void> {
  if (pendingView !== null) clearTimeout(pendingView);
  pendingView = null;
  const { reading, saveState } = useReadingStore.getState();
  const viewer = useViewerStore.getState();
  if (reading === null || saveState.kind === 'empty') return;
  if (viewer.study?.studyInstanceUid !== reading.study.studyInstanceUid) return;
  const { step, fractureLevel } = useProtocolStore.getState();
  const outcome = await bridge.invoke('reading:saveView', {
    readingId: reading.readingId,
    viewState: { ...viewer.captureViewState(), step: step ?? '', fractureLevel },
  });
  if (!outcome.ok) useSessionStore.setState({ problem: outcome.problem });
}

/** Saves the view a moment after it changed; returns the function that stops it. */
export function keepViewSaved(): () => void {
  const schedule = () => {
    if (useReadingStore.getState().saveState.kind === 'empty') return;
    if (pendingView !== null) clearTimeout(pendingView);
    pendingView = setTimeout(() => void saveViewNow(), saveViewAfterMs);
  };
  const ends = [useViewerStore.subscribe(schedule), useProtocolStore.subscribe(schedule)];
  return () => {
    for (const end of ends) end();
  };
}

/** Saves everything when the window is about to close, then lets it. */
export function saveBeforeClosing(): () => void {
  return bridge.on('app:closing', async () => {
    try {
      await saveViewNow();
      await useReadingStore.getState().flush();
    } finally {
      bridge.readyToClose();
    }
  });
}
