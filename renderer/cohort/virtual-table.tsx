// biome-ignore-all lint/a11y/useSemanticElements: lines of a table element cannot be placed one by one
// biome-ignore-all lint/a11y/useFocusableInteractive: the grid has the focus, and names the line it is on
// biome-ignore-all lint/a11y/useKeyWithClickEvents: the grid has the keys
import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import classes from './virtual-table.module.css';

/** One column of a table: its heading, its width as a CSS grid track, and what a line shows in it. */
export interface TableColumn<Row> {
  id: string;
  title: string;
  width: string;
  isNumber?: boolean;
  /** A click on the heading sorts by this column. */
  canSort?: boolean;
  cell: (row: Row) => ReactNode;
}

interface VirtualTableProps<Row> {
  label: string;
  columns: readonly TableColumn<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** Key of the line the keyboard is on; null: none. */
  chosen: string | null;
  onChoose: (row: Row) => void;
  /** What Enter and a click on a line do besides choosing it. */
  onOpen?: (row: Row) => void;
  isDimmed?: (row: Row) => boolean;
  sort?: { column: string; isDescending: boolean };
  onSort?: (column: string) => void;
  /** Said in place of the lines where there are none. */
  empty: string;
  /** Takes the keyboard focus when it is shown, unless something else has it. */
  takesFocus?: boolean;
}

/** Height of a line, CSS pixels. */
const rowHeight = 30;
const headHeight = 30;

/**
 * A table of any length of which only what is in view is drawn, worked down by keyboard: arrows, Page, Home and End choose a
 * line, Enter opens it.
 */
export function VirtualTable<Row>(props: VirtualTableProps<Row>) {
  const { label, columns, rows, keyOf, chosen, onChoose, onOpen, isDimmed, sort, onSort, empty } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: headHeight,
  });
  const at = chosen === null ? -1 : rows.findIndex((row) => keyOf(row) === chosen);
  const { takesFocus } = props;
  useEffect(() => {
    if (takesFocus && document.activeElement === document.body) scroller.current?.focus();
  }, [takesFocus]);

  function take(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget || event.ctrlKey || event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 300) / rowHeight) - 2);
    const last = rows.length - 1;
    const targets: Record<string, number> = {
      ArrowDown: Math.min(last, at + 1),
      ArrowUp: Math.max(0, at - 1),
      PageDown: Math.min(last, at + page),
      PageUp: Math.max(0, at - page),
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    const wanted = rows[target ?? at];
    if (wanted === undefined) return;
    if (target !== undefined) {
      onChoose(wanted);
      virtualizer.scrollToIndex(target);
    } else if (event.key === 'Enter' && onOpen !== undefined) onOpen(wanted);
    else return;
    event.preventDefault();
  }

  const tracks: CSSProperties = { gridTemplateColumns: columns.map(({ width }) => width).join(' ') };
  return (
    <div
      ref={scroller}
      role="grid"
      className={classes.table}
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      aria-activedescendant={at < 0 ? undefined : `${id}-${at}`}
      tabIndex={0}
      onKeyDown={take}
    >
      <div className={classes.lines}>
        <div role="rowgroup" className={classes.head}>
          <div role="row" aria-rowindex={1} className={classes.row} style={tracks}>
            {columns.map((column) => {
              const isSorted = sort?.column === column.id;
              const direction = sort?.isDescending ? 'descending' : 'ascending';
              return (
                <div
                  key={column.id}
                  role="columnheader"
                  className={classes.heading}
                  data-number={column.isNumber || undefined}
                  aria-sort={isSorted ? direction : undefined}
                >
                  {column.canSort === true && onSort !== undefined ? (
                    <button type="button" onClick={() => onSort(column.id)}>
                      {column.title}
                      <span aria-hidden="true">{isSorted ? (sort?.isDescending ? ' ↓' : ' ↑') : ''}</span>
                    </button>
                  ) : (
                    column.title
                  )}
                </div>
              );
            })}
          </div>
        </div>
        {rows.length === 0 ? (
          <div role="rowgroup">
            <div role="row" className={classes.empty}>
              <div role="gridcell">{empty}</div>
            </div>
          </div>
        ) : (
          <div role="rowgroup" className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
            {virtualizer.getVirtualItems().map(({ index, start }) => {
              const row = rows[index];
              if (row === undefined) return null;
              return (
                <div
                  key={keyOf(row)}
                  id={`${id}-${index}`}
                  role="row"
                  aria-rowindex={index + 2}
                  aria-selected={index === at}
                  className={classes.row}
                  data-opens={onOpen === undefined ? undefined : true}
                  data-dimmed={isDimmed?.(row) || undefined}
                  style={{ ...tracks, transform: `translateY(${start}px)` }}
                  onClick={() => {
                    onChoose(row);
                    onOpen?.(row);
                  }}
                >
                  {columns.map((column) => {
                    const content = column.cell(row);
                    return (
                      <div
                        key={column.id}
                        role="gridcell"
                        className={classes.cell}
                        data-number={column.isNumber || undefined}
                        title={typeof content === 'string' ? content : undefined}
                      >
                        {content}
                      </div>
                    );
                  })}
                </div>
              );
            })}
          </div>
        )}
      </div>
    </div>
  );
}
