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

function findingsName(of: string, format: ExportFormat, today: Date): string {
  const date = [
    today.getFullYear(),
    String(today.getMonth() + 1).padStart(2, '0'),
    String(today.getDate()).padStart(2, '0'),
  ].join('-');
  return `findings-${of}-${date}${endings[format]}`;
}

/** `findings-<n>-readings-<yyyy-mm-dd>` and the ending of the format. */
export function readingsFileName(count: number, format: ExportFormat, today: Date): string {
  return findingsName(`${count}-readings`, format, today);
}

/** As `readingsFileName`; for one reading `findings-<subject>-<yyyy-mm-dd>`. */
export function findingsFileName(readings: readonly Reading[], format: ExportFormat, today: Date): string {
  const [only] = readings.length === 1 ? readings : [];
  return only === undefined
    ? readingsFileName(readings.length, format, today)
    : findingsName(fileNamePart(only.subject.id), format, today);
}
