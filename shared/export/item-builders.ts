import type { z } from 'zod';
import type { Fracture, FractureItem } from '../findings/reading';
import type { Answer, Item } from './column';
import type { MissingCode } from './missing-codes';
import type { Row } from './row';

/** What most items have in common. */
export const plain = { unit: null, method: null, values: null, isMeasurement: false } as const;

/** Missing codes every item about a fracture can have, in the row of a reading without a fracture. */
export const withoutFractureCodes: readonly MissingCode[] = ['NO_FRACTURE', 'NOT_ASSESSABLE', 'NOT_ANSWERED'];

/** Answers of the schema that are written as a missing code. */
const codedAnswers: readonly string[] = ['not-assessable', 'unread'];

/** The values of a choice in the schema, without those written as a missing code. */
export function valuesOf(schema: z.ZodNullable<z.ZodEnum> | z.ZodEnum): string[] {
  const choices = 'unwrap' in schema ? schema.unwrap().options : schema.options;
  return choices.map(String).filter((choice) => !codedAnswers.includes(choice));
}

/**
 * The answer on a choice of the document: null is `otherwise`, not answered unless said, and not-assessable and unread
 * become their codes. `reason`: why it cannot be assessed, where the reader said so.
 */
export function chosen(
  value: string | number | null,
  reason: string | null = null,
  otherwise: Answer = { missing: 'NOT_ANSWERED' },
): Answer {
  if (value === null) return otherwise;
  if (value === 'not-assessable') return { missing: 'NOT_ASSESSABLE', reason };
  return value === 'unread' ? { missing: 'UNREAD' } : { value };
}

/** The recorded reason why an item of the fracture cannot be assessed, as an answer; not answered where there is none. */
export function excused({ reasons }: Row, ...items: readonly FractureItem[]): Answer {
  const reason = items.map((item) => reasons.get(item)).find((one) => one !== undefined);
  return reason === undefined ? { missing: 'NOT_ANSWERED' } : { missing: 'NOT_ASSESSABLE', reason };
}

/** An item about a fracture: where there is no fracture, every answer is why there is none. */
export function ofFracture(
  item: Omit<Item, 'about' | 'answerOf' | 'missing'> & { missing?: readonly MissingCode[] },
  answerOf: (fracture: Fracture, row: Row) => Answer,
): Item {
  return {
    ...item,
    about: 'fracture',
    missing: [...new Set([...(item.missing ?? []), ...withoutFractureCodes])],
    answerOf: (row) => (row.fracture === null ? row.withoutFracture : answerOf(row.fracture, row)),
  };
}
