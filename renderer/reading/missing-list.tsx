import type { MissingItem } from '../../shared/findings/completeness';
import { KeyHint } from '../app/key-hint';
import { text } from '../ui/text';
import { goToMissing } from './go-to';
import styles from './reading.module.css';

/** What the reading still lacks; a click goes there. */
export function MissingList({ items }: { items: readonly MissingItem[] }) {
  return (
    <section className={styles.missing} aria-label={text.reading.missing(items.length)}>
      <h2 className={styles.sectionTitle}>
        {text.reading.missingTitle(items.length)}
        {items.length > 0 && (
          <span>
            {text.reading.next} <KeyHint command="reading.next" />
          </span>
        )}
      </h2>
      {items.length === 0 ? (
        <span className={styles.hint}>{text.reading.nothingMissing}</span>
      ) : (
        <ul>
          {items.map((item) => (
            <li key={item.id}>
              <button type="button" onClick={() => goToMissing(item)}>
                {item.sentence}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
