import { z } from 'zod';
import { adjudicatedReadingSchema, readingSchema } from '../findings/reading';

const labelSchema = adjudicatedReadingSchema.shape.label;

/** The readings drawn over the images under their letters, and which of them, or the reader's own record, are put away. */
export const comparedReadingsSchema = z.strictObject({
  readings: z.array(z.strictObject({ label: labelSchema, reading: readingSchema })).max(4),
  hidden: z.array(z.union([labelSchema, z.literal('own')])).max(5),
});
export type ComparedReadings = z.infer<typeof comparedReadingsSchema>;
