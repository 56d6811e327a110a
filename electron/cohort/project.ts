import { basename } from 'node:path';
import type { AuditAction, AuditEntry } from '../../shared/cohort/audit';
import type { Json } from '../../shared/cohort/canonical-json';
import { decidingReadings, type ReadingHead } from '../../shared/cohort/case-state';
import { documentChanges } from '../../shared/cohort/document-changes';
import type { ProjectReader, ProjectRole, ProjectState, Worklist } from '../../shared/cohort/project';
import { type Protocol, parseProtocol } from '../../shared/cohort/protocol';
import { problemOfItems } from '../../shared/cohort/protocol-sense';
import { mayShowReading } from '../../shared/cohort/visibility';
import { casesLeft, makeWorklist, sharedCases, type WorklistSource } from '../../shared/cohort/worklist';
import type { Outcome } from '../../shared/ipc/contract';
import { refuse } from '../../shared/ipc/outcome';
import type { ReaderInput } from '../../shared/ipc/project';
import type { NewAuditEntry } from '../store/audit';
import type { CohortStore, StoredCase, StoredProject, StoredReader } from '../store/reading-store';
import { CaseDifferences } from './case-differences';
import { Citations } from './citations';
import { hashPin, isPin } from './pin';
import type { ProjectCases } from './project-cases';

/** What a project is opened with. */
export interface ProjectParts {
  folder: string;
  record: StoredProject;
  store: CohortStore;
  cases: ProjectCases;
  /** Why nothing can be changed, in a sentence; null where it can. */
  readOnly: string | null;
  /** What happened to the store that has to be known. */
  storeNotices(): readonly string[];
  /** All cases are compared that were not when a worklist was made. */
  onCompared(): void;
  now(): Date;
}

/** Everything stored of a project but its readings. */
export interface ProjectContent {
  protocols: Protocol[];
  /** The latest version. */
  protocol: Protocol;
  readers: StoredReader[];
  cases: StoredCase[];
  heads: ReadingHead[];
}

/** Stands in the trail for what was found where that may not be seen; the summary of an entry names it as its changes do. */
const hiddenChange = 'what changed is not shown to you at present';

/** So long other work has its turn while many cases are compared, ms. */
const pauseBetweenComparisonsMs = 40;

/**
 * An open project: who takes part and is signed in, its protocol, and what is asked of whom. Everything is read from the
 * store each time it is asked for, so that two programs on one project never differ.
 */
export class Project {
  private signedInCode: string | null = null;
  private readonly differences: CaseDifferences;
  private readonly citations: Citations;
  private readonly notices: string[] = [];
  private comparing: NodeJS.Timeout | null = null;

  constructor(private readonly parts: ProjectParts) {
    this.differences = new CaseDifferences(parts.store, parts.readOnly === null);
    this.citations = new Citations(parts.store);
  }

  get record(): StoredProject {
    return this.parts.record;
  }

  get cases(): ProjectCases {
    return this.parts.cases;
  }

  get store(): CohortStore {
    return this.parts.store;
  }

  get readOnly(): string | null {
    return this.parts.readOnly;
  }

  get folder(): string {
    return this.parts.folder;
  }

  now(): Date {
    return this.parts.now();
  }

  /** Adds a sentence to what has to be known of the project. */
  notify(notice: string): void {
    if (!this.notices.includes(notice)) this.notices.push(notice);
  }

  /** The versions of the protocol, the latest last and alone beside them. */
  private protocols(): Outcome<Pick<ProjectContent, 'protocols' | 'protocol'>> {
    const protocols = this.parts.store.protocols();
    if (!protocols.ok) return protocols;
    const parsed: Protocol[] = [];
    for (const stored of protocols.value) {
      const one = parseProtocol(stored);
      if ('problem' in one) return refuse(`The protocol of this project cannot be read. ${one.problem}`);
      parsed.push(one.protocol);
    }
    const protocol = parsed.at(-1);
    if (protocol === undefined) return refuse('This project has no protocol; open a backup of it.');
    return { ok: true, value: { protocols: parsed, protocol } };
  }

