import { Menu } from '@mantine/core';
import { IconAdjustments } from '@tabler/icons-react';
import { text } from '../ui/text';
import { takePreset, toggleRegionTool } from '../viewer/auto-window';
import { toggleCine, useCineStore } from '../viewer/cine';
import { toggleMagnifier, useMagnifierStore } from '../viewer/magnifier';
import { stackOf, useViewerStore } from '../viewer/viewer-store';
import { windowPresets } from '../viewer/window-presets';
import { toggleInterpolation } from './image-commands';
import { KeyHint } from './key-hint';
import { MenuSwitch } from './menu-switch';
import { usePreferencesStore } from './preferences-store';
import classes from './shell.module.css';
import { copyView, printView } from './view-output';

const words = text.imageTools;

/** What can be done with the image of the active viewport: a menu beside the view tools. */
export function ImageMenu() {
  return (
    <Menu position="bottom-start" withArrow shadow="md" returnFocus withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={classes.tool} aria-label={words.menu} title={words.menu}>
          <IconAdjustments size={16} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={words.menu} miw={260}>
        <WindowItems />
        <Menu.Divider />
        <ImageSwitches />
        <Menu.Divider />
        <OutputItems />
      </Menu.Dropdown>
    </Menu>
  );
}

function WindowItems() {
  const stack = useViewerStore((state) => stackOf(state, state.activeCell));
  return (
    <>
      <Menu.Label>{words.windows}</Menu.Label>
      {stack !== null &&
        windowPresets(stack).map(({ name }, index) => (
          <Menu.Item
            key={name}
            rightSection={<KeyHint command={`viewer.preset${index + 1}`} />}
            onClick={() => void takePreset(index)}
          >
            {words.presets[name]}
          </Menu.Item>
        ))}
      <Menu.Item rightSection={<KeyHint command="viewer.region" />} onClick={toggleRegionTool}>
        {words.region}
      </Menu.Item>
    </>
  );
}

function ImageSwitches() {
  const isSmooth = usePreferencesStore(({ preferences }) => preferences.interpolation === 'smooth');
  const isPlaying = useCineStore(({ cell }) => cell !== null);
  const isMagnified = useMagnifierStore((state) => state.isOn);
  return (
    <>
      <MenuSwitch
        label={words.smooth}
        command="viewer.interpolation"
        isOn={isSmooth}
        onChange={toggleInterpolation}
      />
      <MenuSwitch
        label={words.magnifier}
        command="viewer.magnifier"
        isOn={isMagnified}
        onChange={toggleMagnifier}
      />
      <MenuSwitch label={text.cine.play} command="viewer.cine" isOn={isPlaying} onChange={toggleCine} />
    </>
  );
}

function OutputItems() {
  return (
    <>
      <Menu.Item rightSection={<KeyHint command="viewer.copy" />} onClick={() => void copyView()}>
        {text.output.copy}
      </Menu.Item>
      <Menu.Item rightSection={<KeyHint command="viewer.print" />} onClick={() => void printView('printer')}>
        {text.output.print}
      </Menu.Item>
      <Menu.Item rightSection={<KeyHint command="viewer.savePdf" />} onClick={() => void printView('pdf')}>
        {text.output.savePdf}
      </Menu.Item>
    </>
  );
}
