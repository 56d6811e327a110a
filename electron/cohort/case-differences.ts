import type { ReadingHead } from '../../shared/cohort/case-state';
import { callsForAdjudication } from '../../shared/cohort/differences';
import type { AdjudicationCriterion, Protocol } from '../../shared/cohort/protocol';
import { parseReading } from '../../shared/findings/parse-reading';
import type { Reading } from '../../shared/findings/reading';
import { hashOf } from '../store/audit';
import type { CaseDifference, CohortStore } from '../store/reading-store';

/** Comparing in one go may hold up the program for so long, ms; what is left is compared bit by bit. */
const longestAtOnceMs = 40;

/** Whether submitted readings of a case call for an adjudicator. */
type Differs = (caseId: string, readings: readonly ReadingHead[]) => boolean;

/**
 * Whether the readings of a case call for an adjudicator. Comparing documents takes long for thousands of cases, so what
 * was found is stored with what it rests on: the criteria, and the saves compared; and where much is to be compared at
 * once, after an import or another version of the protocol, most of it waits for `compareWaiting`.
 */
export class CaseDifferences {
  private known: Map<string, CaseDifference> | null = null;
  private readonly found: CaseDifference[] = [];
  private waiting: (() => void)[] = [];

  constructor(
    private readonly store: Pick<CohortStore, 'differences' | 'keepDifferences' | 'latestOfReading'>,
    private readonly mayWrite: boolean,
  ) {}

  /** Cases that are still to be compared, as of the last list. */
  get waitingCount(): number {
    return this.waiting.length;
  }

  /**
   * For a protocol: whether these submitted readings of a case call for an adjudicator; false while that waits to be
   * compared. For a list of all cases: what the list before left waiting is asked for again by this one.
   */
  of({ adjudication }: Pick<Protocol, 'adjudication'>): Differs {
    if (adjudication === null) return () => false;
    const judge = this.judge(adjudication.when);
    const waiting: (() => void)[] = [];
    this.waiting = waiting;
    let spentMs = 0;
    return (caseId, heads) => {
      const { stored, compare } = judge(caseId, heads);
      if (stored !== null) return stored;
      if (spentMs >= longestAtOnceMs) {
        waiting.push(compare);
        return false;
      }
      const start = performance.now();
      const differs = compare();
      spentMs += performance.now() - start;
      return differs;
    };
  }

  /** Compares the readings of one case at once and stores it; what waits of a list goes on waiting. */
  compareCase(
    { adjudication }: Pick<Protocol, 'adjudication'>,
    caseId: string,
    heads: readonly ReadingHead[],
  ): void {
    if (adjudication === null) return;
    const { stored, compare } = this.judge(adjudication.when)(caseId, heads);
    if (stored === null) compare();
    this.keep();
  }

  /** Compares some of what waits and stores it; true while there is more. */
  compareWaiting(): boolean {
    const start = performance.now();
    while (performance.now() - start < longestAtOnceMs) {
      const compare = this.waiting.shift();
      if (compare === undefined) break;
      compare();
    }
    this.keep();
    return this.waiting.length > 0;
  }

  /** Stores what was found since the last time. */
  keep(): void {
    const found = this.found.splice(0);
    if (found.length > 0 && this.mayWrite) this.store.keepDifferences(found);
  }

  /** What is stored of a case under these criteria (null: nothing), and the comparison that finds it. */
  private judge(when: readonly AdjudicationCriterion[]) {
    const criteria = hashOf(when);
    this.known ??= this.read();
    const { known } = this;
    return (caseId: string, heads: readonly ReadingHead[]) => {
      const saves = heads.map(({ readingId, sequence }) => `${readingId}@${sequence}`).sort();
      const basis = [criteria, ...saves].join(' ');
      const last = known.get(caseId);
      const compare = (): boolean => {
        const readings = heads.flatMap(({ readingId }) => this.reading(readingId));
        // A reading that cannot be opened is looked at by somebody.
        const differs = readings.length < heads.length || callsForAdjudication(readings, when).length > 0;
        const difference = { caseId, basis, differs };
        known.set(caseId, difference);
        this.found.push(difference);
        return differs;
      };
      return { stored: last?.basis === basis ? last.differs : null, compare };
    };
  }

  private read(): Map<string, CaseDifference> {
    const stored = this.store.differences();
    return new Map(stored.ok ? stored.value.map((one) => [one.caseId, one]) : []);
  }

  private reading(readingId: string): Reading[] {
    const stored = this.store.latestOfReading(readingId);
    if (!stored.ok || stored.value === null) return [];
    const parsed = parseReading(stored.value.document);
    return 'reading' in parsed ? [parsed.reading] : [];
  }
}
