import { z } from 'zod';

const point = z.tuple([z.number(), z.number(), z.number()]);

/** A marked point, LPS mm, and where it was placed. */
export const crosshairSchema = z.strictObject({
  lps: point,
  frameOfReferenceUid: z.string().nullable(),
  stackId: z.string(),
});

/** What the reading window's active viewport shows, and what is linked to it: what a second window follows. */
export const leadSchema = z.strictObject({
  studyInstanceUid: z.string().max(64),
  stackId: z.string().nullable(),
  frameIndex: z.int().min(0),
  /** The patient point in the middle, LPS mm, and CSS pixels per mm; null where the image has no place or scale. */
  placement: z.strictObject({ middle: point, pixelsPerMillimetre: z.number().positive() }).nullable(),
  /** The grey window by its stack's default one; null: the default, or not known. */
  proportion: z.strictObject({ width: z.number(), shift: z.number() }).nullable(),
  linked: z.boolean(),
  zoomLinked: z.boolean(),
  windowLinked: z.boolean(),
  crosshair: crosshairSchema.nullable(),
});
export type Lead = z.infer<typeof leadSchema>;
