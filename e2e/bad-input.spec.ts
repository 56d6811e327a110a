import { copyFileSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { answerOpenDialog, answerSaveDialog } from './support/dialogs';
import { phantomFolder } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

const someImage = path.join(phantomFolder, 'd-no-fracture/sagittal-t2/001.dcm');

test('what is not DICOM, empty or cut off gets a sentence each and the rest opens', async ({
  launch,
  workFolder,
}) => {
  writeFileSync(path.join(workFolder, 'letter.txt'), 'Dear colleague, '.repeat(50));
  writeFileSync(path.join(workFolder, 'empty.dcm'), '');
  copyFileSync(someImage, path.join(workFolder, 'cut.dcm'));
  truncateSync(path.join(workFolder, 'cut.dcm'), 100_000);
  copyFileSync(someImage, path.join(workFolder, 'whole.dcm'));
  const { page } = await launch({ open: [workFolder] });
  await page.getByRole('button', { name: 'Library' }).click();
  await expect(page.getByText(/3 files could not be used/)).toBeVisible();
  await page.getByText(/3 files could not be used/).click();
  for (const name of ['letter.txt', 'empty.dcm', 'cut.dcm']) {
    const line = page
      .getByRole('listitem')
      .filter({ hasText: name })
      .or(page.getByRole('row').filter({ hasText: name }));
    await expect(line.first()).toBeVisible();
    expect((await line.first().innerText()).replace(name, '').trim().length).toBeGreaterThan(15);
  }
  await expect(page.locator('button[data-study]')).toHaveCount(1);
});

test('an empty folder says that nothing is in it', async ({ launch, workFolder }) => {
  const { app, page } = await launch();
  await answerOpenDialog(app, [workFolder]);
  await page.getByRole('button', { name: 'Open folder…' }).first().click();
  await expect(page.getByText(/no (DICOM )?(files|images|studies)/i).first()).toBeVisible();
});

test('an export that cannot be written says why and leaves nothing half-written', async ({
  launch,
  workFolder,
}) => {
  const { app, page } = await launch({ open: [path.join(phantomFolder, 'd-no-fracture')] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  await room.openCard('Levels');
  await room.choose('Counted', 'ribs');
  await room.waitForSaved();
  mkdirSync(path.join(workFolder, 'folder.json'));
  await answerSaveDialog(app, path.join(workFolder, 'folder.json'));
  await page.getByRole('button', { name: /^Export/ }).click();
  await expect(page.getByText(/folder\.json/).first()).toBeVisible();
  await expect(page.getByText(/^Exported to/)).toHaveCount(0);
});
