import type { Vector3 } from '../geometry/vector';
import type { FrameFacts, ImageFacts, ImageOrientation } from './image-facts';
import type { Frame, LookUpTable, Plane, Presentation, Stack, Study } from './model';
import { orientationAngle, orientationNormal, planeOf } from './plane';
import { bySeriesOrder, compareText, type Slice, separateRepeats } from './separate-repeats';
import { alongNormal, groupByPosition, spatialBlocks } from './slice-order';
import { describeStack } from './stack-verdict';
import { weightingOf } from './weighting';

/** Orientations that differ by no more than this belong to one stack, degrees. */
const sameOrientation = 0.1;
/** Pixel spacings that differ by no more than this share belong to one stack. */
const sameSpacing = 1e-3;

/** Studies with their stacks, and for each frame id the file and frame it came from. */
export interface Library {
  studies: Study[];
  sources: { frameId: string; source: string; frame: number }[];
}

/** Slices that make one stack, before it has a name. */
interface StackDraft {
  slices: Slice[];
  copy: number;
  plane: Plane;
  normal: Vector3 | null;
  /** Equal for the stacks of one spatial block; null where there is no geometry. */
  block: { key: string; place: number } | null;
  notes: string[];
  byOrderOnly: boolean;
}

/**
 * Groups images into studies and stacks: per series by size, pixel format, frame of reference, spacing, orientation,
 * spatial block and repeats at one position; sorted along the normal. Positions are the truth, not the order or names
 * of the files nor SpacingBetweenSlices: the result does not depend on the order of `images`.
 */
export function buildStudies(images: readonly ImageFacts[]): Library {
  const sorted = [...images].sort((a, b) => compareText(a.source, b.source));
  const copies = numberCopies(sorted);
  const library: Library = { studies: [], sources: [] };
  for (const [studyInstanceUid, studyImages] of groupBy(sorted, (image) => image.studyInstanceUid)) {
    const stacks: Stack[] = [];
    for (const series of groupBy(studyImages, (image) => image.seriesInstanceUid).values()) {
      const drafts = draftStacks(series, copies);
      drafts.forEach((draft, index) => {
        stacks.push(nameStack(draft, drafts, index, library.sources));
      });
    }
    stacks.sort((a, b) => (a.seriesNumber ?? 0) - (b.seriesNumber ?? 0) || compareStackIds(a.id, b.id));
    distinguishLabels(stacks);
    const lookUpTables = tablesOf(studyImages);
    library.studies.push({
      ...describeStudy(studyInstanceUid, studyImages),
      stacks,
      ...(lookUpTables === null ? {} : { lookUpTables }),
    });
  }
  library.studies.sort(
    (a, b) => compareText(a.date ?? '', b.date ?? '') || compareText(a.studyInstanceUid, b.studyInstanceUid),
  );
  return library;
}

/** Each look-up table once, by its name; null where there is none. */
function tablesOf(images: readonly ImageFacts[]): Record<string, LookUpTable> | null {
  const tables: Record<string, LookUpTable> = {};
  for (const { frames } of images) {
    for (const { presentation } of frames) {
      if (presentation === undefined) continue;
      const { modalityTable, voiTable, palette = [] } = presentation;
      for (const table of [modalityTable, voiTable, ...palette]) {
        if (table !== undefined) tables[table.name] = table;
      }
    }
  }
  return Object.keys(tables).length === 0 ? null : tables;
}

function withTableNames(presentation: Presentation<LookUpTable>): Presentation<string> {
  const { modalityTable, voiTable, palette, ...plain } = presentation;
  return {
    ...plain,
    ...(modalityTable === undefined ? {} : { modalityTable: modalityTable.name }),
    ...(voiTable === undefined ? {} : { voiTable: voiTable.name }),
    ...(palette === undefined ? {} : { palette: [palette[0].name, palette[1].name, palette[2].name] }),
  };
}

function describeStudy(
  studyInstanceUid: string,
  images: readonly ImageFacts[],
): Omit<Study, 'stacks' | 'lookUpTables'> {
  const subjects = images.map((image) => image.subject);
  return {
    studyInstanceUid,
    description: images.find((image) => image.studyDescription !== '')?.studyDescription ?? '',
    date: images.find((image) => image.studyDate !== null)?.studyDate ?? null,
    subject: {
      id: subjects[0]?.id ?? '',
      ageYears: subjects.find((subject) => subject.ageYears !== null)?.ageYears ?? null,
      sex: subjects.find((subject) => subject.sex !== null)?.sex ?? null,
    },
  };
}

