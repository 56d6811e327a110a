import { type FormEvent, useEffect, useRef, useState } from 'react';
import { create } from 'zustand';
import type { Reading } from '../../shared/findings/reading';
import { text } from '../ui/text';
import { hindranceToEdit, useHindranceToEdit } from './case-protocol';
import styles from './reading.module.css';
import { useReadingStore } from './use-reading';

/** The reading whose re-opening waits for its reason; null: none. */
const useReopeningStore = create<{ readingId: string | null }>()(() => ({ readingId: null }));

/** Re-opens the submitted reading; in a study the reason is asked for first. */
export function reopenReading(): void {
  const { reading, reopen } = useReadingStore.getState();
  if (reading === null || reading.status !== 'submitted') return;
  // Where nothing may be changed the reading itself says why.
  if (reading.project === null || hindranceToEdit() !== null) reopen(null);
  else useReopeningStore.setState({ readingId: reading.readingId });
}

/** The way to a new revision of a submitted reading, and in a study the question why. */
export function Reopening({ reading }: { reading: Reading }) {
  const isAsking = useReopeningStore((state) => state.readingId === reading.readingId);
  if (useHindranceToEdit() !== null) return null;
  if (isAsking) return <ReasonForm />;
  return (
    <button type="button" className={styles.iconButton} onClick={reopenReading}>
      {text.reading.reopenAs(reading.revision + 1)}
    </button>
  );
}

function ReasonForm() {
  const [reason, setReason] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const cancel = () => useReopeningStore.setState({ readingId: null });

  function begin(event: FormEvent): void {
    event.preventDefault();
    if (reason.trim() === '') return;
    useReadingStore.getState().reopen(reason);
    cancel();
  }

  return (
    <form className={styles.reopening} onSubmit={begin}>
      <input
        ref={field}
        className={styles.reason}
        aria-label={text.cohort.reopening.reason}
        placeholder={text.cohort.reopening.reason}
        title={text.cohort.reopening.hint}
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') cancel();
        }}
      />
      <button type="submit" className={styles.iconButton} disabled={reason.trim() === ''}>
        {text.cohort.reopening.begin}
      </button>
      <button type="button" className={styles.iconButton} onClick={cancel}>
        {text.library.cancel}
      </button>
    </form>
  );
}
