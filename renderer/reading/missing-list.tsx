import type { MissingItem } from '../../shared/findings/completeness';
import { KeyHint } from '../app/key-hint';
import { goToMissing } from './go-to';
import styles from './reading.module.css';

/** What the reading still lacks; a click goes there. */
export function MissingList({ items }: { items: readonly MissingItem[] }) {
  return (
    <section className={styles.missing} aria-label={`Missing: ${items.length} items`}>
      <h2 className={styles.sectionTitle}>
        Missing ({items.length})
        {items.length > 0 && (
          <span>
            next <KeyHint command="reading.next" />
          </span>
        )}
      </h2>
      {items.length === 0 ? (
        <span className={styles.hint}>Nothing: the reading can be submitted.</span>
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
