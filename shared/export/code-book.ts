import type { Column } from './column';
import { byteOrderMark, csvLine } from './csv';
import { longColumns } from './long-table';
import { missingCodes } from './missing-codes';
import { wideColumns } from './wide-table';

const tables = [
  ['wide', wideColumns],
  ['long', longColumns],
] as const;

const columns: readonly (readonly [string, (column: Column) => string | null])[] = [
  ['name', ({ name }) => name],
  ['meaning', ({ meaning }) => meaning],
  ['type', ({ type }) => type],
  ['unit', ({ unit }) => unit],
  ['method', ({ method }) => method],
  ['values', ({ values }) => values?.join(' | ') ?? null],
  ['missing_codes', ({ missing }) => missing.join(' | ') || null],
  ['source', ({ source }) => source || null],
];

/** The code book as CSV: a line for each column of both tables, then one for each missing code. */
export function codeBookCsv(): string {
  const lines = tables.flatMap(([table, described]) =>
    described.map((column) => csvLine([table, ...columns.map(([, of]) => of(column))])),
  );
  const codes = Object.entries(missingCodes).map(([code, meaning]) =>
    csvLine(['missing', code, meaning, ...columns.slice(2).map(() => null)]),
  );
  const header = csvLine(['table', ...columns.map(([name]) => name)]);
  return [byteOrderMark, header, ...lines, ...codes].join('');
}

function markdownCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

function markdownTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(markdownCell).join(' | ')} |`;
  return [line(header), `|${'---|'.repeat(header.length)}`, ...rows.map(line)].join('\n');
}

const code = (text: string | null): string => (text === null || text === '' ? '' : `\`${text}\``);

function describedInMarkdown(described: readonly Column[]): string {
  return markdownTable(
    ['name', 'meaning', 'type', 'unit', 'method', 'values', 'missing codes', 'in the document'],
    described.map(({ name, meaning, type, unit, method, values, missing, source }) => [
      code(name),
      meaning,
      type,
      unit ?? '',
      code(method),
      values === null ? '' : values.join(', '),
      missing.join(', '),
      source,
    ]),
  );
}

/** The code book as Markdown. */
export function codeBookMarkdown(): string {
  const codes = Object.entries(missingCodes).map(([name, meaning]) => [code(name), meaning]);
  return `# Code book

The columns of the tables \`rim-reader export\` and the library write; how to read them: [exports.md](exports.md). Written by
\`npm run code-book\` from the catalogue the tables themselves are made from (\`shared/export/\`). Methods:
[measurements.md](measurements.md).

## Missing codes

An empty cell says that the column does not apply to the row, never that a finding is normal.

${markdownTable(['code', 'meaning'], [...codes])}

## Wide table: one row a fracture

A reading without a fracture has one row, in which every column about the fracture says so: no case is missing from a
denominator. Answers about the reading as a whole are repeated in each row of the reading.

${describedInMarkdown(wideColumns)}

## Long table: one row an item

${describedInMarkdown(longColumns)}
`;
}