  /** What is stored of the project at present. */
  content(): Outcome<ProjectContent> {
    const { store } = this.parts;
    const protocols = this.protocols();
    if (!protocols.ok) return protocols;
    const readers = store.readers();
    if (!readers.ok) return readers;
    const cases = store.cases();
    if (!cases.ok) return cases;
    const heads = store.heads();
    if (!heads.ok) return heads;
    return {
      ok: true,
      value: { ...protocols.value, readers: readers.value, cases: cases.value, heads: heads.value },
    };
  }

  state(): Outcome<ProjectState> {
    const { record, readOnly, folder, store } = this.parts;
    const protocols = this.protocols();
    if (!protocols.ok) return protocols;
    const stored = store.readers();
    if (!stored.ok) return stored;
    const counts = store.counts();
    if (!counts.ok) return counts;
    const readers = stored.value;
    const reader = readers.find(({ code }) => code === this.signedInCode);
    return {
      ok: true,
      value: {
        projectId: record.projectId,
        title: record.title,
        folderName: basename(folder),
        protocol: protocols.value.protocol,
        readingsByVersion: counts.value.readingsByVersion,
        caseCount: counts.value.cases,
        readers: readers.map((one) => publicReader(one, reader?.roles.includes('coordinator') === true)),
        signedIn: reader === undefined ? null : { code: reader.code, roles: reader.roles },
        readOnly,
        keyTableProblem: this.cases.problem,
        notices: [...this.parts.storeNotices(), ...this.notices],
      },
    };
  }

  /** Who is signed in, or a sentence that nobody is. */
  signedIn(): Outcome<{ code: string; roles: ProjectRole[] }> {
    if (this.signedInCode === null) return refuse('Nobody is signed in; sign in to read.');
    const readers = this.parts.store.readers();
    if (!readers.ok) return readers;
    const reader = readers.value.find(({ code }) => code === this.signedInCode);
    return reader === undefined
      ? refuse('Nobody is signed in; sign in to read.')
      : { ok: true, value: { code: reader.code, roles: reader.roles } };
  }

  /** The coordinator who is signed in and may change the project; else a sentence. */
  coordinator(): Outcome<string> {
    return this.parts.readOnly === null ? this.signedInCoordinator() : refuse(this.parts.readOnly);
  }

  /** The coordinator who is signed in, also where nothing can be changed; else a sentence. */
  signedInCoordinator(): Outcome<string> {
    const who = this.signedIn();
    if (!who.ok) return who;
    return who.value.roles.includes('coordinator')
      ? { ok: true, value: who.value.code }
      : refuse('Only a coordinator may do this; sign in as one.');
  }

  signIn(code: string, pin: string): Outcome<null> {
    const readers = this.parts.store.readers();
    if (!readers.ok) return readers;
    const reader = readers.value.find((one) => one.code.toLowerCase() === code.toLowerCase());
    if (reader === undefined || (reader.pin !== null && !isPin(pin, reader.pin))) {
      return refuse('The code or the PIN is not right; check both, or ask the coordinator.');
    }
    if (!reader.isActive) return refuse('This reader does not take part any more; ask the coordinator.');
    this.signOut();
    this.signedInCode = reader.code;
    return this.note('signed-in', 'signed in');
  }

  signOut(): void {
    if (this.signedInCode !== null) this.note('signed-out', 'signed out');
    this.signedInCode = null;
  }

