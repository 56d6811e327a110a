import type { Study } from '../../shared/dicom/model';
import type { StudySummary } from '../../shared/ipc/contract';
import { text } from './text';

/** "C-014 · F · 77 y": pseudonym, sex and age as far as known. */
export function subjectText(subject: Study['subject']): string {
  const age = subject.ageYears === null ? null : text.study.years(Math.floor(subject.ageYears));
  return [subject.id, subject.sex, age].filter((part) => part !== null).join(' · ');
}

/** What is known of a study's reading, in words. */
export function readingStateText(reading: StudySummary['reading']): string {
  const words = text.study;
  if (reading === null) return words.notStarted;
  if (reading.status === 'submitted')
    return reading.revision > 1 ? words.submittedAgain(reading.revision) : words.submitted;
  return words.draft(reading.itemsLeft);
}
