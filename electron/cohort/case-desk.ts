import type { ReadingHead } from '../../shared/cohort/case-state';
import type { AdjudicationCase, WorklistRow } from '../../shared/cohort/project';
import type { Protocol } from '../../shared/cohort/protocol';
import type { Study } from '../../shared/dicom/model';
import { studyOfFrame } from '../../shared/dicom/model';
import { parseReading } from '../../shared/findings/parse-reading';
import type { AdjudicatedReading, Reading } from '../../shared/findings/reading';
import type {
  LibraryState,
  Outcome,
  RevisionEntry,
  StudySummary,
  ViewState,
} from '../../shared/ipc/contract';
import { refuse } from '../../shared/ipc/outcome';
import type { CaseChoice } from '../../shared/ipc/project';
import type { FrameLocation } from '../pixels/frame-location';
import { hashOf } from '../store/audit';
import type { StoredCase } from '../store/reading-store';
import type { Save, Saved, StoredJson } from '../store/readings';
import { type LabelledReading, readingsToDecide, readingsToLookAt } from './compared-readings';
import type { Project } from './project';
import { imagesUnreadable } from './project-cases';
import type { ProjectEnvironment } from './project-environment';
import type { Beginning, ReadingPlace } from './reading-place';
import { type UidMaps, withOtherUids } from './uid-maps';

/** The case that is read, by whom. */
interface OpenCase extends CaseChoice {
  readerCode: string;
  study: Study;
  summary: StudySummary;
  uids: UidMaps;
  facts: StoredCase['facts'];
  protocol: Protocol;
  /** To a coordinator: what is looked at, the one that is opened first. Empty to others. */
  lookedAt: readonly LabelledReading[];
}

/** What somebody may see of the images of the case that is read. */
export interface ShownCase {
  summary: StudySummary;
  study: Study;
}

const noCase = 'No case is open; open one from the worklist.';
const nothingToLookAt =
  'No reading of this case is submitted yet that you may see; drafts are shown to nobody else.';
const otherStudy = 'In a project only the images of the open case are shown.';

/**
 * Where the cases of a project are read. Gives the images of the open case and nothing else, blinded as the protocol says,
 * and takes the readings of who is signed in; the UIDs of the images are put in place of the project's and back.
 */
export class CaseDesk implements ReadingPlace {
  private current: OpenCase | null = null;

  constructor(
    private readonly project: Project,
    private readonly environment: Pick<ProjectEnvironment, 'views' | 'onCaseLeft'>,
  ) {}

  /** Opens a case of the worklist of who is signed in. */
  open(choice: CaseChoice): Outcome<ShownCase & { studyInstanceUid: string; protocol: Protocol }> {
    const who = this.project.signedIn();
    if (!who.ok) return who;
    const content = this.project.content();
    if (!content.ok) return content;
    const worklist = this.project.worklistOf(content.value, who.value);
    if (!worklist.ok) return worklist;
    const row = worklist.value.rows.find((one) => isChosen(one, choice));
    if (row === undefined) return refuse('This case is not on your worklist; open one from the list.');
    if (row.hindrance !== null) return refuse(row.hindrance);
    const found = this.project.cases.openStudy(choice.caseId);
    const stored = content.value.cases.find(({ caseId }) => caseId === choice.caseId);
    if (found === null || stored === undefined) {
      return refuse(imagesUnreadable);
    }
    const { protocols, protocol } = content.value;
    const madeUnder = protocols.find(({ version }) => version === row.protocolVersion) ?? protocol;
    this.leave();
    this.current = {
      ...choice,
      ...found,
      readerCode: who.value.code,
      facts: stored.facts,
      protocol: madeUnder,
      lookedAt:
        choice.role === 'coordinator'
          ? readingsToLookAt(choice.caseId, content.value, this.project.visibility(content.value, who.value))
          : [],
    };
    const shown = this.shownCase(this.current);
    return {
      ok: true,
      value: { ...shown, studyInstanceUid: found.study.studyInstanceUid, protocol: madeUnder },
    };
  }

  leave(): void {
    if (this.current === null) return;
    this.current = null;
    this.environment.onCaseLeft();
  }

