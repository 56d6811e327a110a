import { Button, Switch } from '@mantine/core';
import { firstHangingProtocol } from '../../shared/ipc/hanging';
import { isEqual } from '../../shared/is-equal';
import { changePreferences } from '../app/preferences';
import { usePreferencesStore } from '../app/preferences-store';
import { text } from '../ui/text';
import { HangingRules } from './hanging-rules';
import classes from './settings.module.css';

const words = text.hanging;

/** The reader's hanging protocol, and whether the reading goes on by itself. */
export function HangingSettings() {
  const hanging = usePreferencesStore((state) => state.preferences.hanging);
  const advances = usePreferencesStore((state) => state.preferences.advances);
  return (
    <>
      <div className={classes.bar}>
        <Switch
          label={words.advances}
          description={words.advancesHint}
          checked={advances}
          onChange={(event) => changePreferences({ advances: event.currentTarget.checked })}
          className={classes.find}
        />
        <Button
          size="compact-xs"
          variant="default"
          disabled={isEqual(hanging, firstHangingProtocol)}
          onClick={() => changePreferences({ hanging: firstHangingProtocol })}
        >
          {words.reset}
        </Button>
      </div>
      <HangingRules hanging={hanging} onChange={(changed) => changePreferences({ hanging: changed })} />
    </>
  );
}
