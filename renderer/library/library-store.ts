import { create } from 'zustand';
import type { Study } from '../../shared/dicom/model';
import type { Bridge, LibraryState, StudySummary } from '../../shared/ipc/contract';
import { fromJsonText } from '../../shared/ipc/json-text';
import { bridge } from '../app/bridge';
import { forgetStudy, indexStudy } from '../viewer/image-index';
import { useViewerStore } from '../viewer/viewer-store';
import { shareUnchanged } from './share-unchanged';

interface LibraryStoreState {
  /** null until the main process answered. */
  library: LibraryState | null;
  /** Full studies, loaded when their images are needed, by study and content. */
  studies: Readonly<Record<string, Study>>;
  /** What could not be done, in a sentence; null after the next success. */
  problem: string | null;
}

/** What the main process says about the opened folders, and the studies loaded from it. */
export const useLibraryStore = create<LibraryStoreState>()(() => ({
  library: null,
  studies: {},
  problem: null,
}));

/** Follows the main process's library; returns the function that stops it. */
export function connectLibrary(): () => void {
  const take = (state: LibraryState) =>
    useLibraryStore.setState(({ library }) => ({ library: shareUnchanged(library, state) }));
  void bridge.invoke('library:state').then(take);
  return bridge.on('library:changed', take);
}

/** Shows the problem of an outcome that failed; returns whether it succeeded. */
function report(outcome: { ok: true } | { ok: false; problem: string }): boolean {
  useLibraryStore.setState({ problem: outcome.ok ? null : outcome.problem });
  return outcome.ok;
}

type Action = 'library:chooseFolder' | 'library:chooseFiles' | 'library:cancel';

async function perform(channel: Action): Promise<void> {
  report(await bridge.invoke(channel));
}

export const openFolder = () => perform('library:chooseFolder');
export const openFiles = () => perform('library:chooseFiles');
export const cancelIndexing = () => perform('library:cancel');

/** Opens what was dropped on the window. */
export async function openDropped(files: Parameters<Bridge['openDropped']>[0]): Promise<void> {
  report(await bridge.openDropped(files));
}

/** Takes an opened folder off the library. Files and readings stay. */
export async function forgetRoot(rootId: string): Promise<void> {
  report(await bridge.invoke('library:forget', rootId));
}

/** What the list says of a study; null where it is not in the library. */
export function findSummary(library: LibraryState | null, studyInstanceUid: string): StudySummary | null {
  return library?.studies.find(({ study }) => study.studyInstanceUid === studyInstanceUid) ?? null;
}

/** Changes whenever the study's images on disk changed. */
export function contentKey(summary: StudySummary): string {
  const counts = Object.entries(summary.frames).map(([stackId, { count }]) => `${stackId}=${count}`);
  return `${summary.study.studyInstanceUid} ${counts.join(' ')}`;
}

/** So many full studies are kept, those loaded last. */
const mostStudies = 32;

/** Keeps a loaded study in place of its earlier content; the one loaded longest ago is let go, never a shown one. */
function keepStudy(key: string, study: Study): void {
  const { study: open, comparison } = useViewerStore.getState();
  const shown = [open, comparison].map((one) => one?.studyInstanceUid);
  const others = Object.entries(useLibraryStore.getState().studies).filter(
    ([, { studyInstanceUid }]) => studyInstanceUid !== study.studyInstanceUid,
  );
  const oldest = others.findIndex(([, { studyInstanceUid }]) => !shown.includes(studyInstanceUid));
  const dropped = others.length < mostStudies ? [] : others.splice(oldest, 1);
  for (const [, { studyInstanceUid }] of dropped) forgetStudy(studyInstanceUid);
  indexStudy(study);
  useLibraryStore.setState({ studies: { ...Object.fromEntries(others), [key]: study } });
}

/** Keeps a full study that came unasked. */
export function takeStudy(summary: StudySummary, study: Study): void {
  keepStudy(contentKey(summary), study);
}

const loading = new Map<string, Promise<Study | null>>();

/** The full study with its frames, from memory where it is loaded. Null, with the problem shown, where it fails. */
export function loadStudy(summary: StudySummary): Promise<Study | null> {
  const key = contentKey(summary);
  const known = useLibraryStore.getState().studies[key];
  if (known !== undefined) return Promise.resolve(known);
  const running = loading.get(key);
  if (running !== undefined) return running;
  const promise = bridge
    .invoke('library:study', summary.study.studyInstanceUid)
    .then((outcome) => {
      if (!report(outcome) || !outcome.ok) return null;
      const study = fromJsonText(outcome.value);
      keepStudy(key, study);
      return study;
    })
    .finally(() => loading.delete(key));
  loading.set(key, promise);
  return promise;
}

/** The full study where it is loaded already. */
export function useLoadedStudy(summary: StudySummary): Study | null {
  return useLibraryStore(({ studies }) => studies[contentKey(summary)]) ?? null;
}
