import type { Protocol } from '../cohort/protocol';
import type { Reading } from '../findings/reading';
import { answerTo } from './asked-by-protocol';
import { columnsBefore, items } from './catalogue';
import type { Answer, Column, Item } from './column';
import { csvCell, csvLine } from './csv';
import { statuses } from './missing-codes';
import { rowsOf } from './row';

const plain = { type: 'text', unit: null, method: null, values: null, missing: [] } as const;

const keys = columnsBefore.filter((column) => column.inLong);

const answerColumns: readonly Column[] = [
  {
    ...plain,
    name: 'item',
    meaning: 'What is asked: the name of its column in the wide table, which this code book describes',
    type: 'choice',
    values: items.map((item) => item.name),
    source: '',
  },
  {
    ...plain,
    name: 'value',
    meaning: 'The answer; empty where there is none, which status tells apart',
    source: 'as of the item',
  },
  { ...plain, name: 'unit', meaning: 'UCUM unit of the item; empty where it has none', source: '' },
  {
    ...plain,
    name: 'method',
    meaning:
      'Method code of a measurement; empty where the item is none. Never pool values of different methods',
    source: 'fractures[].measurements[].method',
  },
  {
    ...plain,
    name: 'value_type',
    meaning: 'What value holds',
    type: 'choice',
    values: ['choice', 'list', 'text', 'integer', 'number'],
    source: '',
  },
  {
    ...plain,
    name: 'status',
    meaning: 'Whether there is a value (VALUE), or why there is none',
    type: 'choice',
    values: statuses,
    source: '',
  },
  {
    ...plain,
    name: 'reason',
    meaning: 'Why there is no value, in a sentence; empty where there is one or no reason is given',
    source: 'fractures[].notAssessable[].reason, else fractures[].measurements[].refused',
  },
  {
    ...plain,
    name: 'uncertainty',
    meaning: 'Expanded uncertainty (k = 2) of a measurement, in its unit; empty where there is none',
    type: 'number',
    source: 'fractures[].measurements[].uncertainty',
  },
  {
    ...plain,
    name: 'note',
    meaning: 'What to know about a measurement; empty where there is nothing to say',
    source: 'fractures[].measurements[].note',
  },
];

/** The columns of the long table, as the code book describes them. */
export const longColumns: readonly Column[] = [...keys, ...answerColumns];

/** The header of the long CSV. */
export const longHeader = csvLine(longColumns.map((column) => column.name));

/** An item with the cells that are the same in all its lines. */
interface Prepared {
  item: Item;
  name: string;
  fixed: string;
}

const prepared = (about: Item['about']): Prepared[] =>
  items
    .filter((item) => item.about === about)
    .map((item) => ({
      item,
      name: csvCell(item.name),
      fixed: [item.unit, item.method, item.type].map(csvCell).join(','),
    }));
const ofReading = prepared('reading');
const ofFracture = prepared('fracture');

function lineOf({ name, fixed }: Prepared, beginning: string, answer: Answer): string {
  if ('value' in answer) {
    const { value, uncertainty = null, note = null } = answer;
    return `${beginning},${name},${csvCell(value)},${fixed},VALUE,,${csvCell(uncertainty)},${csvCell(note)}\r\n`;
  }
  return `${beginning},${name},,${fixed},${answer.missing},${csvCell(answer.reason ?? null)},,\r\n`;
}

/**
 * The lines of one reading in the long CSV: one for each item about the reading, then one for each item of each fracture
 * (of a reading without a fracture: one for each, which says that there is none).
 */
export function longLines(reading: Reading, protocol: Protocol | null = null): string {
  let lines = '';
  for (const [index, row] of rowsOf(reading).entries()) {
    const beginningWith = (level: boolean) =>
      keys
        .map((column) => csvCell(column.name === 'fracture_level' && !level ? null : column.valueOf(row)))
        .join(',');
    if (index === 0) {
      const beginning = beginningWith(false);
      for (const one of ofReading) lines += lineOf(one, beginning, answerTo(one.item, row, protocol));
    }
    const beginning = beginningWith(true);
    for (const one of ofFracture) lines += lineOf(one, beginning, answerTo(one.item, row, protocol));
  }
  return lines;
}
