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
  /** Whose readings the coordinator looks for; null: the cases as a whole. */
  reader: ProgressKey | null;
  /** Of the reader, else of the case; null: every state. */
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
        matches(filter, stateOf(row, filter.reader)) &&
        (wanted === '' || row.caseId.toLocaleLowerCase('en').includes(wanted)),
    )
    .sort(sort.isDescending ? (a, b) => compare(b, a) : compare);
}

/** How many lines of a role stand in each state: the cases, or what one reader has of them. */
export function countStates(
  rows: readonly WorklistRow[],
  role: ProjectRole,
  reader: ProgressKey | null,
): Record<CaseState, number> {
  const counts = { 'not-started': 0, draft: 0, submitted: 0, 'to-adjudicate': 0, adjudicated: 0 };
  for (const row of rows) {
    const state = row.role === role ? stateOf(row, reader) : null;
    if (state !== null) counts[state] += 1;
  }
  return counts;
}

/** Where a line stands for one reader, null where it is not that reader's; without a reader, as a whole. */
function stateOf(row: WorklistRow, reader: ProgressKey | null): CaseState | null {
  if (reader === null) return row.state;
  return row.readers?.find((one) => progressKey(one) === reader)?.state ?? null;
}

function matches({ state }: Pick<WorklistFilter, 'state'>, found: CaseState | null): boolean {
  return found !== null && (state === null || state === found);
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

/** How far somebody is, and the lines of the worklist that are that person's. */
export interface ProgressChoice extends Pick<WorklistFilter, 'role' | 'reader'> {
  /** What the coordinator sees of it; null: the own list. */
  of: ReaderProgress | null;
  counts: Record<CaseState, number>;
}

/** How far everybody is, to the coordinator; else how far who is signed in is. */
export function progressChoices(rows: readonly WorklistRow[]): ProgressChoice[] {
  const everybody = progressColumns(rows);
  if (everybody.length > 0)
    return everybody.map((of) => {
      const reader = progressKey(of);
      return { role: 'coordinator', reader, of, counts: countStates(rows, 'coordinator', reader) };
    });
  const roles = (['reader', 'adjudicator'] as const).filter((role) => rows.some((row) => row.role === role));
  return roles.map((role) => ({ role, reader: null, of: null, counts: countStates(rows, role, null) }));
}