  saveReader(input: ReaderInput): Outcome<null> {
    const coordinator = this.coordinator();
    if (!coordinator.ok) return coordinator;
    const readers = this.parts.store.readers();
    if (!readers.ok) return readers;
    const same = readers.value.find(({ code }) => code.toLowerCase() === input.code.toLowerCase());
    if (same !== undefined && same.code !== input.code) {
      return refuse(`The code ${same.code} is taken; codes that differ in capitals only are confused.`);
    }
    const pin =
      input.pin === undefined ? (same?.pin ?? null) : input.pin === null ? null : hashPin(input.pin);
    const { code, name, roles, isActive } = input;
    const reader: StoredReader = { code, name, roles: [...new Set(roles)], isActive, pin };
    const after = [...readers.value.filter((one) => one !== same), reader];
    if (!after.some((one) => one.isActive && one.roles.includes('coordinator'))) {
      return refuse('A project needs a coordinator; give somebody else that role first.');
    }
    // The PIN's hash stays out of the trail.
    const known = (one: StoredReader | undefined): Json =>
      one === undefined
        ? {}
        : { name: one.name, roles: one.roles, isActive: one.isActive, hasPin: one.pin !== null };
    const summary = same === undefined ? `reader ${code} added` : `reader ${code} changed`;
    const changes = documentChanges(known(same), known(reader));
    if (same !== undefined && input.pin != null) changes.push({ path: '/pin' });
    return this.parts.store.saveReader(
      reader,
      this.entry(same === undefined ? 'reader-added' : 'reader-changed', summary, { changes }),
    );
  }

  saveProtocol(wanted: Protocol): Outcome<null> {
    const coordinator = this.coordinator();
    if (!coordinator.ok) return coordinator;
    const problem = problemOfItems(wanted);
    if (problem !== null) return refuse(problem);
    const content = this.content();
    if (!content.ok) return content;
    const { protocol, readers, heads } = content.value;
    const strangers = (wanted.adjudication?.adjudicators ?? []).filter(
      (code) => !readers.some((one) => one.code === code && one.roles.includes('adjudicator')),
    );
    if (strangers.length > 0) {
      return refuse(
        `${strangers.join(', ')} cannot adjudicate: nobody in this project has that code and role.`,
      );
    }
    const isUsed = heads.some(({ protocolVersion }) => protocolVersion === protocol.version);
    const { protocolId, version, createdAt } = protocol;
    const kept = { ...wanted, protocolId, version, createdAt };
    if (documentChanges(protocol as Json, kept as Json).length === 0) return { ok: true, value: null };
    const next = isUsed ? { ...kept, version: version + 1, createdAt: this.now().toISOString() } : kept;
    const summary = isUsed ? `protocol version ${next.version} begun` : `protocol version ${version} changed`;
    return this.parts.store.saveProtocol(
      next,
      this.entry('protocol-changed', summary, {
        changes: documentChanges(protocol as Json, next as Json),
        document: next,
      }),
    );
  }

  worklist(): Outcome<Worklist> {
    const who = this.signedIn();
    if (!who.ok) return who;
    const content = this.content();
    if (!content.ok) return content;
    return this.worklistOf(content.value, who.value);
  }

  /** The worklist of somebody, from what is stored. */
  worklistOf(
    { protocol, cases, readers, heads }: ProjectContent,
    who: { code: string; roles: readonly ProjectRole[] },
  ): Outcome<Worklist> {
    const activeSeconds = this.parts.store.activeSeconds();
    if (!activeSeconds.ok) return activeSeconds;
    const source: WorklistSource = {
      protocol,
      cases: cases.map(({ caseId }) => ({ caseId, hindrance: this.cases.hindrance(caseId) })),
      readers,
      heads,
      activeSeconds: activeSeconds.value,
      differs: this.differences.of(protocol),
      isOutdated: (record, readings) => this.isOutdated(record, readings),
      now: this.now(),
    };
    const worklist = makeWorklist(source, who);
    this.differences.keep();
    const waiting = this.differences.waitingCount;
    if (waiting === 0) return { ok: true, value: worklist };
    this.compareOn();
    const notice = `${waiting} submitted ${waiting === 1 ? 'case is' : 'cases are'} still being compared; what is to be adjudicated among them appears here by itself.`;
    return { ok: true, value: { ...worklist, notices: [...worklist.notices, notice], isCompared: false } };
  }

  /** Whether one of these submitted readings was corrected since a record of adjudication cited it. */
  isOutdated(record: ReadingHead, readings: readonly ReadingHead[]): boolean {
    return this.citations.isOutdated(record, readings);
  }

