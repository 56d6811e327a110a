import { showOverlay, useSessionStore } from '../app/session';
import type { Shortcut } from '../app/shortcuts';
import { text } from '../ui/text';

/** The commands of reports. */
export const reportCommands: readonly Shortcut[] = [
  {
    id: 'reading.report',
    keys: ['Ctrl+R'],
    label: text.report.command,
    group: 'Reading',
    when: () => useSessionStore.getState().screen === 'reading',
    run: () => showOverlay('report'),
  },
];
