import type { IngestProblem, Study } from '../../shared/dicom/model';
import type { FrameLocation } from '../pixels/frame-location';

/** How far an indexing run is. `filesSeen` grows while folders are still being listed. */
export interface IndexProgress {
  filesSeen: number;
  filesRead: number;
  imagesFound: number;
}

/** Everything found so far: each snapshot replaces the one before. */
export interface IndexSnapshot {
  studies: Study[];
  /** By frame id. */
  locations: [frameId: string, location: FrameLocation][];
  problems: IngestProblem[];
  progress: IndexProgress;
  /** `running` while files are still being read. */
  state: 'running' | 'complete' | 'cancelled';
}

/** From the main process to an indexing process. */
export type IndexerRequest =
  | { type: 'index'; paths: string[] /** Of the pseudonyms. */; secret: string }
  | { type: 'cancel' };

/** From an indexing process to the main process; the last one is a snapshot that is not running. */
export type IndexerReport =
  | { type: 'progress'; progress: IndexProgress }
  | { type: 'snapshot'; snapshot: IndexSnapshot };
