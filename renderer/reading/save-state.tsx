import { IconAlertTriangle, IconCheck, IconCircleDashed, IconCloudUpload } from '@tabler/icons-react';
import { timeText } from '../ui/format';
import type { SaveState as SaveStateValue } from './autosave';
import styles from './reading.module.css';
import { useReadingStore } from './use-reading';

function words(state: SaveStateValue): string {
  switch (state.kind) {
    case 'empty':
      return 'Nothing entered yet';
    case 'saving':
      return 'Saving…';
    case 'saved':
      return `Saved at ${timeText(new Date(state.at))}`;
    case 'failed':
      return `Could not save: ${state.problem} Your entries are kept and saving is tried again.`;
  }
}

const icons = {
  empty: IconCircleDashed,
  saving: IconCloudUpload,
  saved: IconCheck,
  failed: IconAlertTriangle,
} as const;

/** Whether what was entered is stored, always visible. */
export function SaveState() {
  const state = useReadingStore((store) => store.saveState);
  const isOpen = useReadingStore((store) => store.reading !== null);
  const flush = useReadingStore((store) => store.flush);
  const Icon = icons[state.kind];
  if (!isOpen) return null;
  return (
    <span className={styles.saveState} data-kind={state.kind}>
      <Icon size={14} aria-hidden="true" />
      <span className={styles.saveWords} role="status" aria-label="Save state" title={words(state)}>
        {words(state)}
      </span>
      {state.kind === 'failed' && (
        <button type="button" className={styles.iconButton} onClick={() => void flush()}>
          Try again
        </button>
      )}
    </span>
  );
}
