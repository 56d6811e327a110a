import { draftStacks, type StackDraft } from './draft-stacks';
import type { ImageFacts } from './image-facts';
import type { Frame, LookUpTable, Presentation, Stack, Study } from './model';
import { compareText, type Slice } from './separate-repeats';
import { type PlaceInSeries, stackGeometry } from './stack-geometry';
import { weightingOf } from './weighting';

/** Studies with their stacks, and for each frame id the file and frame it came from. */
export interface Library {
  studies: Study[];
  sources: { frameId: string; source: string; frame: number }[];
}

/**
 * Groups images into studies and stacks: per series by size, pixel format, frame of reference, spacing, orientation,
 * spatial block and repeats at one position; sorted along the normal. Positions are the truth, not the order or names
 * of the files nor SpacingBetweenSlices: the result does not depend on the order of `images`.
 */
export function buildStudies(images: readonly ImageFacts[]): Library {
  const copies = laterCopies(images);
  const copyOf = (image: ImageFacts) => copies.get(image) ?? 1;
  const library: Library = { studies: [], sources: [] };
  for (const [studyInstanceUid, studyImages] of groupBy(images, (image) => image.studyInstanceUid)) {
    const stacks: Stack[] = [];
    for (const series of groupBy(studyImages, (image) => image.seriesInstanceUid).values()) {
      const drafts = draftStacks(series, copyOf);
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
  return {
    studyInstanceUid,
    description: firstOf(images, (image) => image.studyDescription || null) ?? '',
    date: firstOf(images, (image) => image.studyDate),
    subject: {
      id: firstOf(images, (image) => image.subject.id) ?? '',
      ageYears: firstOf(images, (image) => image.subject.ageYears),
      sex: firstOf(images, (image) => image.subject.sex),
    },
  };
}

/** The value of the images that have one; of several the first in ascending order. */
function firstOf<Value extends string | number>(
  images: readonly ImageFacts[],
  valueIn: (image: ImageFacts) => Value | null,
): Value | null {
  let first: Value | null = null;
  for (const image of images) {
    const value = valueIn(image);
    if (value !== null && value !== first && (first === null || value < first)) first = value;
  }
  return first;
}

/** 2 for the second file of a SOP Instance UID by source, 3 for the third; first files are not in the map. */
function laterCopies(images: readonly ImageFacts[]): Map<ImageFacts, number> {
  const first = new Map<string, ImageFacts>();
  const repeated = new Map<string, ImageFacts[]>();
  for (const image of images) {
    const same = first.get(image.sopInstanceUid);
    if (same === undefined) {
      first.set(image.sopInstanceUid, image);
      continue;
    }
    const group = repeated.get(image.sopInstanceUid);
    if (group === undefined) repeated.set(image.sopInstanceUid, [same, image]);
    else group.push(image);
  }
  const copies = new Map<ImageFacts, number>();
  for (const group of repeated.values()) {
    group.sort((a, b) => compareText(a.source, b.source));
    group.forEach((image, index) => {
      if (index > 0) copies.set(image, index + 1);
    });
  }
  return copies;
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
  const place = placeInSeries(draft, ofSeries);
  const { geometry, sliceStep } = stackGeometry(draft, place);
  return {
    id: `${encodeURIComponent(image.seriesInstanceUid)}/${index + 1}`,
    studyInstanceUid: image.studyInstanceUid,
    seriesInstanceUid: image.seriesInstanceUid,
    seriesNumber: image.seriesNumber,
    description: image.seriesDescription,
    label: labelOf(draft, place, verdict.label),
    modality: image.modality,
    sopClassUid: image.sopClassUid,
    plane: draft.plane,
    weighting: verdict.weighting,
    rows: image.rows,
    columns: image.columns,
    pixelSpacing: facts.pixelSpacing,
    sliceThickness: facts.sliceThickness,
    sliceStep,
    frameOfReferenceUid: image.frameOfReferenceUid,
    normal: draft.normal,
    geometry,
    pixels: image.pixels,
    frames: draft.slices.map((slice) => {
      const frame = toFrame(slice, draft.copy);
      sources.push({ frameId: frame.id, source: slice.image.source, frame: slice.facts.frame });
      return frame;
    }),
  };
}

function toFrame({ image, facts }: Slice, copy: number): Frame {
  const id = `${encodeURIComponent(image.studyInstanceUid)}/${encodeURIComponent(image.sopInstanceUid)}/${facts.frame}`;
  const frame: Frame = {
    id: copy > 1 ? `${id}/copy-${copy}` : id,
    sopInstanceUid: image.sopInstanceUid,
    frame: facts.frame,
    instanceNumber: image.instanceNumber,
    position: facts.position,
    orientation: facts.orientation,
    rescaleSlope: facts.rescaleSlope,
    rescaleIntercept: facts.rescaleIntercept,
    window: facts.window,
  };
  if (facts.presentation !== undefined) frame.presentation = withTableNames(facts.presentation);
  return frame;
}

function placeInSeries(draft: StackDraft, ofSeries: readonly StackDraft[]): PlaceInSeries {
  const alike = ofSeries.filter((other) => other.plane === draft.plane && other.copy === draft.copy);
  const blocks = [...new Set(alike.flatMap(({ block }) => (block === null ? [] : [block])))];
  const planes = new Set(ofSeries.flatMap(({ plane }) => (plane === 'unknown' ? [] : [plane])));
  return {
    planes: [...planes].sort(),
    block: draft.block === null ? 1 : blocks.indexOf(draft.block) + 1,
    blocks: draft.block === null ? 1 : blocks.length,
  };
}

function labelOf(draft: StackDraft, { block, blocks }: PlaceInSeries, weightingLabel: string): string {
  const image = draft.slices[0]?.image;
  const kind = image?.localizer ? 'Localizer' : image?.mosaic ? 'Mosaic' : weightingLabel || image?.modality;
  const parts = [[kind, draft.plane === 'unknown' ? '' : draft.plane].filter(Boolean).join(' ')];
  if (blocks > 1) parts.push(`block ${block} of ${blocks}`);
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
