import {
  type CaseState,
  caseStates,
  type ProjectRole,
  type ReaderProgress,
  type WorklistRow,
} from '../../shared/cohort/project';

/** What the worklist can be sorted by. */
export type WorklistColumn = 'place' | 'caseId' | 'state' | 'itemsLeft' | 'savedAt' | 'time';

export interface WorklistSort {
  column: WorklistColumn;
  isDescending: boolean;
}

/** What is shown of the worklist. */
export interface WorklistFilter {
  role: ProjectRole;
  /** null: every state. */
  state: CaseState | null;
  /** A part of the case id. */
  search: string;
}

/** Seconds everybody worked on a line's case; null where it is not known. */
export function activeSecondsOf(row: Pick<WorklistRow, 'readers'>): number | null {
  return row.readers === null ? null : row.readers.reduce((sum, { activeSeconds }) => sum + activeSeconds, 0);
}

/** "C2" before "C10", as people count. Made once: comparing with it is far quicker than `localeCompare`. */
const collator = new Intl.Collator('en', { numeric: true });

function compareBy(column: WorklistColumn): (a: WorklistRow, b: WorklistRow) => number {
  const least = Number.NEGATIVE_INFINITY;
  switch (column) {
    case 'place':
      return (a, b) => a.place - b.place;
    case 'caseId':
      return (a, b) => collator.compare(a.caseId, b.caseId);
    case 'state':
      return (a, b) => caseStates.indexOf(a.state) - caseStates.indexOf(b.state);
    case 'itemsLeft':
      return (a, b) => (a.itemsLeft ?? least) - (b.itemsLeft ?? least);
    case 'savedAt':
      return (a, b) => ((a.savedAt ?? '') < (b.savedAt ?? '') ? -1 : a.savedAt === b.savedAt ? 0 : 1);
    case 'time':
      return (a, b) => (activeSecondsOf(a) ?? least) - (activeSecondsOf(b) ?? least);
  }
}

/** The lines of the worklist that are shown, in the order they are shown; equal ones keep the order of the list. */
export function shownRows(
  rows: readonly WorklistRow[],
  filter: WorklistFilter,
  sort: WorklistSort,
): WorklistRow[] {
  const wanted = filter.search.trim().toLocaleLowerCase('en');
  const compare = compareBy(sort.column);
  return rows
    .filter(
      (row) =>
        row.role === filter.role &&
        (filter.state === null || row.state === filter.state) &&
        (wanted === '' || row.caseId.toLocaleLowerCase('en').includes(wanted)),
    )
    .sort(sort.isDescending ? (a, b) => compare(b, a) : compare);
}

/** How many lines of a role stand in each state. */
export function countStates(rows: readonly WorklistRow[], role: ProjectRole): Record<CaseState, number> {
  const counts = { 'not-started': 0, draft: 0, submitted: 0, 'to-adjudicate': 0, adjudicated: 0 };
  for (const row of rows) if (row.role === role) counts[row.state] += 1;
  return counts;
}

/** One reader's place in the lines of the coordinator: a person reading, reading again, or adjudicating. */
export type ProgressKey = `${string}\u0000${number}\u0000${'reader' | 'adjudicator'}`;

export function progressKey(one: Pick<ReaderProgress, 'readerCode' | 'repeat' | 'role'>): ProgressKey {
  return `${one.readerCode}\u0000${one.repeat}\u0000${one.role}`;
}

/** Everybody who has to do with any of the lines, readers before adjudicators, a first reading before its repeat. */
export function progressColumns(rows: readonly WorklistRow[]): ReaderProgress[] {
  const found = new Map<ProgressKey, ReaderProgress>();
  for (const row of rows)
    for (const one of row.readers ?? []) if (!found.has(progressKey(one))) found.set(progressKey(one), one);
  return [...found.values()].sort(
    (a, b) =>
      Number(a.role === 'adjudicator') - Number(b.role === 'adjudicator') ||
      collator.compare(a.readerCode, b.readerCode) ||
      a.repeat - b.repeat,
  );
}
