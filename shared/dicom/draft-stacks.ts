import { dot, type Vector3 } from '../geometry/vector';
import type { FrameFacts, ImageFacts, ImageOrientation } from './image-facts';
import type { PixelFormat, Plane } from './model';
import { orientationAngle, orientationAxes, orientationNormal, planeOf } from './plane';
import { bySeriesOrder, compareText, positionsOf, type Slice, separateRepeats } from './separate-repeats';
import { alongNormal, groupByPosition, hasRepeats, largestShift, spatialBlocks } from './slice-order';

/** Orientations that differ by no more than this belong to one stack, degrees. */
const sameOrientation = 0.1;
/** Pixel spacings that differ by no more than this share belong to one stack. */
const sameSpacing = 1e-3;
/** First pixels that lie no farther than this from the stack's line, in the plane of the slices, are in line, mm. */
const samePlace = 1;

/** Slices that lie together in space: a block through one disc, one of two stations. */
export interface Block {
  /** Mean ImagePositionPatient, LPS mm. */
  centre: Vector3;
}

/** Slices that make one stack, before it has a name. */
export interface StackDraft {
  /** Not empty; ascending along the normal where there is one, else in the order of the series. */
  slices: Slice[];
  /** 1 for the first file of each image, 2 for the second… */
  copy: number;
  plane: Plane;
  normal: Vector3 | null;
  /** The same object for all stacks of one block; null where there is no geometry. */
  block: Block | null;
  /** What sets it apart from the other stacks of its block. */
  notes: string[];
  /** Those of its slices that share their position with another image, apart from which only their order tells them. */
  duplicates: Slice[];
}

/**
 * Groups the images of one series into stacks: by size, pixel format, frame of reference, spacing, orientation, place
 * and repeats at one position; sorted along the normal. `copyOf` numbers the files of one SOP Instance UID. The order
 * of `series` does not change the result.
 */
export function draftStacks(
  series: readonly ImageFacts[],
  copyOf: (image: ImageFacts) => number,
): StackDraft[] {
  const slices: Slice[] = [];
  for (const image of series) for (const facts of image.frames) slices.push({ image, facts, along: 0 });
  slices.sort(bySeriesOrder);
  return clusterByGeometry(slices, copyOf).flatMap(draftCluster).sort(compareDrafts);
}

function compareDrafts(a: StackDraft, b: StackDraft): number {
  const first = a.slices[0];
  const second = b.slices[0];
  return (
    a.copy - b.copy ||
    compareText(a.plane, b.plane) ||
    compareBlocks(a, b) ||
    (first === undefined || second === undefined ? 0 : bySeriesOrder(first, second))
  );
}

/** From the head to the feet, from the front to the back, or from the right to the left; then by the other axes. */
function compareBlocks({ block: a, plane }: StackDraft, { block: b }: StackDraft): number {
  if (a === null || b === null || a === b) return 0;
  const axes: readonly (0 | 1 | 2)[] =
    plane === 'sagittal' ? [0, 2, 1] : plane === 'coronal' ? [1, 2, 0] : [2, 1, 0];
  for (const axis of axes) {
    const difference = axis === 2 ? b.centre[axis] - a.centre[axis] : a.centre[axis] - b.centre[axis];
    if (Math.abs(difference) > samePlace) return difference;
  }
  return 0;
}

interface GeometryCluster {
  head: Slice;
  copy: number;
  /** Null for slices without a place in space: mosaics, no position, no valid orientation. */
  normal: Vector3 | null;
  slices: Slice[];
}

/** Slices of one format, orientation and spacing; the first of each cluster in the order of the series leads it. */
function clusterByGeometry(
  slices: readonly Slice[],
  copyOf: (image: ImageFacts) => number,
): GeometryCluster[] {
  const clusters: GeometryCluster[] = [];
  let last: GeometryCluster | undefined;
  for (const slice of slices) {
    const copy = copyOf(slice.image);
    // The first that fits, so that the last one used only serves where it is the only one.
    let cluster =
      clusters.length === 1 && last !== undefined && belongs(slice, copy, last)
        ? last
        : clusters.find((one) => belongs(slice, copy, one));
    if (cluster === undefined) {
      const { orientation } = slice.facts;
      const normal = isPlaced(slice) && orientation !== null ? orientationNormal(orientation) : null;
      cluster = { head: slice, copy, normal, slices: [] };
      clusters.push(cluster);
    }
    cluster.slices.push(slice);
    last = cluster;
  }
  return clusters;
}

function belongs(slice: Slice, copy: number, { head, copy: ofCluster }: GeometryCluster): boolean {
  return (
    ofCluster === copy &&
    isSameFormat(head.image, slice.image) &&
    isSameSpacing(head.facts.pixelSpacing, slice.facts.pixelSpacing) &&
    isPlaced(head) === isPlaced(slice) &&
    isSameOrientation(head.facts.orientation, slice.facts.orientation)
  );
}

function isPlaced({ image, facts }: Slice): boolean {
  return facts.position !== null && !image.mosaic && !image.framesWithoutPosition;
}

function isSameFormat(a: ImageFacts, b: ImageFacts): boolean {
  return (
    a === b ||
    (a.rows === b.rows &&
      a.columns === b.columns &&
      a.frameOfReferenceUid === b.frameOfReferenceUid &&
      a.sopClassUid === b.sopClassUid &&
      a.mosaic === b.mosaic &&
      a.secondaryCapture === b.secondaryCapture &&
      a.framesWithoutPosition === b.framesWithoutPosition &&
      isSamePixelFormat(a.pixels, b.pixels))
  );
}

