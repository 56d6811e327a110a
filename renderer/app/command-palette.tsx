import { Modal } from '@mantine/core';
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { fuzzyFind } from '../ui/fuzzy-match';
import { text } from '../ui/text';
import { keyText } from './key-names';
import classes from './overlays.module.css';
import { type PaletteEntry, paletteEntries } from './palette-entries';
import { showOverlay, useSessionStore } from './session';

/** More lines than anybody reads are not drawn. */
const mostShown = 150;

/** The command palette: everything that can be done now, found by a few letters, with its key. */
export function CommandPalette() {
  const opened = useSessionStore((state) => state.overlay === 'palette');
  const before = useRef<Element | null>(null);
  useEffect(() => {
    if (opened) before.current = document.activeElement;
  }, [opened]);

  function close(entry: PaletteEntry | null): void {
    showOverlay(null);
    // The command may move the focus itself, so what had it gets it back first.
    requestAnimationFrame(() => {
      if (before.current instanceof HTMLElement) before.current.focus({ preventScroll: true });
      entry?.run();
    });
  }

  return (
    <Modal
      opened={opened}
      onClose={() => close(null)}
      title={text.palette.title}
      classNames={{ header: classes.paletteHeader, body: classes.paletteBody }}
      withCloseButton={false}
      returnFocus={false}
      transitionProps={{ duration: 0 }}
      yOffset="12vh"
      size={640}
    >
      {opened && <Palette onChosen={close} />}
    </Modal>
  );
}

function Palette({ onChosen }: { onChosen: (entry: PaletteEntry) => void }) {
  const [entries] = useState(paletteEntries);
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const found = useMemo(
    () => fuzzyFind(typed, entries, ({ label, group }) => `${label} ${group}`),
    [typed, entries],
  );
  const shown = found.slice(0, mostShown);
  const current = shown[chosen];
  useEffect(() => {
    list.current?.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);

  function takeKey(event: KeyboardEvent): void {
    const last = shown.length - 1;
    const target: Record<string, number> = {
      ArrowDown: chosen >= last ? 0 : chosen + 1,
      ArrowUp: chosen <= 0 ? last : chosen - 1,
      PageDown: Math.min(last, chosen + 10),
      PageUp: Math.max(0, chosen - 10),
    };
    const next = target[event.key];
    if (next !== undefined) setChosen(Math.max(0, next));
    else if (event.key === 'Enter' && current !== undefined) onChosen(current);
    else return;
    event.preventDefault();
  }

  return (
    <>
      <input
        className={classes.paletteInput}
        data-autofocus
        role="combobox"
        aria-label={text.palette.search}
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={current === undefined ? undefined : `palette-${chosen}`}
        aria-autocomplete="list"
        placeholder={text.palette.placeholder}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setChosen(0);
        }}
        onKeyDown={takeKey}
      />
      <div
        ref={list}
        id="palette-list"
        role="listbox"
        aria-label={text.palette.results}
        className={classes.paletteList}
      >
        {shown.map((entry, index) => (
          <div
            key={entry.id}
            id={`palette-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            className={classes.paletteEntry}
            onPointerMove={() => setChosen(index)}
            onClick={() => onChosen(entry)}
            onKeyDown={takeKey}
          >
            <span title={entry.label}>{entry.label}</span>
            <small>{entry.group}</small>
            <span className={classes.keys}>
              {entry.keys.map((key) => (
                <kbd key={key}>{keyText(key)}</kbd>
              ))}
            </span>
          </div>
        ))}
      </div>
      <div className={classes.paletteFoot} role="status">
        {found.length === 0 && text.palette.none}
        {found.length > shown.length && text.palette.more(found.length - shown.length)}
        <span className={classes.spacer} />
        <span>
          <kbd>↑</kbd> <kbd>↓</kbd> {text.palette.hint} · <kbd>Enter</kbd> {text.palette.run} · <kbd>Esc</kbd>{' '}
          {text.palette.close}
        </span>
      </div>
    </>
  );
}
