import type { ReferencedImage } from '../../../shared/export/structured-report/report-context';
import type { Reading } from '../../../shared/findings/reading';
import { type AnsweringThreads, answeringThreads } from '../answering-threads';
import type { ReportKind } from './encode-report';

/** A reading that is to be encoded, and the images of its study by SOP Instance UID. */
export interface ReportToMake {
  reading: Reading;
  images: ReadonlyMap<string, ReferencedImage>;
  kind: ReportKind;
}

/** Begins to encode structured reports, which takes more than a second each. */
export type StartReports = () => AnsweringThreads<ReportToMake, Uint8Array>;

/** Encodes structured reports in threads that run the bundled `report-worker`. */
export function reportsInThreads(script: string): StartReports {
  return () => answeringThreads(script, null);
}
