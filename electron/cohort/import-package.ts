import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { ReadingHead } from '../../shared/cohort/case-state';
import { type ImportTarget, judgeImport } from '../../shared/cohort/judge-import';
import { checkPackage, type PackageManifest, packageContent } from '../../shared/cohort/package-format';
import type { Outcome } from '../../shared/ipc/contract';
import { refuse } from '../../shared/ipc/outcome';
import type { ImportedReading } from '../../shared/ipc/project';
import { hashOf, sha256 } from '../store/audit';
import { systemCode } from '../store/problem-sentences';
import type { CohortStore } from '../store/reading-store';
import { runningHash } from './export-package';
import type { Project, ProjectContent } from './project';

const linesOf = (path: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Number.POSITIVE_INFINITY });

/** What the project holds, kept up as readings are taken over. */
function targetOf(
  project: Project,
  content: ProjectContent,
): ImportTarget & { take(head: ReadingHead): void } {
  const byReading = new Map<string, ReadingHead>();
  const byCase = new Map<string, string>();
  const key = (of: Pick<ReadingHead, 'caseId' | 'readerCode' | 'repeat' | 'role'>) =>
    JSON.stringify([of.caseId, of.readerCode, of.repeat, of.role]);
  const take = (head: ReadingHead) => {
    byReading.set(head.readingId, head);
    byCase.set(key(head), head.readingId);
  };
  for (const head of content.heads) take(head);
  const { store, record } = project;
  return {
    projectId: record.projectId,
    protocols: new Map(content.protocols.map((protocol) => [protocol.version, hashOf(protocol)])),
    readers: new Set(content.readers.map(({ code }) => code)),
    cases: new Map(content.cases.map(({ caseId, studyInstanceUid }) => [caseId, studyInstanceUid])),
    reading: (readingId) => {
      const head = byReading.get(readingId);
      return head === undefined ? null : { readerCode: head.readerCode, latest: head };
    },
    readingOf: (of) => byCase.get(key(of)) ?? null,
    submittedSha256: (readingId, revision) => submittedSha256(store, readingId, revision),
    take,
  };
}

function submittedSha256(store: CohortStore, readingId: string, revision: number): string | null {
  const stored = store.ofRevision(readingId, revision);
  const document = stored.ok ? stored.value?.document : undefined;
  const isSubmitted = (document as { status?: string } | undefined)?.status === 'submitted';
  return isSubmitted ? hashOf(document) : null;
}

/** `3 new, 1 identical`. */
function inNumbers(imported: readonly ImportedReading[]): string {
  const outcomes = ['new', 'identical', 'conflicting', 'refused'] as const;
  const counts = outcomes.map((outcome) => imported.filter((one) => one.outcome === outcome).length);
  return outcomes.map((outcome, index) => `${counts[index] ?? 0} ${outcome}`).join(', ');
}

async function take(
  project: Project,
  path: string,
  actor: string,
  { manifest, protocols }: Extract<Awaited<ReturnType<typeof checkPackage>>, { manifest: PackageManifest }>,
): Promise<Outcome<ImportedReading[]>> {
  const content = project.content();
  if (!content.ok) return content;
  const target = targetOf(project, content.value);
  const all: ImportedReading[] = [];
  for await (const line of packageContent(linesOf(path))) {
    if (line.kind !== 'reading') continue;
    const { imported, reading } = judgeImport(line, protocols, target, sha256);
    all.push(imported);
    if (reading === null || reading.project === null) continue;
    const at = project.now().toISOString();
    const saved = project.store.append({
      reading,
      viewState: null,
      change: `imported from a package of ${manifest.exportedBy}`,
      itemsLeft: 0,
      imported: { by: actor, at, trail: line.trail },
    });
    if (!saved.ok) return saved;
    const { readingId, revision, status, savedAt, submittedAt, reader, adjudicates } = reading;
    const { caseId, repeat, protocolVersion } = reading.project;
    const role = adjudicates.length > 0 ? 'adjudicator' : 'reader';
    const { sequence } = saved.value;
    const readerCode = reader.id;
    const known = { readingId, sequence, readerCode, caseId, repeat, role, status, revision } as const;
    target.take({ ...known, protocolVersion, savedAt, submittedAt, itemsLeft: 0 });
  }
  const noted = project.store.record(
    project.entry('package-imported', `package of ${manifest.exportedBy} imported: ${inNumbers(all)}`, {
      changes: [
        { path: '/contentSha256', to: manifest.contentSha256 },
        { path: '/head', to: manifest.head },
      ],
    }),
  );
  return noted.ok ? { ok: true, value: all } : noted;
}

/**
 * Takes the readings of a package over, as their authors' and with their trail; says of each what became of it. The
 * package is checked as a whole first: of one that is damaged or of another project nothing is taken. Nothing stored is
 * changed: a reading in conflict with one that is here stays out. Importing again goes on where it was interrupted.
 */
export async function importPackage(project: Project, path: string): Promise<Outcome<ImportedReading[]>> {
  const coordinator = project.coordinator();
  if (!coordinator.ok) return coordinator;
  try {
    const checked = await checkPackage(linesOf(path), project.record.projectId, runningHash());
    return 'problem' in checked
      ? refuse(checked.problem)
      : await take(project, path, coordinator.value, checked);
  } catch (error) {
    if (systemCode(error) === null) throw error;
    return refuse('The package cannot be read; check the disk it is on, then choose it again.');
  }
}
