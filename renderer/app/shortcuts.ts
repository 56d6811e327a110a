import { useEffect } from 'react';
import { create } from 'zustand';

/** A key and what it does. */
export interface Shortcut {
  /** Unique; a later registration of the same id replaces the earlier one. */
  id: string;
  /**
   * Keys that trigger it: `KeyboardEvent.key` (letters in capitals) with `Ctrl+`, `Alt+`, `Shift+` before it, e.g.
   * `L`, `Ctrl+Shift+Z`, `PageUp`; keys of the numeric pad by their code, e.g. `Numpad7`. `Ctrl` is also the Mac's ⌘.
   */
  keys: readonly string[];
  label: string;
  group: 'Tools' | 'Viewer' | 'Reading' | 'Application';
  run: () => void;
  /** Whether it applies now; always where left out. */
  when?: () => boolean;
}

interface ShortcutState {
  shortcuts: readonly Shortcut[];
}

/** Every registered shortcut, in order of registration: what the help sheet lists. */
export const useShortcutStore = create<ShortcutState>()(() => ({ shortcuts: [] }));

/** Adds shortcuts; returns the function that takes them away. Of two that match, the later registered one runs. */
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

/** The key of an event as `Shortcut.keys` writes it. Shift is left out where it only makes a character (`?`, `+`). */
export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>,
): string {
  const numeric = event.code.startsWith('Numpad');
  const letter = /^[a-z]$/i.test(event.key);
  const name = numeric ? event.code : letter ? event.key.toUpperCase() : event.key;
  const shiftCounts = event.shiftKey && (letter || numeric || event.key.length > 1);
  return [
    event.ctrlKey || event.metaKey ? 'Ctrl+' : '',
    event.altKey ? 'Alt+' : '',
    shiftCounts ? 'Shift+' : '',
    name,
  ].join('');
}

/** Whether the element takes the key itself: text fields all keys, other controls the keys they are worked with. */
function isTakenByControl(target: EventTarget | null, key: string): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (
    target.isContentEditable ||
    target.closest('input:not([type=radio],[type=checkbox]), textarea, select') !== null
  )
    return true;
  if (key === 'Enter' || key === ' ')
    return (
      target.closest('button, a, summary, [role=button], [role=radio], [role=option], [role=menuitem]') !==
      null
    );
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
  const shortcut = useShortcutStore
    .getState()
    .shortcuts.findLast(({ keys, when }) => keys.includes(key) && (when === undefined || when()));
  if (shortcut === undefined) return;
  event.preventDefault();
  shortcut.run();
}

/** Listens for the registered shortcuts as long as the component is mounted. */
export function useShortcutListener(): void {
  useEffect(() => {
    window.addEventListener('keydown', handleKey);
    return () => window.removeEventListener('keydown', handleKey);
  }, []);
}
