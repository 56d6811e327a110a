import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { CaseFacts, CasePlan, PlannedCase } from '../../shared/cohort/project';
import type { DescribedStudy } from '../../shared/ipc/contract';
import type { KeyedCase } from './key-table';

/** A study found below the places of a list: what the list shows of it, its patient, and where its images are. */
export interface FoundCaseStudy {
  described: DescribedStudy;
  patientId: string | null;
  /** Which image of the study, and the file it was found in; copies of an image are under one name. */
  images: readonly { image: string; file: string }[];
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

/** The images of a study, each once whatever copies there are, of which a file lies at or below a path. */
function imagesBelow({ images }: FoundCaseStudy, path: string): Set<string> {
  return new Set(images.filter(({ file }) => isBelow(file, path)).map(({ image }) => image));
}

/**
 * The cases of a folder: the folder itself where it holds one study in all, else those of its sub-folders. A folder that
 * holds files of its own beside others, or over whose sub-folders a study is spread, is a line too, which says so. Beside
 * them every sub-folder that holds no study, because somebody may have meant it to. `subFolders` lists those of a folder.
 */
function casesBelow(
  folder: string,
  studies: readonly FoundCaseStudy[],
  subFolders: (folder: string) => readonly string[],
): string[] {
  const inside = studies.filter((study) => imagesBelow(study, folder).size > 0);
  const children = new Map<string, FoundCaseStudy[]>(subFolders(folder).map((child) => [child, []]));
  let isLine = inside.length === 0;
  const spread = new Set<string>();
  for (const study of inside) {
    const whole = imagesBelow(study, folder).size;
    const parts = new Set<string>();
    for (const { file } of study.images) {
      if (!isBelow(file, folder)) continue;
      const [first = '', ...rest] = relative(folder, file).split(sep);
      if (rest.length === 0) isLine = true;
      else parts.add(join(folder, first));
    }
    for (const part of parts) children.set(part, [...(children.get(part) ?? []), study]);
    if (parts.size > 0 && ![...parts].some((part) => imagesBelow(study, part).size === whole)) {
      isLine = true;
      for (const part of parts) spread.add(part);
    }
  }
  if (inside.length === 1) {
    const empty = [...children].filter(([, found]) => found.length === 0).map(([child]) => child);
    return isLine ? [folder] : [folder, ...empty];
  }
  const below = [...children]
    .filter(([child]) => !spread.has(child))
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .flatMap(([child, found]) => (found.length === 0 ? [child] : casesBelow(child, found, subFolders)));
  return isLine ? [folder, ...below] : below;
}

/** The folders in a folder, but for hidden ones; none where it cannot be listed. */
function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map(({ name }) => join(folder, name));
  } catch {
    return [];
  }
}

/** Each folder of the chosen ones, or below them, that holds one study in all is a case; the others are lines that say why not. */
export function casesInFolders(folders: readonly string[], studies: readonly FoundCaseStudy[]): WantedCase[] {
  return folders.flatMap((folder) =>
    casesBelow(folder, studies, foldersIn).map(
      (path): WantedCase => ({ line: null, caseId: null, path, facts: noFacts, problems: [] }),
    ),
  );
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

/** A case that holds a part of its study only would be read without the rest. */
function sentenceAboutPart(study: FoundCaseStudy, path: string): string | null {
  const all = new Set(study.images.map(({ image }) => image)).size;
  const here = imagesBelow(study, path).size;
  return here === all
    ? null
    : `Only ${here} of the ${all} images of this study lie there; choose the folder that holds all of them.`;
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
    const part = study === undefined || uid === null ? null : sentenceAboutPart(study, one.path);
    if (part !== null) problems.push(part);
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
          imageCount: new Set(study.images.map(({ image }) => image)).size,
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
