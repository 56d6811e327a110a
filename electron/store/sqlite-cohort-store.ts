import type { DatabaseSyncInstance } from '@photostructure/sqlite';
import type { Protocol } from '../../shared/cohort/protocol';
import type { Outcome, ViewState } from '../../shared/ipc/contract';
import { appendAudit, auditEntries, auditHead, type NewAuditEntry } from './audit';
import {
  addActiveSeconds,
  insertCase,
  insertProject,
  readActiveSeconds,
  readCases,
  readCounts,
  readDifferences,
  readFacts,
  readHeads,
  readProject,
  readProtocols,
  readReaders,
  writeDifference,
  writeProtocol,
  writeReader,
} from './cohort-rows';
import type { CaseDifference, CohortStore, StoredCase, StoredProject, StoredReader } from './reading-store';
import {
  appendSave,
  latestForStudy,
  latestOfReading,
  latestOfRevision,
  readingHistory,
  readingSummaries,
  readingsOfStudy,
  type Save,
  type Saved,
  savesAt,
  saveViewState,
} from './readings';
import type { Store } from './store';
import { inTransaction } from './transaction';

/** Readings and projects in the SQLite database of a data folder or of a project's folder. */
export class SqliteCohortStore implements CohortStore {
  constructor(private readonly store: Store) {}

  append(save: Save): Outcome<Saved> {
    const outcome = this.store.use((database) => appendSave(database, save));
    return outcome.ok ? outcome.value : outcome;
  }

  latestForStudy(readerId: string, studyInstanceUid: string) {
    return this.store.use((database) => latestForStudy(database, readerId, studyInstanceUid));
  }

  latestOfReading(readingId: string) {
    return this.store.use((database) => latestOfReading(database, readingId));
  }

  savesAt(sequences: readonly number[]) {
    return this.store.use((database) => savesAt(database, sequences));
  }

  ofRevision(readingId: string, revision: number) {
    return this.store.use((database) => latestOfRevision(database, readingId, revision));
  }

  saveView(readingId: string, viewState: ViewState): Outcome<null> {
    return this.write((database) => saveViewState(database, readingId, viewState));
  }

  history(readingId: string) {
    return this.store.use((database) => readingHistory(database, readingId));
  }

  ofStudy(studyInstanceUid: string) {
    return this.store.use((database) => readingsOfStudy(database, studyInstanceUid));
  }

  summaries(readerId: string) {
    return this.store.use((database) => readingSummaries(database, readerId));
  }

  audit(readingId: string | null) {
    return this.store.use((database) => auditEntries(database, readingId));
  }

  auditHead() {
    return this.store.use(auditHead);
  }

  project() {
    return this.store.use(readProject);
  }

  createProject(
    {
      project,
      protocol,
      coordinator,
    }: { project: StoredProject; protocol: Protocol; coordinator: StoredReader },
    entry: NewAuditEntry,
  ): Outcome<null> {
    return this.change(entry, (database) => {
      insertProject(database, project);
      writeProtocol(database, protocol, { at: entry.at, by: entry.actor });
      writeReader(database, coordinator);
    });
  }

  protocols() {
    return this.store.use(readProtocols);
  }

  saveProtocol(protocol: Protocol, entry: NewAuditEntry): Outcome<null> {
    return this.change(entry, (database) =>
      writeProtocol(database, protocol, { at: entry.at, by: entry.actor }),
    );
  }

  counts() {
    return this.store.use(readCounts);
  }

  cases() {
    return this.store.use(readCases);
  }

  addCases(cases: readonly { added: StoredCase; entry: NewAuditEntry }[]): Outcome<null> {
    return this.write((database) =>
      inTransaction(database, () => {
        for (const { added, entry } of cases) {
          insertCase(database, added, entry.at);
          appendAudit(database, entry);
        }
      }),
    );
  }

  readers() {
    return this.store.use(readReaders);
  }

  saveReader(reader: StoredReader, entry: NewAuditEntry): Outcome<null> {
    return this.change(entry, (database) => writeReader(database, reader));
  }

  heads() {
    return this.store.use(readHeads);
  }

  facts() {
    return this.store.use(readFacts);
  }

  activeSeconds() {
    return this.store.use(readActiveSeconds);
  }

  addActiveSeconds(readingId: string, seconds: number): Outcome<null> {
    return this.write((database) => addActiveSeconds(database, readingId, seconds));
  }

  differences() {
    return this.store.use(readDifferences);
  }

  keepDifferences(differences: readonly CaseDifference[]): Outcome<null> {
    return this.write((database) =>
      inTransaction(database, () => {
        for (const difference of differences) writeDifference(database, difference);
      }),
    );
  }

  record(entry: NewAuditEntry) {
    return this.store.use((database) => inTransaction(database, () => appendAudit(database, entry)));
  }

  private write(work: (database: DatabaseSyncInstance) => void): Outcome<null> {
    const outcome = this.store.use(work);
    return outcome.ok ? { ok: true, value: null } : outcome;
  }

  private change(entry: NewAuditEntry, work: (database: DatabaseSyncInstance) => void): Outcome<null> {
    return this.write((database) =>
      inTransaction(database, () => {
        work(database);
        appendAudit(database, entry);
      }),
    );
  }
}
