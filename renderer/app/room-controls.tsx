import { Menu } from '@mantine/core';
import { IconPhotoScan } from '@tabler/icons-react';
import { text } from '../ui/text';
import { KeyHint } from './key-hint';
import { useRoomStore } from './room-store';
import classes from './shell.module.css';

/** What of the room and the screen the images have: a menu of switches. */
export function RoomControls() {
  const { isFolded, isFullScreen, isSecondOpen, toggleFolded, toggleFullScreen, toggleSecond } =
    useRoomStore();
  return (
    <Menu position="bottom-end" withArrow shadow="md" returnFocus>
      <Menu.Target>
        <button type="button" className={classes.tool} aria-label={text.room.menu} title={text.room.menu}>
          <IconPhotoScan size={16} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={text.room.menu}>
        <Switch label={text.room.fold} command="viewer.fold" isOn={isFolded} onChange={toggleFolded} />
        <Switch
          label={text.room.fullScreen}
          command="app.fullScreen"
          isOn={isFullScreen}
          onChange={toggleFullScreen}
        />
        <Switch
          label={text.room.second}
          command="app.secondWindow"
          isOn={isSecondOpen}
          onChange={toggleSecond}
        />
      </Menu.Dropdown>
    </Menu>
  );
}

interface SwitchProps {
  label: string;
  command: string;
  isOn: boolean;
  onChange: () => void;
}

function Switch({ label, command, isOn, onChange }: SwitchProps) {
  return (
    <Menu.CheckboxItem
      aria-label={label}
      checked={isOn}
      closeMenuOnClick
      rightSection={<KeyHint command={command} />}
      onChange={onChange}
    >
      {label}
    </Menu.CheckboxItem>
  );
}
