import { text } from '../ui/text';
import { takePreset, toggleRegionTool } from '../viewer/auto-window';
import { toggleCine } from '../viewer/cine';
import { changeSpeed, toggleEnds } from '../viewer/cine-bar';
import { pressMagnifierKey } from '../viewer/magnifier';
import { presetCommands } from '../viewer/window-presets';
import { changePreferences } from './preferences';
import { usePreferencesStore } from './preferences-store';
import { useSessionStore } from './session';
import type { Shortcut } from './shortcuts';
import { copyView, printView } from './view-output';

const words = text.imageTools;

/** Draws pixels smoothly or as rectangles, whichever is not in force. */
export function toggleInterpolation(): void {
  const { interpolation } = usePreferencesStore.getState().preferences;
  changePreferences({ interpolation: interpolation === 'smooth' ? 'nearest' : 'smooth' });
}

function onImage(id: string, keys: readonly string[], label: string, run: () => unknown): Shortcut {
  return {
    id: `viewer.${id}`,
    keys,
    label,
    group: 'Viewer',
    when: () => useSessionStore.getState().screen === 'reading',
    run: () => void run(),
  };
}

/** The commands of the image tools: windows, interpolation, magnifier. */
export const imageCommands: readonly Shortcut[] = [
  ...presetCommands.map(({ id, key, label }, index) => onImage(id, [key], label, () => takePreset(index))),
  onImage('region', ['A'], words.region, toggleRegionTool),
  onImage('interpolation', ['E'], words.smoothCommand, toggleInterpolation),
  onImage('magnifier', ['Q'], words.magnifierCommand, pressMagnifierKey),
  onImage('cine', ['T'], text.cine.toggle, toggleCine),
  onImage('cineFaster', ['R'], text.cine.fasterCommand, () => changeSpeed(1)),
  onImage('cineSlower', ['Shift+R'], text.cine.slowerCommand, () => changeSpeed(-1)),
  onImage('cineEnds', ['Shift+T'], text.cine.endsCommand, toggleEnds),
  onImage('copy', ['Ctrl+Shift+C'], text.output.copy, copyView),
  onImage('print', ['Ctrl+P'], text.output.print, () => printView('printer')),
  onImage('savePdf', ['Ctrl+Shift+P'], text.output.savePdf, () => printView('pdf')),
];
