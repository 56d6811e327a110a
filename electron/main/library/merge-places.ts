import type { Stack, Study } from '../../../shared/dicom/model';
import type { FrameLocation } from '../../pixels/frame-location';

/** A study as it was found at one opened place; `locations` by frame id. */
export interface PlacedStudy {
  rootId: string;
  study: Study;
  locations: ReadonlyMap<string, FrameLocation>;
}

interface Candidate {
  stack: Stack;
  place: PlacedStudy;
}

/**
 * One study from several places that may hold the same images (a folder and its parent, a CD opened twice): of stacks
 * that share images the one with most images counts, the others are left out. Stacks that were found at different places
 * stand side by side. `rootId` is the place of the largest one. Null where no place has a stack.
 */
export function mergePlaces(places: readonly PlacedStudy[]): PlacedStudy | null {
  const candidates = places.flatMap((place) => place.study.stacks.map((stack) => ({ stack, place })));
  const locations = new Map<string, FrameLocation>();
  const chosen = chooseStacks(candidates, locations);
  const main = [...chosen].sort((a, b) => b.stack.frames.length - a.stack.frames.length)[0];
  const [first] = places;
  if (main === undefined || first === undefined) return null;
  const stacks = chosen.map(({ stack }) => stack);
  const lookUpTables = Object.assign({}, ...places.map(({ study }) => study.lookUpTables));
  const study = { ...first.study, stacks };
  if (Object.keys(lookUpTables).length > 0) study.lookUpTables = lookUpTables;
  return { rootId: main.place.rootId, study, locations };
}

/** The stacks that count, in their given order; enters where their frames are. */
function chooseStacks(candidates: readonly Candidate[], locations: Map<string, FrameLocation>): Candidate[] {
  const largestFirst = [...candidates].sort((a, b) => b.stack.frames.length - a.stack.frames.length);
  const chosen = new Map<Candidate, Candidate>();
  const stackIds = new Set<string>();
  for (const candidate of largestFirst) {
    const { stack, place } = candidate;
    if (stack.frames.some((frame) => locations.has(frame.id))) continue;
    for (const frame of stack.frames) {
      const location = place.locations.get(frame.id);
      if (location !== undefined) locations.set(frame.id, location);
    }
    const id = stackIds.has(stack.id) ? `${stack.id}@${place.rootId}` : stack.id;
    stackIds.add(id);
    chosen.set(candidate, { place, stack: id === stack.id ? stack : { ...stack, id } });
  }
  return candidates.flatMap((candidate) => chosen.get(candidate) ?? []);
}
