import type { Protocol } from '../cohort/protocol';
import type { Reading } from '../findings/reading';
import type { ExportFormat } from '../ipc/export-format';
import { byteOrderMark } from './csv';
import { longHeader, longLines } from './long-table';
import { wideHeader, wideLines } from './wide-table';

/** A file of text made reading by reading, so that any number of readings passes through it. */
export interface TextFormat {
  /** What the file begins with. */
  begin: string;
  /** What it holds of one reading; `protocol`: the one it was made under, where that is known. */
  of: (reading: Reading, protocol?: Protocol | null) => string;
  /** What stands between two readings. */
  between: string;
  /** What the file ends with. */
  end: string;
}

/** The formats that go through reading by reading; the tables begin with a byte order mark, for Excel. */
export const textFormats: Readonly<Record<Exclude<ExportFormat, 'json'>, TextFormat>> = {
  'csv-wide': { begin: byteOrderMark + wideHeader, of: wideLines, between: '', end: '' },
  'csv-long': { begin: byteOrderMark + longHeader, of: longLines, between: '', end: '' },
  ndjson: { begin: '', of: (reading) => `${JSON.stringify(reading)}\n`, between: '', end: '' },
};

const indented = (reading: Reading) => JSON.stringify(reading, null, 2);
const jsonOfOne: TextFormat = { begin: '', of: indented, between: '', end: '\n' };
const jsonList: TextFormat = { begin: '[\n', of: indented, between: ',\n', end: '\n]\n' };

/** A format for a number of readings: JSON holds one reading as an object, any other number as a list. */
export function textFormatFor(format: ExportFormat, count: number): TextFormat {
  if (format !== 'json') return textFormats[format];
  return count === 1 ? jsonOfOne : jsonList;
}

/** Characters gathered before they are handed on: large enough that writing costs little, small against the memory. */
const pieceLength = 1 << 18;

/** The text of readings in a format, in pieces; no more than one piece and one reading are held. */
export async function* textOf(
  { begin, of, between, end }: TextFormat,
  readings: Iterable<Reading> | AsyncIterable<Reading>,
  protocolOf: (reading: Reading) => Protocol | null = () => null,
): AsyncGenerator<string> {
  let piece = begin;
  let isFirst = true;
  for await (const reading of readings) {
    if (!isFirst) piece += between;
    isFirst = false;
    piece += of(reading, protocolOf(reading));
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  piece += end;
  if (piece !== '') yield piece;
}
