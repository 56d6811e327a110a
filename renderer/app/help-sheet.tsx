import { Button, Modal } from '@mantine/core';
import { text } from '../ui/text';
import { keyText } from './key-names';
import { usePreferencesStore } from './preferences-store';
import { showOverlay, useSessionStore } from './session';
import classes from './shell.module.css';
import { commandGroups, isListed, keysOf, useShortcutStore } from './shortcuts';

/** Every command that has a key, with the keys as the reader has them, and what the mouse does. */
export function HelpSheet() {
  const opened = useSessionStore((state) => state.overlay === 'help');
  const shortcuts = useShortcutStore((state) => state.shortcuts);
  const chosen = usePreferencesStore(({ preferences }) => preferences.keys);
  return (
    <Modal
      opened={opened}
      onClose={() => showOverlay(null)}
      title={text.help.title}
      closeButtonProps={{ 'aria-label': text.app.close }}
      size={1160}
      centered
    >
      <div className={classes.help}>
        {commandGroups.map((group) => {
          const rows = shortcuts.filter(
            (shortcut) =>
              shortcut.group === group && keysOf(shortcut, chosen).length > 0 && isListed(shortcut),
          );
          return rows.length === 0 ? null : (
            <section key={group} aria-label={group}>
              <h3>{group}</h3>
              <dl>
                {rows.map((shortcut) => (
                  <div key={shortcut.id}>
                    <dt>{shortcut.label}</dt>
                    <dd>
                      {keysOf(shortcut, chosen).map((key) => (
                        <kbd key={key}>{keyText(key)}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          );
        })}
        <section aria-label={text.help.mouse}>
          <h3>{text.help.mouse}</h3>
          <dl>
            {text.help.mouseActs.map(([act, meaning]) => (
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
      <Button size="xs" variant="default" onClick={() => showOverlay('settings')}>
        {text.help.change}
      </Button>
    </Modal>
  );
}
