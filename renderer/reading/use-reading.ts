import { vertebralLevels } from '../../shared/dicom/levels';
import { nextLevelToMark } from '../../shared/findings/edits';
import { bridge } from '../app/bridge';
import { useViewerStore } from '../viewer/viewer-store';
import { caseProtocol, hindranceToEdit } from './case-protocol';
import { stepIds, useProtocolStore } from './protocol-store';
import { createReadingStore } from './reading-store';

/** The open reading of this window. */
export const useReadingStore = createReadingStore({
  invoke: (channel, ...request) => bridge.invoke(channel, ...request),
  viewState: () => {
    const viewer = useViewerStore.getState();
    if (viewer.study === null) return null;
    const { step, fractureLevel } = useProtocolStore.getState();
    return { ...viewer.captureViewState(), step: step ?? '', fractureLevel };
  },
  onOpened: (reading, viewState) => {
    const step =
      stepIds.find((id) => id === viewState?.step) ?? (viewState?.step === '' ? null : 'numbering');
    const fractureLevel = vertebralLevels.find((level) => level === viewState?.fractureLevel) ?? null;
    const marked = reading.levels.map((mark) => mark.level);
    useProtocolStore.getState().reset(step, fractureLevel, nextLevelToMark(marked, 'head') ?? 'L5');
  },
  protocol: caseProtocol,
  hindrance: hindranceToEdit,
  now: () => new Date(),
});
