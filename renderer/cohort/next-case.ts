import type { WorklistRow } from '../../shared/cohort/project';

/** Whether something is left to do on a line by who is signed in. */
export function isToDo(row: Pick<WorklistRow, 'role' | 'state'>): boolean {
  if (row.role === 'reader') return row.state === 'not-started' || row.state === 'draft';
  return row.role === 'adjudicator' && (row.state === 'to-adjudicate' || row.state === 'draft');
}

/**
 * The next line to be worked on: after the open case in the order of the list, then from its beginning; a case that cannot
 * be opened at present is left out, and the open one comes last of all. Null where nothing is left.
 */
export function nextCase(
  rows: readonly WorklistRow[],
  open: Pick<WorklistRow, 'caseId' | 'repeat' | 'role'> | null,
): WorklistRow | null {
  const isOpen = (row: WorklistRow) =>
    open !== null && row.caseId === open.caseId && row.repeat === open.repeat && row.role === open.role;
  const index = rows.findIndex(isOpen);
  const ahead = [...rows.slice(index + 1), ...rows.slice(0, Math.max(0, index))];
  return ahead.find((row) => row.hindrance === null && isToDo(row)) ?? null;
}
