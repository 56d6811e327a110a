import type { ExportFormat } from '../../shared/ipc/export-format';

/** What a save dialog calls each form of export. */
export const exportedFiles: Readonly<Record<ExportFormat, { name: string; extension: string }>> = {
  json: { name: 'Findings (JSON)', extension: 'json' },
  ndjson: { name: 'Findings, one reading a line (NDJSON)', extension: 'ndjson' },
  'csv-wide': { name: 'Table, one row a fracture (CSV)', extension: 'csv' },
  'csv-long': { name: 'Table, one row an item (CSV)', extension: 'csv' },
};
