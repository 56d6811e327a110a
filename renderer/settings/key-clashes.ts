import { reservedKeys } from '../../shared/ipc/reserved-keys';
import { cannotShare, keysOf, type Shortcut } from '../app/shortcuts';

/** Why a command cannot have a key: the program needs it itself, or another command has it. */
export type Clash = { kind: 'reserved'; meaning: string } | { kind: 'taken'; command: Shortcut };

/** What a key of a command would clash with; null where it is free. `chosen`: the keys the reader re-mapped, by id. */
export function clashWith(
  key: string,
  shortcut: Shortcut,
  shortcuts: readonly Shortcut[],
  chosen: Readonly<Record<string, readonly string[]>>,
): Clash | null {
  const meaning = reservedKeys[key];
  if (meaning !== undefined) return { kind: 'reserved', meaning };
  const command = shortcuts.find(
    (other) => cannotShare(shortcut, other) && keysOf(other, chosen).includes(key),
  );
  return command === undefined ? null : { kind: 'taken', command };
}
