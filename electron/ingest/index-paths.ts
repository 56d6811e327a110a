import type { ImageFacts } from '../../shared/dicom/image-facts';
import type { IngestProblem, Study } from '../../shared/dicom/model';
import { buildStudies } from '../../shared/dicom/studies';
import type { FrameLocation } from '../pixels/frame-location';
import type { FileContent } from './file-reader';
import { type GatherOptions, gatherFiles, type IndexProgress } from './gather-files';
import { type IndexedContent, verifyDirectoryIndexes } from './verify-directory-index';

/** Where the bytes of frames are, by frame id. */
export type FrameLocations = [frameId: string, location: FrameLocation][];

/** Everything found at some paths. */
export interface IndexSnapshot {
  studies: Study[];
  locations: FrameLocations;
  problems: IngestProblem[];
  progress: IndexProgress;
  state: 'complete' | 'cancelled';
}

/** How paths are indexed. */
export interface IndexOptions extends Pick<GatherOptions, 'secret' | 'signal' | 'startReader'> {
  /** Problems name files relative to the opened folder (for the interface) or as given (for the command line). */
  problemPaths?: 'relative' | 'given';
}

/**
 * Reads the headers of all files under `paths` and builds the library of them. Never throws for a file: each one that
 * cannot be used gives one sentence. An aborted run resolves soon, with what was found so far.
 */
export async function indexPaths(paths: readonly string[], options: IndexOptions): Promise<IndexSnapshot> {
  const images: ImageFacts[] = [];
  const locations = new Map<string, FrameLocation[]>();
  const problems: IngestProblem[] = [];
  const contents: IndexedContent[] = [];
  const addProblem = (problem: string, relativePath: string, givenPath: string) => {
    problems.push({ path: options.problemPaths === 'given' ? givenPath : relativePath, problem });
  };
  const { state, progress } = await gatherFiles(paths, {
    ...options,
    onRecord: (record) => {
      for (const content of record.contents) {
        contents.push(indexedContent(content));
        if (content.kind === 'problem') addProblem(content.problem, content.displayPath, content.source);
        if (content.kind !== 'image') continue;
        images.push(content.facts);
        locations.set(content.facts.source, content.locations);
      }
    },
    onProblem: ({ problem, path, givenPath }) => addProblem(problem, path, givenPath),
  });
  if (state === 'complete') {
    for (const { of, problem } of verifyDirectoryIndexes(contents)) {
      addProblem(problem, of.displayPath, of.source);
    }
  }
  const { studies, sources } = buildStudies(images);
  return {
    studies,
    locations: locateFrames(sources, locations),
    problems: sortProblems(problems),
    progress,
    state,
  };
}

/** Where the bytes of each frame are, from the files they came from. `locations`: by source, one for each frame. */
export function locateFrames(
  sources: ReturnType<typeof buildStudies>['sources'],
  locations: ReadonlyMap<string, readonly FrameLocation[]>,
): FrameLocations {
  const located: FrameLocations = [];
  for (const { frameId, source, frame } of sources) {
    const location = locations.get(source)?.[frame - 1];
    if (location !== undefined) located.push([frameId, location]);
  }
  return located;
}

/** What a DICOMDIR is compared with. */
function indexedContent(content: FileContent): IndexedContent {
  if (content.kind !== 'image') return content;
  const { source, sopInstanceUid } = content.facts;
  return { kind: 'image', source, sopInstanceUid };
}

/** In the order of their paths. */
export function sortProblems(problems: readonly IngestProblem[]): IngestProblem[] {
  return [...problems].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
