import { useTitle } from '../app/key-hint';
import { text } from '../ui/text';
import { submitOrGo } from './go-to';
import styles from './reading.module.css';

/** Submits a complete draft, or goes to the first of what it lacks. */
export function SubmitButton({ missingCount }: { missingCount: number }) {
  const title = useTitle(text.commands.submit, 'reading.submit');
  return (
    <button
      type="button"
      className={styles.primaryButton}
      data-ready={missingCount === 0}
      title={title}
      onClick={submitOrGo}
    >
      {missingCount === 0 ? text.reading.submit : text.reading.submitLeft(missingCount)}
    </button>
  );
}