  /** What the list of the library shows: the open case. */
  libraryState(notices: readonly string[]): LibraryState {
    return {
      roots: [],
      studies: this.current === null ? [] : [this.shownCase(this.current).summary],
      problems: [],
      progress: this.project.cases.progress(),
      notices: [...notices],
    };
  }

  study(studyInstanceUid: string): Outcome<Study> {
    if (this.current?.study.studyInstanceUid !== studyInstanceUid) return refuse(otherStudy);
    return { ok: true, value: this.shownCase(this.current).study };
  }

  frame(frameId: string): FrameLocation | null {
    const isOpen = this.current !== null && studyOfFrame(frameId) === this.current.study.studyInstanceUid;
    return isOpen ? this.project.cases.frame(frameId) : null;
  }

  /**
   * The readings an adjudicator decides upon, or a coordinator looks at side by side, under labels; null where none are
   * compared in the open case.
   */
  adjudication(): Outcome<AdjudicationCase | null> {
    const { current } = this;
    if (current === null || current.role === 'reader') return { ok: true, value: null };
    const cited = this.cited(current);
    if (!cited.ok) return cited;
    if (cited.value.length === 0) return { ok: true, value: null };
    const readings: AdjudicationCase['readings'] = [];
    for (const { label, reading } of cited.value) {
      const translated = withOtherUids(reading, current.uids.toReal);
      if (!translated.ok) return translated;
      readings.push({ label, reading: { ...translated.value, reader: { id: label } } });
    }
    return { ok: true, value: { readings } };
  }

  /** Adds active seconds to a reading of who is signed in. */
  addActivity(readingId: string, seconds: number): Outcome<null> {
    if (this.project.readOnly !== null || this.current === null || this.current.role === 'coordinator') {
      return { ok: true, value: null };
    }
    const head = this.head((one) => one.readingId === readingId);
    if (!head.ok) return head;
    if (head.value !== null && head.value.readerCode !== this.current.readerCode) {
      return refuse('This reading is somebody else’s.');
    }
    return this.project.store.addActiveSeconds(readingId, seconds);
  }

  get readerId(): string {
    return this.current?.readerCode ?? '';
  }

  draftKey(studyInstanceUid: string): string {
    const { current } = this;
    const place = current === null ? [] : [current.readerCode, current.caseId, current.repeat, current.role];
    return JSON.stringify([this.project.record.projectId, studyInstanceUid, ...place]);
  }

  latest(studyInstanceUid: string): Outcome<StoredJson | null> {
    const { current } = this;
    if (current?.study.studyInstanceUid !== studyInstanceUid) return { ok: true, value: null };
    const own: Outcome<ReadingHead | null> =
      current.role === 'coordinator'
        ? { ok: true, value: current.lookedAt[0]?.head ?? null }
        : this.head((one) => isOf(one, current));
    if (!own.ok || own.value === null) return own.ok ? { ok: true, value: null } : own;
    const { readingId } = own.value;
    const stored = this.project.store.latestOfReading(readingId);
    if (!stored.ok || stored.value === null) return stored;
    return { ok: true, value: { ...stored.value, viewState: this.environment.views.read(readingId) } };
  }

  begin(studyInstanceUid: string): Outcome<Beginning> {
    const { current } = this;
    if (current === null) return refuse(noCase);
    if (current.study.studyInstanceUid !== studyInstanceUid) return refuse(otherStudy);
    if (current.role === 'coordinator') return refuse(nothingToLookAt);
    if (this.project.readOnly !== null) return refuse(this.project.readOnly);
    const { caseId, repeat, facts, protocol } = current;
    const adjudicates = this.citations(current);
    if (!adjudicates.ok) return adjudicates;
    return {
      ok: true,
      value: {
        subject: this.shownCase(current).study.subject,
        project: {
          projectId: this.project.record.projectId,
          protocolVersion: protocol.version,
          caseId,
          repeat,
        },
        adjudicates: adjudicates.value,
        clinical: facts.clinical,
      },
    };
  }

  protocolOf(reading: Reading): Outcome<Protocol | null> {
    const content = this.project.content();
    if (!content.ok) return content;
    const version = reading.project?.protocolVersion;
    const protocol = content.value.protocols.find((one) => one.version === version);
    return protocol === undefined
      ? refuse(
          `This reading was made under a version of the protocol that is not in the project (${version}).`,
        )
      : { ok: true, value: protocol };
  }

