import { randomUUID } from 'node:crypto';
import { missingForProtocol } from '../../../shared/cohort/missing-for-protocol';
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
import type { ReadingPlace } from '../../cohort/reading-place';
import type { StoredJson } from '../../store/readings';
import { findPath } from './find-path';

/** What the service needs from outside. */
export interface ReadingEnvironment {
  /** Where the reader who is at work reads; or why nobody can read at present. */
  place(): Outcome<ReadingPlace>;
  softwareVersion: string;
  now(): Date;
  /** A save was stored whose time is before that of the one it follows. */
  onClockWentBack(): void;
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

/** As it is shown: with the UIDs of the images. */
function shownAt(place: ReadingPlace, stored: StoredJson): Outcome<StoredReading> {
  const parsed = parseStored(stored);
  if (!parsed.ok) return parsed;
  const shown = place.shown(parsed.value.reading);
  return shown.ok ? { ok: true, value: { ...parsed.value, reading: shown.value } } : shown;
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
    const place = this.environment.place();
    if (!place.ok) return place;
    const stored = place.value.latest(studyInstanceUid);
    return stored.ok && stored.value !== null
      ? shownAt(place.value, stored.value)
      : { ok: true, value: null };
  }

  /** The current reader's last saved reading of a study, or a new draft that is not stored. */
  openForStudy(studyInstanceUid: string): Outcome<StoredReading> {
    const place = this.environment.place();
    if (!place.ok) return place;
    const stored = this.ofStudy(studyInstanceUid);
    if (!stored.ok) return stored;
    if (stored.value !== null) return { ok: true, value: stored.value };
    const { readerId } = place.value;
    const key = place.value.draftKey(studyInstanceUid);
    const known = this.unstored.get(key);
    if (known !== undefined) return { ok: true, value: { reading: known, viewState: null } };
    const beginning = place.value.begin(studyInstanceUid);
    if (!beginning.ok) return beginning;
    const { clinical, ...begun } = beginning.value;
    const empty = createReading({
      ...begun,
      readingId: randomUUID(),
      readerId,
      studyInstanceUid,
      softwareVersion: this.environment.softwareVersion,
      now: this.environment.now().toISOString(),
    });
    const reading = { ...empty, clinical: { ...empty.clinical, ...clinical } };
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
    const place = this.environment.place();
    return place.ok ? place.value.saveView(readingId, viewState) : place;
  }

  /** Every save of a reading, first to last. */
  history(readingId: string): Outcome<RevisionEntry[]> {
    const place = this.environment.place();
    return place.ok ? place.value.history(readingId) : place;
  }

  /** The last saved documents of these readings as they are stored, in this order. */
  documents(readingIds: readonly string[]): Outcome<Reading[]> {
    const place = this.environment.place();
    if (!place.ok) return place;
    const readings: Reading[] = [];
    for (const readingId of readingIds) {
      const stored = place.value.document(readingId);
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
    const { softwareVersion, now } = this.environment;
    const found = this.environment.place();
    if (!found.ok) return found;
    const place = found.value;
    const savedAt = now().toISOString();
    const reading = withDerivedValues({
      ...sent,
      savedAt,
      software: { name: 'Rim Reader', version: softwareVersion },
    });
    const refused = place.refusal(reading);
    if (refused !== null) return { ok: false, problem: refused };
    const path = findPath(reading);
    if (path !== null) {
      return {
        ok: false,
        problem: `The text at ${path} looks like a file path or address, which findings must not contain; change it to have the reading saved.`,
      };
    }
    const protocol = place.protocolOf(reading);
    if (!protocol.ok) return protocol;
    const missing = missingForProtocol(reading, protocol.value);
    if (reading.status === 'submitted' && missing.length > 0) {
      return {
        ok: false,
        problem: `The reading cannot be submitted: ${missing.length} ${missing.length === 1 ? 'item is' : 'items are'} missing.`,
      };
    }
    const saved = place.append({ reading, viewState, change, itemsLeft: missing.length });
    if (!saved.ok) return saved;
    this.unstored.delete(place.draftKey(reading.study.studyInstanceUid));
    if (saved.value.clockWentBack) this.environment.onClockWentBack();
    return { ok: true, value: { savedAt, sequence: saved.value.sequence } };
  }
}
