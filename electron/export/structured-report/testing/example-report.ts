import { imagesOfReading } from '../../../../shared/export/structured-report/report';
import type { ReferencedImage } from '../../../../shared/export/structured-report/report-context';
import { withDerivedValues } from '../../../../shared/findings/derive';
import { addFracture, setLandmark, setNotAssessable, setRimCells } from '../../../../shared/findings/edits';
import {
  applyEdits,
  exampleImage,
  examplePoint,
  exampleReading,
  rimCellsWith,
} from '../../../../shared/findings/example-reading';
import type { Reading } from '../../../../shared/findings/reading';

/**
 * A submitted reading of two fractures for the tests: L1 of the example, T13 with a rim that cannot be assessed and
 * measurements that are refused, text beyond ASCII, a key image, a reader study.
 */
export function richReading(): Reading {
  const edited = applyEdits(exampleReading(), [
    (r) => addFracture(r, 'T13'),
    (r) => setLandmark(r, 'T13', 'T13', 'PS', examplePoint(0, 65)),
    (r) => setLandmark(r, 'T13', 'T13', 'PI', examplePoint(0, 60.1, 1)),
    (r) =>
      setRimCells(r, 'T13', rimCellsWith({ 'superior-left': 'not-assessable', 'middle-left': 'unread' })),
    (r) => setNotAssessable(r, 'T13', 'rim', 'Müller – 日本: metal artefact'),
  ]);
  const { sopInstanceUid, frame } = exampleImage();
  return withDerivedValues({
    ...edited,
    status: 'submitted',
    submittedAt: '2026-01-05T09:31:00.000Z',
    revision: 2,
    revisionReason: 'wrong side',
    project: {
      projectId: '0b0f7b3e-7a53-4a53-9f0c-6e1c5bfa2c11',
      protocolVersion: 3,
      caseId: 'C-014',
      repeat: 1,
    },
    keyImages: [{ sopInstanceUid, frame, note: '' }],
  });
}

/** The images that a reading refers to, as the library would know them. */
export function imagesFor(reading: Reading): ReadonlyMap<string, ReferencedImage> {
  return new Map(
    imagesOfReading(reading).map((sopInstanceUid) => [
      sopInstanceUid,
      {
        sopClassUid: '1.2.840.10008.5.1.4.1.1.4',
        seriesInstanceUid: '1.2.826.0.1.3680043.10.1.77',
        frameOfReferenceUid: '1.2.826.0.1.3680043.10.1.99',
        rows: 512,
        columns: 512,
        frames: 1,
      },
    ]),
  );
}
