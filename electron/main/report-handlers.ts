import { join } from 'node:path';
import { app, type BrowserWindow } from 'electron';
import { reportHtml, reportPageFooter } from '../../shared/export/report-html';
import type { Identifiers } from '../../shared/export/report-model';
import type { Reading } from '../../shared/findings/reading';
import type { Outcome, Request } from '../../shared/ipc/contract';
import type { ReportReplies } from '../../shared/ipc/report';
import { readIdentifiers } from '../export/read-identifiers';
import { reportFileName } from '../export/report-file-name';
import { writeWhole } from '../export/write-whole';
import { askNewPath } from './ask-path';
import type { Library } from './library/library';
import { printReport } from './print-report';
import type { ReadingService } from './reading/reading-service';
import type { Handlers } from './requests';

/** What reports need from the rest of the program. */
export interface ReportServices {
  library: Library;
  readings: ReadingService;
  window(): BrowserWindow | null;
}

/** Who was examined, from an image of the reading's study as it lies in the library; none in a reader study. */
function identifiersOf(reading: Reading, library: Library): Outcome<Identifiers> {
  if (reading.project !== null) {
    return {
      ok: false,
      problem: 'A reading of a reader study stays without identifiers; make the report without them.',
    };
  }
  const { studyInstanceUid } = reading.study;
  const study = library.study(studyInstanceUid);
  if (!study.ok) return study;
  const frame = study.value.stacks.flatMap(({ frames }) => frames)[0];
  const location = frame === undefined ? null : library.frame(frame.id);
  if (location === null) {
    return { ok: false, problem: 'The images are not in the library any more; open their folder again.' };
  }
  return readIdentifiers(location.path, studyInstanceUid);
}

/** Writes the report of a reading to a file the user names. */
async function saveReport(
  { library, readings, window }: ReportServices,
  { readingId, format, paper, withIdentifiers, pictures }: Request<'report:save'>,
): Promise<Outcome<string | null>> {
  const documents = readings.documents([readingId]);
  if (!documents.ok) return documents;
  const [reading] = documents.value;
  if (reading === undefined)
    return { ok: false, problem: 'This reading is not stored; enter a finding first.' };
  const found: Outcome<Identifiers | null> = withIdentifiers
    ? identifiersOf(reading, library)
    : { ok: true, value: null };
  if (!found.ok) return found;
  const now = new Date();
  const path = await askNewPath(window(), {
    title: 'Save the report',
    defaultPath: join(app.getPath('documents'), reportFileName(reading, format, now)),
    filters: [
      format === 'pdf' ? { name: 'PDF', extensions: ['pdf'] } : { name: 'HTML', extensions: ['html'] },
    ],
  });
  if (path === null) return { ok: true, value: null };
  const content = {
    reading,
    pictures,
    identifiers: found.value,
    madeAt: now.toISOString(),
    softwareVersion: app.getVersion(),
  };
  const html = reportHtml(content);
  return writeWhole(
    path,
    format === 'html' ? html : await printReport(html, paper, reportPageFooter(content)),
  );
}

/** The answer to every channel about reports. */
export function createReportHandlers(services: ReportServices): Pick<Handlers, keyof ReportReplies> {
  return { 'report:save': (request) => saveReport(services, request) };
}
