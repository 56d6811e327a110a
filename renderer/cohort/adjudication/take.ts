import { type ComparedPart, valueIn } from '../../../shared/cohort/compare-case';
import { takeAll, takePart } from '../../../shared/cohort/take-from';
import { useReadingStore } from '../../reading/use-reading';
import { text } from '../../ui/text';
import { decisionIn, listedParts, type ReaderLabel, useAdjudicationStore } from './adjudication-store';
import { readAnew, showPart } from './go-to-part';

const words = text.adjudication;

/** Takes a part of a reading into the adjudicator's draft. */
export function take(compared: ComparedPart, label: ReaderLabel): void {
  const { readings } = useAdjudicationStore.getState();
  const index = readings?.findIndex((one) => one.label === label) ?? -1;
  const source = readings?.[index]?.reading;
  if (source === undefined) return;
  const { apply } = useReadingStore.getState();
  const isTaken = apply(
    (draft) => takePart(draft, compared, source, index),
    words.taken(compared.label, label),
  );
  if (!isTaken) return;
  const { reading } = useReadingStore.getState();
  const isEmpty = reading !== null && valueIn(reading, compared).content === null;
  useAdjudicationStore.setState(({ settled }) => {
    const next = new Set(settled);
    if (isEmpty) next.add(compared.key);
    return { chosen: compared.key, settled: next };
  });
}

/** Takes all of a reading; the adjudicator goes on from there. */
export function takeWhole(label: ReaderLabel): void {
  const { readings, parts } = useAdjudicationStore.getState();
  const source = readings?.find((one) => one.label === label)?.reading;
  if (source === undefined) return;
  const { apply } = useReadingStore.getState();
  if (apply((draft) => takeAll(draft, source), words.allTaken(label)))
    useAdjudicationStore.setState({ settled: new Set(parts.map(({ key }) => key)) });
}

/** Takes the part in hand. */
export function takeChosen(label: ReaderLabel): void {
  const compared = chosenPart();
  if (compared !== null) take(compared, label);
}

/** Opens the form for the part in hand. */
export function readChosenAnew(): void {
  const compared = chosenPart();
  if (compared !== null) readAnew(compared);
}

function chosenPart(): ComparedPart | null {
  const { parts, chosen } = useAdjudicationStore.getState();
  return parts.find(({ key }) => key === chosen) ?? null;
}

/** Goes to the next (1) or previous (−1) line of the list, first to the first one that is open. */
export function goToDifference(step: -1 | 1): void {
  const state = useAdjudicationStore.getState();
  const { reading } = useReadingStore.getState();
  const listed = listedParts(state);
  if (reading === null || listed.length === 0) return;
  const at = listed.findIndex(({ key }) => key === state.chosen);
  const firstOpen = listed.findIndex((part) => decisionIn(part, reading, state.settled).state === 'open');
  const to = at < 0 ? Math.max(0, firstOpen) : (at + step + listed.length) % listed.length;
  const next = listed[to];
  if (next === undefined) return;
  useAdjudicationStore.setState({ tab: 'differences' });
  showPart(next);
}
