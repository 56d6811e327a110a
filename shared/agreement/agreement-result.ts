import type { VertebralLevel } from '../dicom/levels';
import type { LandmarkName, Measurement, MeasurementMethod } from '../findings/reading';
import type { BlandAltman } from './bland-altman';
import type { RawAgreement } from './confusion-matrix';
import type { Distribution } from './distribution';
import type { Estimate, Refusal } from './estimate';
import type { IntraclassCorrelations } from './intraclass-correlation';
import type { OutlineOverlap } from './outline-overlap';
import type { Repeatability } from './repeatability';

/**
 * What becomes of *not assessable* and of *unread* (not answered) in categorical statistics: a category of their own, or
 * the subject is left out. Either way they are counted.
 */
export const notAssessableTreatments = ['category', 'excluded'] as const;
export type NotAssessableTreatment = (typeof notAssessableTreatments)[number];

/** Category names of the matrix where `notAssessable` is `category`. */
export const notAssessableCategory = 'not-assessable';
export const unreadCategory = 'unread';

export interface AgreementOptions {
  notAssessable: NotAssessableTreatment;
}

/** What was given and what of it is compared. */
export interface AgreementCounts {
  readings: number;
  /** Readings that take part. */
  used: number;
  /** Left out: drafts; records of adjudication; earlier revisions; repeats beyond the first; */
  drafts: number;
  adjudicated: number;
  supersededRevisions: number;
  laterRepeats: number;
  /** second readings of a case by the same reader with the same repeat number (the one submitted last is used). */
  duplicates: number;
  cases: number;
}

/** A case that all readers of a comparison read. */
export interface ComparedCase {
  caseId: string;
  projectId: string | null;
  /** In the order of `readers` (or of the repeats) of the comparison. */
  readingIds: readonly string[];
}

/**
 * What is compared once: a case, a vertebra of a case, or a fracture at a level that every reader of the comparison found.
 * Statistics refer to subjects by their place in `subjects`.
 */
export interface AgreementSubject {
  /** Place of its case in the comparison's `cases`. */
  case: number;
  /** Null: the case as a whole. */
  level: VertebralLevel | null;
}

/** What an item is asked about. */
export type AgreementUnit = 'case' | 'level' | 'fracture';

/** How many subjects could not be compared in full; each counts once for each kind that any reader gave. */
export interface LeftOutCounts {
  /** Subjects that at least one reader called not assessable. */
  notAssessable: number;
  /** Subjects that at least one reader left unread or unanswered. */
  unread: number;
  /** Subjects for which the item does not arise for at least one reader, e.g. the side of an absent fragment. */
  notApplicable: number;
}

/** Answers of two readers by category, with the subjects behind every count. */
export interface CategoryMatrix {
  /** In the order of the scale; then `not-assessable` and `unread` where they are categories. */
  categories: readonly string[];
  counts: readonly (readonly number[])[];
  /** `subjects[row][column]`: places in the comparison's `subjects`; rows are the first reader. */
  subjects: readonly (readonly (readonly number[])[])[];
}

interface CategoricalItemResult {
  /** Key of the item, e.g. `rim-status`, `rim-cell:middle-left`. */
  item: string;
  /** The item in words. */
  name: string;
  unit: AgreementUnit;
  /** Subjects in raw agreement and kappa. */
  compared: number;
  leftOut: LeftOutCounts;
}

export interface PairCategoricalAgreement extends CategoricalItemResult {
  raw: RawAgreement | Refusal;
  /** Cohen's. */
  kappa: Estimate | Refusal;
  /**
   * Weighted kappa of an ordered scale, always without *not assessable* and *unread*, which have no place in the order;
   * null where the item is not ordered.
   */
  weighted: { compared: number; linear: Estimate | Refusal; quadratic: Estimate | Refusal } | null;
  prevalenceAdjusted: Estimate | Refusal;
  prevalenceIndex: { value: number } | Refusal;
  biasIndex: { value: number } | Refusal;
  matrix: CategoryMatrix;
}

export interface GroupCategoricalAgreement extends CategoricalItemResult {
  /** Subjects on which all readers gave the same answer. */
  unanimous: RawAgreement | Refusal;
  /** Share of pairs of readers that agree. */
  pairwise: { value: number } | Refusal;
  /** Fleiss'. */
  kappa: Estimate | Refusal;
}

