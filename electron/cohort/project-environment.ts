import type { Study } from '../../shared/dicom/model';
import type { LibraryState, StudySummary } from '../../shared/ipc/contract';
import type { FrameLocation } from '../pixels/frame-location';
import type { ChooseBackup } from '../store/recover';
import type { Root } from '../store/roots';
import type { ViewMemory } from '../store/views';

/** The images of a project's cases, as the library finds them. By real Study Instance UID. */
export interface CaseImages {
  /** What is still being read; null: nothing. */
  progress(): LibraryState['progress'];
  shown(studyInstanceUid: string): { summary: StudySummary; study: Study } | null;
  /** How many images of a study have been found until now, copies among them. */
  imageCount(studyInstanceUid: string): number;
  frame(frameId: string): FrameLocation | null;
  close(): void;
}

/** What a project needs from outside. */
export interface ProjectEnvironment {
  /** Opens the places of the cases, each with the id its index is kept under. */
  openImages(places: readonly Root[], onChanged: () => void): CaseImages;
  views: ViewMemory;
  /** Makes backups of the database of a project's folder until it is stopped. */
  keepBackups(folder: string, onProblem: (problem: string) => void): () => void;
  /** Offers the last backup of a project whose database is damaged. */
  chooseBackup: ChooseBackup;
  now(): Date;
  /** What is known of the project is another now. */
  onChanged(): void;
  /** All cases are compared that were not when a worklist was made. */
  onCompared(): void;
  /** The case that was read is closed: nothing of it may be shown any more. */
  onCaseLeft(): void;
}
