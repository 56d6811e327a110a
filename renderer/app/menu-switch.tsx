import { Menu } from '@mantine/core';
import { KeyHint } from './key-hint';

interface MenuSwitchProps {
  label: string;
  /** The command whose key does the same. */
  command: string;
  isOn: boolean;
  onChange: () => void;
}

/** A line of a menu that is on or off. */
export function MenuSwitch({ label, command, isOn, onChange }: MenuSwitchProps) {
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
