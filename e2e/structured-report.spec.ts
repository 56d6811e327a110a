import { readFileSync } from 'node:fs';
import path from 'node:path';
import dicomParser from 'dicom-parser';
import { readTruth } from '../scripts/phantom/read-truth';
import { answerSaveDialog } from './support/dialogs';
import { phantomFolder } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

test('the open reading is exported as a DICOM structured report that names the images it was read on', async ({
  launch,
  workFolder,
}) => {
  const truth = readTruth(phantomFolder, 'a-t12-superior');
  const { app, page } = await launch({ open: [path.join(phantomFolder, 'a-t12-superior')] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  await room.markLevels(truth.levels);
  await room.waitForSaved();
  const file = path.join(workFolder, 'reading.dcm');
  await answerSaveDialog(app, file);
  await page.getByRole('button', { name: 'DICOM SR', exact: true }).click();
  await expect(page.getByText('Exported to reading.dcm')).toBeVisible();
  const report = dicomParser.parseDicom(readFileSync(file));
  expect(report.string('x00080016')).toBe('1.2.840.10008.5.1.4.1.1.88.34');
  expect(report.string('x0040a491')).toBe('PARTIAL');
  const [study] = report.elements.x0040a375?.items ?? [];
  const [series] = study?.dataSet?.elements.x00081115?.items ?? [];
  const [image] = series?.dataSet?.elements.x00081199?.items ?? [];
  expect(image?.dataSet?.string('x00081155')).toBe(truth.midSagittal.sopInstanceUid);
  expect(image?.dataSet?.string('x00081150')).toBe('1.2.840.10008.5.1.4.1.1.4');
});
