import type { Stack, Study } from '../../../shared/dicom/model';
import type { FrameLocation } from '../../pixels/frame-location';

/** What was found at one opened place. */
export interface RootIndex {
  rootId: string;
  studies: readonly Study[];
  locations: ReadonlyMap<string, FrameLocation>;
}

/** A study together with the place most of its images come from. */
export interface LibraryStudy {
  study: Study;
  rootId: string;
}

/** All places as one library. */
export interface MergedLibrary {
  /** By Study Instance UID, in the order of the roots. */
  studies: Map<string, LibraryStudy>;
  /** By frame id. */
  locations: Map<string, FrameLocation>;
}

interface Candidate {
  stack: Stack;
  index: RootIndex;
}

/**
 * One library from several places that may hold the same images (a folder and its parent, a CD opened twice): of stacks
 * that share images the one with most images counts, the others are left out. Stacks of one study that were found at
 * different places stand side by side in it.
 */
export function mergeRoots(indexes: readonly RootIndex[]): MergedLibrary {
  const found = new Map<string, { study: Study; candidates: Candidate[] }>();
  for (const index of indexes) {
    for (const study of index.studies) {
      const entry = found.get(study.studyInstanceUid) ?? { study, candidates: [] };
      if (entry.study !== study && study.lookUpTables !== undefined) {
        const lookUpTables = { ...entry.study.lookUpTables, ...study.lookUpTables };
        entry.study = { ...entry.study, lookUpTables };
      }
      entry.candidates.push(...study.stacks.map((stack) => ({ stack, index })));
      found.set(study.studyInstanceUid, entry);
    }
  }
  const library: MergedLibrary = { studies: new Map(), locations: new Map() };
  for (const [uid, { study, candidates }] of found) {
    const chosen = chooseStacks(candidates, library.locations);
    const main = [...chosen].sort((a, b) => b.stack.frames.length - a.stack.frames.length)[0];
    if (main === undefined) continue;
    const stacks = chosen.map(({ stack }) => stack);
    library.studies.set(uid, { study: { ...study, stacks }, rootId: main.index.rootId });
  }
  return library;
}

/** The stacks that count, in their given order; enters where their frames are. */
function chooseStacks(candidates: readonly Candidate[], locations: Map<string, FrameLocation>): Candidate[] {
  const largestFirst = [...candidates].sort((a, b) => b.stack.frames.length - a.stack.frames.length);
  const chosen = new Map<Candidate, Candidate>();
  const stackIds = new Set<string>();
  for (const candidate of largestFirst) {
    const { stack, index } = candidate;
    if (stack.frames.some((frame) => locations.has(frame.id))) continue;
    for (const frame of stack.frames) {
      const location = index.locations.get(frame.id);
      if (location !== undefined) locations.set(frame.id, location);
    }
    const id = stackIds.has(stack.id) ? `${stack.id}@${index.rootId}` : stack.id;
    stackIds.add(id);
    chosen.set(candidate, { index, stack: id === stack.id ? stack : { ...stack, id } });
  }
  return candidates.flatMap((candidate) => chosen.get(candidate) ?? []);
}