  refusal(reading: Reading): string | null {
    if (this.project.readOnly !== null) return this.project.readOnly;
    if (this.current?.role === 'coordinator')
      return 'This reading is only looked at; nothing of it is changed.';
    const who = this.project.signedIn();
    if (!who.ok) return who.problem;
    const { project } = reading;
    if (project?.projectId !== this.project.record.projectId) {
      return 'This reading does not belong to the open project; close the project to save it.';
    }
    if (reading.reader.id !== who.value.code) {
      return `This reading belongs to ${reading.reader.id}; that reader has to sign in again to save it.`;
    }
    const uids = this.project.cases.uids(project.caseId);
    if (uids?.toPseudonymous.has(reading.study.studyInstanceUid) !== true) {
      return 'This reading was begun for another case; open the case again.';
    }
    const role = reading.adjudicates.length > 0 ? 'adjudicator' : 'reader';
    const place = {
      caseId: project.caseId,
      repeat: project.repeat,
      role,
      readerCode: reading.reader.id,
    } as const;
    const head = this.head((one) => isOf(one, place));
    if (!head.ok) return head.problem;
    if (head.value !== null && head.value.readingId !== reading.readingId) {
      return 'You have another reading of this case already; open the case again.';
    }
    if (reading.revision > 1 && (reading.revisionReason ?? '').trim() === '') {
      return 'Say why the submitted reading was re-opened; a project keeps the reason.';
    }
    return null;
  }

  append(save: Save): Outcome<Saved> {
    const { reading, viewState } = save;
    const uids = this.project.cases.uids(reading.project?.caseId ?? '');
    if (uids === null) return refuse(noCase);
    const adjudicates = this.citedBy(reading);
    if (!adjudicates.ok) return adjudicates;
    const translated = withOtherUids({ ...reading, adjudicates: adjudicates.value }, uids.toPseudonymous);
    if (!translated.ok) return translated;
    const saved = this.project.store.append({ ...save, reading: translated.value, viewState: null });
    if (!saved.ok) return saved;
    if (viewState !== null) this.environment.views.write(reading.readingId, viewState);
    if (reading.status === 'submitted') this.project.caseSubmitted(reading.project?.caseId ?? '');
    return saved;
  }

  saveView(readingId: string, viewState: ViewState): Outcome<null> {
    if (this.current?.role !== 'coordinator') this.environment.views.write(readingId, viewState);
    return { ok: true, value: null };
  }

  shown(stored: Reading): Outcome<Reading> {
    const { current } = this;
    if (current === null) return refuse(noCase);
    const shown = withOtherUids(stored, current.uids.toReal);
    const label = current.lookedAt.find(({ head }) => head.readingId === stored.readingId)?.label ?? null;
    return shown.ok && label !== null
      ? { ok: true, value: { ...shown.value, reader: { id: label } } }
      : shown;
  }

  history(readingId: string): Outcome<RevisionEntry[]> {
    const seen = this.mayBeSeen(readingId);
    return seen.ok ? this.project.store.history(readingId) : seen;
  }

  document(readingId: string): Outcome<StoredJson | null> {
    const seen = this.mayBeSeen(readingId);
    return seen.ok ? this.project.store.latestOfReading(readingId) : seen;
  }

  private mayBeSeen(readingId: string): Outcome<null> {
    const who = this.project.signedIn();
    if (!who.ok) return who;
    const content = this.project.content();
    if (!content.ok) return content;
    // A reading nobody has saved yet is the one that is just being begun.
    if (!content.value.heads.some((head) => head.readingId === readingId)) return { ok: true, value: null };
    return this.project.visibility(content.value, who.value)(readingId)
      ? { ok: true, value: null }
      : refuse('This reading is not shown to you before all readings of its case are submitted.');
  }

  /** What a record begun or re-opened at present is made from; nothing where it is not an adjudicator's. */
  private citations(current: OpenCase): Outcome<AdjudicatedReading[]> {
    if (current.role !== 'adjudicator') return { ok: true, value: [] };
    const cited = this.cited(current);
    if (!cited.ok) return cited;
    return {
      ok: true,
      value: cited.value.map(({ label, reading }) => ({
        readingId: reading.readingId,
        revision: reading.revision,
        label,
        sha256: hashOf(reading),
      })),
    };
  }

