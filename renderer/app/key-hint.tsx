import { ariaKey, keyText } from './key-names';
import { usePreferencesStore } from './preferences-store';
import { keysOf, useShortcutStore } from './shortcuts';

/** The first key of each command as the reader has it; null where it has none. */
export function useKeyOf(): (commandId: string) => string | null {
  const shortcuts = useShortcutStore((state) => state.shortcuts);
  const chosen = usePreferencesStore(({ preferences }) => preferences.keys);
  return (commandId) => {
    const command = shortcuts.find(({ id }) => id === commandId);
    return command === undefined ? null : (keysOf(command, chosen)[0] ?? null);
  };
}

/** The first key of a command as the reader has it; null where it has none. */
export function useKey(commandId: string): string | null {
  return useKeyOf()(commandId);
}

/** "Undo (Ctrl + Z)": a button's tooltip with the key that does the same. */
export function useTitle(label: string, commandId: string): string {
  const key = useKey(commandId);
  return key === null ? label : `${label} (${keyText(key)})`;
}

/** The key of a command for `aria-keyshortcuts`. */
export function useAriaKey(commandId: string): string | undefined {
  const key = useKey(commandId);
  return key === null ? undefined : ariaKey(key);
}

/** The key of a command, drawn as a key; nothing where it has none. */
export function KeyHint({ command }: { command: string }) {
  const key = useKey(command);
  return key === null ? null : <kbd>{keyText(key)}</kbd>;
}
