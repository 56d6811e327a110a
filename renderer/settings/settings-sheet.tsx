import { Modal, Tabs } from '@mantine/core';
import type { ComponentType } from 'react';
import { showOverlay, useSessionStore } from '../app/session';
import { text } from '../ui/text';
import { HangingSettings } from './hanging-settings';
import { LookSettings } from './look-settings';
import { ReaderSettings } from './reader-settings';
import classes from './settings.module.css';
import { ShortcutSettings } from './shortcut-settings';

interface SettingsSection {
  id: string;
  label: string;
  Content: ComponentType;
}

/** The sections of the settings, in order. */
const sections: readonly SettingsSection[] = [
  { id: 'reader', label: text.settings.reader, Content: ReaderSettings },
  { id: 'shortcuts', label: text.settings.shortcuts, Content: ShortcutSettings },
  { id: 'hanging', label: text.hanging.title, Content: HangingSettings },
  { id: 'look', label: text.settings.look, Content: LookSettings },
];

/** Everything the reader can choose, a tab for each subject; in force at once. */
export function SettingsSheet() {
  const opened = useSessionStore((state) => state.overlay === 'settings');
  return (
    <Modal
      opened={opened}
      onClose={() => showOverlay(null)}
      title={text.settings.title}
      closeButtonProps={{ 'aria-label': text.app.close }}
      size={860}
      centered
    >
      <Tabs defaultValue="shortcuts" orientation="vertical" keepMounted={false} className={classes.tabs}>
        <Tabs.List aria-label={text.settings.sections}>
          {sections.map(({ id, label }) => (
            <Tabs.Tab key={id} value={id}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {sections.map(({ id, Content }) => (
          <Tabs.Panel key={id} value={id} className={classes.panel}>
            <Content />
          </Tabs.Panel>
        ))}
      </Tabs>
    </Modal>
  );
}