/** 1 for the first file of a SOP Instance UID, 2 for the second, in the order given. */
function numberCopies(images: readonly ImageFacts[]): Map<ImageFacts, number> {
  const seen = new Map<string, number>();
  const copies = new Map<ImageFacts, number>();
  for (const image of images) {
    const copy = (seen.get(image.sopInstanceUid) ?? 0) + 1;
    seen.set(image.sopInstanceUid, copy);
    copies.set(image, copy);
  }
  return copies;
}

function draftStacks(series: readonly ImageFacts[], copies: ReadonlyMap<ImageFacts, number>): StackDraft[] {
  const drafts: StackDraft[] = [];
  const alike = groupBy(series, (image) =>
    JSON.stringify([
      copies.get(image) ?? 1,
      image.rows,
      image.columns,
      image.frameOfReferenceUid,
      image.pixels,
      image.mosaic,
      image.secondaryCapture,
      image.framesWithoutPosition,
    ]),
  );
  for (const images of alike.values()) {
    const copy = copies.get(images[0] as ImageFacts) ?? 1;
    const slices = images.flatMap((image) => image.frames.map((facts): Slice => ({ image, facts })));
    for (const cluster of clusterByGeometry(slices)) {
      drafts.push(...draftCluster(cluster, copy));
    }
  }
  return drafts.sort(
    (a, b) =>
      a.copy - b.copy ||
      compareText(a.plane, b.plane) ||
      (a.block?.place ?? 0) - (b.block?.place ?? 0) ||
      compareFirst(a, b),
  );
}

function compareFirst(a: StackDraft, b: StackDraft): number {
  const first = a.slices[0];
  const second = b.slices[0];
  return first === undefined || second === undefined ? 0 : bySeriesOrder(first, second);
}

interface GeometryCluster {
  orientation: ImageOrientation | null;
  normal: Vector3 | null;
  pixelSpacing: readonly [number, number] | null;
  slices: Slice[];
}

/** Slices of one orientation and spacing; those without a place in space (mosaics, no position) have no normal. */
function clusterByGeometry(slices: readonly Slice[]): GeometryCluster[] {
  const clusters: GeometryCluster[] = [];
  const byHeader = new Map<string, GeometryCluster>();
  for (const slice of [...slices].sort(bySeriesOrder)) {
    const { orientation, position, pixelSpacing } = slice.facts;
    const placed = position !== null && !slice.image.mosaic && !slice.image.framesWithoutPosition;
    const key = JSON.stringify([orientation, pixelSpacing, placed]);
    let cluster = byHeader.get(key);
    if (cluster === undefined) {
      const normal = placed && orientation !== null ? orientationNormal(orientation) : null;
      cluster = clusters.find(
        (candidate) =>
          (candidate.normal === null) === (normal === null) &&
          isSameSpacing(candidate.pixelSpacing, pixelSpacing) &&
          isSameOrientation(candidate.orientation, orientation),
      );
      if (cluster === undefined) {
        cluster = { orientation, normal, pixelSpacing, slices: [] };
        clusters.push(cluster);
      }
      byHeader.set(key, cluster);
    }
    cluster.slices.push(slice);
  }
  return clusters;
}

function isSameSpacing(a: FrameFacts['pixelSpacing'], b: FrameFacts['pixelSpacing']): boolean {
  if (a === null || b === null) return a === b;
  return a.every((value, axis) => Math.abs(value - (b[axis] ?? 0)) <= value * sameSpacing);
}

function isSameOrientation(a: ImageOrientation | null, b: ImageOrientation | null): boolean {
  if (a === null || b === null) return a === b;
  return orientationAngle(a, b) <= sameOrientation;
}

function draftCluster(cluster: GeometryCluster, copy: number): StackDraft[] {
  const { normal, orientation } = cluster;
  const plane = planeOf(orientation);
  if (normal === null) {
    return [
      { slices: cluster.slices, copy, plane, normal: null, block: null, notes: [], byOrderOnly: false },
    ];
  }
  const along = (slice: Slice) =>
    slice.facts.position === null ? 0 : alongNormal(slice.facts.position, normal);
  const positions = groupByPosition(cluster.slices, along);
  const firstPositions = positions.map((group) => (group[0] === undefined ? 0 : along(group[0])));
  const thickness = cluster.slices[0]?.facts.sliceThickness ?? null;
  return spatialBlocks(firstPositions, thickness).flatMap(({ start, end }) => {
    const members = positions.slice(start, end).flat();
    const block = { key: JSON.stringify([orientation, start, copy]), place: placeInBody(members, plane) };
    return separateRepeats(members, along).map((part) => ({ ...part, copy, plane, normal, block }));
  });
}

