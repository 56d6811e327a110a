import { keyOf } from './keyed-order';

/** What is to be shared, and among whom. */
export interface SharedCases {
  /** In the order in which they were added. */
  caseIds: readonly string[];
  /** Codes of those who read, in the order in which they joined. */
  readers: readonly string[];
  readingsPerCase: number;
  seed: number;
  /** Who has begun or submitted a reading of a case: it stays theirs. By case id. */
  begun: ReadonlyMap<string, readonly string[]>;
}

/**
 * Who reads which case, by case id: `readingsPerCase` readers each, or all where there are no more. Case after case goes
 * to those who have the fewest so far, of equals to those whose key (from the seed) is lowest; so the numbers of the
 * readers differ by one at most, every pair of readers shares cases, and cases added later change nothing for earlier
 * ones. A case somebody has begun stays with whoever began it.
 */
export function shareCases({
  caseIds,
  readers,
  readingsPerCase,
  seed,
  begun,
}: SharedCases): Map<string, string[]> {
  const loads = new Map(readers.map((reader) => [reader, 0]));
  const shared = new Map<string, string[]>();
  for (const caseId of caseIds) {
    const own = [...new Set(begun.get(caseId) ?? [])];
    const others = readers
      .filter((reader) => !own.includes(reader))
      .map((reader) => ({ reader, load: loads.get(reader) ?? 0, key: keyOf(seed, 'share', caseId, reader) }))
      .sort((a, b) => a.load - b.load || a.key - b.key || (a.reader < b.reader ? -1 : 1));
    const chosen = [
      ...own,
      ...others.slice(0, Math.max(0, readingsPerCase - own.length)).map((one) => one.reader),
    ];
    for (const reader of chosen) loads.set(reader, (loads.get(reader) ?? 0) + 1);
    shared.set(caseId, chosen);
  }
  return shared;
}
