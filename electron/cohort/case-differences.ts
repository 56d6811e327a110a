import type { ReadingHead } from '../../shared/cohort/case-state';
import { callsForAdjudication } from '../../shared/cohort/differences';
import type { Protocol } from '../../shared/cohort/protocol';
import { parseReading } from '../../shared/findings/parse-reading';
import type { Reading } from '../../shared/findings/reading';
import { hashOf } from '../store/audit';
import type { CaseDifference, CohortStore } from '../store/reading-store';

/** Comparing in one go may hold up the program for so long, ms; what is left is compared bit by bit. */
const longestAtOnceMs = 40;

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
   * compared.
   */
  of({
    adjudication,
  }: Pick<Protocol, 'adjudication'>): (caseId: string, readings: readonly ReadingHead[]) => boolean {
    if (adjudication === null) return () => false;
    const criteria = hashOf(adjudication.when);
    this.known ??= this.read();
    const { known } = this;
    const waiting: (() => void)[] = [];
    this.waiting = waiting;
    let spentMs = 0;
    return (caseId, heads) => {
      const saves = heads.map(({ readingId, sequence }) => `${readingId}@${sequence}`).sort();
      const basis = [criteria, ...saves].join(' ');
      const stored = known.get(caseId);
      if (stored?.basis === basis) return stored.differs;
      const compare = (): boolean => {
        const readings = heads.flatMap(({ readingId }) => this.reading(readingId));
        // A reading that cannot be opened is looked at by somebody.
        const differs =
          readings.length < heads.length || callsForAdjudication(readings, adjudication.when).length > 0;
        const difference = { caseId, basis, differs };
        known.set(caseId, difference);
        this.found.push(difference);
        return differs;
      };
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
