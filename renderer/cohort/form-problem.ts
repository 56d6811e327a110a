import type { z } from 'zod';
import { text } from '../ui/text';

/** What is wrong with a typed value, in words; null where nothing is. */
export function schemaProblem(schema: z.ZodType, value: unknown): string | null {
  const parsed = schema.safeParse(value);
  if (parsed.success) return null;
  const [first] = parsed.error.issues;
  return text.cohort.valueProblem(first?.message ?? '');
}
