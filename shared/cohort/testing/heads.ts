import type { ReadingHead } from '../case-state';

/** Where a reading of case C1 stands: a submitted first reading unless something else is said. */
export function head(readerCode: string, changes: Partial<ReadingHead> = {}): ReadingHead {
  const caseId = changes.caseId ?? 'C1';
  const { repeat = 0, role = 'reader' } = changes;
  return {
    readingId: [caseId, readerCode, role, repeat].join('-'),
    sequence: 1,
    readerCode,
    caseId,
    repeat,
    role,
    status: 'submitted',
    revision: 1,
    protocolVersion: 1,
    savedAt: '2026-01-02T10:00:00.000Z',
    submittedAt: changes.status === 'draft' ? null : '2026-01-02T10:00:00.000Z',
    itemsLeft: 0,
    ...changes,
  };
}
