import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import { codeBookCsv, codeBookMarkdown } from '../shared/export/code-book';
import { longColumns } from '../shared/export/long-table';
import { missingCodes } from '../shared/export/missing-codes';
import { wideColumns } from '../shared/export/wide-table';

it('docs/code-book.md is what the catalogue says (else: npm run code-book)', () => {
  const file = path.join(import.meta.dirname, '../docs/code-book.md');
  expect(readFileSync(file, 'utf8')).toBe(codeBookMarkdown());
});

it('the code book as CSV describes every column and every missing code', () => {
  const records: Record<string, string>[] = parse(codeBookCsv(), { bom: true, columns: true });
  const namesIn = (table: string) => records.filter((one) => one.table === table).map((one) => one.name);
  expect(namesIn('wide')).toEqual(wideColumns.map(({ name }) => name));
  expect(namesIn('long')).toEqual(longColumns.map(({ name }) => name));
  expect(namesIn('missing')).toEqual(Object.keys(missingCodes));
  expect(records.find((one) => one.name === 'retropulsion_RETRO_ADJ_mm')).toMatchObject({
    type: 'number',
    unit: 'mm',
    method: 'RETRO-ADJ',
    source: 'fractures[].measurements[] where name is "retropulsion", method RETRO-ADJ, unit mm',
  });
});
