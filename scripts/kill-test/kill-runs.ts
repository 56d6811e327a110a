import { readdirSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { Random } from '../../electron/fuzz/random';
import { type StoredDocument, unpackDocument } from '../../electron/store/document-text';
import { Store } from '../../electron/store/store';
import { verifyTrail } from '../../electron/store/stored-trail';

/** An edit older than this when the process is killed must be stored, ms; longer by what the machine held the test up. */
export const oldestLost = 500;
/** The process is killed at most this long after its first edit, ms. */
const longestLife = 1500;

/** A program in which a reading is being edited. */
export interface Editing {
  /** Made so far: the weeks of conservative care that each entered, and when, ms since 1970. */
  edits: { number: number; at: number }[];
  /** What went wrong meanwhile, a sentence each. */
  violations: string[];
  /** Ends it at once with SIGKILL. */
  kill(): Promise<void>;
}

/** Starts editing a reading in a data folder; resolves once the first edit is made. */
export type StartEditing = (folder: string, seed: number) => Promise<Editing>;

/** What one kill left behind. */
export interface KillReport {
  /** Edits made before the kill, and stored ones among them. */
  edits: number;
  /** Age of the oldest edit that is not stored at the time of the kill, ms; 0: all are stored. */
  lostAge: number;
  /** The longest time this process itself was not given the processor meanwhile, ms: on a busy machine no limit holds. */
  stall: number;
  /** Everything that is wrong, a sentence each. */
  violations: string[];
}

/** Has a reading edited in a data folder, kills the program at a random moment, and looks at what is left. */
export async function killOnce(start: StartEditing, folder: string, seed: number): Promise<KillReport> {
  const random = new Random(seed);
  const delays = monitorEventLoopDelay({ resolution: 5 });
  const { edits, violations, kill } = await start(folder, seed);
  delays.enable();
  await setTimeout(random.below(longestLife));
  const killedAt = Date.now();
  await kill();
  const { stored, problems } = look(folder);
  delays.disable();
  const stall = Math.round(delays.max / 1e6);
  const lost = edits[edits.findIndex(({ number }) => number === stored) + 1];
  const lostAge = lost === undefined ? 0 : Math.max(0, killedAt - lost.at);
  if (lostAge > oldestLost + stall)
    violations.push(`Edit ${lost?.number ?? 0} was lost ${lostAge} ms after it was made.`);
  return { edits: edits.length, lostAge, stall, violations: [...violations, ...problems] };
}

/** Opens what is left as the app does; the number of the last stored edit. */
function look(folder: string): { stored: number; problems: string[] } {
  const store = new Store(folder);
  const problems = [...store.notices];
  const damaged = readdirSync(folder).filter((name) => name.includes('damaged'));
  if (damaged.length > 0) problems.push(`The database was damaged: ${damaged.join(', ')}.`);
  const found = store.use((database) => ({
    check: Object.values(database.prepare('PRAGMA integrity_check').get() ?? {})[0],
    verdict: verifyTrail(database),
    last: database.prepare('SELECT document, packed FROM saves ORDER BY sequence DESC LIMIT 1').get(),
  }));
  store.close();
  if (!found.ok) return { stored: 0, problems: [...problems, found.problem] };
  const { check, verdict, last } = found.value;
  if (check !== 'ok') problems.push(`integrity_check: ${String(check)}`);
  if (!verdict.intact) problems.push(verdict.problem);
  const document = last === undefined ? undefined : unpackDocument(last as unknown as StoredDocument);
  const { clinical } = (document ?? {}) as { clinical?: { conservativeCareWeeks?: number | null } };
  return { stored: clinical?.conservativeCareWeeks ?? 0, problems };
}