function isSamePixelFormat(a: PixelFormat, b: PixelFormat): boolean {
  return (
    a === b ||
    (a.transferSyntaxUid === b.transferSyntaxUid &&
      a.bitsAllocated === b.bitsAllocated &&
      a.bitsStored === b.bitsStored &&
      a.highBit === b.highBit &&
      a.pixelRepresentation === b.pixelRepresentation &&
      a.samplesPerPixel === b.samplesPerPixel &&
      a.photometricInterpretation === b.photometricInterpretation &&
      a.planarConfiguration === b.planarConfiguration)
  );
}

function isSameSpacing(a: FrameFacts['pixelSpacing'], b: FrameFacts['pixelSpacing']): boolean {
  if (a === null || b === null) return a === b;
  return Math.abs(a[0] - b[0]) <= a[0] * sameSpacing && Math.abs(a[1] - b[1]) <= a[1] * sameSpacing;
}

function isSameOrientation(a: ImageOrientation | null, b: ImageOrientation | null): boolean {
  if (a === null || b === null || a === b) return a === b;
  const isEqual =
    a[0] === b[0] && a[1] === b[1] && a[2] === b[2] && a[3] === b[3] && a[4] === b[4] && a[5] === b[5];
  return isEqual || orientationAngle(a, b) <= sameOrientation;
}

function draftCluster({ head, copy, normal, slices }: GeometryCluster): StackDraft[] {
  const { orientation, sliceThickness } = head.facts;
  const plane = planeOf(orientation);
  if (normal === null || orientation === null) {
    return [{ slices, copy, plane, normal: null, block: null, notes: [], duplicates: [] }];
  }
  for (const slice of slices) {
    slice.along = slice.facts.position === null ? 0 : alongNormal(slice.facts.position, normal);
  }
  return splitByStackId(splitByPlace(inOrder(slices), orientation, normal)).flatMap((part) => {
    return spatialBlocks(part, sliceThickness).flatMap(({ start, end }) => {
      const members = part.slice(start, end);
      const block = { centre: centreOf(members) };
      return separateRepeats(members).map((separated) => ({ ...separated, copy, plane, normal, block }));
    });
  });
}

/** Ascending along the normal; slices at one position get one and the same place and keep the order of the series. */
function inOrder(slices: readonly Slice[]): Slice[] {
  const ascending = [...slices].sort((a, b) => a.along - b.along);
  if (!hasRepeats(ascending)) return ascending;
  const groups = groupByPosition(ascending);
  for (const group of groups) {
    if (group.length < 2) continue;
    const along = group[0]?.along ?? 0;
    for (const slice of group) slice.along = along;
    group.sort(bySeriesOrder);
  }
  return groups.flat();
}

/**
 * Splits slices of one orientation that lie side by side (two stations of a long spine, parallel blocks through two
 * discs) by the place of their first pixels in the plane. A sheared stack, whose first pixels lie on a leaning line,
 * stays whole, and so does one in which the slices have a place each.
 */
function splitByPlace(
  ascending: readonly Slice[],
  orientation: ImageOrientation,
  normal: Vector3,
): Slice[][] {
  if (largestShift(positionsOf(ascending), normal) <= samePlace) return [[...ascending]];
  const { row, column } = orientationAxes(orientation);
  const chains: { right: number; down: number; slices: Slice[] }[] = [];
  for (const slice of ascending) {
    const { position } = slice.facts;
    if (position === null) continue;
    const right = dot(position, row);
    const down = dot(position, column);
    const chain = chains.find((one) => Math.hypot(one.right - right, one.down - down) <= samePlace);
    if (chain === undefined) chains.push({ right, down, slices: [slice] });
    else chain.slices.push(slice);
  }
  const most = groupByPosition(ascending).reduce((count, group) => Math.max(count, group.length), 0);
  const isSplit = chains.length <= most || chains.every((chain) => chain.slices.length > 1);
  return isSplit ? chains.map((chain) => chain.slices) : [[...ascending]];
}

/** Splits frames that a multi-frame object assigns to several stacks, unless these share positions or hold one frame each. */
function splitByStackId(parts: readonly Slice[][]): Slice[][] {
  return parts.flatMap((part) => {
    const first = part[0]?.facts.separators.stackId ?? null;
    if (part.every(({ facts }) => facts.separators.stackId === first)) return [part];
    const stacks = new Map<string | null, Slice[]>();
    for (const slice of part) {
      const id = slice.facts.separators.stackId;
      const stack = stacks.get(id);
      if (stack === undefined) stacks.set(id, [slice]);
      else stack.push(slice);
    }
    const split = [...stacks.values()];
    const shared = groupByPosition(part).some((group) =>
      group.some(({ facts }) => facts.separators.stackId !== group[0]?.facts.separators.stackId),
    );
    return shared || split.some((stack) => stack.length < 2) ? [part] : split;
  });
}

function centreOf(slices: readonly Slice[]): Vector3 {
  let x = 0;
  let y = 0;
  let z = 0;
  for (const { facts } of slices) {
    x += facts.position?.[0] ?? 0;
    y += facts.position?.[1] ?? 0;
    z += facts.position?.[2] ?? 0;
  }
  return [x / slices.length, y / slices.length, z / slices.length];
}
