import { create } from 'zustand';
import { type ComparedPart, compareCase } from '../../../shared/cohort/compare-case';
import { type Decision, decisionOn } from '../../../shared/cohort/decision';
import type { AdjudicationCase } from '../../../shared/cohort/project';
import { withDerivedValues } from '../../../shared/findings/derive';
import type { Reading } from '../../../shared/findings/reading';
import { bridge } from '../../app/bridge';
import { useCaseProtocol } from '../../reading/case-protocol';
import { useProtocolStore } from '../../reading/protocol-store';
import { useReadingStore } from '../../reading/use-reading';

export type ReaderLabel = AdjudicationCase['readings'][number]['label'];
/** What is drawn on the images: a reader's reading by its label, or the adjudicator's own. */
export type ShownReading = ReaderLabel | 'own';

export interface AdjudicationState {
  /** The readings to decide upon, or to look at side by side; null: the open reading is read by itself. */
  readings: AdjudicationCase['readings'] | null;
  /** The letter under which the open reading is one of them: nothing is decided. Null: it is the record that decides. */
  lookedAt: ReaderLabel | null;
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
  lookedAt: null,
  problem: null,
  parts: [],
  hidden: new Set(),
  listsAll: false,
  tab: 'differences',
  chosen: null,
  settled: new Set(),
};

/** The readings that are compared, and where whoever compares them is among their differences. */
export const useAdjudicationStore = create<AdjudicationState>()(() => none);

/** Fetches the readings that the open reading decides upon, or that are looked at with it; none where there are none. */
async function load(reading: Reading | null): Promise<void> {
  useAdjudicationStore.setState(none);
  if (reading === null) return;
  if (reading.adjudicates.length === 0 && !useCaseProtocol.getState().isLookedAt) return;
  const outcome = await bridge.invoke('project:adjudication');
  if (useReadingStore.getState().reading?.readingId !== reading.readingId) return;
  if (!outcome.ok) {
    useAdjudicationStore.setState({ problem: outcome.problem });
    return;
  }
  const readings = outcome.value?.readings ?? null;
  const lookedAt = labelOf(readings, reading);
  useAdjudicationStore.setState({
    readings,
    lookedAt,
    hidden: lookedAt === null ? none.hidden : new Set(['own']),
    parts: readings === null ? [] : compareCase(readings.map((one) => one.reading)),
  });
}

function labelOf(readings: AdjudicationState['readings'], { readingId }: Reading): ReaderLabel | null {
  return readings?.find(({ reading }) => reading.readingId === readingId)?.label ?? null;
}

/** Opens the form of one of the readings that are looked at. */
export function lookAt(label: ReaderLabel): void {
  const { readings } = useAdjudicationStore.getState();
  const found = readings?.find((one) => one.label === label);
  if (found === undefined) return;
  useAdjudicationStore.setState({ lookedAt: label, tab: 'reading' });
  useReadingStore.setState({ reading: withDerivedValues(found.reading), refused: null });
}

/** Goes to the next view of the column: the differences, then each form there is. */
export function showNextView(): void {
  const { readings, lookedAt, tab } = useAdjudicationStore.getState();
  if (lookedAt === null) {
    useAdjudicationStore.setState({ tab: tab === 'reading' ? 'differences' : 'reading' });
    return;
  }
  const labels = readings?.map(({ label }) => label) ?? [];
  const next = labels[tab === 'differences' ? 0 : labels.indexOf(lookedAt) + 1];
  if (next === undefined) useAdjudicationStore.setState({ tab: 'differences' });
  else lookAt(next);
}

/** Shows the readings to compare with every case that has them; returns the function that stops it. */
export function followAdjudication(): () => void {
  const ends = [
    useReadingStore.subscribe(({ reading }, before) => {
      if (reading?.readingId === before.reading?.readingId) return;
      const { readings, lookedAt } = useAdjudicationStore.getState();
      const isAmongThem = reading !== null && lookedAt !== null && labelOf(readings, reading) !== null;
      if (!isAmongThem) void load(reading);
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
