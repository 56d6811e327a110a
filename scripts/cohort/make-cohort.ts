import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createProjectFolder, openProjectFolder } from '../../electron/cohort/project-folders';
import type { NewAuditEntry } from '../../electron/store/audit';
import type { StoredCase } from '../../electron/store/reading-store';
import { parseProtocol } from '../../shared/cohort/protocol';
import type { Outcome } from '../../shared/ipc/contract';
import { uniformGenerator } from '../phantom/random';
import { phantomStudies } from './phantom-studies';
import { syntheticReading } from './synthetic-readings';

/** A cohort to be made up. */
export interface CohortPlan {
  folder: string;
  keyTable: string;
  cases: number;
  readers: number;
  seed: number;
  /** Where the phantoms are, one folder each, and which of them are used. */
  phantomFolder: string;
  phantoms: readonly string[];
  onProgress(cases: number): void;
}

export const coordinatorCode = 'lead';

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problem);
  return outcome.value;
}

/**
 * Makes a project with so many cases, each read by every reader, through the store of the app: the truth of the phantoms
 * with seeded noise. The cases have no images; nothing of them can be opened. Nobody has a PIN.
 */
export async function makeCohort(plan: CohortPlan): Promise<void> {
  const { folder, keyTable, seed } = plan;
  const phantoms = await phantomStudies(plan.phantomFolder, plan.phantoms);
  const start = Date.UTC(2026, 0, 5, 8);
  const at = (minute: number) => new Date(start + minute * 60_000).toISOString();
  mkdirSync(folder, { recursive: true });
  const coordinator = { code: coordinatorCode, name: '', roles: ['coordinator' as const], isActive: true };
  value(
    createProjectFolder({ title: 'Synthetic cohort', coordinator, folder, keyTable, now: new Date(start) }),
  );
  const { store, cohort, record, lock } = value(openProjectFolder(folder));
  const entry = (action: NewAuditEntry['action'], summary: string, caseId: string | null = null) => ({
    at: at(0),
    actor: coordinatorCode,
    action,
    readingId: null,
    caseId,
    revision: null,
    summary,
    changes: [],
    document: null,
  });
  try {
    const readers = Array.from({ length: plan.readers }, (_, index) => `reader-${index + 1}`);
    for (const code of readers) {
      const reader = { code, name: '', roles: ['reader' as const], isActive: true, pin: null };
      value(cohort.saveReader(reader, entry('reader-added', `reader ${code} added`)));
    }
    const parsed = parseProtocol(value(cohort.protocols()).at(-1));
    if ('problem' in parsed) throw new Error(parsed.problem);
    const protocol = { ...parsed.protocol, readingsPerCase: Math.min(4, plan.readers) };
    value(
      cohort.saveProtocol(protocol, {
        ...entry('protocol-changed', 'protocol version 1 changed'),
        document: protocol,
      }),
    );
    const cases = Array.from(
      { length: plan.cases },
      (_, index): StoredCase => ({
        caseId: `C${String(index + 1).padStart(5, '0')}`,
        studyInstanceUid: `2.25.${BigInt(`0x${randomUUID().replaceAll('-', '')}`)}`,
        facts: { ageYears: null, sex: null, clinical: {} },
      }),
    );
    value(
      cohort.addCases(
        cases.map((added) => ({
          added,
          entry: entry('case-added', `case ${added.caseId} added`, added.caseId),
        })),
      ),
    );
    const uniform = uniformGenerator(seed);
    for (const [index, { caseId, studyInstanceUid }] of cases.entries()) {
      const phantom = phantoms[index % phantoms.length];
      if (phantom === undefined) throw new Error('There is no phantom to make readings of.');
      for (const [order, readerCode] of readers.entries()) {
        const reading = syntheticReading(
          phantom,
          {
            projectId: record.projectId,
            caseId,
            readerCode,
            studyInstanceUid,
            at: at(1 + index * readers.length + order),
          },
          uniform,
        );
        value(cohort.append({ reading, viewState: null, change: 'submitted', itemsLeft: 0 }));
        value(cohort.addActiveSeconds(reading.readingId, Math.round(240 + 240 * uniform())));
      }
      if ((index + 1) % 100 === 0) plan.onProgress(index + 1);
    }
  } finally {
    store.close();
    lock?.release();
  }
}
