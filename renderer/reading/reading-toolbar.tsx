import { IconArrowBackUp, IconArrowForwardUp, IconPlayerTrackNext } from '@tabler/icons-react';
import { useMemo } from 'react';
import { missingForProtocol } from '../../shared/cohort/missing-for-protocol';
import { KeyHint, useTitle } from '../app/key-hint';
import { text } from '../ui/text';
import { useCaseProtocol } from './case-protocol';
import { goToNextMissing } from './go-to';
import styles from './reading.module.css';
import { useReadingStore } from './use-reading';

/** Undo, redo and the way to what is missing, for the header. */
export function ReadingToolbar() {
  const reading = useReadingStore((state) => state.reading);
  const protocol = useCaseProtocol((state) => state.protocol);
  const undoable = useReadingStore((state) => state.undoable.at(-1)?.description ?? null);
  const redoable = useReadingStore((state) => state.redoable.at(-1)?.description ?? null);
  const { undo, redo } = useReadingStore.getState();
  const undoLabel = undoable === null ? text.reading.undo : text.reading.undoOf(undoable);
  const redoLabel = redoable === null ? text.reading.redo : text.reading.redoOf(redoable);
  const undoTitle = useTitle(undoLabel, 'reading.undo');
  const redoTitle = useTitle(redoLabel, 'reading.redo');
  const nextTitle = useTitle(text.reading.nextMissing, 'reading.next');
  const missing = useMemo(
    () => (reading === null ? 0 : missingForProtocol(reading, protocol).length),
    [reading, protocol],
  );
  if (reading === null) return null;
  const isDraft = reading.status === 'draft';
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={text.reading.edit}>
      <button
        type="button"
        className={styles.toolButton}
        aria-label={undoLabel}
        title={undoTitle}
        disabled={undoable === null}
        onClick={undo}
      >
        <IconArrowBackUp size={16} aria-hidden="true" />
      </button>
      <button
        type="button"
        className={styles.toolButton}
        aria-label={redoLabel}
        title={redoTitle}
        disabled={redoable === null}
        onClick={redo}
      >
        <IconArrowForwardUp size={16} aria-hidden="true" />
      </button>
      <button
        type="button"
        className={styles.toolButton}
        aria-label={text.reading.nextMissing}
        title={nextTitle}
        disabled={!isDraft || missing === 0}
        onClick={goToNextMissing}
      >
        <IconPlayerTrackNext size={16} aria-hidden="true" />
        <KeyHint command="reading.next" />
      </button>
    </div>
  );
}
