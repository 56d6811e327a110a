import { create } from 'zustand';
import type { ImportedFindings } from '../../shared/ipc/import';
import { bridge } from '../app/bridge';
import { openStudy, showOverlay, useSessionStore } from '../app/session';
import { useReadingStore } from '../reading/use-reading';

/** What became of the last import; null before the first. */
export const useImportStore = create<{ documents: readonly ImportedFindings[] | null }>()(() => ({
  documents: null,
}));

/** Opens the study again where what is shown of it is not the latest any more. */
async function followImport(documents: readonly ImportedFindings[]): Promise<void> {
  const { reading: open, saveState } = useReadingStore.getState();
  if (open === null || useSessionStore.getState().screen !== 'reading') return;
  const isOutdated = documents.some(
    ({ outcome, reading }) =>
      (outcome === 'new' || outcome === 'newer') &&
      reading !== null &&
      (reading.readingId === open.readingId ||
        (reading.readerId === open.reader.id && saveState.kind === 'empty')),
  );
  if (isOutdated) await openStudy(open.study.studyInstanceUid);
}

/** Shows what became of an import. */
async function showImport(documents: readonly ImportedFindings[]): Promise<void> {
  useImportStore.setState({ documents });
  showOverlay('imported');
  await followImport(documents);
}

/** Lets the reader choose findings files and imports them; what is entered is saved first. */
export async function importFindings(): Promise<void> {
  await useReadingStore.getState().flush();
  const outcome = await bridge.invoke('import:findings');
  if (!outcome.ok) useSessionStore.setState({ problem: outcome.problem });
  else if (outcome.value !== null) await showImport(outcome.value);
}

/** Shows what became of findings files that were dropped; returns the function that stops it. */
export function followDroppedFindings(): () => void {
  return bridge.on('import:done', (documents) => void showImport(documents));
}
