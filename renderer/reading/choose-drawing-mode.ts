import { type DrawingMode, drawingModes } from '../../shared/ipc/preferences';
import { changePreferences } from '../app/preferences';
import { usePreferencesStore } from '../app/preferences-store';
import { type DrawingTool, drawingMode } from './drawing-mode';

/** Has a tool draw in another way from the next click on; remembered for the reader. */
export function setDrawingMode(tool: DrawingTool, mode: DrawingMode): void {
  const { drawing } = usePreferencesStore.getState().preferences;
  changePreferences({ drawing: { ...drawing, [tool]: mode } });
}

/** Takes the next way of drawing, round and round. */
export function nextDrawingMode(tool: DrawingTool): void {
  const next = drawingModes[(drawingModes.indexOf(drawingMode(tool)) + 1) % drawingModes.length];
  setDrawingMode(tool, next ?? 'points');
}
