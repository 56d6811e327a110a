import path from 'node:path';
import { readTruth } from '../scripts/phantom/read-truth';
import { answerSaveDialog } from './support/dialogs';
import { phantomFolder } from './support/launch';
import { readReport } from './support/read-report';
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
  expect(readReport(file)).toMatchObject({
    sopClassUid: '1.2.840.10008.5.1.4.1.1.88.34',
    completion: 'PARTIAL',
    images: [{ sopInstanceUid: truth.midSagittal.sopInstanceUid, sopClassUid: '1.2.840.10008.5.1.4.1.1.4' }],
  });
});
