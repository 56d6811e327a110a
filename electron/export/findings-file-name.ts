import type { Reading } from '../../shared/findings/reading';
import type { ExportFormat } from '../../shared/ipc/export-format';
import { fileNamePart } from './reading-file-name';

/** What comes after the date in the name of an exported file. */
const endings: Readonly<Record<ExportFormat, string>> = {
  json: '.json',
  ndjson: '.ndjson',
  'csv-wide': '-wide.csv',
  'csv-long': '-long.csv',
};

/**
 * `findings-<subject>-<yyyy-mm-dd>` for one reading, `findings-<n>-readings-<yyyy-mm-dd>` for several, and the ending of
 * the format.
 */
export function findingsFileName(readings: readonly Reading[], format: ExportFormat, today: Date): string {
  const date = [
    today.getFullYear(),
    String(today.getMonth() + 1).padStart(2, '0'),
    String(today.getDate()).padStart(2, '0'),
  ].join('-');
  const [only] = readings.length === 1 ? readings : [];
  const subject = only === undefined ? `${readings.length}-readings` : fileNamePart(only.subject.id);
  return `findings-${subject}-${date}${endings[format]}`;
}