/** Orders blocks from the head to the feet, from the front to the back, or from the right to the left. */
function placeInBody(slices: readonly Slice[], plane: Plane): number {
  const axis = plane === 'sagittal' ? 0 : plane === 'coronal' ? 1 : 2;
  const sum = slices.reduce((total, slice) => total + (slice.facts.position?.[axis] ?? 0), 0);
  return (axis === 2 ? -sum : sum) / slices.length;
}

function nameStack(
  draft: StackDraft,
  ofSeries: readonly StackDraft[],
  index: number,
  sources: Library['sources'],
): Stack {
  const { image, facts } = draft.slices[0] as Slice;
  const verdict =
    image.modality === 'MR'
      ? weightingOf(facts.contrast, image.seriesDescription, image.protocolName)
      : { weighting: 'unknown' as const, label: image.modality };
  const { measurable, reasons, sliceStep } = describeStack(draft);
  return {
    id: `${encodeURIComponent(image.seriesInstanceUid)}/${index + 1}`,
    studyInstanceUid: image.studyInstanceUid,
    seriesInstanceUid: image.seriesInstanceUid,
    seriesNumber: image.seriesNumber,
    description: image.seriesDescription,
    label: labelOf(draft, ofSeries, verdict.label),
    modality: image.modality,
    plane: draft.plane,
    weighting: verdict.weighting,
    rows: image.rows,
    columns: image.columns,
    pixelSpacing: facts.pixelSpacing,
    sliceThickness: facts.sliceThickness,
    sliceStep,
    frameOfReferenceUid: image.frameOfReferenceUid,
    normal: draft.normal,
    measurable,
    reasons,
    pixels: image.pixels,
    frames: draft.slices.map((slice) => {
      const frame = toFrame(slice, draft.copy);
      sources.push({ frameId: frame.id, source: slice.image.source, frame: slice.facts.frame });
      return frame;
    }),
  };
}

function toFrame({ image, facts }: Slice, copy: number): Frame {
  const id = `${encodeURIComponent(image.sopInstanceUid)}/${facts.frame}`;
  return {
    id: copy > 1 ? `${id}/copy-${copy}` : id,
    sopInstanceUid: image.sopInstanceUid,
    frame: facts.frame,
    instanceNumber: image.instanceNumber,
    position: facts.position,
    orientation: facts.orientation,
    rescaleSlope: facts.rescaleSlope,
    rescaleIntercept: facts.rescaleIntercept,
    window: facts.window,
    ...(facts.presentation === undefined ? {} : { presentation: withTableNames(facts.presentation) }),
  };
}

function labelOf(draft: StackDraft, ofSeries: readonly StackDraft[], weightingLabel: string): string {
  const image = draft.slices[0]?.image;
  const kind = image?.localizer ? 'Localizer' : image?.mosaic ? 'Mosaic' : weightingLabel || image?.modality;
  const parts = [[kind, draft.plane === 'unknown' ? '' : draft.plane].filter(Boolean).join(' ')];
  const blocks = [
    ...new Set(
      ofSeries
        .filter((other) => other.plane === draft.plane && other.copy === draft.copy && other.block !== null)
        .map((other) => other.block?.key),
    ),
  ];
  if (draft.block !== null && blocks.length > 1) {
    parts.push(`block ${blocks.indexOf(draft.block.key) + 1} of ${blocks.length}`);
  }
  parts.push(...draft.notes);
  if (draft.copy > 1) parts.push(`copy ${draft.copy}`);
  return parts.join(' · ');
}

/** Adds the series number, or a count, to labels that would be the same for two stacks of a study. */
function distinguishLabels(stacks: Stack[]): void {
  for (const distinction of [
    (stack: Stack) => (stack.seriesNumber === null ? '' : `series ${stack.seriesNumber}`),
    (_stack: Stack, index: number) => `${index + 1}`,
  ]) {
    for (const [label, same] of groupBy(stacks, (stack) => stack.label)) {
      if (same.length < 2) continue;
      same.forEach((stack, index) => {
        const addition = distinction(stack, index);
        if (addition !== '') stack.label = `${label} · ${addition}`;
      });
    }
  }
}

function compareStackIds(a: string, b: string): number {
  const [seriesA = '', numberA = ''] = a.split('/');
  const [seriesB = '', numberB = ''] = b.split('/');
  return compareText(seriesA, seriesB) || Number(numberA) - Number(numberB);
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}
