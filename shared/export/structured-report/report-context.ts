import type { ImageGeometry, Point } from '../../findings/reading';
import { patientToImage } from '../../geometry/image';
import { imageKey } from '../../geometry/measurements/measuring-plane';
import { own } from './codes';
import type { ContentItem } from './content-item';

/** What a report says of an image it refers to, beyond what the reading holds. */
export interface ReferencedImage {
  sopClassUid: string;
  seriesInstanceUid: string;
  /** Null where the image has none: no SCOORD3D is written for its points. */
  frameOfReferenceUid: string | null;
  rows: number;
  columns: number;
  /** Number of frames of the object. */
  frames: number;
}

/** What is needed to write a reading as content items. */
export interface ReportContext {
  /** Whether points are also written as SCOORD3D. */
  threeDimensional: boolean;
  /** By SOP Instance UID. */
  images: ReadonlyMap<string, ReferencedImage>;
  /** The geometry of the reading's images, by `imageKey`. */
  geometry: ReadonlyMap<string, ImageGeometry>;
}

/** Column and row of a point on its image as SCOORD has them, null where the image has no geometry or it lies outside. */
function placeOnImage(point: Point, context: ReportContext, key: string): [number, number] | null {
  const geometry = context.geometry.get(key);
  const image = context.images.get(point.sopInstanceUid);
  const position = geometry === undefined ? null : patientToImage(geometry, point.lps);
  if (position === null || image === undefined) return null;
  const column = position.column + 0.5;
  const row = position.row + 0.5;
  return column >= 0 && row >= 0 && column <= image.columns && row <= image.rows ? [column, row] : null;
}

/**
 * Where points lie, for other programs: as SCOORD on each image they were placed on (the image alone where they cannot be
 * placed on it), and as SCOORD3D where all of them are of one frame of reference. A closed line returns to its first
 * point. Coordinates are of 32 bits.
 */
export function placeItems(
  points: readonly Point[],
  context: ReportContext,
  options: { line?: 'open' | 'closed'; relationship?: ContentItem['relationship'] } = {},
): ContentItem[] {
  const { line, relationship = null } = options;
  const common = { relationship, concept: own('place') };
  const graphicOf = (count: number, whole: boolean) =>
    count === 1 ? 'POINT' : line === undefined || !whole ? 'MULTIPOINT' : 'POLYLINE';
  const closed = line === 'closed' && points.length > 1 ? [...points, ...points.slice(0, 1)] : points;
  const items: ContentItem[] = [];
  const images = byImage(points);
  for (const [key, onImage] of images) {
    const whole = images.size === 1;
    const drawn = whole ? closed : onImage;
    const [{ sopInstanceUid, frame }] = onImage;
    const image = { type: 'IMAGE' as const, image: { sopInstanceUid, frame } };
    const places = drawn.map((point) => placeOnImage(point, context, key));
    if (places.every((place) => place !== null)) {
      items.push({
        ...common,
        value: { type: 'SCOORD', graphic: graphicOf(drawn.length, whole), data: places.flat() },
        children: [{ relationship: 'SELECTED FROM', concept: null, value: image, children: [] }],
      });
    } else {
      items.push({ ...common, value: image, children: [] });
    }
  }
  const frames = new Set(
    points.map((point) => context.images.get(point.sopInstanceUid)?.frameOfReferenceUid),
  );
  const [frameOfReferenceUid] = frames;
  if (context.threeDimensional && frames.size === 1 && typeof frameOfReferenceUid === 'string') {
    const graphic = graphicOf(closed.length, true);
    const data = closed.flatMap((point) => point.lps);
    items.push({ ...common, value: { type: 'SCOORD3D', graphic, data, frameOfReferenceUid }, children: [] });
  }
  return items;
}

/**
 * What a measurement was inferred from (TID 320): SCOORD3D where its points can be given so, else SCOORD on each image, else
 * the images; never two of these.
 */
export function sourceItems(points: readonly Point[], context: ReportContext): ContentItem[] {
  const items = placeItems(points, context, { relationship: 'INFERRED FROM' });
  for (const type of ['SCOORD3D', 'SCOORD'] as const) {
    const ofType = items.filter(({ value }) => value.type === type);
    if (ofType.length > 0 && (type === 'SCOORD3D' || ofType.length === items.length)) return ofType;
  }
  return items.map((item) => {
    const [image] = item.children;
    return image === undefined ? item : { ...item, value: image.value, children: [] };
  });
}

function byImage(points: readonly Point[]): Map<string, [Point, ...Point[]]> {
  const groups = new Map<string, [Point, ...Point[]]>();
  for (const point of points) {
    const group = groups.get(imageKey(point));
    if (group === undefined) groups.set(imageKey(point), [point]);
    else group.push(point);
  }
  return groups;
}
