import { Worker } from 'node:worker_threads';
import type { CohortAgreement } from '../../shared/agreement/agreement-result';
import type { ProjectAgreement, ReaderSubmissions } from '../../shared/cohort/project-agreement';
import type { Outcome } from '../../shared/ipc/contract';
import type { JsonText } from '../../shared/ipc/json-text';
import type { AgreementTask } from './agreement-worker';
import type { Project } from './project';

/** Computes an agreement somewhere else, so that the program answers meanwhile. */
export type ComputeAgreement = (task: AgreementTask) => Promise<JsonText<CohortAgreement>>;

/** Computes in a thread that runs the bundled `agreement-worker`. */
export function agreementInThread(script: string): ComputeAgreement {
  return (task) =>
    new Promise((resolve, reject) => {
      const worker = new Worker(script);
      worker.once('message', (agreement: JsonText<CohortAgreement>) => {
        resolve(agreement);
        void worker.terminate();
      });
      worker.once('error', reject);
      worker.once('exit', () => reject(new Error('it ended before it was done')));
      worker.postMessage(task);
    });
}

/**
 * How the readings of a project agree: over the submitted ones that who is signed in may see under their readers' codes,
 * by the rule of the protocol for what is not assessable.
 */
export async function projectAgreement(
  project: Project,
  compute: ComputeAgreement,
): Promise<Outcome<JsonText<ProjectAgreement>>> {
  const who = project.signedIn();
  if (!who.ok) return who;
  const content = project.content();
  if (!content.ok) return content;
  const facts = project.store.facts();
  if (!facts.ok) return facts;
  const { heads, cases, protocol } = content.value;
  const isVisible = project.visibility(content.value, who.value);
  const submitted = heads.filter(({ status }) => status === 'submitted');
  const shown = submitted.filter(({ readingId }) => isVisible(readingId));
  try {
    const agreement = await compute({
      facts: shown.flatMap(({ readingId }) => facts.value.get(readingId) ?? []),
      notAssessable: protocol.notAssessable,
    });
    const progress = new Map<string, ReaderSubmissions>();
    for (const { readerCode, role, repeat, submittedAt } of shown) {
      if (role !== 'reader' || repeat !== 0 || submittedAt === null) continue;
      const known = progress.get(readerCode);
      if (known === undefined) progress.set(readerCode, { readerCode, submittedAt: [submittedAt] });
      else known.submittedAt.push(submittedAt);
    }
    const known: Omit<ProjectAgreement, 'agreement'> = {
      progress: [...progress.values()]
        .map((one) => ({ ...one, submittedAt: one.submittedAt.toSorted() }))
        .sort((a, b) => (a.readerCode < b.readerCode ? -1 : 1)),
      caseCount: cases.length,
      hiddenReadings: submitted.length - shown.length,
    };
    // The agreement of thousands of cases is not parsed here only to be written again.
    const text: JsonText<ProjectAgreement> = `${JSON.stringify(known).slice(0, -1)},"agreement":${agreement}}`;
    return { ok: true, value: text };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { ok: false, problem: `The agreement could not be computed (${reason}). Open the page again.` };
  }
}
