import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { referencedImages } from '../../shared/export/structured-report/referenced-images';
import type { Outcome } from '../../shared/ipc/outcome';
import { createFileNamer } from '../export/reading-file-name';
import type { StartReports } from '../export/structured-report/report-threads';
import { writeWhole } from '../export/write-whole';
import { askNewPath } from './ask-path';
import type { Library } from './library/library';
import type { ReadingService } from './reading/reading-service';

/** What the export needs from the rest of the program. */
export interface StructuredReportServices {
  library: Library;
  readings: ReadingService;
  startReports: StartReports;
  window(): BrowserWindow | null;
}

/**
 * Writes a reading as a DICOM structured report to a file the user names. Returns its name, null where the dialog was
 * closed. A reading of a reader study is refused: its case would become known by the images.
 */
export async function exportStructuredReport(
  { library, readings, startReports, window }: StructuredReportServices,
  readingId: string,
): Promise<Outcome<string | null>> {
  const documents = readings.documents([readingId]);
  if (!documents.ok) return documents;
  const [reading] = documents.value;
  if (reading === undefined)
    return { ok: false, problem: 'This reading is not stored; enter a finding first.' };
  if (reading.project !== null) {
    const problem =
      'A reading of a reader study stays without the identifiers of its images, which DICOM SR needs. The coordinator exports DICOM SR under Exchange, with the key table; as JSON the reading is exported here.';
    return { ok: false, problem };
  }
  const study = library.study(reading.study.studyInstanceUid);
  if (!study.ok) return study;
  const reports = startReports();
  const content = await reports
    .ask({ reading, images: referencedImages([study.value]), kind: 'comprehensive-3d' })
    .finally(() => reports.end());
  if (!content.ok) return content;
  const path = await askNewPath(window(), {
    title: 'Export as DICOM SR',
    defaultPath: join(app.getPath('documents'), createFileNamer('dcm')(reading)),
    filters: [{ name: 'DICOM structured report', extensions: ['dcm'] }],
  });
  return path === null ? { ok: true, value: null } : writeWhole(path, content.value);
}
