import type { Plane } from '../dicom/model';
import { planeOf } from '../dicom/plane';
import { pointsOfFracture } from '../findings/derive';
import type { ImageName } from '../findings/key-images';
import type { Fracture, Point, Reading } from '../findings/reading';
import { imageKey } from '../geometry/measurements/measuring-plane';
import { screenAxes } from '../geometry/screen-axes';
import { dot, scale, subtract, type Vector3 } from '../geometry/vector';
import { type PictureView, pictureSizes, type ReportPicture } from './report-picture';

/** An image a report shows, and the fracture it is shown with; null: with none. */
export interface ReportImage {
  image: ImageName;
  level: Fracture['level'] | null;
  note: string;
}

/** The image most of the points lie on; the first of those that share that place; null without points. */
function imageOfMost(points: readonly Point[]): ImageName | null {
  const counts = new Map<string, { image: ImageName; count: number }>();
  for (const { sopInstanceUid, frame } of points) {
    const image = { sopInstanceUid, frame };
    const known = counts.get(imageKey(image));
    if (known === undefined) counts.set(imageKey(image), { image, count: 1 });
    else known.count++;
  }
  const [most] = [...counts.values()].sort((a, b) => b.count - a.count);
  return most?.image ?? null;
}

function countOn(image: ImageName, fracture: Fracture): number {
  return pointsOfFracture(fracture).filter((point) => imageKey(point) === imageKey(image)).length;
}

/** Of a fracture without key images: the image of its landmarks (else of its wall), and that of its width or canal. */
function chosenFor(fracture: Fracture): ReportImage[] {
  const { landmarks, posteriorWall, fragment, canal, level } = fracture;
  const sagittal =
    imageOfMost(landmarks.map(({ point }) => point)) ??
    imageOfMost(posteriorWall.traces.flatMap(({ points }) => points));
  const axial =
    fragment.transverse !== null
      ? imageOfMost([fragment.transverse.start])
      : imageOfMost(canal.outlines.find((outline) => outline.level === level)?.points ?? []);
  const images = [sagittal, axial].filter((image) => image !== null);
  const distinct = new Map(images.map((image) => [imageKey(image), image]));
  return [...distinct.values()].map((image) => ({ image, level, note: '' }));
}

/**
 * The images a report of a reading shows: its key images, each with the fracture that has most points on it (where there
 * is one fracture only, with that), and for a fracture without any the images of its landmarks and of its fragment's
 * width. In the order of the fractures, what belongs to none at the end.
 */
export function reportImages(reading: Reading): ReportImage[] {
  const [only] = reading.fractures.length === 1 ? reading.fractures : [];
  const marked = reading.keyImages.map(
    ({ sopInstanceUid, frame, note }): ReportImage & { drawn: boolean } => {
      const image = { sopInstanceUid, frame };
      const [nearest] = reading.fractures
        .map((fracture) => ({ level: fracture.level, count: countOn(image, fracture) }))
        .filter(({ count }) => count > 0)
        .sort((a, b) => b.count - a.count);
      return { image, level: nearest?.level ?? only?.level ?? null, note, drawn: nearest !== undefined };
    },
  );
  const own = reading.fractures.flatMap((fracture) => {
    const mine = marked.filter(({ level }) => level === fracture.level);
    return mine.some(({ drawn }) => drawn) ? mine : [...chosenFor(fracture), ...mine];
  });
  const others = marked.filter(({ level }) => level === null);
  const distinct = new Map([...own, ...others].map((one) => [imageKey(one.image), one]));
  return [...distinct.values()].map(({ image, level, note }) => ({ image, level, note }));
}

/** Where an image lies, which way it is shown, and which points mean the same place on it. LPS, mm. */
export interface ShownPlane {
  plane: Plane;
  /** Any place on the image, and the unit vectors of its screen axes. */
  origin: Vector3;
  right: Vector3;
  down: Vector3;
  reach: number;
  /** By their place in `study.images`. */
  images: readonly number[];
  isToScale: boolean;
}

/** Round about the points, mm; and how much of the patient a picture shows at least and at most, mm high. */
const about = 12;
const leastHeight = 60;
const mostHeight = 140;

