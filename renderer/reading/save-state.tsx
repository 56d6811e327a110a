import {
  IconAlertTriangle,
  IconCheck,
  IconCircleDashed,
  IconCloudUpload,
  IconRefresh,
} from '@tabler/icons-react';
import { timeText } from '../ui/format';
import { text } from '../ui/text';
import type { SaveState as SaveStateValue } from './autosave';
import styles from './reading.module.css';
import { useReadingStore } from './use-reading';

function words(state: SaveStateValue): string {
  switch (state.kind) {
    case 'empty':
      return text.reading.nothingEntered;
    case 'saving':
      return text.reading.saving;
    case 'saved':
      return text.reading.savedAt(timeText(new Date(state.at)));
    case 'failed':
      return text.reading.notSaved(state.problem);
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
      <span
        className={styles.saveWords}
        role="status"
        aria-label={text.reading.saveState}
        title={words(state)}
      >
        {words(state)}
      </span>
      {state.kind === 'failed' && (
        <button
          type="button"
          className={styles.iconButton}
          aria-label={text.viewer.tryAgain}
          title={text.viewer.tryAgain}
          onClick={() => void flush()}
        >
          <IconRefresh size={14} aria-hidden="true" />
        </button>
      )}
    </span>
  );
}
