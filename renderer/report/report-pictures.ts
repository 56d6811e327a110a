import { hasTruePositions } from '../../shared/dicom/geometry-finding';
import type { Study } from '../../shared/dicom/model';
import {
  pictureSize,
  placesToShow,
  type ReportImage,
  reportImages,
  type ShownPlane,
  viewAbout,
} from '../../shared/export/report-images';
import type { ReportPicture } from '../../shared/export/report-picture';
import type { ImageGeometry, Reading } from '../../shared/findings/reading';
import { dot, subtract } from '../../shared/geometry/vector';
import { imageOfPoint } from '../reading/image-of-point';
import { halfStep } from '../reading/placing';
import { text } from '../ui/text';
import { displayGeometry, imageCentre } from '../viewer/display-geometry';
import { partPicture, type SlicePart } from '../viewer/frame-picture';

/** Pixels of a picture in one of its units: some 230 to the inch of paper. */
const pixelsPerUnit = 2.2;

/** The pictures of a report, and how many of its images could not be shown. */
export interface ReportPictures {
  pictures: ReportPicture[];
  missing: number;
}

/**
 * Draws the pictures of a reading's report from the images of its study: each in its stack's default window, turned as
 * the viewer turns it, the part about the fracture. What is drawn on them comes from the reading, on the report.
 */
export async function reportPictures(study: Study, reading: Reading): Promise<ReportPictures> {
  const drawn = await Promise.all(
    reportImages(reading).map((image) => drawPicture(study, reading, image).catch(() => null)),
  );
  const pictures = drawn.filter((picture) => picture !== null);
  return { pictures, missing: drawn.length - pictures.length };
}

async function drawPicture(
  study: Study,
  reading: Reading,
  chosen: ReportImage,
): Promise<ReportPicture | null> {
  const place = imageOfPoint(study, chosen.image);
  if (place === null) return null;
  const { stack, frame } = place;
  const display = displayGeometry(stack, frame);
  const middle = imageCentre(display);
  const whole = { width: display.columns * display.columnSpacing, height: display.rows * display.rowSpacing };
  const shared = sharedPlaces(study, reading, chosen);
  const shown: ShownPlane = {
    plane: stack.plane,
    origin: middle,
    right: display.right,
    down: display.down,
    reach: halfStep(stack) + 1e-3,
    images: shared.map((one) => reading.study.images.indexOf(one)),
    isToScale: stack.pixelSpacing !== null && hasTruePositions(stack),
  };
  const fracture = reading.fractures.find(({ level }) => level === chosen.level);
  const places = fracture === undefined ? [] : placesToShow(fracture, chosen.image, shared);
  const view = viewAbout(shown, display.located ? places : [], { middle, ...whole });
  const size = pictureSize(stack.plane);
  const topLeft = subtract(view.topLeft, middle);
  const part: SlicePart = {
    width: size.width / view.unitsPerMillimetre,
    height: size.height / view.unitsPerMillimetre,
    x: dot(topLeft, view.right) + size.width / 2 / view.unitsPerMillimetre,
    y: dot(topLeft, view.down) + size.height / 2 / view.unitsPerMillimetre,
  };
  const pixels = await partPicture(stack, frame, part, {
    width: Math.round(size.width * pixelsPerUnit),
    height: Math.round(size.height * pixelsPerUnit),
  });
  const number = text.report.image(stack.label, stack.frames.indexOf(frame) + 1, stack.frames.length);
  return {
    level: chosen.level,
    caption: number.slice(0, 300),
    note: chosen.note,
    ...size,
    pixels,
    view: display.located ? view : null,
  };
}

/** The images of the reading's points that share the frame of reference of an image. */
function sharedPlaces(study: Study, reading: Reading, { image }: ReportImage): ImageGeometry[] {
  const home = imageOfPoint(study, image)?.stack;
  return reading.study.images.filter((one) => {
    const stack = imageOfPoint(study, one)?.stack;
    if (stack === undefined || home === undefined) return false;
    const { frameOfReferenceUid } = home;
    return (
      stack.id === home.id ||
      (frameOfReferenceUid !== null && stack.frameOfReferenceUid === frameOfReferenceUid)
    );
  });
}
