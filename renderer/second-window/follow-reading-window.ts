import { create } from 'zustand';
import type { Reading } from '../../shared/findings/reading';
import type { ComparedReadings } from '../../shared/ipc/compared-readings';
import type { Layout } from '../../shared/ipc/hanging';
import { firstHangingProtocol } from '../../shared/ipc/hanging';
import { fromJsonText } from '../../shared/ipc/json-text';
import type { Lead } from '../../shared/ipc/lead';
import { isEqual } from '../../shared/is-equal';
import { bridge } from '../app/bridge';
import { useAdjudicationStore } from '../cohort/adjudication/adjudication-store';
import { useReadingStore } from '../reading/use-reading';
import { forgetStudy, indexStudy } from '../viewer/image-index';
import { cellCount, layouts } from '../viewer/viewer-cells';
import { useViewerStore } from '../viewer/viewer-store';

interface FollowState {
  /** The study could not be had. */
  hasFailed: boolean;
}

export const useFollowStore = create<FollowState>()(() => ({ hasFailed: false }));

const rememberedAs = 'rim-reader.secondWindow.layout';

function rememberedLayout(): Layout {
  const name = localStorage.getItem(rememberedAs);
  return layouts.find(({ rows, columns }) => `${rows} ${columns}` === name) ?? { rows: 1, columns: 1 };
}

/** Shows the study: one viewport is for the axial images, more follow the hanging order. */
async function openStudy(studyInstanceUid: string): Promise<boolean> {
  const outcome = await bridge.invoke('library:study', studyInstanceUid);
  if (!outcome.ok) return false;
  const layout = rememberedLayout();
  const study = fromJsonText(outcome.value);
  indexStudy(study);
  const viewer = useViewerStore.getState();
  viewer.openStudy(study, null);
  viewer.setLayout(layout);
  if (cellCount(layout) === 1) viewer.ensureCell(firstHangingProtocol.steps.canal.rule, null);
  return true;
}

function closeStudy(): void {
  const { study, closeStudy: close } = useViewerStore.getState();
  close();
  if (study !== null) forgetStudy(study.studyInstanceUid);
}

/**
 * Follows the reading window: its study, its active viewport as far as it is linked, its cross-hair, its reading and
 * those compared with it. A cross-hair placed here is sent to it. Returns the function that stops it.
 */
export function followReadingWindow(): () => void {
  let last: Lead | null = null;
  let reading: Reading | null = null;
  let compared: ComparedReadings | null = null;
  /** The study asked for last; null: none. */
  let wanted: string | null = null;
  let isStopped = false;

  function showReadings(): void {
    const { study } = useViewerStore.getState();
    const isOfStudy = (one: Reading) => one.study.studyInstanceUid === study?.studyInstanceUid;
    useReadingStore.setState({ reading: reading !== null && isOfStudy(reading) ? reading : null });
    useAdjudicationStore.setState({
      readings: compared?.readings.filter((one) => isOfStudy(one.reading)) ?? null,
      hidden: new Set(compared?.hidden),
    });
  }

  async function take(lead: Lead | null): Promise<void> {
    last = lead;
    const studyInstanceUid = lead?.studyInstanceUid ?? null;
    if (studyInstanceUid === wanted) {
      if (lead !== null) useViewerStore.getState().follow(lead);
      return;
    }
    wanted = studyInstanceUid;
    closeStudy();
    showReadings();
    useFollowStore.setState({ hasFailed: false });
    if (studyInstanceUid === null) return;
    const isOpen = await openStudy(studyInstanceUid).catch(() => false);
    if (isStopped || wanted !== studyInstanceUid) return;
    useFollowStore.setState({ hasFailed: !isOpen });
    showReadings();
    if (last !== null) useViewerStore.getState().follow(last);
  }

  const ends = [
    bridge.on('secondWindow:lead', (lead) => void take(lead)),
    bridge.on('secondWindow:reading', (shown) => {
      reading = shown;
      showReadings();
    }),
    bridge.on('secondWindow:compared', (shown) => {
      compared = shown;
      showReadings();
    }),
    useViewerStore.subscribe(({ crosshair, layout, study }, before) => {
      if (layout !== before.layout && study !== null)
        localStorage.setItem(rememberedAs, `${layout.rows} ${layout.columns}`);
      if (study === null || study !== before.study || crosshair === before.crosshair) return;
      if (!isEqual(crosshair, last?.crosshair ?? null))
        void bridge.invoke(
          'secondWindow:placeCrosshair',
          crosshair === null ? null : { ...crosshair, lps: [...crosshair.lps] },
        );
    }),
  ];
  void bridge.invoke('secondWindow:state').then((state) => {
    reading = state.reading;
    compared = state.compared;
    if (last === null) void take(state.lead);
  });
  return () => {
    isStopped = true;
    for (const end of ends) end();
  };
}
