import { clearNotAssessable, setNotAssessable } from '../../shared/findings/edits';
import type { Fracture, FractureItem } from '../../shared/findings/reading';
import { NotAssessable } from './controls';
import styles from './reading.module.css';
import { useReadingStore } from './use-reading';

/** Why an item of a fracture cannot be judged, or null where it can or nothing is said. */
export function notAssessableReason(fracture: Fracture, item: FractureItem): string | null {
  return fracture.notAssessable.find((one) => one.item === item)?.reason ?? null;
}

interface ItemNotAssessableProps {
  fracture: Fracture;
  item: FractureItem;
  /** The item in words, e.g. "Posterior wall". */
  name: string;
  /** What the row begins with, where it is not the name. */
  rowLabel?: string;
  disabled: boolean;
}

/** The row that says of an item of a fracture that it cannot be judged, with the reason. */
export function ItemNotAssessable({
  fracture,
  item,
  name,
  rowLabel = name,
  disabled,
}: ItemNotAssessableProps) {
  const { apply } = useReadingStore.getState();
  const { level } = fracture;
  return (
    <div className={styles.row}>
      <span className={styles.rowLabel}>{rowLabel}</span>
      <NotAssessable
        item={name}
        field={`notAssessable.${item}`}
        reason={notAssessableReason(fracture, item)}
        disabled={disabled}
        onChange={(reason) =>
          apply(
            (draft) =>
              reason === null
                ? clearNotAssessable(draft, level, item)
                : setNotAssessable(draft, level, item, reason),
            `${name} of ${level} not assessable`,
          )
        }
      />
    </div>
  );
}
