import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import type { CasePlan } from '../../shared/cohort/project';
import type { Outcome } from '../../shared/ipc/contract';
import { refuse } from '../../shared/ipc/outcome';
import { readCaseList } from './case-list-file';
import { type FindingEnvironment, type FoundCaseStudies, findCaseStudies } from './find-case-studies';
import {
  casesInFolders,
  casesOfDirectory,
  type FoundCaseStudy,
  type KnownCases,
  type PreparedPlan,
  preparePlan,
  type WantedCase,
} from './plan-cases';
import type { Project } from './project';

/** What somebody chose to add cases from. */
export type ListChoice =
  | { kind: 'folders'; paths: readonly string[] }
  | { kind: 'csv'; path: string }
  | { kind: 'dicomdir'; path: string };

/** Adds cases to a project: a dry run first, which stores nothing, then what is usable of it. */
export class CaseLists {
  private prepared: PreparedPlan | null = null;

  constructor(
    private readonly project: Project,
    private readonly finding: FindingEnvironment,
  ) {}

  /** What a choice would add. The latest plan only can be carried out. */
  async plan(choice: ListChoice): Promise<Outcome<CasePlan>> {
    const known = this.known();
    if (!known.ok) return known;
    const listId = randomUUID();
    this.prepared = null;
    switch (choice.kind) {
      case 'folders': {
        const found = await findCaseStudies(choice.paths, listId, this.finding);
        const wanted = casesInFolders(choice.paths, found.studies);
        return this.prepare(preparePlan(wanted, below(found.studies), known.value, list(listId, found)));
      }
      case 'dicomdir': {
        const found = await findCaseStudies([choice.path], listId, this.finding);
        const { studies } = found;
        const wanted = casesOfDirectory(choice.path, studies);
        const paths = () => [choice.path];
        const one = (_wanted: WantedCase, index: number) => studies.slice(index, index + 1);
        const problems = studies.length === 0 ? ['No study that the DICOMDIR lists can be read.'] : [];
        return this.prepare(
          preparePlan(wanted, one, known.value, { ...list(listId, found, problems), paths }),
        );
      }
      case 'csv': {
        const read = readCaseList(choice.path);
        if (!read.ok) return read;
        const { wanted, unusedColumns, problems } = read.value;
        const paths = [...new Set(wanted.filter((one) => one.problems.length === 0).map(({ path }) => path))];
        const found =
          paths.length === 0
            ? { studies: [], damaged: [], stopped: false }
            : await findCaseStudies(paths, listId, this.finding);
        return this.prepare(
          preparePlan(wanted, below(found.studies), known.value, {
            ...list(listId, found, problems),
            unusedColumns,
          }),
        );
      }
    }
  }

  /** Adds the usable cases of a plan; how many. */
  add(planId: string): Outcome<number> {
    const { prepared } = this;
    if (prepared?.plan.planId !== planId) {
      return refuse('This list was looked at too long ago; choose it again.');
    }
    const known = this.known();
    if (!known.ok) return known;
    const { cases } = this.project;
    const added = prepared.usable.flatMap(({ keyed, facts }) => {
      const studyInstanceUid = cases.pseudonymOf(keyed.studyInstanceUid);
      const isNew =
        !known.value.caseIds.has(keyed.caseId) && !known.value.isKnownStudy(keyed.studyInstanceUid);
      return studyInstanceUid === null || !isNew
        ? []
        : [{ keyed, stored: { caseId: keyed.caseId, studyInstanceUid, facts } }];
    });
    if (added.length === 0) return refuse('No case of this list can be added.');
    const keyed = cases.add(added.map((one) => one.keyed));
    if (!keyed.ok) return keyed;
    const stored = this.project.store.addCases(
      added.map((one) => ({
        added: one.stored,
        entry: this.project.entry('case-added', `case ${one.stored.caseId} added`, {
          caseId: one.stored.caseId,
        }),
      })),
    );
    if (!stored.ok) return stored;
    this.prepared = null;
    return { ok: true, value: added.length };
  }

  private prepare(prepared: PreparedPlan): Outcome<CasePlan> {
    this.prepared = prepared;
    return { ok: true, value: prepared.plan };
  }

  /** What the project holds already, where the coordinator may add to it. */
  private known(): Outcome<KnownCases> {
    const coordinator = this.project.coordinator();
    if (!coordinator.ok) return coordinator;
    const { cases } = this.project;
    if (cases.problem !== null) return refuse(cases.problem);
    const content = this.project.content();
    if (!content.ok) return content;
    const stored = content.value.cases;
    const studies = new Set(stored.map(({ studyInstanceUid }) => studyInstanceUid));
    return {
      ok: true,
      value: {
        caseIds: new Set(stored.map(({ caseId }) => caseId)),
        isKnownStudy: (uid) => studies.has(cases.pseudonymOf(uid) ?? ''),
      },
    };
  }
}

/** The studies of which a file lies at or below the path of a line. */
function below(studies: readonly FoundCaseStudy[]): (wanted: WantedCase) => FoundCaseStudy[] {
  const byPath = new Map<string, Set<FoundCaseStudy>>();
  for (const study of studies) {
    for (const path of new Set(study.images.flatMap(({ file }) => withFolders(file)))) {
      const others = byPath.get(path);
      if (others === undefined) byPath.set(path, new Set([study]));
      else others.add(study);
    }
  }
  return ({ path }) => [...(byPath.get(path) ?? [])];
}

/** A file and every folder above it. */
function withFolders(file: string): string[] {
  const folder = dirname(file);
  return folder === file ? [file] : [file, ...withFolders(folder)];
}

/** What could not be read, so that nobody takes a study for whole that is not. */
function sentenceAboutDamage([first, ...others]: FoundCaseStudies['damaged']): string[] {
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` And ${others.length} more.`;
  return [`Not everything there could be read: ${first.path}: ${first.problem}${more}`];
}

function list(listId: string, { stopped, damaged }: FoundCaseStudies, own: string[] = []) {
  const stop = 'Reading the images stopped before its end; choose the list again.';
  const problems = [...own, ...sentenceAboutDamage(damaged)];
  return {
    listId,
    paths: ({ path }: WantedCase) => [path],
    unusedColumns: [],
    problems: stopped ? [...problems, stop] : problems,
  };
}
