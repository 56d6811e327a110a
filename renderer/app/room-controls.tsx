import { Menu } from '@mantine/core';
import { IconPhotoScan } from '@tabler/icons-react';
import { useProjectStore } from '../cohort/project-store';
import { text } from '../ui/text';
import { isReformat, reformatRefusal, reformatsOf } from '../viewer/reformat';
import { stackOf, useViewerStore } from '../viewer/viewer-store';
import { KeyHint } from './key-hint';
import { MenuSwitch } from './menu-switch';
import { useRoomStore } from './room-store';
import { showOverlay } from './session';
import classes from './shell.module.css';
import { showNextPlane } from './viewer-shortcuts';

/** What of the room and the screen the images have: a menu of switches. */
export function RoomControls() {
  const { isFolded, isFullScreen, isSecondOpen, toggleFolded, toggleFullScreen, toggleSecond } =
    useRoomStore();
  const isInProject = useProjectStore((state) => state.project !== null);
  return (
    <Menu position="bottom-end" withArrow shadow="md" returnFocus withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={classes.tool} aria-label={text.room.menu} title={text.room.menu}>
          <IconPhotoScan size={16} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown aria-label={text.room.menu} maw={340}>
        <MenuSwitch label={text.room.fold} command="viewer.fold" isOn={isFolded} onChange={toggleFolded} />
        <MenuSwitch
          label={text.room.fullScreen}
          command="app.fullScreen"
          isOn={isFullScreen}
          onChange={toggleFullScreen}
        />
        <MenuSwitch
          label={text.room.second}
          command="app.secondWindow"
          isOn={isSecondOpen}
          onChange={toggleSecond}
        />
        {!isInProject && (
          <Menu.Item
            rightSection={<KeyHint command="comparison.open" />}
            onClick={() => showOverlay('comparison')}
          >
            {text.comparison.command}
          </Menu.Item>
        )}
        <ReformatItems />
      </Menu.Dropdown>
    </Menu>
  );
}

/** The other planes of the active viewport's stack, or why there are none. */
function ReformatItems() {
  const shown = useViewerStore((state) => stackOf(state, state.activeCell));
  if (shown === null) return null;
  const stack = isReformat(shown) ? shown.reformatOf : shown;
  const refusal = reformatRefusal(stack);
  return (
    <>
      <Menu.Divider />
      <Menu.Label>
        {refusal === null ? text.reformat.offered(stack.label) : text.reformat.none(stack.label)}
      </Menu.Label>
      {refusal !== null && <div className={classes.menuWords}>{refusal}</div>}
      {[stack, ...reformatsOf(stack)].map(
        (plane) =>
          refusal === null && (
            <Menu.Item
              key={plane.id}
              disabled={plane.id === shown.id}
              onClick={() => {
                const viewer = useViewerStore.getState();
                viewer.showStack(viewer.activeCell, plane.id);
              }}
            >
              {plane.label}
            </Menu.Item>
          ),
      )}
      {refusal === null && (
        <Menu.Item
          rightSection={<KeyHint command="viewer.nextPlane" />}
          onClick={() => showNextPlane(useViewerStore.getState())}
        >
          {text.reformat.next}
        </Menu.Item>
      )}
    </>
  );
}
