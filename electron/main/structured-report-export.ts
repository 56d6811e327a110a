import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { referencedImages } from '../../shared/export/structured-report/referenced-images';
import type { Outcome } from '../../shared/ipc/outcome';
import { createFileNamer } from '../export/reading-file-name';
import { reportPerReading } from '../export/structured-report/report-per-reading';
import { SourceProblem, writeWhole } from '../export/write-whole';
import { askNewPath } from './ask-path';
import type { Library } from './library/library';
import type { ReadingService } from './reading/reading-service';

/** What the export needs from the rest of the program. */
export interface StructuredReportServices {
  library: Library;
  readings: ReadingService;
  window(): BrowserWindow | null;
}

/**
 * Writes a reading as a DICOM structured report to a file the user names. Returns its name, null where the dialog was
 * closed. A reading of a reader study is refused: its case would become known by the images.
 */
export async function exportStructuredReport(
  { library, readings, window }: StructuredReportServices,
  readingId: string,
): Promise<Outcome<string | null>> {
  const documents = readings.documents([readingId]);
  if (!documents.ok) return documents;
  const [reading] = documents.value;
  if (reading === undefined)
    return { ok: false, problem: 'This reading is not stored; enter a finding first.' };
  if (reading.project !== null) {
    const problem =
      'A reading of a reader study stays without the identifiers of its images, which DICOM SR needs; export it as JSON here, or with all others as a table under Exchange.';
    return { ok: false, problem };
  }
  const study = library.study(reading.study.studyInstanceUid);
  if (!study.ok) return study;
  const format = reportPerReading('comprehensive-3d', () => referencedImages([study.value]));
  try {
    const content = await format.contentOf(reading);
    const path = await askNewPath(window(), {
      title: 'Export as DICOM SR',
      defaultPath: join(app.getPath('documents'), createFileNamer(format.extension)(reading)),
      filters: [{ name: 'DICOM structured report', extensions: [format.extension] }],
    });
    return path === null ? { ok: true, value: null } : writeWhole(path, content);
  } catch (error) {
    if (error instanceof SourceProblem) return { ok: false, problem: error.message };
    throw error;
  }
}
