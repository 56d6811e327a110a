import { StructuredReportProblem } from '../../../shared/export/structured-report/content-item';
import type { ReferencedImage } from '../../../shared/export/structured-report/report-context';
import type { Reading } from '../../../shared/findings/reading';
import type { FilePerReading } from '../write-readings';
import { SourceProblem } from '../write-whole';
import { encodeReport, type ReportKind } from './encode-report';

/** Structured reports as a format of one file a reading. `imagesOf`: the images of a reading's study. */
export function reportPerReading(
  kind: ReportKind,
  imagesOf: (reading: Reading) => ReadonlyMap<string, ReferencedImage>,
): FilePerReading {
  return {
    extension: 'dcm',
    contentOf: async (reading) => {
      try {
        return await encodeReport(reading, imagesOf(reading), kind);
      } catch (error) {
        throw error instanceof StructuredReportProblem ? new SourceProblem(error.message) : error;
      }
    },
  };
}