  /** Ends what goes on by itself; to be called before the project is closed. */
  stop(): void {
    if (this.comparing !== null) clearTimeout(this.comparing);
    this.comparing = null;
  }

  /** Compares what waits, bit by bit between other work, and tells when all is compared. */
  private compareOn(): void {
    this.comparing ??= setTimeout(() => {
      this.comparing = null;
      if (this.differences.compareWaiting()) this.compareOn();
      else this.parts.onCompared();
    }, pauseBetweenComparisonsMs);
  }

  /** To be called when a reading of a case was submitted: compares them now, so that no list has to wait for it. */
  caseSubmitted(caseId: string): void {
    const content = this.content();
    if (!content.ok) return;
    const readers = sharedCases(content.value).get(caseId) ?? [];
    const heads = content.value.heads.filter((head) => head.caseId === caseId);
    const deciding = decidingReadings({ readers, heads });
    if (deciding === null || deciding.length < 2) return;
    this.differences.compareCase(content.value.protocol, caseId, deciding);
  }

  /** The trail of a reading, or of the project (null), without what somebody found where that may not be seen. */
  audit(readingId: string | null): Outcome<AuditEntry[]> {
    const who = this.signedIn();
    if (!who.ok) return who;
    const content = this.content();
    if (!content.ok) return content;
    const isCoordinator = who.value.roles.includes('coordinator');
    const own = content.value.heads.some(
      (head) => head.readingId === readingId && head.readerCode === who.value.code,
    );
    if (!isCoordinator && !own) return refuse('This trail is shown to the coordinator only.');
    const entries = this.parts.store.audit(readingId);
    if (!entries.ok) return entries;
    const visible = this.visibility(content.value, who.value);
    return {
      ok: true,
      value: entries.value.map((entry) =>
        entry.readingId === null || visible(entry.readingId)
          ? entry
          : { ...entry, summary: hiddenChange, changes: [] },
      ),
    };
  }

  /** Whether what is found in a reading may be shown to somebody, by reading id. */
  visibility(
    content: ProjectContent,
    who: { code: string; roles: readonly ProjectRole[] },
  ): (readingId: string) => boolean {
    const shared = sharedCases(content);
    const byCase = new Map<string, ReadingHead[]>();
    for (const head of content.heads) {
      const known = byCase.get(head.caseId);
      if (known === undefined) byCase.set(head.caseId, [head]);
      else known.push(head);
    }
    const left = casesLeft(content, who.code);
    const visible = new Map<string, boolean>();
    for (const [caseId, heads] of byCase) {
      const viewed = { readers: shared.get(caseId) ?? [], heads, isLeft: left.has(caseId) };
      for (const head of heads) {
        visible.set(head.readingId, mayShowReading(head, who, viewed, content.protocol));
      }
    }
    return (readingId) => visible.get(readingId) ?? false;
  }

  /** An entry of the trail by who is signed in. */
  entry(
    action: AuditAction,
    summary: string,
    rest: Partial<Pick<NewAuditEntry, 'caseId' | 'readingId' | 'revision' | 'changes' | 'document'>> = {},
  ): NewAuditEntry {
    return {
      at: this.now().toISOString(),
      actor: this.signedInCode ?? '',
      action,
      readingId: null,
      caseId: null,
      revision: null,
      summary,
      changes: [],
      document: null,
      ...rest,
    };
  }

  private note(action: AuditAction, summary: string): Outcome<null> {
    if (this.parts.readOnly !== null) return { ok: true, value: null };
    const noted = this.parts.store.record(this.entry(action, summary));
    return noted.ok ? { ok: true, value: null } : noted;
  }
}

/** What the interface may know of a person: not what the PIN is checked against, and the name for the coordinator only. */
function publicReader({ pin, name, ...reader }: StoredReader, withName: boolean): ProjectReader {
  return { ...reader, name: withName ? name : '', hasPin: pin !== null };
}
