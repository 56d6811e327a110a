import type { Protocol } from '../cohort/protocol';
import type { Reading } from '../findings/reading';
import { answerTo } from './asked-by-protocol';
import { columnsAfter, columnsBefore, items } from './catalogue';
import { type Answer, type Column, type Item, isNumeric, type KeyColumn } from './column';
import { csvLine } from './csv';
import { statuses } from './missing-codes';
import { rowsOf } from './row';

type Cell = string | number | null;

/** A column of the wide table that holds an answer, or something of it. */
interface AnswerColumn extends Column {
  cellOf: (answer: Answer) => Cell;
}

const companion = { type: 'text', unit: null, method: null, values: null, missing: [] } as const;

/** The columns of an item: the answer itself, and beside a number why there is none and what to know about it. */
function columnsOf(item: Item): AnswerColumn[] {
  const { name, method, unit, source } = item;
  if (!isNumeric(item)) {
    const isFree = item.type === 'text';
    return [
      {
        ...item,
        missing: isFree ? [] : item.missing,
        cellOf: (answer) => ('value' in answer ? answer.value : isFree ? null : answer.missing),
      },
    ];
  }
  const number: AnswerColumn = {
    ...item,
    missing: [],
    cellOf: (answer) => ('value' in answer ? answer.value : null),
  };
  const status: AnswerColumn = {
    ...companion,
    name: `${name}_status`,
    meaning: `Whether ${name} has a value (VALUE), or why it is empty`,
    type: 'choice',
    values: statuses.filter((one) => one === 'VALUE' || item.missing.some((code) => code === one)),
    source,
    cellOf: (answer) => ('value' in answer ? 'VALUE' : answer.missing),
  };
  if (!item.isMeasurement) return [number, status];
  return [
    number,
    status,
    {
      ...companion,
      name: `${name}_uncertainty`,
      meaning: `Expanded uncertainty (k = 2) of ${name} from placing its points to a pixel; empty where there is none`,
      type: 'number',
      unit,
      method,
      source: `${source}: uncertainty`,
      cellOf: (answer) => ('value' in answer ? (answer.uncertainty ?? null) : null),
    },
    {
      ...companion,
      name: `${name}_reason`,
      meaning: `Why ${name} has no value, in a sentence; empty where there is one or no reason is given`,
      source: `${source}: refused, else fractures[].notAssessable[].reason`,
      cellOf: (answer) => ('missing' in answer ? (answer.reason ?? null) : null),
    },
    {
      ...companion,
      name: `${name}_note`,
      meaning: `What to know about ${name}; empty where there is nothing to say`,
      source: `${source}: note`,
      cellOf: (answer) => ('value' in answer ? (answer.note ?? null) : null),
    },
  ];
}

const answered: readonly { item: Item; columns: readonly AnswerColumn[] }[] = items.map((item) => ({
  item,
  columns: columnsOf(item),
}));

/** The columns of the wide table, as the code book describes them. */
export const wideColumns: readonly Column[] = [
  ...columnsBefore,
  ...answered.flatMap(({ columns }) => columns),
  ...columnsAfter,
];

/** The header of the wide CSV. */
export const wideHeader = csvLine(wideColumns.map((column) => column.name));

/** The lines of one reading in the wide CSV: one for each fracture, or one where there is none. */
export function wideLines(reading: Reading, protocol: Protocol | null = null): string {
  const valuesOf = (columns: readonly KeyColumn[], row: ReturnType<typeof rowsOf>[number]): Cell[] =>
    columns.map((column) => column.valueOf(row));
  return rowsOf(reading)
    .map((row) => {
      const cells = valuesOf(columnsBefore, row);
      for (const { item, columns } of answered) {
        const answer = answerTo(item, row, protocol);
        for (const column of columns) cells.push(column.cellOf(answer));
      }
      return csvLine([...cells, ...valuesOf(columnsAfter, row)]);
    })
    .join('');
}
