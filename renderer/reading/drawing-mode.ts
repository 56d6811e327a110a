import type { DrawingMode, Preferences } from '../../shared/ipc/preferences';
import { usePreferencesStore } from '../app/preferences-store';

/** The tools that draw lines. */
export type DrawingTool = keyof Preferences['drawing'];

/** How each tool draws, as the reader chose it. */
export function useDrawingModes(): Preferences['drawing'] {
  return usePreferencesStore(({ preferences }) => preferences.drawing);
}

/** How a tool draws, outside of components. */
export function drawingMode(tool: DrawingTool): DrawingMode {
  return usePreferencesStore.getState().preferences.drawing[tool];
}