/** Where a value or a point lies relative to the fractured level. */
export const levelPositions = ['above', 'at', 'below'] as const;
export type LevelPosition = (typeof levelPositions)[number];

/** A measurement as compared: different names, methods, units or positions are never pooled. */
export interface NumericItem {
  name: string;
  method: MeasurementMethod;
  unit: Measurement['unit'];
  position: LevelPosition;
}

/** Agreement of any number of readers on a measurement. */
export interface GroupNumericAgreement extends NumericItem {
  /** Fractures with a value from every reader. */
  compared: number;
  /** Fractures of which at least one reader's value is refused. */
  refused: number;
  /** Fractures that at least one reader did not measure (and none refused). */
  notMeasured: number;
  correlation: IntraclassCorrelations | Refusal;
  repeatability: Repeatability | Refusal;
}

/** A point of the Bland–Altman plot, in the unit of the item. */
export interface BlandAltmanPoint {
  /** Place in the comparison's `subjects`. */
  subject: number;
  mean: number;
  /** Second minus first reader (or repeat). */
  difference: number;
}

export interface PairNumericAgreement extends GroupNumericAgreement {
  blandAltman: BlandAltman | Refusal;
  points: readonly BlandAltmanPoint[];
}

/** Distances between two readers' points for one landmark, mm. */
export interface LandmarkAgreement {
  landmark: LandmarkName;
  position: LevelPosition;
  distances: Distribution;
  /** The subject of the greatest distance. */
  farthest: number;
}

/** Overlap of two readers' canal outlines at one position. */
export interface OutlineAgreement {
  position: LevelPosition;
  /** Of the Dice coefficient, 0 to 1; null where no pair could be compared. */
  dice: Distribution | null;
  pairs: readonly ({ subject: number } & OutlineOverlap)[];
  /** Pairs of outlines that could not be compared. */
  refused: readonly ({ subject: number } & Refusal)[];
}

/** A fracture that one of the readers found and another did not. */
export interface UnmatchedFracture {
  /** Place of the case in `subjects`. */
  subject: number;
  level: VertebralLevel;
  /** Places in `readers` (for repeats: 0 the first, 1 the second time) of those who found it. */
  foundBy: readonly number[];
}

interface ComparisonBase {
  /** Cases that all readers of the comparison read. */
  cases: readonly ComparedCase[];
  subjects: readonly AgreementSubject[];
  /** Fractures that all found at the same level: those whose items are compared. */
  matchedFractures: number;
  unmatchedFractures: readonly UnmatchedFracture[];
}

/** Two readers, or one reader the first and the second time. */
export interface PairComparison extends ComparisonBase {
  kind: 'between-readers' | 'within-reader';
  /** Two readers' codes; within a reader, its code twice. */
  readers: readonly [string, string];
  categorical: readonly PairCategoricalAgreement[];
  numeric: readonly PairNumericAgreement[];
  landmarks: readonly LandmarkAgreement[];
  outlines: readonly OutlineAgreement[];
}

/** All readers of the study, three or more, over the cases that all of them read. */
export interface GroupComparison extends ComparisonBase {
  kind: 'all-readers';
  readers: readonly string[];
  categorical: readonly GroupCategoricalAgreement[];
  numeric: readonly GroupNumericAgreement[];
}

/** Agreement between and within readers. JSON without loss: every absent value is null or a `refused` sentence. */
export interface CohortAgreement {
  options: AgreementOptions;
  counts: AgreementCounts;
  readers: readonly string[];
  /** Protocol versions the compared readings were made under. */
  protocolVersions: readonly number[];
  /** Pairs of readers who have a case in common, in the order of their codes. */
  pairs: readonly PairComparison[];
  /** Null with fewer than three readers. */
  all: GroupComparison | null;
  /** Readers who read a case twice. */
  within: readonly PairComparison[];
}

/** The case of a subject of a comparison and its level (null: the case as a whole); undefined where there is no such subject. */
export function subjectAt(
  { cases, subjects }: Pick<ComparisonBase, 'cases' | 'subjects'>,
  place: number,
): (ComparedCase & Pick<AgreementSubject, 'level'>) | undefined {
  const subject = subjects[place];
  const ofCase = cases[subject?.case ?? -1];
  return subject === undefined || ofCase === undefined ? undefined : { ...ofCase, level: subject.level };
}
