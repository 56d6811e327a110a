import { useEffect } from 'react';
import { create } from 'zustand';
import { keyName } from './key-names';
import { usePreferencesStore } from './preferences-store';

/**
 * When a command can apply. A key may mean one thing to the keyboard's pointer, one to the line in hand, one to the
 * selected point and one to the reading: the first of these that applies gets it. Library, project and reading room are never
 * shown together.
 */
export type KeyContext = 'everywhere' | 'library' | 'project' | 'reading' | 'selection' | 'line' | 'pointer';

/** Groups of commands, in the order they are listed. */
export const commandGroups = [
  'Tools',
  'Viewer',
  'Reading',
  'Adjudication',
  'Project',
  'Application',
] as const;

/** A command: what it does, and the keys that start it. */
export interface Shortcut {
  /** Unique; a later registration of the same id replaces the earlier one. Re-mapped keys are stored under it. */
  id: string;
  /**
   * Keys that start it unless the reader chose others, as `keyName` writes them, e.g. `L`, `Ctrl+Shift+Z`, `PageUp`,
   * `Numpad7`. May be empty: the command is then in the palette only.
   */
  keys: readonly string[];
  label: string;
  group: (typeof commandGroups)[number];
  /** The reading room where left out. */
  context?: KeyContext;
  run: () => void;
  /** Whether it applies at the moment; always where left out. */
  when?: () => boolean;
  /** Whether palette and help sheet list it at the moment; always where left out. Its key then says why it does nothing. */
  isListed?: () => boolean;
}

interface ShortcutState {
  shortcuts: readonly Shortcut[];
}

/** Every registered command, in order of registration: what palette, help sheet and settings list. */
export const useShortcutStore = create<ShortcutState>()(() => ({ shortcuts: [] }));

/** Adds commands; returns the function that takes them away. */
export function registerShortcuts(shortcuts: readonly Shortcut[]): () => void {
  const ids = new Set(shortcuts.map(({ id }) => id));
  useShortcutStore.setState((state) => ({
    shortcuts: [...state.shortcuts.filter(({ id }) => !ids.has(id)), ...shortcuts],
  }));
  return () =>
    useShortcutStore.setState((state) => ({
      shortcuts: state.shortcuts.filter((shortcut) => !shortcuts.includes(shortcut)),
    }));
}

/** The keys of a command as the reader has them: the chosen ones, else its own. */
export function keysOf(
  { id, keys }: Pick<Shortcut, 'id' | 'keys'>,
  chosen: Readonly<Record<string, readonly string[]>>,
): readonly string[] {
  return chosen[id] ?? keys;
}

const precedence: Readonly<Record<KeyContext, number>> = {
  everywhere: 0,
  library: 0,
  project: 0,
  reading: 0,
  selection: 1,
  line: 2,
  pointer: 3,
};

/** Whether a key of the two commands would have two meanings at one moment. */
export function cannotShare(
  one: Pick<Shortcut, 'id' | 'context'>,
  other: Pick<Shortcut, 'id' | 'context'>,
): boolean {
  const [a, b] = [one.context ?? 'reading', other.context ?? 'reading'];
  return one.id !== other.id && (a === b || a === 'everywhere' || b === 'everywhere');
}

/** Whether a command can be started at the moment. */
export function applies({ when }: Pick<Shortcut, 'when'>): boolean {
  return when === undefined || when();
}

/** Whether a command is listed at the moment where commands are shown to choose from. */
export function isListed({ isListed: listed }: Pick<Shortcut, 'isListed'>): boolean {
  return listed === undefined || listed();
}

/**
 * The command a key starts: of several that apply the one of the narrowest context, then one whose key the reader
 * chose, then the one registered last.
 */
export function commandOf(
  key: string,
  shortcuts: readonly Shortcut[],
  chosen: Readonly<Record<string, readonly string[]>>,
): Shortcut | null {
  const rank = (shortcut: Shortcut) =>
    2 * precedence[shortcut.context ?? 'reading'] + (chosen[shortcut.id] === undefined ? 0 : 1);
  let found: Shortcut | null = null;
  for (const shortcut of shortcuts) {
    if (!keysOf(shortcut, chosen).includes(key) || !applies(shortcut)) continue;
    if (found === null || rank(shortcut) >= rank(found)) found = shortcut;
  }
  return found;
}

/** Runs the registered command of that id, where there is one and it applies. */
export function runCommand(id: string): void {
  const command = useShortcutStore.getState().shortcuts.find((shortcut) => shortcut.id === id);
  if (command !== undefined && applies(command)) command.run();
}

/** Keys with Ctrl or Alt that text fields need themselves. */
const editingKey =
  /^(Ctrl\+(Shift\+)?[ACVXZY]|(Ctrl\+|Alt\+)+(Shift\+)?(Arrow\w+|Home|End|Backspace|Delete|Enter|Space|Page\w+))$/;

/** Whether the element takes the key itself: text fields what is typed, other controls the keys they are worked with. */
function isTakenByControl(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target.closest('input:not([type=radio],[type=checkbox]), textarea, select') !== null
  )
    return !/^(Ctrl|Alt)\+|^F\d+$/.test(key) || editingKey.test(key);
  if (key === 'Enter' || key === 'Space') {
    const pressed = 'button, a, summary, [role=button], [role=radio], [role=option], [role=menuitem]';
    // A radio button or tick box is set by Space; Enter means nothing to it.
    return target.closest(key === 'Space' ? `${pressed}, input` : pressed) !== null;
  }
  if (key.startsWith('Arrow') || key === 'Home' || key === 'End')
    return (
      target.closest('input, [role=radiogroup], [role=listbox], [role=menu], [role=tablist], [role=grid]') !==
      null
    );
  return false;
}

function handleKey(event: KeyboardEvent): void {
  if (event.defaultPrevented) return;
  const key = keyName(event);
  if (isTakenByControl(event.target, key)) return;
  // A dialog has its own keys; Escape closes it.
  if (document.querySelector('[role=dialog][aria-modal=true]') !== null) return;
  const { preferences } = usePreferencesStore.getState();
  const command = commandOf(key, useShortcutStore.getState().shortcuts, preferences.keys);
  if (command === null) return;
  event.preventDefault();
  command.run();
}

/** Listens for the keys of the registered commands as long as the component is mounted. */
export function useShortcutListener(): void {
  useEffect(() => {
    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, []);
}
