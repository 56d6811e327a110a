import { randomUUID } from 'node:crypto';
import { dirname, join, relative, sep } from 'node:path';
import type { CaseFacts, CasePlan, PlannedCase } from '../../shared/cohort/project';
import type { DescribedStudy } from '../../shared/ipc/contract';
import type { KeyedCase } from './key-table';

/** A study found below the places of a list: what the list shows of it, its patient, and the files it was found in. */
export interface FoundCaseStudy {
  described: DescribedStudy;
  patientId: string | null;
  files: readonly string[];
}

/** One line of a list before the studies are looked for. */
export interface WantedCase {
  line: number | null;
  /** Null: a running id is proposed. */
  caseId: string | null;
  path: string;
  facts: CaseFacts;
  problems: string[];
}

/** What is in the project already. */
export interface KnownCases {
  caseIds: ReadonlySet<string>;
  /** Real Study Instance UIDs by what they are called in the project. */
  isKnownStudy(studyInstanceUid: string): boolean;
}

/** A plan and what would be stored of it. */
export interface PreparedPlan {
  plan: CasePlan;
  usable: { keyed: KeyedCase; facts: CaseFacts }[];
}

export const noFacts: CaseFacts = { ageYears: null, sex: null, clinical: {} };

/** The last two parts of a path. */
function placeOf(path: string): string {
  return path
    .split(sep)
    .filter((part) => part !== '')
    .slice(-2)
    .join('/');
}

function isBelow(file: string, folder: string): boolean {
  return file === folder || file.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function imagesOf({ frames }: DescribedStudy): number {
  return Object.values(frames).reduce((sum, { count }) => sum + count, 0);
}

/** Names that tell nothing: C001, C002, … after those in use. */
function runningIds(taken: ReadonlySet<string>): () => string {
  let number = 0;
  return () => {
    for (;;) {
      number += 1;
      const caseId = `C${String(number).padStart(3, '0')}`;
      if (!taken.has(caseId.toLowerCase())) return caseId;
    }
  };
}

/** Each sub-folder of the chosen folders that holds studies; a folder that holds one study in all is a case itself. */
export function casesInFolders(folders: readonly string[], studies: readonly FoundCaseStudy[]): WantedCase[] {
  return folders.flatMap((folder) => {
    const inside = studies.filter(({ files }) => files.some((file) => isBelow(file, folder)));
    const wanted = (path: string): WantedCase => ({
      line: null,
      caseId: null,
      path,
      facts: noFacts,
      problems: [],
    });
    if (inside.length <= 1) return [wanted(folder)];
    const below = inside.flatMap(({ files }) =>
      files
        .filter((file) => isBelow(file, folder))
        .map((file) => {
          const [first = '', ...rest] = relative(folder, file).split(sep);
          return rest.length === 0 ? folder : join(folder, first);
        }),
    );
    return [...new Set(below)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true })).map(wanted);
  });
}

/** Each study that a DICOMDIR lists. */
export function casesOfDirectory(file: string, studies: readonly FoundCaseStudy[]): WantedCase[] {
  return studies.map(() => ({ line: null, caseId: null, path: dirname(file), facts: noFacts, problems: [] }));
}

function sentenceAboutStudies(count: number): string | null {
  if (count === 1) return null;
  return count === 0
    ? 'No DICOM study that can be read was found there.'
    : `${count} studies were found there; a case is one. Give each a folder of its own.`;
}

/**
 * Puts together what a list would add: what was found for each line, and why one cannot be added. `studiesOf` gives the
 * studies of a line. Folder names are never taken as case ids, because they may be names.
 */
export function preparePlan(
  wanted: readonly WantedCase[],
  studiesOf: (wanted: WantedCase, index: number) => readonly FoundCaseStudy[],
  known: KnownCases,
  list: {
    listId: string;
    paths: (wanted: WantedCase) => string[];
    unusedColumns: string[];
    problems: string[];
  },
): PreparedPlan {
  const given = wanted.flatMap(({ caseId }) => (caseId === null ? [] : [caseId.toLowerCase()]));
  const nextId = runningIds(new Set([...[...known.caseIds].map((id) => id.toLowerCase()), ...given]));
  const seenIds = new Map<string, number>();
  const seenStudies = new Map<string, string>();
  const usable: PreparedPlan['usable'] = [];
  const cases = wanted.map((one, index): PlannedCase => {
    const studies = studiesOf(one, index);
    const problems = [...one.problems];
    const [study] = studies;
    const aboutStudies = problems.length === 0 ? sentenceAboutStudies(studies.length) : null;
    if (aboutStudies !== null) problems.push(aboutStudies);
    const uid = studies.length === 1 ? (study?.described.study.studyInstanceUid ?? null) : null;
    if (uid !== null && known.isKnownStudy(uid))
      problems.push('This study is a case of the project already.');
    const other = uid === null ? undefined : seenStudies.get(uid);
    if (other !== undefined) problems.push(`The same study is listed as ${other} already.`);
    if (one.caseId !== null) {
      const key = one.caseId.toLowerCase();
      if ([...known.caseIds].some((id) => id.toLowerCase() === key)) {
        problems.push('A case with this id is in the project already.');
      }
      const line = seenIds.get(key);
      if (line !== undefined) problems.push(`The id is used in line ${line} already.`);
      else if (one.line !== null) seenIds.set(key, one.line);
    }
    const isUsable = problems.length === 0 && uid !== null && study !== undefined;
    const caseId = one.caseId ?? (isUsable ? nextId() : '');
    if (isUsable) {
      seenStudies.set(uid, caseId);
      usable.push({
        keyed: {
          caseId,
          studyInstanceUid: uid,
          patientId: study.patientId,
          paths: list.paths(one),
          listId: list.listId,
        },
        facts: one.facts,
      });
    }
    return {
      line: one.line,
      caseId,
      place: placeOf(one.path),
      studies: studies.map(({ described }) => ({
        description: described.study.description,
        images: imagesOf(described),
      })),
      facts: one.facts,
      problems,
      isUsable,
    };
  });
  const { unusedColumns, problems } = list;
  return { plan: { planId: randomUUID(), cases, unusedColumns, problems }, usable };
}
