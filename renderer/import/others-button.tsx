import { useTitle } from '../app/key-hint';
import { showOverlay } from '../app/session';
import styles from '../reading/reading.module.css';
import { text } from '../ui/text';
import { useOthers } from './use-others';

/** The way to the readings of the study by others, where there are any. */
export function OthersButton({ studyInstanceUid }: { studyInstanceUid: string }) {
  const others = useOthers(studyInstanceUid);
  const title = useTitle(text.import.others.command, 'reading.others');
  if (others === null || others.length === 0) return null;
  return (
    <button type="button" className={styles.iconButton} title={title} onClick={() => showOverlay('others')}>
      {text.import.others.button(others.length)}
    </button>
  );
}
