import { parentPort } from 'node:worker_threads';
import type { CohortAgreement } from '../../shared/agreement/agreement-result';
import { cohortAgreement } from '../../shared/agreement/cohort-agreement';
import { readingFactsSchema } from '../../shared/agreement/reading-facts';
import type { Protocol } from '../../shared/cohort/protocol';

/** What the thread is asked: facts of readings as they are stored, JSON each. */
export interface AgreementTask {
  facts: readonly string[];
  notAssessable: Protocol['notAssessable'];
}

/** The agreement of stored facts. Throws where one is not such. */
export function agreementOfStored({ facts, notAssessable }: AgreementTask): CohortAgreement {
  const [first] = facts;
  // They were made by this program: one of them tells whether they are of its form.
  if (first !== undefined) readingFactsSchema.parse(JSON.parse(first));
  return cohortAgreement(
    facts.map((one) => JSON.parse(one)),
    { notAssessable },
  );
}

parentPort?.once('message', (task: AgreementTask) => parentPort?.postMessage(agreementOfStored(task)));
