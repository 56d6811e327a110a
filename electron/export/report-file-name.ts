import type { Reading } from '../../shared/findings/reading';
import type { ReportFormat } from '../../shared/ipc/report';
import { fileNamePart } from './reading-file-name';

/** `report-<subject or case>-revision-<n>[-draft]-<yyyy-mm-dd>.<pdf or html>`: never an identifier of the patient. */
export function reportFileName(reading: Reading, format: ReportFormat, today: Date): string {
  const { subject, project, revision, status } = reading;
  const draft = status === 'draft' ? '-draft' : '';
  const id = fileNamePart(project?.caseId ?? subject.id);
  const date = [
    today.getFullYear(),
    String(today.getMonth() + 1).padStart(2, '0'),
    String(today.getDate()).padStart(2, '0'),
  ].join('-');
  return `report-${id}-revision-${revision}${draft}-${date}.${format}`;
}
