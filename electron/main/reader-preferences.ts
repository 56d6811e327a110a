import type { Outcome, Replies } from '../../shared/ipc/contract';
import { firstPreferences, type Preferences, preferencesSchema } from '../../shared/ipc/preferences';
import { readOrSetAside, writeSetting } from '../store/settings';
import type { Store } from '../store/store';

const nameOf = (readerId: string) => `preferences of ${readerId}`;

/**
 * What a reader chose for the interface. Where nothing is stored, or it cannot be read, the first preferences; what
 * could not be read is kept in the store under another name and the problem says so.
 */
export function readPreferences(store: Store, readerId: string): Replies['preferences:get'] {
  const outcome = store.use((database) => readOrSetAside(database, nameOf(readerId), preferencesSchema));
  if (!outcome.ok) return { preferences: firstPreferences, problem: outcome.problem };
  const { value, keptAs } = outcome.value;
  return {
    preferences: value ?? firstPreferences,
    problem:
      keptAs === null
        ? null
        : `The settings of ${readerId} could not be read, so keys, theme and size are as at first. What was stored is kept in the readings file as “${keptAs}”. Set them again under Settings.`,
  };
}

/** Stores what a reader chose. */
export function writePreferences(store: Store, readerId: string, preferences: Preferences): Outcome<null> {
  const outcome = store.use((database) => writeSetting(database, nameOf(readerId), preferences));
  return outcome.ok ? { ok: true, value: null } : outcome;
}
