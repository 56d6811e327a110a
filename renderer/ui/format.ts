import type { Study } from '../../shared/dicom/model';
import type { StudySummary } from '../../shared/ipc/contract';

/** "C-014 · F · 77 y": pseudonym, sex and age as far as known. */
export function subjectText(subject: Study['subject']): string {
  const age = subject.ageYears === null ? null : `${Math.floor(subject.ageYears)} y`;
  return [subject.id, subject.sex, age].filter((part) => part !== null).join(' · ');
}

/** What is known of a study's reading, in words. */
export function readingStateText(reading: StudySummary['reading']): string {
  if (reading === null) return 'not started';
  if (reading.status === 'submitted')
    return reading.revision > 1 ? `submitted, revision ${reading.revision}` : 'submitted';
  return reading.itemsLeft === 1 ? 'draft, 1 item left' : `draft, ${reading.itemsLeft} items left`;
}

/** "3 stacks", "1 stack". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** The time of day, hours and minutes, as the reader's system writes it. */
export function timeText(time: Date): string {
  return time.toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}
