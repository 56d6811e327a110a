import type { MissingCode } from './missing-codes';
import type { Row } from './row';

/**
 * What a cell holds. `choice`: one of the listed values; `list`: values separated by spaces; `text`: free text;
 * `time`: ISO 8601 in UTC; `integer` and `number`: decimal point, as many digits as the stored number needs.
 */
export type ColumnType = 'choice' | 'list' | 'text' | 'time' | 'integer' | 'number';

/** What the code book says of a column. */
export interface Column {
  name: string;
  meaning: string;
  type: ColumnType;
  /** UCUM, or null. */
  unit: string | null;
  /** Code of the method as in docs/measurements.md, or null. Values of different methods are never pooled. */
  method: string | null;
  /** What can stand in it beside a missing code, or null where that cannot be listed. */
  values: readonly string[] | null;
  /** The missing codes that can occur. */
  missing: readonly MissingCode[];
  /** Where it stands in the findings document. */
  source: string;
}

/** What a reading says on an item: a value, or why there is none. */
export type Answer =
  | { value: string | number; uncertainty?: number; note?: string }
  | { missing: MissingCode; reason?: string | null };

/** A column that says whose reading a row belongs to, or how it came about. Empty where it does not apply. */
export interface KeyColumn extends Column {
  /** Whether it stands in the long table too. */
  inLong: boolean;
  valueOf: (row: Row) => string | number | null;
}

/** Something the protocol asks: a column of the wide table (with its companions), rows of the long one. */
export interface Item extends Column {
  /** A reading's answer is the same in every row of the reading. */
  about: 'reading' | 'fracture';
  /** Computed from points: has an uncertainty and notes. */
  isMeasurement: boolean;
  answerOf: (row: Row) => Answer;
}

/** Whether its values are numbers, so that its column holds nothing but numbers and its status stands beside it. */
export function isNumeric({ type }: Pick<Column, 'type'>): boolean {
  return type === 'integer' || type === 'number';
}
