import type { Study } from '../../shared/dicom/model';
import type { LibraryState, Outcome, StudySummary } from '../../shared/ipc/contract';
import type { FrameLocation } from '../pixels/frame-location';
import type { Root } from '../store/roots';
import { type KeyedCase, type KeyTable, readKeyTable, writeKeyTable } from './key-table';
import type { CaseImages, ProjectEnvironment } from './project-environment';
import { pseudonymousUid } from './pseudonymous-uid';
import { type UidMaps, uidMaps } from './uid-maps';

/** The places of the cases, one for each list they were added with. */
function placesOf({ cases }: KeyTable): Root[] {
  const lists = new Map<string, Set<string>>();
  for (const { listId, paths } of cases) {
    const known = lists.get(listId) ?? new Set();
    for (const path of paths) known.add(path);
    lists.set(listId, known);
  }
  return [...lists].map(([id, paths]) => ({ id, paths: [...paths], bundled: false }));
}

/** Said where a case has no hindrance, and yet its images are not given. */
export const imagesUnreadable = 'The images of this case cannot be read; check the disk they are on.';

/** What leads from the case ids of a project to their images: its key table, and the library of the places named there. */
export class ProjectCases {
  private key: { file: string; table: KeyTable } | null = null;
  private keyProblem = 'The place of the key table is not known on this machine. Choose where it is.';
  private byCase: ReadonlyMap<string, KeyedCase> = new Map();
  private images: CaseImages | null = null;
  private readonly maps = new Map<string, UidMaps>();

  constructor(
    private readonly projectId: string,
    private readonly environment: Pick<ProjectEnvironment, 'openImages' | 'onChanged'>,
  ) {}

  /** Why cases cannot be opened, in a sentence; null where they can. */
  get problem(): string | null {
    return this.key === null ? this.keyProblem : null;
  }

  /** Reads the key table and opens the places it names. */
  open(file: string): Outcome<null> {
    const read = readKeyTable(file, this.projectId);
    if (!read.ok) {
      if (this.key === null) this.keyProblem = read.problem;
      return read;
    }
    this.use(file, read.value);
    return { ok: true, value: null };
  }

  /** Adds cases to the key table, in the file first. */
  add(cases: readonly KeyedCase[]): Outcome<null> {
    if (this.key === null) return { ok: false, problem: this.keyProblem };
    const { file, table } = this.key;
    const changed = { ...table, cases: [...table.cases, ...cases] };
    const written = writeKeyTable(file, changed);
    if (written.ok) this.use(file, changed);
    return written;
  }

  /** The pseudonymous UID of a study; null without the key table. */
  pseudonymOf(studyInstanceUid: string): string | null {
    return this.key === null ? null : pseudonymousUid(studyInstanceUid, this.key.table.secret);
  }

  /** Why a case cannot be opened at present, in a sentence; null where it can. */
  hindrance(caseId: string): string | null {
    if (this.key === null) return this.keyProblem;
    const keyed = this.byCase.get(caseId);
    if (keyed === undefined) return 'This case is not in the key table; choose the latest one.';
    const count = this.images?.imageCount(keyed.studyInstanceUid) ?? 0;
    const expected = keyed.imageCount ?? 1;
    // A case whose images have been found in part would be read in part.
    if (count >= expected) return null;
    if (this.images?.progress() !== null) return 'The images of this case are still being looked for.';
    return count === 0
      ? 'The images of this case are not at their place; connect the disk they are on, then open the project again.'
      : `Only ${count} of the ${expected} images of this case are at their place; put the others back, then open the project again.`;
  }

  /** The images of a case and the UIDs that stand for theirs; null where they are not there. */
  study(caseId: string): { study: Study; summary: StudySummary; uids: UidMaps } | null {
    const keyed = this.byCase.get(caseId);
    const shown = keyed === undefined ? null : (this.images?.shown(keyed.studyInstanceUid) ?? null);
    if (shown === null || this.key === null) return null;
    return { ...shown, uids: uidMaps(shown.study, this.key.table.secret) };
  }

  /** The same of a case that somebody reads: its UIDs stay known, also when it is left before all is saved. */
  openStudy(caseId: string): ReturnType<ProjectCases['study']> {
    const found = this.study(caseId);
    if (found !== null) this.maps.set(caseId, found.uids);
    return found;
  }

  /** The UIDs of a case that has been opened; null where it has not. */
  uids(caseId: string): UidMaps | null {
    return this.maps.get(caseId) ?? null;
  }

  frame(frameId: string): FrameLocation | null {
    return this.images?.frame(frameId) ?? null;
  }

  progress(): LibraryState['progress'] {
    const progress = this.images?.progress() ?? null;
    return progress === null ? null : { ...progress, source: 'the cases' };
  }

  close(): void {
    this.images?.close();
    this.images = null;
  }

  private use(file: string, table: KeyTable): void {
    this.close();
    this.key = { file, table };
    this.byCase = new Map(table.cases.map((keyed) => [keyed.caseId, keyed]));
    this.images = this.environment.openImages(placesOf(table), () => this.environment.onChanged());
  }
}
