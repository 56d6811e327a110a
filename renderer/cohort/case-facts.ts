import type { CaseFacts } from '../../shared/cohort/project';
import { text } from '../ui/text';

/** What a list says of a case beforehand, in a few words. */
export function factsText({ ageYears, sex, clinical }: CaseFacts): string {
  const known = Object.values(clinical).filter((value) => value !== null && value !== undefined).length;
  return [
    sex,
    ageYears === null ? null : text.study.years(Math.floor(ageYears)),
    known === 0 ? null : text.cohort.cases.clinicalFacts(known),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}
