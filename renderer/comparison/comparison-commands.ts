import { showOverlay, useSessionStore } from '../app/session';
import type { Shortcut } from '../app/shortcuts';
import { isInProject } from '../cohort/project-store';
import { text } from '../ui/text';
import { useViewerStore } from '../viewer/viewer-store';
import { endComparison } from './compare-study';

/** The commands of the comparison of two studies. */
export const comparisonCommands: readonly Shortcut[] = [
  {
    id: 'comparison.open',
    keys: ['Alt+C'],
    label: text.comparison.command,
    group: 'Viewer',
    when: () => useSessionStore.getState().screen === 'reading' && !isInProject(),
    run: () => showOverlay('comparison'),
  },
  {
    id: 'comparison.close',
    keys: ['Alt+Shift+C'],
    label: text.comparison.close,
    group: 'Viewer',
    when: () => useViewerStore.getState().comparison !== null,
    run: endComparison,
  },
];
