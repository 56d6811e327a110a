import { StructuredReportProblem } from '../../../shared/export/structured-report/content-item';
import type { ReferencedImage } from '../../../shared/export/structured-report/report-context';
import type { Reading } from '../../../shared/findings/reading';
import { type Outcome, refuse } from '../../../shared/ipc/outcome';
import type { FilePerReading } from '../write-readings';
import { SourceProblem } from '../write-whole';
import { encodeReport, type ReportKind } from './encode-report';
import type { ReportToMake } from './report-threads';

/** A reading as a structured report, or in a sentence why it cannot be one. */
export async function encodedReport({ reading, images, kind }: ReportToMake): Promise<Outcome<Uint8Array>> {
  try {
    return { ok: true, value: await encodeReport(reading, images, kind) };
  } catch (error) {
    if (error instanceof StructuredReportProblem) return refuse(error.message);
    throw error;
  }
}

/** Structured reports as a format of one file a reading. `imagesOf`: the images of a reading's study. */
export function reportPerReading(
  kind: ReportKind,
  imagesOf: (reading: Reading) => ReadonlyMap<string, ReferencedImage>,
): FilePerReading {
  return {
    extension: 'dcm',
    contentOf: async (reading) => {
      const encoded = await encodedReport({ reading, images: imagesOf(reading), kind });
      if (!encoded.ok) throw new SourceProblem(encoded.problem);
      return encoded.value;
    },
  };
}
