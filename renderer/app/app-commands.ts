import { isInProject } from '../cohort/project-store';
import { exportFromLibrary } from '../library/export-readings';
import { openFiles, openFolder } from '../library/library-store';
import { text } from '../ui/text';
import { stepScale, toggleTheme } from './preferences';
import { useRoomStore } from './room-store';
import { leaveStudy, openNeighbourStudy, showOverlay, useSessionStore } from './session';
import type { Shortcut } from './shortcuts';

const isReading = () => useSessionStore.getState().screen === 'reading';
/** Only what the project holds is shown while one is open. */
const isOutsideProject = () => !isInProject();
const isReadingOutsideProject = () => isReading() && isOutsideProject();
const isLibrary = () => useSessionStore.getState().screen === 'library';
const words = text.commands;

/** The commands of the application: studies, library, and what lies over the screen. */
export const appCommands: readonly Shortcut[] = [
  {
    id: 'app.palette',
    keys: ['Ctrl+K'],
    label: words.palette,
    group: 'Application',
    context: 'everywhere',
    run: () => showOverlay('palette'),
  },
  {
    id: 'app.fullScreen',
    keys: ['F11'],
    label: text.room.fullScreen,
    group: 'Application',
    context: 'everywhere',
    run: () => useRoomStore.getState().toggleFullScreen(),
  },
  {
    id: 'app.secondWindow',
    keys: ['Shift+F11'],
    label: text.room.second,
    group: 'Application',
    run: () => useRoomStore.getState().toggleSecond(),
  },
  {
    id: 'app.nextStudy',
    keys: ['Ctrl+PageDown'],
    label: words.nextStudy,
    group: 'Application',
    when: isReadingOutsideProject,
    run: () => void openNeighbourStudy(1),
  },
  {
    id: 'app.previousStudy',
    keys: ['Ctrl+PageUp'],
    label: words.previousStudy,
    group: 'Application',
    when: isReadingOutsideProject,
    run: () => void openNeighbourStudy(-1),
  },
  {
    id: 'app.library',
    keys: ['Alt+ArrowLeft'],
    label: words.library,
    group: 'Application',
    when: isReading,
    run: () => void leaveStudy(),
  },
  {
    id: 'app.openFolder',
    keys: ['Ctrl+O'],
    label: words.openFolder,
    group: 'Application',
    context: 'everywhere',
    when: isOutsideProject,
    run: () => void openFolder(),
  },
  {
    id: 'app.openFiles',
    keys: ['Ctrl+Shift+O'],
    label: words.openFiles,
    group: 'Application',
    context: 'everywhere',
    when: isOutsideProject,
    run: () => void openFiles(),
  },
  {
    id: 'library.export',
    keys: ['Ctrl+E'],
    label: words.exportReadings,
    group: 'Application',
    context: 'library',
    when: isLibrary,
    run: () => void exportFromLibrary(),
  },
  {
    id: 'app.theme',
    keys: ['Alt+T'],
    label: words.theme,
    group: 'Application',
    context: 'everywhere',
    run: toggleTheme,
  },
  {
    id: 'app.larger',
    keys: ['Ctrl+=', 'Ctrl++', 'Ctrl+NumpadAdd'],
    label: words.larger,
    group: 'Application',
    context: 'everywhere',
    run: () => stepScale(1),
  },
  {
    id: 'app.smaller',
    keys: ['Ctrl+-', 'Ctrl+NumpadSubtract'],
    label: words.smaller,
    group: 'Application',
    context: 'everywhere',
    run: () => stepScale(-1),
  },
  {
    id: 'app.normalSize',
    keys: ['Ctrl+0'],
    label: words.normalSize,
    group: 'Application',
    context: 'everywhere',
    run: () => stepScale(0),
  },
  {
    id: 'app.settings',
    keys: ['Ctrl+,'],
    label: words.settings,
    group: 'Application',
    context: 'everywhere',
    run: () => showOverlay('settings'),
  },
  {
    id: 'app.help',
    keys: ['?', 'F1'],
    label: words.help,
    group: 'Application',
    context: 'everywhere',
    run: () => showOverlay('help'),
  },
];
