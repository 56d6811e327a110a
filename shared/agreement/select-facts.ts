import type { AgreementCounts } from './agreement-result';
import type { ReadingFacts } from './reading-facts';

/** The readings of one case that take part, by reader and repeat. */
export interface CaseFacts {
  key: string;
  /** First readings (repeat 0) and second ones (repeat 1), by the reader's code. */
  first: Map<string, ReadingFacts>;
  second: Map<string, ReadingFacts>;
}

/** Readings that take part, and counts of those that do not. */
export interface SelectedFacts {
  cases: CaseFacts[];
  /** Codes of readers, sorted. */
  readers: string[];
  protocolVersions: number[];
  counts: AgreementCounts;
}

function latestRevisions(facts: readonly ReadingFacts[]): ReadingFacts[] {
  const latest = new Map<string, ReadingFacts>();
  for (const one of facts) {
    const known = latest.get(one.readingId);
    if (known === undefined || one.revision > known.revision) latest.set(one.readingId, one);
  }
  return [...latest.values()];
}

function submittedTime({ submittedAt }: ReadingFacts): number {
  return submittedAt === null ? 0 : Date.parse(submittedAt);
}

/**
 * The readings that agreement compares: submitted ones in their last submitted revision, none that decides upon others,
 * repeats 0 and 1; of several with the same case, reader and repeat, the one submitted last.
 */
export function selectFacts(facts: readonly ReadingFacts[]): SelectedFacts {
  const submitted = facts.filter((one) => one.submittedAt !== null);
  const own = submitted.filter((one) => !one.adjudicates);
  const latest = latestRevisions(own);
  const early = latest.filter((one) => one.repeat <= 1);
  const cases = new Map<string, CaseFacts>();
  let used = 0;
  for (const one of early) {
    const key = `${one.caseId}\n${one.projectId ?? ''}`;
    const ofCase = cases.get(key) ?? { key, first: new Map(), second: new Map() };
    cases.set(key, ofCase);
    const byReader = one.repeat === 0 ? ofCase.first : ofCase.second;
    const known = byReader.get(one.readerId);
    if (known === undefined) used++;
    if (known === undefined || submittedTime(one) > submittedTime(known)) byReader.set(one.readerId, one);
  }
  const versions = new Set(
    early.flatMap((one) => (one.protocolVersion === null ? [] : [one.protocolVersion])),
  );
  return {
    cases: [...cases.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    readers: [...new Set(early.map((one) => one.readerId))].toSorted(),
    protocolVersions: [...versions].toSorted((a, b) => a - b),
    counts: {
      readings: facts.length,
      used,
      drafts: facts.length - submitted.length,
      adjudicated: submitted.length - own.length,
      supersededRevisions: own.length - latest.length,
      laterRepeats: latest.length - early.length,
      duplicates: early.length - used,
      cases: cases.size,
    },
  };
}