  /**
   * What a record that is saved is made from: a revision that is begun cites the readings as they are at that time, and
   * stays with them.
   */
  private citedBy({ adjudicates, readingId, revision }: Reading): Outcome<AdjudicatedReading[]> {
    if (adjudicates.length === 0 || revision === 1) return { ok: true, value: adjudicates };
    const stored = this.project.store.latestOfReading(readingId);
    if (!stored.ok) return stored;
    const last = parseReading(stored.value?.document);
    if ('problem' in last) return { ok: true, value: adjudicates };
    const isBegun = last.reading.revision === revision;
    return isBegun || this.current === null
      ? { ok: true, value: last.reading.adjudicates }
      : this.citations(this.current);
  }

  /**
   * The readings compared in the open case: as cited where it is adjudicated and none was corrected since, else the latest
   * submitted ones.
   */
  private cited(current: OpenCase): Outcome<{ label: AdjudicatedReading['label']; reading: Reading }[]> {
    const content = this.project.content();
    if (!content.ok) return content;
    const own = this.latest(current.study.studyInstanceUid);
    if (!own.ok) return own;
    const begun = own.value === null ? null : parseReading(own.value.document);
    const citing = begun !== null && 'reading' in begun ? begun.reading.adjudicates : [];
    const { caseId, role, lookedAt, protocol } = current;
    const compared = role === 'coordinator' ? lookedAt : readingsToDecide(caseId, content.value, protocol);
    const record = content.value.heads.find((head) => isOf(head, current) && head.status === 'submitted');
    const isOutdated =
      role === 'adjudicator' &&
      record !== undefined &&
      this.project.isOutdated(
        record,
        compared.map(({ head }) => head),
      );
    const named =
      citing.length > 0 && !isOutdated
        ? citing
        : compared.flatMap(({ label, head: { readingId, revision } }) =>
            label === null ? [] : { label, readingId, revision },
          );
    const cited: { label: AdjudicatedReading['label']; reading: Reading }[] = [];
    for (const { label, readingId, revision } of named) {
      const stored = this.project.store.ofRevision(readingId, revision);
      if (!stored.ok) return stored;
      const parsed = parseReading(stored.value?.document);
      if ('problem' in parsed) return refuse(`Reading ${label} cannot be opened. ${parsed.problem}`);
      cited.push({ label, reading: parsed.reading });
    }
    return { ok: true, value: cited };
  }

  private head(isWanted: (head: ReadingHead) => boolean): Outcome<ReadingHead | null> {
    const heads = this.project.store.heads();
    return heads.ok ? { ok: true, value: heads.value.find(isWanted) ?? null } : heads;
  }

  /** Study and summary under the case's id, without dates where the protocol hides them. */
  private shownCase(current: OpenCase): ShownCase {
    const { caseId, facts, protocol } = current;
    const head = this.head((one) => isOf(one, current));
    const { study, stacks, ...summary } = current.summary;
    const blinded = <T extends Pick<Study, 'date' | 'subject'>>(shown: T): T => ({
      ...shown,
      date: protocol.blinding.studyDates ? null : shown.date,
      subject: {
        id: caseId,
        ageYears: facts.ageYears ?? shown.subject.ageYears,
        sex: facts.sex ?? shown.subject.sex,
      },
    });
    const reading =
      head.ok && head.value !== null
        ? {
            readingId: head.value.readingId,
            revision: head.value.revision,
            status: head.value.status,
            savedAt: head.value.savedAt,
            itemsLeft: head.value.itemsLeft,
          }
        : null;
    return {
      study: blinded(current.study),
      summary: { ...summary, stacks, study: blinded(study), reading },
    };
  }
}

function isChosen(row: WorklistRow, choice: CaseChoice): boolean {
  return row.caseId === choice.caseId && row.repeat === choice.repeat && row.role === choice.role;
}

function isOf(head: ReadingHead, place: CaseChoice & { readerCode: string }): boolean {
  return isChosenHead(head, place) && head.readerCode === place.readerCode;
}

function isChosenHead(head: ReadingHead, choice: CaseChoice): boolean {
  return head.caseId === choice.caseId && head.repeat === choice.repeat && head.role === choice.role;
}
