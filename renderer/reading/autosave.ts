import type { Reading } from '../../shared/findings/reading';
import { summariseChange } from '../../shared/findings/summarise-change';
import { type Bridge, emptyViewState, type ViewState } from '../../shared/ipc/contract';

/** What the interface says about saving. `empty`: nothing was entered, so nothing is stored. */
export type SaveState =
  | { kind: 'empty' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  | { kind: 'failed'; problem: string };

/** What autosave needs from outside; a test gives it a bridge of its own. */
export interface AutosaveEnvironment {
  invoke: Bridge['invoke'];
  /** What is on the screen now; null where no viewer is open. */
  viewState: () => ViewState | null;
  onState: (readingId: string, state: SaveState) => void;
}

interface Pending {
  /** The version last stored. */
  stored: Reading;
  reading: Reading;
  viewState: ViewState;
  timer: ReturnType<typeof setTimeout> | null;
  /** When the oldest change that is not being saved was made, ms. */
  since: number;
  failures: number;
}

/** A save waits for a pause of this length, ms … */
const debounceMs = 150;
/** … but no longer than this after the first change it is for: what is lost in a power cut is younger than half a second. */
const longestWaitMs = 200;
const longestRetryMs = 30_000;
const longestChange = 500;

/**
 * Saves readings a moment after their last change, one save at a time. What could not be saved is kept and tried
 * again with growing pauses, also after another reading was opened.
 */
export class Autosave {
  private readonly pending = new Map<string, Pending>();
  private running: Promise<void> | null = null;

  constructor(private readonly environment: AutosaveEnvironment) {}

  /** The newest unsaved version of a reading, or null where everything of it is stored. */
  unsaved(readingId: string): Reading | null {
    return this.pending.get(readingId)?.reading ?? null;
  }

  /** Notes that a reading changed from one version to the next, and saves it soon. */
  schedule(before: Reading, reading: Reading): void {
    const known = this.pending.get(reading.readingId);
    const now = Date.now();
    let since = now;
    if (known !== undefined && known.timer !== null) {
      clearTimeout(known.timer);
      since = known.since;
    }
    const isFailing = known !== undefined && known.failures > 0;
    const wait = isFailing ? debounceMs : Math.max(0, Math.min(debounceMs, since + longestWaitMs - now));
    const entry: Pending = {
      stored: known?.stored ?? before,
      reading,
      viewState: this.environment.viewState() ?? known?.viewState ?? emptyViewState,
      timer: setTimeout(() => void this.flush(), wait),
      since,
      failures: known?.failures ?? 0,
    };
    this.pending.set(reading.readingId, entry);
    if (entry.failures === 0) this.environment.onState(reading.readingId, { kind: 'saving' });
  }

  /** Saves everything pending now. Resolves to whether all of it is stored. */
  async flush(): Promise<boolean> {
    while (this.running !== null) await this.running;
    if (this.pending.size === 0) return true;
    this.running = this.saveAll();
    await this.running;
    return this.pending.size === 0;
  }

  private async saveAll(): Promise<void> {
    try {
      for (const [readingId, entry] of [...this.pending]) await this.saveOne(readingId, entry);
    } finally {
      this.running = null;
    }
  }

  private async saveOne(readingId: string, entry: Pending): Promise<void> {
    if (entry.timer !== null) clearTimeout(entry.timer);
    entry.timer = null;
    const outcome = await this.environment
      .invoke('reading:save', {
        reading: entry.reading,
        viewState: entry.viewState,
        change: summariseChange(entry.stored, entry.reading).slice(0, longestChange),
      })
      .catch((error: unknown) => ({
        ok: false as const,
        problem: `The application did not answer the save: ${error instanceof Error ? error.message : String(error)}`,
      }));
    const newest = this.pending.get(readingId);
    if (newest === undefined) return;
    if (!outcome.ok) {
      newest.failures = entry.failures + 1;
      if (newest.timer !== null) clearTimeout(newest.timer);
      const pause = Math.min(longestRetryMs, 1000 * 2 ** (newest.failures - 1));
      newest.timer = setTimeout(() => void this.flush(), pause);
      this.environment.onState(readingId, { kind: 'failed', problem: outcome.problem });
      return;
    }
    if (newest.reading === entry.reading) {
      this.pending.delete(readingId);
      this.environment.onState(readingId, { kind: 'saved', at: outcome.value.savedAt });
    } else {
      newest.stored = entry.reading;
      newest.failures = 0;
      this.environment.onState(readingId, { kind: 'saving' });
    }
  }
}
