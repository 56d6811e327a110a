import {
  type Fracture,
  type RimCellName,
  type RimCellState,
  rimCellNames,
  rimCellStates,
  rimColumns,
  rimRows,
} from '../../shared/findings/reading';
import { useKeyOf } from '../app/key-hint';
import { ariaKey, keyText } from '../app/key-names';
import { text } from '../ui/text';
import { rimStateWords } from '../ui/text-answers';
import styles from './reading.module.css';

/** The key of the numeric pad in the place of a cell: 7 8 9 above, 1 2 3 below. */
export const numericPadKeys: Record<RimCellName, string> = {
  'superior-right': '7',
  'superior-central': '8',
  'superior-left': '9',
  'middle-right': '4',
  'middle-central': '5',
  'middle-left': '6',
  'inferior-right': '1',
  'inferior-central': '2',
  'inferior-left': '3',
};

/**
 * The state after this one: unread, intact, interrupted, displaced, not assessable, and round again. `allowed`: the states
 * that are offered besides unread; null: all.
 */
export function nextRimState(state: RimCellState, allowed: readonly string[] | null): RimCellState {
  const offered = rimCellStates.filter(
    (one) => one === 'unread' || one === state || allowed === null || allowed.includes(one),
  );
  return offered[(offered.indexOf(state) + 1) % offered.length] ?? 'unread';
}

interface RimMapProps {
  fracture: Fracture;
  disabled: boolean;
  onCycle: (cell: RimCellName) => void;
  onReset: (cell: RimCellName) => void;
}

/** The nine parts of the posterior wall, the patient's right on the screen's left. State by word, pattern and colour. */
export function RimMap({ fracture, disabled, onCycle, onReset }: RimMapProps) {
  const keyOf = useKeyOf();
  return (
    <fieldset className={styles.rim} aria-label={text.form.rim.map(fracture.level)} data-field="rim.cells">
      <span />
      {rimColumns.map((column) => (
        <span key={column} className={styles.rimHead}>
          {column}
        </span>
      ))}
      {rimRows.flatMap((row) => [
        <span key={row} className={styles.rimRow}>
          {row}
        </span>,
        ...rimColumns.map((column) => {
          const cell: RimCellName = `${row}-${column}`;
          const state = fracture.rim.cells[cell];
          const key = keyOf(`reading.rim.${cell}`);
          return (
            <button
              key={cell}
              type="button"
              className={styles.rimCell}
              data-state={state}
              data-cell={cell}
              data-key={key === null ? '' : keyText(key).replace('Num ', '')}
              disabled={disabled}
              aria-label={text.form.rim.cell(row, column, rimStateWords[state])}
              aria-keyshortcuts={key === null ? undefined : ariaKey(key)}
              title={text.form.rim.cellHint}
              onClick={() => onCycle(cell)}
              onKeyDown={(event) => {
                if (event.key === 'Backspace' || event.key === 'Delete') {
                  event.preventDefault();
                  onReset(cell);
                }
              }}
            >
              {rimStateWords[state]}
            </button>
          );
        }),
      ])}
    </fieldset>
  );
}

/** How many of the nine cells nobody has read. */
export function unreadCells(fracture: Fracture): number {
  return rimCellNames.filter((cell) => fracture.rim.cells[cell] === 'unread').length;
}
