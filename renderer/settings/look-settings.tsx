import { Radio, SegmentedControl } from '@mantine/core';
import { interfaceScales, type Preferences } from '../../shared/ipc/preferences';
import { useScale } from '../app/interface-scale';
import { changePreferences } from '../app/preferences';
import { usePreferencesStore } from '../app/preferences-store';
import { text } from '../ui/text';
import classes from './settings.module.css';

const words = text.settings;
const inPercent = (scale: number) => Math.round(100 * scale);

const themes: readonly { value: Preferences['theme']; label: string; hint: string }[] = [
  { value: 'dark', label: words.dark, hint: words.darkHint },
  { value: 'light', label: words.light, hint: words.lightHint },
];

/** Theme and size of the interface. */
export function LookSettings() {
  const { theme, scale } = usePreferencesStore((state) => state.preferences);
  const inForce = useScale();
  return (
    <>
      <Radio.Group label={words.theme} value={theme} className={classes.field}>
        {themes.map(({ value, label, hint }) => (
          <Radio
            key={value}
            value={value}
            label={label}
            description={hint}
            onChange={() => changePreferences({ theme: value })}
            className={classes.option}
          />
        ))}
      </Radio.Group>
      <div className={classes.field}>
        <h3 id="interface-size">{words.scale}</h3>
        <SegmentedControl
          aria-labelledby="interface-size"
          value={String(scale)}
          data={interfaceScales.map((one) => ({ value: String(one), label: words.percent(inPercent(one)) }))}
          onChange={(value) => changePreferences({ scale: Number(value) })}
        />
        <p className={classes.hint} role="status">
          {inForce < scale ? words.scaleLimited(inPercent(inForce)) : ''}
        </p>
      </div>
    </>
  );
}
