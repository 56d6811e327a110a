import { randomUUID } from 'node:crypto';
import type { Study } from '../../../shared/dicom/model';
import { missingItems } from '../../../shared/findings/completeness';
import { withDerivedValues } from '../../../shared/findings/derive';
import { parseReading } from '../../../shared/findings/parse-reading';
import { createReading, type Reading } from '../../../shared/findings/reading';
import {
  type Outcome,
  type Request,
  type RevisionEntry,
  type StoredReading,
  type ViewState,
  viewStateSchema,
} from '../../../shared/ipc/contract';
import {
  appendSave,
  latestForStudy,
  latestOfReading,
  readingHistory,
  type StoredJson,
  saveViewState,
} from '../../store/readings';
import type { Store } from '../../store/store';
import { findPath } from './find-path';

/** What the service needs from outside. */
export interface ReadingEnvironment {
  store: Store;
  softwareVersion: string;
  readerId(): string;
  subjectOf(studyInstanceUid: string): Study['subject'] | null;
  now(): Date;
}

/** An Outcome inside an Outcome as one. */
function flatten<T>(outcome: Outcome<Outcome<T>>): Outcome<T> {
  return outcome.ok ? outcome.value : outcome;
}

function parseStored(stored: StoredJson): Outcome<StoredReading> {
  const parsed = parseReading(stored.document);
  if ('problem' in parsed) {
    return { ok: false, problem: `The stored reading cannot be opened. ${parsed.problem}` };
  }
  const viewState = viewStateSchema.safeParse(stored.viewState);
  return {
    ok: true,
    value: { reading: parsed.reading, viewState: viewState.success ? viewState.data : null },
  };
}

/** Opens, checks and saves readings. What is stored has passed through here: derived values are recomputed. */
export class ReadingService {
  /** Drafts handed out in which nothing has been saved yet, by reader and study: asked for again, they are the same. */
  private readonly unstored = new Map<string, Reading>();
  /** Why the last save of a reading failed, by reading id. */
  private readonly failures = new Map<string, string>();

  constructor(private readonly environment: ReadingEnvironment) {}

  /** The current reader's last saved reading of a study; null where there is none. */
  ofStudy(studyInstanceUid: string): Outcome<StoredReading | null> {
    const { store, readerId } = this.environment;
    const stored = store.use((database) => latestForStudy(database, readerId(), studyInstanceUid));
    return stored.ok && stored.value !== null ? parseStored(stored.value) : { ok: true, value: null };
  }

  /** The current reader's last saved reading of a study, or a new draft that is not stored. */
  openForStudy(studyInstanceUid: string): Outcome<StoredReading> {
    const stored = this.ofStudy(studyInstanceUid);
    if (!stored.ok) return stored;
    if (stored.value !== null) return { ok: true, value: stored.value };
    const { readerId, subjectOf } = this.environment;
    const reader = readerId();
    const key = JSON.stringify([reader, studyInstanceUid]);
    const known = this.unstored.get(key);
    if (known !== undefined) return { ok: true, value: { reading: known, viewState: null } };
    const subject = subjectOf(studyInstanceUid);
    if (subject === null) {
      return { ok: false, problem: 'This study is not in the library any more; open its folder again.' };
    }
    const reading = createReading({
      readingId: randomUUID(),
      readerId: reader,
      subject,
      studyInstanceUid,
      softwareVersion: this.environment.softwareVersion,
      now: this.environment.now().toISOString(),
    });
    this.unstored.set(key, reading);
    return { ok: true, value: { reading, viewState: null } };
  }

  /**
   * Appends a save. Derived values, time and software version are set here, whatever the renderer sent; a document
   * that holds a file path, or is submitted with items missing, is refused.
   */
  save(request: Request<'reading:save'>): Outcome<{ savedAt: string; sequence: number }> {
    const outcome = this.trySave(request);
    if (outcome.ok) this.failures.delete(request.reading.readingId);
    else this.failures.set(request.reading.readingId, outcome.problem);
    return outcome;
  }

  /** Why changes made in this session are not stored, or null where all of them are. */
  unsavedProblem(): string | null {
    return [...this.failures.values()].at(-1) ?? null;
  }

  /** Remembers where the reader was. */
  saveView(readingId: string, viewState: ViewState): Outcome<null> {
    const outcome = this.environment.store.use((database) => saveViewState(database, readingId, viewState));
    return outcome.ok ? { ok: true, value: null } : outcome;
  }

  /** Every save of a reading, first to last. */
  history(readingId: string): Outcome<RevisionEntry[]> {
    return this.environment.store.use((database) => readingHistory(database, readingId));
  }

  /** The last saved documents of these readings, in this order. */
  documents(readingIds: readonly string[]): Outcome<Reading[]> {
    const readings: Reading[] = [];
    for (const readingId of readingIds) {
      const stored = this.environment.store.use((database) => latestOfReading(database, readingId));
      if (!stored.ok) return stored;
      if (stored.value === null) {
        return {
          ok: false,
          problem: 'A reading in which nothing was entered yet cannot be exported; enter a finding first.',
        };
      }
      const parsed = parseStored(stored.value);
      if (!parsed.ok) return parsed;
      readings.push(parsed.value.reading);
    }
    return { ok: true, value: readings };
  }

  private trySave({ reading: sent, viewState, change }: Request<'reading:save'>): Outcome<{
    savedAt: string;
    sequence: number;
  }> {
    const { store, softwareVersion, now } = this.environment;
    const savedAt = now().toISOString();
    const reading = withDerivedValues({
      ...sent,
      savedAt,
      software: { name: 'Rim Reader', version: softwareVersion },
    });
    const place = findPath(reading);
    if (place !== null) {
      return {
        ok: false,
        problem: `The text at ${place} looks like a file path or address, which findings must not contain; change it to have the reading saved.`,
      };
    }
    const missing = missingItems(reading);
    if (reading.status === 'submitted' && missing.length > 0) {
      return {
        ok: false,
        problem: `The reading cannot be submitted: ${missing.length} ${missing.length === 1 ? 'item is' : 'items are'} missing.`,
      };
    }
    const saved = flatten(
      store.use((database) =>
        appendSave(database, { reading, viewState, change, itemsLeft: missing.length }),
      ),
    );
    if (!saved.ok) return saved;
    this.unstored.delete(JSON.stringify([reading.reader.id, reading.study.studyInstanceUid]));
    return { ok: true, value: { savedAt, sequence: saved.value.sequence } };
  }
}
