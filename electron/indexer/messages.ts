import type { IngestProblem, Study } from '../../shared/dicom/model';
import type { DescribedStudy } from '../../shared/ipc/contract';
import type { IndexProgress } from '../ingest/gather-files';
import type { FrameLocations } from '../ingest/index-paths';

/** A study as it was found at a place, with all its frames, and where their bytes are. */
export interface StudyContent {
  study: Study;
  locations: FrameLocations;
}

/** What is passed on of a study: what the list shows of it, and the rest to be parsed when it is opened. */
export interface FoundStudy {
  described: DescribedStudy;
  /** Of the frame that stands for each stack in the list. */
  previews: FrameLocations;
  /** A `StudyContent` as JSON; null where it is to be read from the index cache. */
  content: string | null;
}

/** Where a place's index is kept between runs. */
export interface IndexCachePlace {
  folder: string;
  rootId: string;
  /** Names what the indexer makes: what another one kept is not used. */
  format: string;
}

/** From the main process to an indexing process. */
export type IndexerRequest =
  | {
      type: 'index';
      paths: string[];
      /** Of the pseudonyms. */
      secret: string;
      cache: IndexCachePlace | null;
      /** False: all files are read by further processes, so that a file that ends one costs nothing else. */
      readsFiles: boolean;
    }
  | { type: 'cancel' };

/** From an indexing process to the main process. */
export type IndexerReport =
  | { type: 'progress'; progress: IndexProgress }
  /** Studies found or extended since the last report, while files are still being read. */
  | { type: 'studies'; studies: FoundStudy[]; problems: IngestProblem[] }
  | {
      type: 'finished';
      state: 'complete' | 'cancelled';
      /** The UIDs of all studies of the place. */
      present: string[];
      /** Those found or changed since the last report; the others are as reported before, or as in the cache. */
      studies: FoundStudy[];
      problems: IngestProblem[];
      progress: IndexProgress;
    }
  /** The last report: whether the cache holds what was found. The process may be ended. */
  | { type: 'kept'; kept: boolean };

/** All that an indexing process sends: its reports, and that it needs a reading process of this number. */
export type IndexerMessage = IndexerReport | { type: 'startReader'; readerId: number };
