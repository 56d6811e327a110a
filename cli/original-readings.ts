import { readFile } from 'node:fs/promises';
import { type KeyTable, parseKeyTable } from '../electron/cohort/key-table';
import { pseudonymousUid } from '../electron/cohort/pseudonymous-uid';
import { uidMaps, withOtherUids } from '../electron/cohort/uid-maps';
import { SourceProblem } from '../electron/export/write-whole';
import type { Study } from '../shared/dicom/model';
import type { Reading } from '../shared/findings/reading';
import { type Outcome, refuse } from '../shared/ipc/outcome';
import { readFailure } from './findings-files';

/** Said once, before the first document that names the images of a patient. */
const warning =
  'Warning: reports of a reader study name the images of the patients, and so lead from the case ids to them. They are not pseudonymous: keep them where patient records are kept, and do not pass them on with the other exports of the study.';

/** The key table in a file, or in a sentence why it cannot be used. */
export async function readKeyTableFile(file: string): Promise<Outcome<KeyTable>> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const problem = readFailure(error);
    if (problem === null) throw error;
    return refuse(`${file}: ${problem}`);
  }
  const table = parseKeyTable(text);
  return table === null
    ? refuse(`${file}: It is not a key table, or is damaged.`)
    : { ok: true, value: table };
}

/** The readings, up to the first of a reader study: without the key table that one cannot be exported. */
export async function* withoutKeyTable(readings: AsyncIterable<Reading>): AsyncGenerator<Reading> {
  for await (const reading of readings) {
    if (reading.project !== null) {
      throw new SourceProblem(
        `The reading of case ${reading.project.caseId} belongs to a reader study, whose documents hold pseudonymous UIDs; say with --key-table which file is the key table of the study.`,
      );
    }
    yield reading;
  }
}

/** What readings of a reader study need for the UIDs of the images they were made on. */
export interface OriginalImages {
  studies: readonly Study[];
  keyTable: KeyTable;
  say: (sentence: string) => void;
}

/**
 * Gives a reading the UIDs of the images it was made on: one of a reader study by the key table, with a warning before the
 * first; any other is as it was. Throws a `SourceProblem` where that cannot be done.
 */
export function originalReadings({ studies, keyTable, say }: OriginalImages): (reading: Reading) => Reading {
  const byPseudonym = new Map(
    studies.map((study) => [pseudonymousUid(study.studyInstanceUid, keyTable.secret), study]),
  );
  let isWarned = false;
  return (reading) => {
    const { project, study } = reading;
    if (project === null) return reading;
    const named = `The reading of case ${project.caseId}`;
    if (project.projectId !== keyTable.projectId) {
      throw new SourceProblem(
        `${named} belongs to another project than the key table (“${keyTable.title}”); give the key table of its own.`,
      );
    }
    const images = byPseudonym.get(study.studyInstanceUid);
    if (images === undefined) {
      throw new SourceProblem(
        `The images of case ${project.caseId} are not among those of --dicom; name the folder that holds them as well.`,
      );
    }
    const original = withOtherUids(reading, uidMaps(images, keyTable.secret).toReal);
    if (!original.ok) throw new SourceProblem(`${named} cannot be exported. ${original.problem}`);
    if (!isWarned) say(warning);
    isWarned = true;
    return original.value;
  };
}
