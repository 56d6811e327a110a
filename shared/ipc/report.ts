import { z } from 'zod';
import { reportPictureSchema } from '../export/report-picture';
import type { Outcome } from './outcome';

/** What a report is written as. */
export const reportFormats = ['pdf', 'html'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** Paper a PDF is laid out for. */
export const reportPapers = ['A4', 'Letter'] as const;
export type ReportPaper = (typeof reportPapers)[number];

/** Requests about reports: what the main process accepts from the interface. */
export const reportRequestSchemas = {
  /** Writes the report of a saved reading to a file the user names. Identifiers are read from the image file then. */
  'report:save': z.strictObject({
    readingId: z.uuid(),
    format: z.enum(reportFormats),
    paper: z.enum(reportPapers),
    withIdentifiers: z.boolean(),
    pictures: z.array(reportPictureSchema).max(40),
  }),
} as const;

/** Replies to them. */
export interface ReportReplies {
  /** The name of the written file; null where the user closed the dialog. */
  'report:save': Outcome<string | null>;
}
