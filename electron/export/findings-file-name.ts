import type { Reading } from '../../shared/findings/reading';

/** `findings-<subject>-<yyyy-mm-dd>.json` for one reading, `findings-<n>-readings-<yyyy-mm-dd>.json` for several. */
export function findingsFileName(readings: readonly Reading[], today: Date): string {
  const date = [
    today.getFullYear(),
    String(today.getMonth() + 1).padStart(2, '0'),
    String(today.getDate()).padStart(2, '0'),
  ].join('-');
  const [only] = readings.length === 1 ? readings : [];
  const subject = only?.subject.id.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '');
  return `findings-${subject ?? `${readings.length}-readings`}-${date}.json`;
}
