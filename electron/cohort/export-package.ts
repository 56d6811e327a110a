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
import { type Outcome, refuse } from '../../shared/ipc/outcome';
import type { WrittenPackage } from '../../shared/ipc/project';
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

/** Every submitted revision of these readings. */
async function submittedRevisions(
  store: CohortStore,
  heads: ProjectContent['heads'],
): Promise<SubmittedRevision[]> {
  const found: SubmittedRevision[] = [];
  for (const { readingId, readerCode, revision: latest } of heads) {
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
 * revisions, with the versions of the protocol they were made under. No draft, no name, no PIN, nothing of the key table, and
 * no reading that is hidden from who is signed in: a coordinator who reads, too, could look into the file.
 */
export async function exportPackage(project: Project, path: string): Promise<Outcome<WrittenPackage>> {
  try {
    const { code, roles } = required(project.signedIn());
    const content = required(project.content());
    const { store } = project;
    const isVisible = project.visibility(content, { code, roles });
    const wanted = content.heads.filter(
      ({ readerCode }) => roles.includes('coordinator') || readerCode === code,
    );
    const visible = wanted.filter(({ readingId }) => isVisible(readingId));
    const hidden = wanted.filter((head) => head.status === 'submitted' && !visible.includes(head)).length;
    const revisions = await submittedRevisions(store, visible);
    if (revisions.length === 0) {
      return refuse(
        hidden === 0
          ? 'There is no submitted reading to export; submit one first.'
          : 'There is no submitted reading you may export: those of others are hidden from you until you have read their cases.',
      );
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
    return written.ok ? { ok: true, value: { name: written.value, hidden } } : written;
  } catch (error) {
    if (error instanceof PackageProblem) return { ok: false, problem: error.message };
    throw error;
  }
}
