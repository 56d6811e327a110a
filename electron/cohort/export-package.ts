import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Json } from '../../shared/cohort/canonical-json';
import {
  type PackageLine,
  packageLines,
  type RunningHash,
  trailOfRevision,
} from '../../shared/cohort/package-format';
import type { Reading } from '../../shared/findings/reading';
import type { Outcome } from '../../shared/ipc/contract';
import { writeWhole } from '../export/write-whole';
import { hashOf } from '../store/audit';
import type { CohortStore } from '../store/reading-store';
import type { Project, ProjectContent } from './project';

/** SHA-256 taken piece by piece. */
export function runningHash(): RunningHash {
  const hash = createHash('sha256');
  return { update: (text) => void hash.update(text), digest: () => hash.digest('hex') };
}

/** Why a package cannot be written, in a sentence. */
class PackageProblem extends Error {}

function required<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new PackageProblem(outcome.problem);
  return outcome.value;
}

interface SubmittedRevision {
  readingId: string;
  revision: number;
  readerCode: string;
  protocolVersion: number | null;
}

/** Every submitted revision by one reader, or by everyone (null). */
async function submittedRevisions(
  store: CohortStore,
  { heads }: ProjectContent,
  by: string | null,
): Promise<SubmittedRevision[]> {
  const found: SubmittedRevision[] = [];
  for (const { readingId, readerCode, revision: latest } of heads) {
    if (by !== null && readerCode !== by) continue;
    await setImmediate();
    for (let revision = 1; revision <= latest; revision += 1) {
      const stored = required(store.ofRevision(readingId, revision))?.document as Reading | undefined;
      if (stored?.status !== 'submitted') continue;
      found.push({
        readingId,
        revision,
        readerCode,
        protocolVersion: stored.project?.protocolVersion ?? null,
      });
    }
  }
  return found;
}

/** The revisions one after the other, each with its part of the trail; the main process does other work in between. */
async function* readingLines(
  store: CohortStore,
  revisions: readonly SubmittedRevision[],
): AsyncGenerator<PackageLine> {
  for (const { readingId, revision } of revisions) {
    await setImmediate();
    const reading = required(store.ofRevision(readingId, revision))?.document as Json;
    const trail = trailOfRevision(required(store.audit(readingId)), revision);
    yield { kind: 'reading', sha256: hashOf(reading), reading, trail };
  }
}

/**
 * Writes a package: the submitted readings of who is signed in, or of everyone where that is a coordinator, in all their
 * revisions, with the versions of the protocol they were made under. No draft, no name, no PIN, nothing of the key table.
 * Gives the name of the file.
 */
export async function exportPackage(project: Project, path: string): Promise<Outcome<string>> {
  try {
    const { code, roles } = required(project.signedIn());
    const content = required(project.content());
    const { store } = project;
    const everyone = roles.includes('coordinator');
    const revisions = await submittedRevisions(store, content, everyone ? null : code);
    if (revisions.length === 0) {
      return { ok: false, problem: 'There is no submitted reading to export; submit one first.' };
    }
    const protocols = content.protocols
      .filter(({ version }) => revisions.some((one) => one.protocolVersion === version))
      .map((protocol): PackageLine => {
        const { version } = protocol;
        return { kind: 'protocol', version, sha256: hashOf(protocol), protocol: protocol as unknown as Json };
      });
    const head = required(store.auditHead());
    const manifest = {
      projectId: project.record.projectId,
      exportedAt: project.now().toISOString(),
      exportedBy: code,
      readers: [...new Set(revisions.map(({ readerCode }) => readerCode))].sort(),
      protocols: protocols.length,
      readings: revisions.length,
      head: { sequence: head.sequence, hash: head.hash },
    };
    const lines = packageLines(
      manifest,
      async function* () {
        yield* protocols;
        yield* readingLines(store, revisions);
      },
      runningHash(),
    );
    const written = await writeWhole(path, lines);
    if (written.ok && project.readOnly === null) {
      const summary = `package of ${revisions.length} submitted ${revisions.length === 1 ? 'revision' : 'revisions'} exported`;
      required(store.record(project.entry('package-exported', summary)));
    }
    return written;
  } catch (error) {
    if (error instanceof PackageProblem) return { ok: false, problem: error.message };
    throw error;
  }
}
