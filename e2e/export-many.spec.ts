import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { wideColumns } from '../shared/export/wide-table';
import { parseReading } from '../shared/findings/parse-reading';
import { answerSaveDialog } from './support/dialogs';
import { phantomFolder } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

test('several readings are exported to one file in every form, all or the ticked ones', async ({
  launch,
  workFolder,
}) => {
  const { app, page } = await launch({ bundled: phantomFolder });
  const room = new ReadingRoom(page);
  const library = page.getByRole('button', { name: 'Library' });
  const format = page.getByLabel('Format of the export');
  const text = (name: string) => readFileSync(path.join(workFolder, name), 'utf8');
  const table = (name: string): Record<string, string>[] =>
    parse(text(name), { bom: true, columns: true, record_delimiter: '\r\n' });
  for (const description of [/Phantom D/, /Phantom C/]) {
    await room.openStudy(description);
    await room.openCard('Levels');
    await room.choose('Counted', 'ribs');
    await room.waitForSaved();
    await library.click();
  }
  await answerSaveDialog(app, path.join(workFolder, 'many.json'));
  await page.getByRole('button', { name: 'Export all 2 readings…' }).click();
  await expect(page.getByText('Exported to many.json')).toBeVisible();
  const written: unknown = JSON.parse(text('many.json'));
  if (!Array.isArray(written)) throw new Error('not a list of readings');
  expect(written).toHaveLength(2);
  for (const one of written) expect('reading' in parseReading(one)).toBe(true);

  await test.step('NDJSON, and both tables with their code book', async () => {
    await answerSaveDialog(app, path.join(workFolder, 'many.ndjson'));
    await format.selectOption('NDJSON');
    await page.keyboard.press('Control+e');
    await expect(page.getByText('Exported to many.ndjson')).toBeVisible();
    const lines = text('many.ndjson').trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual(written);

    await answerSaveDialog(app, path.join(workFolder, 'many-wide.csv'));
    // A choice is made with the keyboard alone as well: the first letters of its name.
    await format.focus();
    await page.keyboard.type('CSV w');
    await expect(format).toHaveValue('csv-wide');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Exported to many-wide.csv and many-code-book.csv')).toBeVisible();
    const wide = table('many-wide.csv');
    expect(wide.map((row) => row.reading_id)).toEqual(
      written.map((one: { readingId: string }) => one.readingId),
    );
    for (const row of wide) {
      expect(row).toMatchObject({
        reading_status: 'draft',
        numbering_method: 'ribs',
        fracture_number: '0',
        fracture_presence: 'NOT_ANSWERED',
        rim_status: 'NOT_ANSWERED',
        retropulsion_RETRO_ADJ_mm: '',
        retropulsion_RETRO_ADJ_mm_status: 'NOT_ANSWERED',
      });
    }
    expect(
      table('many-code-book.csv')
        .filter((row) => row.table === 'wide')
        .map((row) => row.name),
    ).toEqual(wideColumns.map(({ name }) => name));

    await answerSaveDialog(app, path.join(workFolder, 'many-long.csv'));
    await format.selectOption('CSV long');
    await page.getByRole('button', { name: 'Export all 2 readings…' }).click();
    await expect(page.getByText('Exported to many-long.csv and many-code-book.csv')).toBeVisible();
    const counted = table('many-long.csv').filter((row) => row.item === 'numbering_method');
    expect(counted.map(({ value, status }) => [value, status])).toEqual([
      ['ribs', 'VALUE'],
      ['ribs', 'VALUE'],
    ]);
    expect(readdirSync(workFolder).filter((name) => name.includes('.part'))).toEqual([]);
  });

  await test.step('what cannot be written is told', async () => {
    await answerSaveDialog(app, path.join(workFolder, 'many.json', 'below.csv'));
    await page.getByRole('button', { name: 'Export all 2 readings…' }).click();
    await expect(page.getByText('“below.csv” was not exported.')).toBeVisible();
  });

  await answerSaveDialog(app, path.join(workFolder, 'many.json'));
  await format.selectOption('JSON');
  await page
    .getByRole('list', { name: 'Studies', exact: true })
    .getByRole('listitem')
    .filter({ hasText: 'Phantom C' })
    .getByRole('checkbox')
    .check();
  await page.getByRole('button', { name: 'Export 1 reading…' }).click();
  await expect.poll(() => Array.isArray(JSON.parse(text('many.json')))).toBe(false);
});
