import { z } from 'zod';
import { planes } from '../dicom/model';
import { type ImageGeometry, levelSchema, type Point } from '../findings/reading';
import { imageKey } from '../geometry/measurements/measuring-plane';
import { cross, dot, subtract, type Vector3 } from '../geometry/vector';

const finite = z.number().refine(Number.isFinite);
const vector = z.tuple([finite, finite, finite]);

/** How places of the patient (LPS, mm) lie in a picture, whose units are counted to the right and down from its top left. */
export const pictureViewSchema = z.strictObject({
  plane: z.enum(planes),
  /** The place at the top left corner, and unit vectors of the picture's axes, LPS. */
  topLeft: vector,
  right: vector,
  down: vector,
  unitsPerMillimetre: finite.min(0.01).max(1000),
  /** A point is drawn up to this far from the picture's plane, mm. */
  reach: finite.min(0),
  /**
   * Images whose points mean the same place here, those of the same frame of reference, by their place in `study.images` of
   * the reading: in a reader study the stored document has other UIDs than the one on the screen.
   */
  images: z.array(z.int().min(0)).max(10_000),
  /** Whether a scale may be read from it. */
  isToScale: z.boolean(),
});
export type PictureView = z.infer<typeof pictureViewSchema>;

/** Pictures come as PNG or JPEG in a data: address and in no other form. */
const pictureAddress = z
  .string()
  .max(8_000_000)
  .regex(/^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+={0,2}$/);

/** A picture of a report: what it shows, and where its points are drawn. Sizes in units, `unitsPerPaperMillimetre` to one mm. */
export const reportPictureSchema = z.strictObject({
  /** The fracture it is shown with; null: with none. */
  level: levelSchema.nullable(),
  caption: z.string().max(300),
  note: z.string().max(500),
  width: finite.min(50).max(2000),
  height: finite.min(50).max(2000),
  /** The pixels, filling the picture; null in a schematic drawing. */
  pixels: pictureAddress.nullable(),
  /** Null where nothing is known of where the image lies: then nothing is drawn on it. */
  view: pictureViewSchema.nullable(),
});
export type ReportPicture = z.infer<typeof reportPictureSchema>;

/** Sizes of a picture in units: a wide one for what is measured in the sagittal plane, else a narrow one. */
export const pictureSizes = {
  wide: { width: 480, height: 288 },
  narrow: { width: 280, height: 288 },
} as const;

/** Units of a picture in one mm of paper: wide and narrow one together fill the width of the page. */
export const unitsPerPaperMillimetre = 4.15;

/** Where a place of the patient lies in a picture, units from its top left. */
export function placeInPicture(view: PictureView, lps: Vector3): readonly [number, number] {
  const offset = subtract(lps, view.topLeft);
  return [
    dot(offset, view.right) * view.unitsPerMillimetre,
    dot(offset, view.down) * view.unitsPerMillimetre,
  ];
}

/**
 * Whether a point is drawn in a picture: placed on an image of its frame of reference, and within reach of its plane.
 * `images`: those of the reading.
 */
export function isInPicture(view: PictureView, images: readonly ImageGeometry[], point: Point): boolean {
  const place = images.findIndex((image) => imageKey(image) === imageKey(point));
  if (place < 0 || !view.images.includes(place)) return false;
  const offset = subtract(point.lps, view.topLeft);
  return Math.abs(dot(offset, cross(view.right, view.down))) <= view.reach;
}
