import type { AuditAction, AuditChange, AuditEntry } from '../../shared/cohort/audit';

/** Which entries of the trail are shown; null: every one. */
export interface AuditFilter {
  /** A part of the case id. */
  search: string;
  actor: string | null;
  action: AuditAction | null;
  readingId: string | null;
}

/** The entries a filter leaves, newest first. */
export function shownEntries(entries: readonly AuditEntry[], filter: AuditFilter): AuditEntry[] {
  const wanted = filter.search.trim().toLocaleLowerCase('en');
  return entries
    .filter(
      ({ caseId, actor, action, readingId }) =>
        (filter.readingId === null || readingId === filter.readingId) &&
        (filter.actor === null || actor === filter.actor) &&
        (filter.action === null || action === filter.action) &&
        (wanted === '' || (caseId ?? '').toLocaleLowerCase('en').includes(wanted)),
    )
    .sort((a, b) => b.sequence - a.sequence);
}

/** A value of a document in one line; nothing where it is absent. */
export function valueText(value: AuditChange['from']): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Who and what occurs in a trail, for the filters. */
export function auditChoices(entries: readonly AuditEntry[]): {
  actors: string[];
  actions: AuditAction[];
} {
  return {
    actors: [...new Set(entries.map(({ actor }) => actor))].sort(),
    actions: [...new Set(entries.map(({ action }) => action))],
  };
}
