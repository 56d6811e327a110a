import type { Reading } from '../../shared/findings/reading';
import type { Lead } from '../../shared/ipc/lead';
import { isEqual } from '../../shared/is-equal';
import { useAdjudicationStore } from '../cohort/adjudication/adjudication-store';
import { useReadingStore } from '../reading/use-reading';
import { useViewerStore } from '../viewer/viewer-store';
import { bridge } from './bridge';
import { useRoomStore } from './room-store';

/** So long after a change of the view the second window is told, ms: a frame of the display. */
const leadDelay = 16;
/** So long after a change of the reading the second window is told, ms: a dragged point needs no more. */
const readingDelay = 100;

/**
 * While there is a second window, tells it what the active viewport shows, what the reading holds and which readings are
 * compared with it, and takes over the cross-hair placed in it. Returns the function that stops it.
 */
export function leadSecondWindow(): () => void {
  let toldLead: Lead | null = null;
  let toldReading: Reading | null = null;
  let leadTimer: ReturnType<typeof setTimeout> | undefined;
  let readingTimer: ReturnType<typeof setTimeout> | undefined;

  function tellLead(): void {
    leadTimer = undefined;
    const lead = useViewerStore.getState().lead();
    if (isEqual(lead, toldLead)) return;
    toldLead = lead;
    void bridge.invoke('secondWindow:follow', lead);
  }

  function tellReading(): void {
    readingTimer = undefined;
    const { reading } = useReadingStore.getState();
    if (reading === toldReading) return;
    toldReading = reading;
    void bridge.invoke('secondWindow:showReading', reading);
  }

  function tellCompared(): void {
    const { readings, hidden } = useAdjudicationStore.getState();
    void bridge.invoke('secondWindow:compare', readings === null ? null : { readings, hidden: [...hidden] });
  }

  function isLeading(): boolean {
    return useRoomStore.getState().isSecondOpen;
  }

  const ends = [
    bridge.on('secondWindow:changed', ({ isOpen }) => {
      useRoomStore.setState({ isSecondOpen: isOpen });
      toldLead = null;
      toldReading = null;
      if (!isOpen) return;
      tellLead();
      tellReading();
      tellCompared();
    }),
    bridge.on('secondWindow:crosshair', (crosshair) => useViewerStore.getState().showCrosshair(crosshair)),
    useViewerStore.subscribe(() => {
      if (isLeading()) leadTimer ??= setTimeout(tellLead, leadDelay);
    }),
    useReadingStore.subscribe(() => {
      if (isLeading()) readingTimer ??= setTimeout(tellReading, readingDelay);
    }),
    useAdjudicationStore.subscribe(({ readings, hidden }, before) => {
      if (isLeading() && (readings !== before.readings || hidden !== before.hidden)) tellCompared();
    }),
  ];
  return () => {
    for (const end of ends) end();
    clearTimeout(leadTimer);
    clearTimeout(readingTimer);
  };
}
