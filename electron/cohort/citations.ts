import type { ReadingHead } from '../../shared/cohort/case-state';
import { parseReading } from '../../shared/findings/parse-reading';
import type { AdjudicatedReading } from '../../shared/findings/reading';
import type { CohortStore } from '../store/reading-store';

/** Which readings records of adjudication were made from. */
export class Citations {
  private readonly known = new Map<string, readonly AdjudicatedReading[]>();

  constructor(private readonly store: Pick<CohortStore, 'latestOfReading'>) {}

  /**
   * Whether one of these submitted readings was corrected since a record cited it. The record is read only where one was
   * corrected at all, and once.
   */
  isOutdated(record: ReadingHead, readings: readonly ReadingHead[]): boolean {
    if (readings.every(({ revision }) => revision === 1)) return false;
    const cited = this.of(record);
    return readings.some(({ readingId, revision }) =>
      cited.some((one) => one.readingId === readingId && one.revision < revision),
    );
  }

  private of({ readingId, sequence }: ReadingHead): readonly AdjudicatedReading[] {
    const key = `${readingId}@${sequence}`;
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const stored = this.store.latestOfReading(readingId);
    if (!stored.ok || stored.value === null) return [];
    const parsed = parseReading(stored.value.document);
    const cited = 'reading' in parsed ? parsed.reading.adjudicates : [];
    this.known.set(key, cited);
    return cited;
  }
}
