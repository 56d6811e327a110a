import { IconSettings } from '@tabler/icons-react';
import { text } from '../ui/text';
import { useAriaKey, useKey, useTitle } from './key-hint';
import { keyText } from './key-names';
import { showOverlay } from './session';
import classes from './shell.module.css';

/** The way to the command palette and to the settings, for both screens. */
export function OverlayButtons() {
  const key = useKey('app.palette');
  const paletteKey = useAriaKey('app.palette');
  const settingsKey = useAriaKey('app.settings');
  const settingsTitle = useTitle(text.settings.title, 'app.settings');
  return (
    <>
      <button
        type="button"
        className={classes.tool}
        aria-keyshortcuts={paletteKey}
        onClick={() => showOverlay('palette')}
      >
        {text.palette.title}
        {key !== null && <span className={classes.key} data-key={keyText(key)} />}
      </button>
      <button
        type="button"
        className={classes.tool}
        aria-label={text.settings.title}
        aria-keyshortcuts={settingsKey}
        title={settingsTitle}
        onClick={() => showOverlay('settings')}
      >
        <IconSettings size={16} aria-hidden="true" />
      </button>
    </>
  );
}
