import { Button, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { keyText } from '../app/key-names';
import { changePreferences, setKeys } from '../app/preferences';
import { usePreferencesStore } from '../app/preferences-store';
import { commandGroups, keysOf, type Shortcut, useShortcutStore } from '../app/shortcuts';
import { fuzzyFind } from '../ui/fuzzy-match';
import { text } from '../ui/text';
import { clashWith } from './key-clashes';
import { KeyRecorder } from './key-recorder';
import classes from './settings.module.css';

const words = text.settings;

/** Every command with its keys: add, remove, reset; what clashes is said. */
export function ShortcutSettings() {
  const shortcuts = useShortcutStore((state) => state.shortcuts);
  const chosen = usePreferencesStore((state) => state.preferences.keys);
  const [typed, setTyped] = useState('');
  const found = new Set(
    fuzzyFind(typed, shortcuts, (shortcut) =>
      [shortcut.label, ...keysOf(shortcut, chosen).map(keyText)].join(' '),
    ).map(({ id }) => id),
  );
  return (
    <>
      <div className={classes.bar}>
        <TextInput
          size="xs"
          aria-label={words.find}
          placeholder={words.find}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          className={classes.find}
        />
        <Button
          size="xs"
          variant="default"
          disabled={Object.keys(chosen).length === 0}
          onClick={() => changePreferences({ keys: {} })}
        >
          {words.resetAll}
        </Button>
      </div>
      <p className={classes.hint}>{words.intro}</p>
      {found.size === 0 && <p>{words.nothingFound}</p>}
      {commandGroups.map((group) => {
        const rows = shortcuts.filter((shortcut) => shortcut.group === group && found.has(shortcut.id));
        return rows.length === 0 ? null : (
          <section key={group} aria-label={group}>
            <h3>{group}</h3>
            <ul className={classes.commands}>
              {rows.map((shortcut) => (
                <CommandRow key={shortcut.id} shortcut={shortcut} />
              ))}
            </ul>
          </section>
        );
      })}
    </>
  );
}

function CommandRow({ shortcut }: { shortcut: Shortcut }) {
  const shortcuts = useShortcutStore((state) => state.shortcuts);
  const chosen = usePreferencesStore((state) => state.preferences.keys);
  const [isRecording, setRecording] = useState(false);
  const keys = keysOf(shortcut, chosen);
  const { id, label } = shortcut;
  const isChanged = chosen[id] !== undefined;

  /** Keys equal to the command's own are no choice of the reader. */
  function choose(wanted: readonly string[]): void {
    setKeys(id, wanted.join(' ') === shortcut.keys.join(' ') ? null : wanted);
  }

  return (
    <li className={classes.command} data-command={id}>
      <span className={classes.commandName}>
        {label}
        {isChanged && <small> · {words.changed}</small>}
      </span>
      <span className={classes.commandKeys}>
        {keys.length === 0 && <small>{words.noKey}</small>}
        {keys.map((key) => (
          <span key={key} className={classes.key}>
            <kbd>{keyText(key)}</kbd>
            <button
              type="button"
              aria-label={words.remove(keyText(key), label)}
              onClick={() => choose(keys.filter((one) => one !== key))}
            >
              <IconX size={11} aria-hidden="true" />
            </button>
          </span>
        ))}
        <button
          type="button"
          className={classes.add}
          aria-label={words.addTo(label)}
          title={words.add}
          onClick={() => setRecording(true)}
        >
          <IconPlus size={13} aria-hidden="true" />
        </button>
        <button
          type="button"
          className={classes.reset}
          aria-label={words.resetOne(label)}
          disabled={!isChanged}
          onClick={() => setKeys(id, null)}
        >
          {words.reset}
        </button>
      </span>
      {keys.map((key) => {
        const clash = clashWith(key, shortcut, shortcuts, chosen);
        return clash === null ? null : (
          <span key={key} className={classes.clash} role="alert">
            {clash.kind === 'reserved'
              ? words.reserved(keyText(key), clash.meaning)
              : words.clash(keyText(key), clash.command.label)}
          </span>
        );
      })}
      {isRecording && (
        <KeyRecorder
          shortcut={shortcut}
          onKey={(key) => {
            choose([...keys.filter((one) => one !== key), key]);
            setRecording(false);
          }}
          onCancel={() => setRecording(false)}
        />
      )}
    </li>
  );
}
