import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseReading } from '../shared/findings/parse-reading';
import type { Reading } from '../shared/findings/reading';
import { accessibilityFindings } from './support/accessibility';
import { answerOpenDialog, answerSaveDialog } from './support/dialogs';
import { phantomFolder, temporaryFolder } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

const study = path.join(phantomFolder, 'd-no-fracture');

function readingIn(file: string): Reading {
  const parsed = parseReading(JSON.parse(readFileSync(file, 'utf8')));
  if ('problem' in parsed) throw new Error(parsed.problem);
  return parsed.reading;
}

test('findings go to another machine and back: new, identical, in conflict, refused, and of somebody else', async ({
  launch,
  workFolder,
}, testInfo) => {
  test.setTimeout(300_000);
  const findings = path.join(workFolder, 'findings.json');
  const here = await launch({ open: [study] });
  const room = new ReadingRoom(here.page);
  await room.waitForImages();
  await room.openCard('Levels');
  await room.choose('Counted', 'ribs');
  await room.choose('Transitional vertebra', 'yes');
  await room.choose('Level confidence', '2');
  await room.waitForSaved();
  await answerSaveDialog(here.app, findings);
  await room.exportFindings();
  const exported = readingIn(findings);
  await here.close();

  const elsewhere = temporaryFolder('data');
  const { app, page } = await launch({ userData: elsewhere.path, open: [study] });
  const other = new ReadingRoom(page);
  await other.waitForImages();
  const sheet = page.getByRole('dialog', { name: 'Imported findings' });
  const said = sheet.getByRole('status', { name: 'Imported findings' });
  const bring = async (documents: unknown, summary: string) => {
    const file = path.join(workFolder, 'brought.json');
    writeFileSync(file, JSON.stringify(documents));
    await answerOpenDialog(app, [file]);
    await other.key('Control+i');
    await expect(said).toHaveText(summary);
  };
  const dismiss = async () => {
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
  };

  await bring(exported, '1 reading taken over');
  await dismiss();
  await other.openCard('Levels');
  await expect(
    page.getByRole('radiogroup', { name: 'Counted' }).getByRole('radio', { name: 'ribs' }),
  ).toBeChecked();
  const again = path.join(workFolder, 'again.json');
  await answerSaveDialog(app, again);
  await other.exportFindings();
  expect(readingIn(again)).toStrictEqual(exported);

  await bring(exported, '1 reading here already');
  await dismiss();
  const { numbering } = exported;
  await bring(
    { ...exported, numbering: { ...numbering, confidence: 5 } },
    '1 reading in conflict, not taken over',
  );
  await expect(sheet).toContainText('Another revision 1 by reader-1 is here; it was kept');
  await dismiss();
  await other.exportFindings();
  expect(readingIn(again)).toStrictEqual(exported);

  const colleague = {
    ...exported,
    readingId: '0d8d0c0c-6d8d-4a53-8f52-1f6f0d0c7a22',
    reader: { id: 'reader-b' },
    numbering: { ...numbering, confidence: 5 },
  };
  const away = {
    ...colleague,
    readingId: '5b6f0d0c-6d8d-4a53-8f52-1f6f0d0c7a22',
    study: { studyInstanceUid: '1.2.3', images: [] },
  };
  await bring(
    [colleague, away, { ...exported, schemaVersion: 99 }],
    '2 readings taken over · 1 document refused',
  );
  await expect(sheet).toContainText('written by a newer Rim Reader (schema 99)');
  await expect(sheet).toContainText('Its study is not in the library');
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.screenshot({ path: testInfo.outputPath('imported.png') });
  await dismiss();

  await page.getByRole('button', { name: 'Others (1)' }).click();
  const others = page.getByRole('dialog', { name: 'Readings of this study by others' });
  await expect(others.getByRole('region', { name: 'Preview of the report' })).toContainText('reader-b');
  await expect(others.getByRole('region', { name: 'Preview of the report' })).toContainText(
    'confidence 5 of 5',
  );
  expect(await accessibilityFindings(page)).toEqual([]);
  await page.screenshot({ path: testInfo.outputPath('others.png') });
  await page.keyboard.press('Escape');
  await expect(others).toBeHidden();
  await expect(
    page.getByRole('radiogroup', { name: 'Level confidence' }).getByRole('radio', { name: '2' }),
  ).toBeChecked();
  elsewhere.dispose();
});
