import type { Study } from '../../shared/dicom/model';
import { withDerivedValues } from '../../shared/findings/derive';
import type { Reading } from '../../shared/findings/reading';
import type { ComparisonOrder, Outcome, StudySummary } from '../../shared/ipc/contract';
import { isEqual } from '../../shared/is-equal';
import { bridge } from '../app/bridge';
import { loadStudy, useLibraryStore } from '../library/library-store';
import { useReadingStore } from '../reading/use-reading';
import { text } from '../ui/text';
import { withOwnFramesOfReference } from '../viewer/level-link';
import { type ComparedStudy, useViewerStore } from '../viewer/viewer-store';
import { useComparisonStore } from './comparison-store';
import { levelPairsOf } from './level-pairs';

/**
 * Loads a study to be shown beside another, with the reader's own reading of it. Fails with a sentence where it cannot be
 * loaded or told apart from the open one.
 */
export async function loadCompared(
  open: { study: Study; reading: Reading | null },
  summary: StudySummary,
  order: ComparisonOrder,
): Promise<Outcome<ComparedStudy>> {
  const loaded = await loadStudy(summary);
  if (loaded === null)
    return { ok: false, problem: useLibraryStore.getState().problem ?? text.comparison.gone };
  const own = new Set(open.study.stacks.map(({ id }) => id));
  if (loaded.stacks.some(({ id }) => own.has(id))) return { ok: false, problem: text.comparison.sameSeries };
  const stored = await bridge.invoke('reading:ofStudy', loaded.studyInstanceUid);
  if (!stored.ok) return stored;
  const study = withOwnFramesOfReference(loaded, open.study);
  const compared = { study, reading: stored.value === null ? null : withDerivedValues(stored.value.reading) };
  useComparisonStore.setState({ reading: compared.reading });
  return { ok: true, value: { study, order, levelPairs: levelPairsOf(open, compared) } };
}

/** Shows a study beside the open one. Returns why it could not be shown, or null. */
export async function compareWith(summary: StudySummary): Promise<string | null> {
  const { study } = useViewerStore.getState();
  if (study === null) return null;
  const { reading } = useReadingStore.getState();
  const outcome = await loadCompared({ study, reading }, summary, 'by-date');
  if (!outcome.ok) return outcome.problem;
  // Another study was opened meanwhile.
  if (useViewerStore.getState().study !== study) return null;
  useViewerStore.getState().openComparison(outcome.value);
  return null;
}

/** Shows the open study alone again. */
export function endComparison(): void {
  useViewerStore.getState().closeComparison();
  useComparisonStore.setState({ reading: null });
}

/** Keeps the levels that link the two studies those that are marked; returns the function that stops it. */
export function keepLevelsPaired(): () => void {
  return useReadingStore.subscribe(({ reading }, before) => {
    const { study, comparison, levelPairs, setLevelPairs } = useViewerStore.getState();
    if (study === null || comparison === null || reading?.levels === before.reading?.levels) return;
    if (reading?.study.studyInstanceUid !== study.studyInstanceUid) return;
    const compared = { study: comparison, reading: useComparisonStore.getState().reading };
    const pairs = levelPairsOf({ study, reading }, compared);
    if (!isEqual(pairs, levelPairs)) setLevelPairs(pairs);
  });
}
