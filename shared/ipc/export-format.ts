/** The forms in which readings leave the program as one file: JSON, JSON a line, or a table with its code book. */
export const exportFormats = ['json', 'ndjson', 'csv-wide', 'csv-long'] as const;
export type ExportFormat = (typeof exportFormats)[number];
