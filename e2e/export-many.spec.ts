import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseReading } from '../shared/findings/parse-reading';
import { answerSaveDialog } from './support/dialogs';
import { phantomFolder } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

test('several readings are exported to one file, all or the ticked ones', async ({ launch, workFolder }) => {
  const { app, page } = await launch({ bundled: phantomFolder });
  const room = new ReadingRoom(page);
  const file = path.join(workFolder, 'many.json');
  await answerSaveDialog(app, file);
  const library = page.getByRole('button', { name: 'Library' });
  for (const description of [/Phantom D/, /Phantom C/]) {
    await room.openStudy(description);
    await room.openCard('Levels');
    await room.choose('Counted', 'ribs');
    await room.waitForSaved();
    await library.click();
  }
  await page.getByRole('button', { name: 'Export all 2 readings…' }).click();
  await expect(page.getByText('Exported to many.json')).toBeVisible();
  const written: unknown = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(written)) throw new Error('not a list of readings');
  expect(written).toHaveLength(2);
  for (const one of written) expect('reading' in parseReading(one)).toBe(true);

  await page
    .getByRole('list', { name: 'Studies', exact: true })
    .getByRole('listitem')
    .filter({ hasText: 'Phantom C' })
    .getByRole('checkbox')
    .check();
  await page.getByRole('button', { name: 'Export 1 reading…' }).click();
  await expect.poll(() => Array.isArray(JSON.parse(readFileSync(file, 'utf8')))).toBe(false);
});
