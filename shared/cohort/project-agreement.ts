import type { CohortAgreement } from '../agreement/agreement-result';

/** When a reader's readings were submitted: the first readings, of cases read once. */
export interface ReaderSubmissions {
  readerCode: string;
  /** ISO 8601 times, in order. */
  submittedAt: string[];
}

/** How the readings that who is signed in may see agree, and how far they have come. */
export interface ProjectAgreement {
  agreement: CohortAgreement;
  progress: ReaderSubmissions[];
  /** Cases of the project: what each reader's readings lead up to at most. */
  caseCount: number;
  /** Submitted readings that are not shown yet because their case is still being read. */
  hiddenReadings: number;
}
