import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { isBareModifier, keyName, keyText } from '../app/key-names';
import { setKeys } from '../app/preferences';
import { usePreferencesStore } from '../app/preferences-store';
import { keysOf, type Shortcut, useShortcutStore } from '../app/shortcuts';
import { text } from '../ui/text';
import { type Clash, clashWith } from './key-clashes';
import classes from './settings.module.css';

interface KeyRecorderProps {
  shortcut: Shortcut;
  onKey: (key: string) => void;
  onCancel: () => void;
}

const words = text.settings;

/** Waits for the key a command shall have. One that belongs to another command is taken only when asked to. */
export function KeyRecorder({ shortcut, onKey, onCancel }: KeyRecorderProps) {
  const shortcuts = useShortcutStore((state) => state.shortcuts);
  const chosen = usePreferencesStore((state) => state.preferences.keys);
  const [refused, setRefused] = useState<{ key: string; clash: Clash } | null>(null);
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => field.current?.focus(), []);

  function record(event: KeyboardEvent): void {
    // Buttons inside are worked with Enter, Space and Tab.
    if (event.target !== field.current || isBareModifier(event)) return;
    const key = keyName(event.nativeEvent);
    if (key === 'Tab' || key === 'Shift+Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (key === 'Escape') {
      onCancel();
      return;
    }
    const found = clashWith(key, shortcut, shortcuts, chosen);
    if (found === null) onKey(key);
    else setRefused({ key, clash: found });
  }

  function takeOver(key: string, from: Shortcut): void {
    setKeys(
      from.id,
      keysOf(from, chosen).filter((one) => one !== key),
    );
    onKey(key);
  }

  return (
    <div className={classes.recorder}>
      {/* biome-ignore lint/a11y/useSemanticElements: a text field would take the key for typing */}
      <div
        ref={field}
        role="textbox"
        tabIndex={0}
        aria-readonly="true"
        aria-label={words.recording(shortcut.label)}
        className={classes.recording}
        onKeyDown={record}
      >
        {words.press}
      </div>
      <span role="alert" className={classes.clash}>
        {refused !== null && refusal(refused.key, refused.clash)}
      </span>
      {refused?.clash.kind === 'taken' && (
        <TakeOver from={refused.clash.command} onClick={(from) => takeOver(refused.key, from)} />
      )}
      <button type="button" className={classes.reset} onClick={onCancel}>
        {text.library.cancel}
      </button>
    </div>
  );
}

function refusal(key: string, clash: Clash): string {
  return clash.kind === 'reserved'
    ? words.reserved(keyText(key), clash.meaning)
    : words.taken(keyText(key), clash.command.label);
}

function TakeOver({ from, onClick }: { from: Shortcut; onClick: (from: Shortcut) => void }) {
  return (
    <button type="button" className={classes.reset} onClick={() => onClick(from)}>
      {words.takeOver}
    </button>
  );
}
