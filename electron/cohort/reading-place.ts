import type { Protocol } from '../../shared/cohort/protocol';
import type { Clinical, NewReading, Reading } from '../../shared/findings/reading';
import type { Outcome, RevisionEntry, ViewState } from '../../shared/ipc/contract';
import type { Save, Saved, StoredJson } from '../store/readings';

/** What a new reading of a study begins with. */
export type Beginning = Pick<NewReading, 'subject' | 'project' | 'adjudicates'> & {
  clinical: Partial<Omit<Clinical, 'followUp'>>;
};

/**
 * Where the reader who is at work reads: the data folder, or the open case of a project. It says what may be seen and
 * saved there; a document goes in and out with the UIDs of the images.
 */
export interface ReadingPlace {
  readerId: string;
  /** The same for the same reading that is not stored yet. */
  draftKey(studyInstanceUid: string): string;
  /** This reader's last save of the reading of a study, or null. */
  latest(studyInstanceUid: string): Outcome<StoredJson | null>;
  /** What a new reading begins with, or why there is none to begin. */
  begin(studyInstanceUid: string): Outcome<Beginning>;
  /** The protocol a reading is made under; null: none. */
  protocolOf(reading: Reading): Outcome<Protocol | null>;
  /** Why this document may not be saved here, in a sentence; null where it may. */
  refusal(reading: Reading): string | null;
  append(save: Save): Outcome<Saved>;
  saveView(readingId: string, viewState: ViewState): Outcome<null>;
  /** A stored document as it is shown: with the UIDs of the images. */
  shown(stored: Reading): Outcome<Reading>;
  /** Every save of a reading that may be seen here. */
  history(readingId: string): Outcome<RevisionEntry[]>;
  /** The last save of a reading that may be seen here, as it is stored. */
  document(readingId: string): Outcome<StoredJson | null>;
}
