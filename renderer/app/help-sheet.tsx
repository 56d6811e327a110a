import { Modal } from '@mantine/core';
import { setHelpOpen, useSessionStore } from './session';
import classes from './shell.module.css';
import { type Shortcut, useShortcutStore } from './shortcuts';

const groups: readonly Shortcut['group'][] = ['Tools', 'Viewer', 'Reading', 'Application'];

const mouse: readonly (readonly [string, string])[] = [
  ['Wheel', 'Slices'],
  ['Ctrl + wheel', 'Zoom at the pointer'],
  ['Left drag (Select, W/L)', 'Window and level'],
  ['Middle drag', 'Pan'],
  ['Right drag', 'Zoom'],
  ['Shift + click', 'Show this point in every viewport'],
  ['Double click', 'One viewport / all'],
];

/** Every shortcut and what the mouse does. */
export function HelpSheet() {
  const opened = useSessionStore((state) => state.isHelpOpen);
  const shortcuts = useShortcutStore((state) => state.shortcuts);
  return (
    <Modal opened={opened} onClose={() => setHelpOpen(false)} title="Shortcuts" size="xl" centered>
      <div className={classes.help}>
        {groups.map((group) => {
          const rows = shortcuts.filter((shortcut) => shortcut.group === group);
          return rows.length === 0 ? null : (
            <section key={group} aria-label={group}>
              <h3>{group}</h3>
              <dl>
                {rows.map((shortcut) => (
                  <div key={shortcut.id}>
                    <dt>{shortcut.label}</dt>
                    <dd>
                      {shortcut.keys.map((key) => (
                        <kbd key={key}>{keyText(key)}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
        <section aria-label="Mouse">
          <h3>Mouse</h3>
          <dl>
            {mouse.map(([act, meaning]) => (
              <div key={act}>
                <dt>{meaning}</dt>
                <dd>
                  <kbd>{act}</kbd>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Modal>
  );
}

/** A key as it is written on a keyboard. */
function keyText(key: string): string {
  return key
    .replace(/Numpad(\d)/, 'Num $1')
    .replace('NumpadAdd', 'Num +')
    .replace('NumpadSubtract', 'Num −')
    .replace('NumpadDecimal', 'Num .')
    .replace('NumpadEnter', 'Num Enter')
    .replace('ArrowUp', '↑')
    .replace('ArrowDown', '↓')
    .replace('ArrowLeft', '←')
    .replace('ArrowRight', '→')
    .replaceAll('+', ' + ')
    .trim()
    .replace(/^\+?$/, '+');
}
