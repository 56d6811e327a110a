import { z } from 'zod';
import type { Reading } from '../findings/reading';
import type { Outcome } from './outcome';

/** What became of one document of an imported file. */
export interface ImportedFindings {
  /** Name of the file, without its path, and the document's place in it, from 1. */
  file: string;
  place: number;
  /** Of the reading, where the document is one. */
  reading: { readingId: string; readerId: string; subjectId: string; revision: number } | null;
  /** `new`: a reading nobody had here; `newer`: a later revision of one. */
  outcome: 'new' | 'newer' | 'identical' | 'conflicting' | 'refused';
  sentence: string;
  /** What else to know of it: values that were computed anew, images that are not here. */
  notes: string[];
}

/** A reading of a study as a list of them shows it. */
export interface StudyReading {
  readingId: string;
  readerId: string;
  revision: number;
  status: Reading['status'];
  savedAt: string;
  /** It came, as a whole or in part, from a file. */
  isImported: boolean;
  /** It was made in a reader study. */
  isOfProject: boolean;
}

/** Requests about readings of others: what the main process accepts from the interface. */
export const importRequestSchemas = {
  /** Asks for findings files and stores the readings in them. */
  'import:findings': z.undefined(),
  /** Readings of a study by others. */
  'reading:others': z.string().max(64),
  /** One of them, to be looked at. */
  'reading:other': z.uuid(),
} as const;

/** Replies to them. */
export interface ImportReplies {
  /** null: the user closed the dialog. */
  'import:findings': Outcome<ImportedFindings[] | null>;
  'reading:others': Outcome<StudyReading[]>;
  'reading:other': Outcome<Reading>;
}
