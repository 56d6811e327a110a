import { parentPort } from 'node:worker_threads';
import type { CohortAgreement } from '../../shared/agreement/agreement-result';
import { cohortAgreement } from '../../shared/agreement/cohort-agreement';
import { type ReadingFacts, readingFactsSchema } from '../../shared/agreement/reading-facts';
import type { Protocol } from '../../shared/cohort/protocol';
import { type JsonText, toJsonText } from '../../shared/ipc/json-text';

/** What the thread is asked: facts of readings as they are stored, JSON each. */
export interface AgreementTask {
  facts: readonly string[];
  notAssessable: Protocol['notAssessable'];
}

/** The agreement of stored facts, as JSON. Throws where one is not such. */
export function agreementOfStored({ facts, notAssessable }: AgreementTask): JsonText<CohortAgreement> {
  const [first] = facts;
  // They were made by this program: one of them tells whether they are of its form.
  if (first !== undefined) readingFactsSchema.parse(JSON.parse(first));
  const parsed = facts.map((one): ReadingFacts => JSON.parse(one));
  return toJsonText(cohortAgreement(parsed, { notAssessable }));
}

parentPort?.once('message', (task: AgreementTask) => parentPort?.postMessage(agreementOfStored(task)));
