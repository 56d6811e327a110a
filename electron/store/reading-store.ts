import type { AuditEntry } from '../../shared/cohort/audit';
import type { AuditHead } from '../../shared/cohort/audit-chain';
import type { ReadingHead } from '../../shared/cohort/case-state';
import type { CaseFacts, ProjectReader } from '../../shared/cohort/project';
import type { Protocol } from '../../shared/cohort/protocol';
import type { Outcome, RevisionEntry, StudySummary, ViewState } from '../../shared/ipc/contract';
import type { StudyReading } from '../../shared/ipc/import';
import type { NewAuditEntry } from './audit';
import type { StoredDocument } from './document-text';
import type { Save, Saved, StoredJson } from './readings';

/**
 * Where readings are kept: a data folder or a project's database on this machine. Every method gives a sentence where
 * the store cannot be reached, and changes nothing then.
 */
export interface ReadingStore {
  /** Appends a save, its entry in the trail and where the reading stands, all or nothing. */
  append(save: Save): Outcome<Saved>;
  /** The last save of this reader for a study, or null. */
  latestForStudy(readerId: string, studyInstanceUid: string): Outcome<StoredJson | null>;
  /** The last save of a reading, or null. */
  latestOfReading(readingId: string): Outcome<StoredJson | null>;
  /** Several saves by their place in the store's order, for `unpackDocument`. */
  savesAt(sequences: readonly number[]): Outcome<Map<number, StoredDocument>>;
  /** The last save of a revision of a reading, or null. */
  ofRevision(readingId: string, revision: number): Outcome<StoredJson | null>;
  /** Remembers where the reader was in a saved reading. */
  saveView(readingId: string, viewState: ViewState): Outcome<null>;
  /** Every save of a reading, first to last. */
  history(readingId: string): Outcome<RevisionEntry[]>;
  /** What lists show of this reader's latest reading of each study, by Study Instance UID. */
  summaries(readerId: string): Outcome<Map<string, NonNullable<StudySummary['reading']>>>;
  /** Where each reading of a study stands, whoever made it, in the order of their last saves. */
  ofStudy(studyInstanceUid: string): Outcome<StudyReading[]>;
  /** The trail of a reading, or all of it (null), first to last. */
  audit(readingId: string | null): Outcome<AuditEntry[]>;
  /** The last entry of the trail. */
  auditHead(): Outcome<AuditHead>;
}

/** A project's name, as it is stored. */
export interface StoredProject {
  projectId: string;
  title: string;
  createdAt: string;
}

/** A person of a project with what the PIN is checked against; null: no PIN. */
export type StoredReader = Omit<ProjectReader, 'hasPin'> & { pin: string | null };

/** A case of a project. `studyInstanceUid` is the pseudonymous one. */
export interface StoredCase {
  caseId: string;
  studyInstanceUid: string;
  facts: CaseFacts;
}

/** How large a project is. */
export interface ProjectCounts {
  cases: number;
  /** By the version of the protocol. */
  readingsByVersion: Record<number, number>;
}

/** Whether the readings named by `basis` (and the protocol's version) call for an adjudicator. */
export interface CaseDifference {
  caseId: string;
  basis: string;
  differs: boolean;
}

/**
 * Where a project is kept. Every change of it is recorded in the trail in the same step; `entry` says how.
 */
export interface CohortStore extends ReadingStore {
  /** What is stored of the project; null where the database holds none. */
  project(): Outcome<StoredProject | null>;
  createProject(
    content: { project: StoredProject; protocol: Protocol; coordinator: StoredReader },
    entry: NewAuditEntry,
  ): Outcome<null>;
  /** All versions of the protocol, the latest last: JSON values still to be parsed. */
  protocols(): Outcome<unknown[]>;
  /** Stores a version, or puts it in place of the same one. */
  saveProtocol(protocol: Protocol, entry: NewAuditEntry): Outcome<null>;
  counts(): Outcome<ProjectCounts>;
  /** In the order in which they were added. */
  cases(): Outcome<StoredCase[]>;
  addCases(cases: readonly { added: StoredCase; entry: NewAuditEntry }[]): Outcome<null>;
  /** In the order in which they joined. */
  readers(): Outcome<StoredReader[]>;
  saveReader(reader: StoredReader, entry: NewAuditEntry): Outcome<null>;
  /** Where each reading of the project stands. */
  heads(): Outcome<ReadingHead[]>;
  /** What agreement compares of each submitted reading of the project, JSON of `ReadingFacts`, by reading id. */
  facts(): Outcome<Map<string, string>>;
  /** Seconds of active work by reading id. */
  activeSeconds(): Outcome<Map<string, number>>;
  addActiveSeconds(readingId: string, seconds: number): Outcome<null>;
  differences(): Outcome<CaseDifference[]>;
  keepDifferences(differences: readonly CaseDifference[]): Outcome<null>;
  /** Records in the trail what changes nothing else. */
  record(entry: NewAuditEntry): Outcome<AuditEntry>;
}
