import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { ReadingHead } from '../../shared/cohort/case-state';
import { referencedImages } from '../../shared/export/structured-report/referenced-images';
import type { Reading } from '../../shared/findings/reading';
import { type Outcome, refuse } from '../../shared/ipc/outcome';
import type { ReportsProgress, WrittenReports } from '../../shared/ipc/project';
import { createFileNamer } from '../export/reading-file-name';
import type { ReportToMake, StartReports } from '../export/structured-report/report-threads';
import { SourceProblem, writeWhole } from '../export/write-whole';
import { parseStoredReading } from '../store/document-text';
import { writeProblem } from '../store/problem-sentences';
import { liesInside } from './key-table';
import type { Project } from './project';
import { imagesUnreadable } from './project-cases';
import { leavingReadings, nothingToExport, storedReadings } from './project-export';
import { withOtherUids } from './uid-maps';

/** The readings of which structured reports can be written, those whose images are not there, and who takes them. */
export interface ReportsToWrite {
  coordinatorCode: string;
  heads: ReadingHead[];
  leftOut: WrittenReports['leftOut'];
}

/**
 * Of which submitted readings structured reports can be written, for the coordinator who has the key table. A sentence where
 * there are none.
 */
export function reportsToWrite(project: Project): Outcome<ReportsToWrite> {
  const coordinator = project.signedInCoordinator();
  if (!coordinator.ok) return coordinator;
  if (project.cases.problem !== null) return refuse(project.cases.problem);
  const leaving = leavingReadings(project);
  if (!leaving.ok) return leaving;
  const heads: ReadingHead[] = [];
  const leftOut: WrittenReports['leftOut'] = [];
  for (const head of leaving.value.heads) {
    const reason = project.cases.hindrance(head.caseId);
    if (reason === null) heads.push(head);
    else leftOut.push({ caseId: head.caseId, reason });
  }
  if (heads.length > 0) return { ok: true, value: { coordinatorCode: coordinator.value, heads, leftOut } };
  return refuse(nothingWritten(leftOut));
}

function nothingWritten([first]: WrittenReports['leftOut']): string {
  return first === undefined
    ? nothingToExport
    : `No report can be written. Case ${first.caseId}: ${first.reason}`;
}

/** Why reports may not be written to a folder, in a sentence; null where they may. */
function folderProblem(folder: string, project: Project): string | null {
  if (liesInside(folder, project.folder)) {
    return 'The reports must not lie in the folder of the project: who gets the project would get what leads to the patients with it. Choose another folder.';
  }
  try {
    // What systems keep in every folder is hidden, and no report takes such a name.
    return readdirSync(folder).every((name) => name.startsWith('.'))
      ? null
      : 'This folder holds files already; choose an empty one, so that the reports stay apart and none is overwritten.';
  } catch (error) {
    return writeProblem(error, 'This folder');
  }
}

/** The reading under a head with the UIDs of its images, ready to be encoded; in a sentence why it cannot be. */
function reportOf(project: Project, head: ReadingHead): Outcome<ReportToMake> {
  const [stored] = storedReadings(project.store, [head]);
  if (stored === undefined) return refuse(imagesUnreadable);
  const parsed = parseStoredReading(stored.document);
  if ('problem' in parsed) return refuse(parsed.problem);
  const found = project.cases.study(head.caseId);
  if (found === null) return refuse(imagesUnreadable);
  const reading = withOtherUids(parsed.reading, found.uids.toReal);
  return reading.ok
    ? {
        ok: true,
        value: { reading: reading.value, images: referencedImages([found.study]), kind: 'comprehensive-3d' },
      }
    : reading;
}

/** What is being encoded. */
interface Asked {
  caseId: string;
  reading: Reading;
  answer: Promise<Outcome<Uint8Array>>;
}

/** Where reports go, what encodes them, who is told how many are there, and whether no more are wanted. */
export interface ReportsTask {
  folder: string;
  startReports: StartReports;
  onProgress(progress: ReportsProgress): void;
  isStopped(): boolean;
}

/**
 * Writes a DICOM structured report of each submitted reading that the coordinator may see to an empty folder outside the
 * project, with the UIDs of the images in place of the project's. The trail notes that it begins and how it ends. Readings
 * whose images are not there are left out. It ends early where the folder cannot be written, the coordinator is not signed
 * in any more, or it is stopped: what is written then is whole, and the sentence says how many.
 */
export async function exportProjectReports(
  project: Project,
  { folder, startReports, onProgress, isStopped }: ReportsTask,
): Promise<Outcome<WrittenReports>> {
  const planned = reportsToWrite(project);
  if (!planned.ok) return planned;
  const problem = folderProblem(folder, project);
  if (problem !== null) return refuse(problem);
  const { coordinatorCode, heads } = planned.value;
  const leftOut = [...planned.value.leftOut];
  const count = heads.length;
  /** Notes in the trail who takes them, where the project can be changed. */
  const note = (summary: string): Outcome<unknown> =>
    project.readOnly === null
      ? project.store.record({
          ...project.entry('identifiers-exported', summary),
          actor: coordinatorCode,
        })
      : { ok: true, value: null };
  const begun = note(`export of ${counted(count)} ${asReports} begun`);
  if (!begun.ok) return begun;
  const nameOf = createFileNamer('dcm');
  const reports = startReports();
  const asked: Asked[] = [];
  const waiting = [...heads].reverse();
  let written = 0;
  let failure: string | null = null;
  onProgress({ written, count });
  try {
    while (waiting.length > 0 || asked.length > 0) {
      if (isStopped()) throw new SourceProblem('The export was stopped.');
      const present = project.signedInCoordinator();
      if (!present.ok || present.value !== coordinatorCode) {
        throw new SourceProblem('The export was ended because the coordinator is not signed in any more.');
      }
      while (asked.length < reports.atOnce) {
        const head = waiting.pop();
        if (head === undefined) break;
        const { caseId } = head;
        const report = reportOf(project, head);
        if (report.ok) {
          asked.push({ caseId, reading: report.value.reading, answer: reports.ask(report.value) });
        } else leftOut.push({ caseId, reason: report.problem });
        await setImmediate();
      }
      const next = asked.shift();
      if (next === undefined) continue;
      const content = await next.answer;
      if (!content.ok) leftOut.push({ caseId: next.caseId, reason: content.problem });
      else {
        const file = await writeWhole(join(folder, nameOf(next.reading)), content.value);
        if (!file.ok) throw new SourceProblem(file.problem);
        written += 1;
        onProgress({ written, count });
      }
    }
  } catch (error) {
    if (!(error instanceof SourceProblem)) throw error;
    failure = error.message;
  } finally {
    reports.end();
  }
  const noted = note(`${counted(written)} exported ${asReports}`);
  if (failure !== null) return refuse(`${failure} ${writtenBefore(written, count)}`);
  if (written === 0) return refuse(nothingWritten(leftOut));
  return noted.ok ? { ok: true, value: { folder: basename(folder), written, leftOut } } : noted;
}

const asReports = 'as DICOM SR with the UIDs of the images';
const counted = (count: number) => `${count} ${count === 1 ? 'reading' : 'readings'}`;

function writtenBefore(written: number, count: number): string {
  return written === 0
    ? 'No report was written.'
    : `${written} of ${count} reports were written before, and ${written === 1 ? 'it is' : 'each is'} whole.`;
}
