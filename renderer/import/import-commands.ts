import { showOverlay, useSessionStore } from '../app/session';
import type { Shortcut } from '../app/shortcuts';
import { text } from '../ui/text';
import { importFindings } from './import-store';

/** The commands of importing findings and of looking at readings of others. */
export const importCommands: readonly Shortcut[] = [
  {
    id: 'library.import',
    keys: ['Ctrl+I'],
    label: text.import.command,
    group: 'Application',
    context: 'everywhere',
    run: () => void importFindings(),
  },
  {
    id: 'reading.others',
    keys: ['Alt+O'],
    label: text.import.others.command,
    group: 'Reading',
    when: () => useSessionStore.getState().screen === 'reading',
    run: () => showOverlay('others'),
  },
];
