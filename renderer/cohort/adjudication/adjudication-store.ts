import { create } from 'zustand';
import { type ComparedPart, compareCase } from '../../../shared/cohort/compare-case';
import { type Decision, decisionOn } from '../../../shared/cohort/decision';
import type { AdjudicationCase } from '../../../shared/cohort/project';
import type { Reading } from '../../../shared/findings/reading';
import { bridge } from '../../app/bridge';
import { useProtocolStore } from '../../reading/protocol-store';
import { useReadingStore } from '../../reading/use-reading';

export type ReaderLabel = AdjudicationCase['readings'][number]['label'];
/** What is drawn on the images: a reader's reading by its label, or the adjudicator's own. */
export type ShownReading = ReaderLabel | 'own';

export interface AdjudicationState {
  /** The readings to decide upon; null: the open reading is no adjudication. */
  readings: AdjudicationCase['readings'] | null;
  /** Why they could not be shown, in a sentence. */
  problem: string | null;
  /** Every part of the readings, compared. */
  parts: readonly ComparedPart[];
  /** What is not drawn on the images. */
  hidden: ReadonlySet<ShownReading>;
  /** Whether parts without a difference are listed too. */
  listsAll: boolean;
  tab: 'differences' | 'reading';
  /** Key of the part in hand. */
  chosen: string | null;
  /** Keys of parts whose empty answer was taken. */
  settled: ReadonlySet<string>;
}

const none: AdjudicationState = {
  readings: null,
  problem: null,
  parts: [],
  hidden: new Set(),
  listsAll: false,
  tab: 'differences',
  chosen: null,
  settled: new Set(),
};

/** The readings that an adjudicator decides upon, and where the adjudicator is among their differences. */
export const useAdjudicationStore = create<AdjudicationState>()(() => none);

/** Fetches the readings that the open reading decides upon; none where it decides upon none. */
async function load(reading: Reading | null): Promise<void> {
  useAdjudicationStore.setState(none);
  if (reading === null || reading.adjudicates.length === 0) return;
  const outcome = await bridge.invoke('project:adjudication');
  if (useReadingStore.getState().reading?.readingId !== reading.readingId) return;
  if (!outcome.ok) {
    useAdjudicationStore.setState({ problem: outcome.problem });
    return;
  }
  const readings = outcome.value?.readings ?? null;
  useAdjudicationStore.setState({
    readings,
    parts: readings === null ? [] : compareCase(readings.map((one) => one.reading)),
  });
}

/** Shows the readings to decide upon with every adjudication that is opened; returns the function that stops it. */
export function followAdjudication(): () => void {
  const ends = [
    useReadingStore.subscribe(({ reading }, before) => {
      if (reading?.readingId !== before.reading?.readingId) void load(reading);
    }),
    // Whoever is sent to a field of the reading is to see it.
    useProtocolStore.subscribe(({ visited, focus }, before) => {
      const isSent =
        (visited !== null && visited !== before.visited) || focus?.request !== before.focus?.request;
      if (isSent && useAdjudicationStore.getState().readings !== null)
        useAdjudicationStore.setState({ tab: 'reading' });
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** Draws a reading on the images, or no longer. */
export function toggleShown(reading: ShownReading): void {
  useAdjudicationStore.setState(({ hidden }) => {
    const next = new Set(hidden);
    if (!next.delete(reading)) next.add(reading);
    return { hidden: next };
  });
}

/** The parts in the list: those that differ by more than placing points accounts for, or all. */
export function listedParts({
  parts,
  listsAll,
}: Pick<AdjudicationState, 'parts' | 'listsAll'>): ComparedPart[] {
  return listsAll ? [...parts] : parts.filter(({ extent, isDetail }) => extent === 'different' && !isDetail);
}

/** What the draft says of a part. */
export function decisionIn(part: ComparedPart, draft: Reading, settled: ReadonlySet<string>): Decision {
  return decisionOn(part, draft, draft.status === 'submitted' || settled.has(part.key));
}
