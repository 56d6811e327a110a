import { interfaceScales, type Preferences } from '../../shared/ipc/preferences';
import { text } from '../ui/text';
import { bridge } from './bridge';
import { usePreferencesStore } from './preferences-store';
import { useSessionStore } from './session';

/** Fetches who reads and what that reader chose; where that cannot be had, what there is stays in force. */
export async function loadPreferences(): Promise<void> {
  try {
    const { readerId } = await bridge.invoke('settings:get');
    const { preferences, problem } = await bridge.invoke('preferences:get');
    usePreferencesStore.setState({ readerId, preferences });
    if (problem !== null) useSessionStore.setState({ problem });
  } catch {
    useSessionStore.setState({ problem: text.settings.notLoaded });
  }
}

/** Changes who reads; the new reader's preferences come into force. Returns why it failed, or null. */
export async function setReader(readerId: string): Promise<string | null> {
  const outcome = await bridge.invoke('settings:set', { readerId });
  if (!outcome.ok) return outcome.problem;
  await loadPreferences();
  return null;
}

let writing: Promise<void> = Promise.resolve();

/** Puts changed preferences in force at once and stores them; says so where that fails. */
export function changePreferences(change: Partial<Preferences>): void {
  usePreferencesStore.setState(({ preferences }) => ({ preferences: { ...preferences, ...change } }));
  const { preferences, readerId } = usePreferencesStore.getState();
  writing = writing.then(async () => {
    const outcome = await bridge.invoke('preferences:set', { readerId, preferences });
    if (!outcome.ok) useSessionStore.setState({ problem: outcome.problem });
  });
}

/** Gives a command other keys; null: its own again. */
export function setKeys(commandId: string, keys: readonly string[] | null): void {
  const { [commandId]: _, ...others } = usePreferencesStore.getState().preferences.keys;
  changePreferences({ keys: keys === null ? others : { ...others, [commandId]: [...keys] } });
}

/** Changes the theme to the other one. */
export function toggleTheme(): void {
  const { theme } = usePreferencesStore.getState().preferences;
  changePreferences({ theme: theme === 'dark' ? 'light' : 'dark' });
}

/** The next larger (+1) or smaller (−1) size of the interface; 0: the normal size. */
export function stepScale(step: -1 | 0 | 1): void {
  const { scale } = usePreferencesStore.getState().preferences;
  const [normal] = interfaceScales;
  const larger = interfaceScales.find((one) => one > scale) ?? scale;
  const smaller = interfaceScales.findLast((one) => one < scale) ?? scale;
  changePreferences({ scale: step === 0 ? normal : step > 0 ? larger : smaller });
}
