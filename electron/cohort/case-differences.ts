import type { ReadingHead } from '../../shared/cohort/case-state';
import { callsForAdjudication } from '../../shared/cohort/differences';
import type { Protocol } from '../../shared/cohort/protocol';
import { parseReading } from '../../shared/findings/parse-reading';
import type { Reading } from '../../shared/findings/reading';
import { hashOf } from '../store/audit';
import type { CaseDifference, CohortStore } from '../store/reading-store';

/**
 * Whether the readings of a case call for an adjudicator. Comparing documents takes long for thousands of cases, so what
 * was found is stored with what it rests on: the criteria, and the saves compared.
 */
export class CaseDifferences {
  private known: Map<string, CaseDifference> | null = null;
  private readonly found: CaseDifference[] = [];

  constructor(
    private readonly store: Pick<CohortStore, 'differences' | 'keepDifferences' | 'latestOfReading'>,
    private readonly mayWrite: boolean,
  ) {}

  /** For a protocol: whether these submitted readings of a case call for an adjudicator. */
  of({
    adjudication,
  }: Pick<Protocol, 'adjudication'>): (caseId: string, readings: readonly ReadingHead[]) => boolean {
    if (adjudication === null) return () => false;
    const criteria = hashOf(adjudication.when);
    this.known ??= this.read();
    const { known } = this;
    return (caseId, heads) => {
      const saves = heads.map(({ readingId, sequence }) => `${readingId}@${sequence}`).sort();
      const basis = [criteria, ...saves].join(' ');
      const stored = known.get(caseId);
      if (stored?.basis === basis) return stored.differs;
      const readings = heads.flatMap(({ readingId }) => this.reading(readingId));
      // A reading that cannot be opened is looked at by somebody.
      const differs =
        readings.length < heads.length || callsForAdjudication(readings, adjudication.when).length > 0;
      const difference = { caseId, basis, differs };
      known.set(caseId, difference);
      this.found.push(difference);
      return differs;
    };
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
