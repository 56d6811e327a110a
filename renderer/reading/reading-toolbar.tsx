import { IconArrowBackUp, IconArrowForwardUp, IconPlayerTrackNext } from '@tabler/icons-react';
import { useMemo } from 'react';
import { missingItems } from '../../shared/findings/completeness';
import { goToNextMissing } from './go-to';
import styles from './reading.module.css';
import { useReadingStore } from './use-reading';

/** Undo, redo and the way to what is missing, for the header. */
export function ReadingToolbar() {
  const reading = useReadingStore((state) => state.reading);
  const undoable = useReadingStore((state) => state.undoable.at(-1)?.description ?? null);
  const redoable = useReadingStore((state) => state.redoable.at(-1)?.description ?? null);
  const { undo, redo } = useReadingStore.getState();
  const missing = useMemo(() => (reading === null ? 0 : missingItems(reading).length), [reading]);
  if (reading === null) return null;
  const isDraft = reading.status === 'draft';
  return (
    <div className={styles.toolbar} role="toolbar" aria-label="Edit">
      <button
        type="button"
        className={styles.toolButton}
        aria-label={undoable === null ? 'Undo' : `Undo: ${undoable}`}
        title={undoable === null ? 'Undo (Ctrl+Z)' : `Undo: ${undoable} (Ctrl+Z)`}
        disabled={undoable === null}
        onClick={undo}
      >
        <IconArrowBackUp size={16} aria-hidden="true" />
      </button>
      <button
        type="button"
        className={styles.toolButton}
        aria-label={redoable === null ? 'Redo' : `Redo: ${redoable}`}
        title={redoable === null ? 'Redo (Ctrl+Shift+Z)' : `Redo: ${redoable} (Ctrl+Shift+Z)`}
        disabled={redoable === null}
        onClick={redo}
      >
        <IconArrowForwardUp size={16} aria-hidden="true" />
      </button>
      <button
        type="button"
        className={styles.toolButton}
        aria-label="Next missing item"
        title="Next missing item (N)"
        disabled={!isDraft || missing === 0}
        onClick={goToNextMissing}
      >
        <IconPlayerTrackNext size={16} aria-hidden="true" />
        <kbd>N</kbd>
      </button>
    </div>
  );
}
