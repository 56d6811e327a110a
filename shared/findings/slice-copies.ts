import type { VertebralLevel } from '../dicom/levels';
import { planeOfImage } from '../geometry/image';
import { imageKey } from '../geometry/measurements/measuring-plane';
import { projectOnPlane } from '../geometry/plane';
import { type Edit, editFracture } from './edits';
import type { ImageGeometry, Point, Reading } from './reading';
import { addTrace } from './trace-edits';

/** The foot of the perpendicular from a point to an image's plane, as a point of that image; null without a plane. */
function onImage(point: Point, image: ImageGeometry): Point | null {
  const plane = planeOfImage(image);
  if (plane === null) return null;
  const [x, y, z] = projectOnPlane(plane, point.lps);
  return { lps: [x, y, z], sopInstanceUid: image.sopInstanceUid, frame: image.frame };
}

const noPlane = 'Points cannot be taken to that slice: its position is not known.';

/**
 * Moves every landmark of a fracture that lies on image `from` (its `imageKey`) onto another image, perpendicular to
 * that one. A landmark has one place in the document, so that the copy takes the place of the original.
 */
export function moveLandmarksToImage(
  reading: Reading,
  level: VertebralLevel,
  from: string,
  image: ImageGeometry,
): Edit {
  return editFracture(
    reading,
    level,
    (fracture) => {
      let moved = 0;
      let lost = false;
      const landmarks = fracture.landmarks.map((one) => {
        if (imageKey(one.point) !== from) return one;
        const point = onImage(one.point, image);
        if (point === null) lost = true;
        moved += 1;
        return point === null ? one : { ...one, point };
      });
      if (lost) return noPlane;
      return moved === 0 ? `No landmark of ${level} lies on this slice.` : { ...fracture, landmarks };
    },
    [image],
  );
}

/**
 * Adds a further trace of the posterior wall: the points of trace `index` taken perpendicular onto another image.
 * Disrupted stretches are not taken along, because they are a judgement of the slice they were seen on. Refused where
 * that image has a trace already.
 */
export function copyTraceToImage(
  reading: Reading,
  level: VertebralLevel,
  index: number,
  image: ImageGeometry,
): Edit {
  const refuse = (refused: string): Edit => ({ reading, refused });
  const traces = reading.fractures.find((one) => one.level === level)?.posteriorWall.traces ?? [];
  const trace = traces[index];
  if (trace === undefined) return refuse(`The posterior wall of ${level} has no trace ${index + 1}.`);
  const target = imageKey(image);
  if (traces.some((one) => one.points.some((point) => imageKey(point) === target)))
    return refuse(`The posterior wall of ${level} is traced on that slice already.`);
  const points = trace.points.map((point) => onImage(point, image));
  const placed = points.flatMap((point) => (point === null ? [] : [{ point, image }]));
  return placed.length < points.length ? refuse(noPlane) : addTrace(reading, level, placed);
}
