import { z } from 'zod';
import { clinicalSchema, type Reading, readingSchema } from '../findings/reading';
import type { Protocol } from './protocol';

/** What somebody may do in a project; one person can be several. */
export const projectRoles = ['reader', 'adjudicator', 'coordinator'] as const;
export const projectRoleSchema = z.enum(projectRoles);
export type ProjectRole = z.infer<typeof projectRoleSchema>;

/** The code by which a reader's readings are known, in the project and in exports. */
export const readerCodeSchema = z
  .string()
  .trim()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._ -]{0,63}$/u,
    'must be 1 to 64 letters, digits, dots, hyphens, underscores or blanks',
  );

/** Digits or words that keep a reader's drafts from the next person at the machine; not a password for anything else. */
export const pinSchema = z.string().min(4, 'must have at least 4 characters').max(64);

/** A person who takes part in a project. */
export interface ProjectReader {
  code: string;
  /** May be empty, and is to everybody but the coordinator. Never in an export. */
  name: string;
  roles: ProjectRole[];
  hasPin: boolean;
  /** Someone who left keeps the readings made, and cannot sign in. */
  isActive: boolean;
}

/** What is known of a case beforehand, and put into every new reading of it. */
export const caseFactsSchema = z.strictObject({
  ageYears: readingSchema.shape.subject.shape.ageYears,
  sex: readingSchema.shape.subject.shape.sex,
  clinical: clinicalSchema.omit({ followUp: true }).partial(),
});
export type CaseFacts = z.infer<typeof caseFactsSchema>;

/** Where a case stands for one reader, or for a whole project. */
export const caseStates = ['not-started', 'draft', 'submitted', 'to-adjudicate', 'adjudicated'] as const;
export type CaseState = (typeof caseStates)[number];

/** One reader's reading of a case, as the coordinator sees it. */
export interface ReaderProgress {
  readerCode: string;
  repeat: number;
  role: 'reader' | 'adjudicator';
  state: 'not-started' | 'draft' | 'submitted';
  readingId: string | null;
  revision: number | null;
  savedAt: string | null;
  /** Time the case was worked on, idle time left out. */
  activeSeconds: number;
}

/** One line of the worklist of whoever is signed in. */
export interface WorklistRow {
  caseId: string;
  /** 0: first reading; 1: the same case again. */
  repeat: number;
  role: ProjectRole;
  /** Place in this reader's order, from 1. */
  place: number;
  state: CaseState;
  /** Items that are missing before it can be submitted; null where nothing is begun. */
  itemsLeft: number | null;
  savedAt: string | null;
  readingId: string | null;
  revision: number | null;
  /** The version of the protocol its reading was made under; null where nothing is begun. */
  protocolVersion: number | null;
  /** Why it cannot be opened at present, in a sentence; null where it can. */
  hindrance: string | null;
  /** To the coordinator only: every reader's reading. Null to others. */
  readers: ReaderProgress[] | null;
}

/** The worklist of whoever is signed in, in that person's order. */
export interface Worklist {
  rows: WorklistRow[];
  done: number;
  /** Seconds of active work left, from the median of the cases done; null before three are done. */
  remainingSeconds: number | null;
  /** What to know about the list, a sentence each. */
  notices: string[];
  /** Whether all submitted cases are compared; else more of them may have to be adjudicated. */
  isCompared: boolean;
}

/** An open project as the interface knows it. */
export interface ProjectState {
  projectId: string;
  title: string;
  /** Last part of the folder's path. */
  folderName: string;
  protocol: Protocol;
  /** Version of the protocol → number of readings made under it. */
  readingsByVersion: Record<number, number>;
  caseCount: number;
  readers: ProjectReader[];
  /** Who is signed in; null: nobody, and nothing of a reading is shown. */
  signedIn: { code: string; roles: ProjectRole[] } | null;
  /** Why nothing can be changed (somebody else has the project open), in a sentence; null where it can. */
  readOnly: string | null;
  /** Why cases cannot be opened (the key table is missing or does not belong to it), in a sentence; null where they can. */
  keyTableProblem: string | null;
  /** What happened to the project that has to be known, a sentence each. */
  notices: string[];
}

/** A project opened earlier on this machine. */
export interface RecentProject {
  id: string;
  title: string;
  folderName: string;
  /** Whether its folder can be reached. */
  isAvailable: boolean;
}

/** One case of a list to be added, after a dry run: nothing is stored before it is confirmed. */
export interface PlannedCase {
  /** Line in the CSV list, from 1 (the heading); null for folders and DICOMDIR. */
  line: number | null;
  caseId: string;
  /** Last two parts of its path. */
  place: string;
  /** The studies found there; one is what is wanted. */
  studies: { description: string; images: number }[];
  facts: CaseFacts;
  /** Why it cannot be added, or what was not understood, a sentence each. */
  problems: string[];
  /** Whether it would be added. */
  isUsable: boolean;
}

/** What a list of cases would add to the project. */
export interface CasePlan {
  planId: string;
  cases: PlannedCase[];
  /** Columns of the CSV list that were not used. */
  unusedColumns: string[];
  /** What is wrong with the list as a whole, a sentence each. */
  problems: string[];
}

/** Two or more readings of one case, before an adjudicator or a coordinator who looks at them. */
export interface AdjudicationCase {
  readings: { label: 'A' | 'B' | 'C' | 'D'; reading: Reading }[];
}