/** Size of the picture of an image: wide where the numbers of the sagittal plane stand beside the spine. */
export function pictureSize(plane: Plane): { width: number; height: number } {
  return plane === 'sagittal' ? pictureSizes.wide : pictureSizes.narrow;
}

/**
 * The part of an image about some places of the patient: all of them with room about, in the middle of the picture.
 * `fallback` is what is shown without places: the middle of the image and its size, mm.
 */
export function viewAbout(
  shown: ShownPlane,
  places: readonly Vector3[],
  fallback: { middle: Vector3; width: number; height: number },
): PictureView {
  const { width, height } = pictureSize(shown.plane);
  const across = places.map((place) => dot(subtract(place, shown.origin), shown.right));
  const along = places.map((place) => dot(subtract(place, shown.origin), shown.down));
  const middleOf = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2;
  const sizeOf = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
  const offset = subtract(fallback.middle, shown.origin);
  const hasPlaces = places.length > 0;
  const x = hasPlaces ? middleOf(across) : dot(offset, shown.right);
  const y = hasPlaces ? middleOf(along) : dot(offset, shown.down);
  const wanted = hasPlaces
    ? Math.min(
        mostHeight,
        Math.max(leastHeight, sizeOf(along) + 2 * about, (sizeOf(across) + 2 * about) * (height / width)),
      )
    : Math.max(fallback.height, fallback.width * (height / width));
  const unitsPerMillimetre = height / wanted;
  const left = x - width / 2 / unitsPerMillimetre;
  const top = y - wanted / 2;
  const [ox, oy, oz] = shown.origin;
  const [rx, ry, rz] = scale(shown.right, left);
  const [dx, dy, dz] = scale(shown.down, top);
  return {
    plane: shown.plane,
    topLeft: [ox + rx + dx, oy + ry + dy, oz + rz + dz],
    right: [...shown.right],
    down: [...shown.down],
    unitsPerMillimetre,
    reach: shown.reach,
    images: [...shown.images],
    isToScale: shown.isToScale,
  };
}

/** Places of a fracture that a picture should hold: those on the image, or all that mean the same place on it. */
export function placesToShow(fracture: Fracture, image: ImageName, images: readonly ImageName[]): Vector3[] {
  const points = pointsOfFracture(fracture);
  const on = points.filter((point) => imageKey(point) === imageKey(image));
  const keys = new Set(images.map(imageKey));
  const near = points.filter((point) => keys.has(imageKey(point)));
  return (on.length > 0 ? on : near).map(({ lps }) => lps);
}

/**
 * Drawings of what was measured, from the points alone, for where the images are not at hand: for each fracture the
 * points on its mid-sagittal image as that image is shown, anterior on the left, without pixels.
 */
export function schematicPictures(reading: Reading): ReportPicture[] {
  return reading.fractures.flatMap((fracture): ReportPicture[] => {
    const image = imageOfMost(fracture.landmarks.map(({ point }) => point));
    const geometry =
      image === null ? undefined : reading.study.images.find((one) => imageKey(one) === imageKey(image));
    if (image === null || geometry === undefined) return [];
    const { orientation, position, measurable, sliceStep } = geometry;
    if (orientation === null || position === null) return [];
    const plane = planeOf(orientation);
    const { right, down } = screenAxes(plane, orientation);
    const images = reading.study.images
      .filter((one) =>
        one.orientation?.every((value, index) => Math.abs(value - (orientation[index] ?? 0)) < 1e-4),
      )
      .map((one) => reading.study.images.indexOf(one));
    const shown = {
      plane,
      origin: position,
      right,
      down,
      reach: Math.abs(sliceStep ?? 1) / 2 + 1e-3,
      images,
      isToScale: measurable,
    };
    const places = placesToShow(
      fracture,
      image,
      images.flatMap((place) => reading.study.images[place] ?? []),
    );
    const view = viewAbout(shown, places, { middle: position, width: leastHeight, height: leastHeight });
    return [
      {
        level: fracture.level,
        caption: `${fracture.level}: points as placed on the ${plane} image, schematic, without the image`,
        note: '',
        ...pictureSize(plane),
        pixels: null,
        view,
      },
    ];
  });
}
