import { htmlPerReading } from '../electron/export/html-per-reading';
import type { ReportKind } from '../electron/export/structured-report/encode-report';
import { type FilePerReading, jsonPerReading } from '../electron/export/write-readings';
import { codeBookCsv, codeBookMarkdown } from '../shared/export/code-book';
import { type TextFormat, textFormats } from '../shared/export/text-formats';

/** A format of `rim-reader export`. */
export type CliFormat = { description: string } & (
  | { kind: 'one-file'; format: TextFormat }
  | { kind: 'file-per-reading'; format: FilePerReading }
  | { kind: 'structured-report'; report: ReportKind }
  | { kind: 'without-readings'; text: () => string }
);

/** Every format by its name on the command line. */
export const cliFormats = {
  'csv-wide': {
    kind: 'one-file',
    description: 'a table, one row a fracture (a reading without one has a row that says so)',
    format: textFormats['csv-wide'],
  },
  'csv-long': {
    kind: 'one-file',
    description: 'a table, one row an item',
    format: textFormats['csv-long'],
  },
  ndjson: { kind: 'one-file', description: 'the documents, one a line', format: textFormats.ndjson },
  json: {
    kind: 'file-per-reading',
    description: 'the documents, one file a reading',
    format: jsonPerReading,
  },
  html: {
    kind: 'file-per-reading',
    description: 'reports without images, one HTML file a reading',
    format: htmlPerReading,
  },
  sr: {
    kind: 'structured-report',
    description: 'DICOM SR (TID 1500, Comprehensive 3D SR), one file a reading; needs --dicom',
    report: 'comprehensive-3d',
  },
  'sr-comprehensive': {
    kind: 'structured-report',
    description: 'the same as Comprehensive SR, for programs without 3D coordinates',
    report: 'comprehensive',
  },
  'code-book': {
    kind: 'without-readings',
    description: 'what the columns of the tables mean, as CSV; takes no FILE',
    text: codeBookCsv,
  },
  'code-book-md': {
    kind: 'without-readings',
    description: 'the same as Markdown',
    text: codeBookMarkdown,
  },
} satisfies Record<string, CliFormat>;

export type CliFormatName = keyof typeof cliFormats;
