import { useSessionStore } from '../app/session';
import { type Tool, useToolStore } from '../app/tool-store';
import type { GreyWindow } from '../pixels/default-window';
import { text } from '../ui/text';
import { type DisplayedImage, loadDisplayedImage } from './image-loader';
import { type PixelRegion, percentileWindow, regionValues } from './region-window';
import { stackWindow } from './stack-window';
import { stackOf, useViewerStore } from './viewer-store';
import { presetWindow, windowPresets } from './window-presets';

let toolBefore: Tool = 'select';

/** The next left drag in a viewport takes its grey window from the dragged rectangle; asked again, it does not. */
export function toggleRegionTool(): void {
  const { activeTool, setTool } = useToolStore.getState();
  if (activeTool === 'region') {
    leaveRegionTool();
    return;
  }
  toolBefore = activeTool;
  setTool('region');
}

/** Back to the tool that was in hand before. */
export function leaveRegionTool(): void {
  useToolStore.getState().setTool(toolBefore);
}

const say = (problem: string) => useSessionStore.setState({ problem });

/**
 * Sets the window that `choose` makes of the slice a viewport shows, unless the viewport has gone on to another stack
 * meanwhile; says why where there is none.
 */
async function setFromImage(
  cell: number,
  choose: (image: DisplayedImage) => GreyWindow | null,
): Promise<void> {
  const stack = stackOf(useViewerStore.getState(), cell);
  const frame = stack?.frames[useViewerStore.getState().cells[cell]?.frameIndex ?? 0];
  if (stack === null || frame === undefined) return;
  const image = await loadDisplayedImage(frame.id).catch(() => null);
  if (useViewerStore.getState().cells[cell]?.stackId !== stack.id) return;
  if (image === null) return say(text.imageTools.notLoaded);
  if (image.grey === null) return say(text.imageTools.colour);
  const window = choose(image);
  if (window === null) say(text.imageTools.oneValue);
  else useViewerStore.getState().setWindow(cell, window);
}

/** Sets a viewport's window from the 2nd to the 98th percentile of a region of the slice it shows. */
export function windowFromRegion(cell: number, region: PixelRegion): Promise<void> {
  return setFromImage(cell, (image) => percentileWindow(regionValues(image, region), 0.02, 0.98));
}

/** Sets the active viewport's window to the preset of that place among those of its stack. */
export async function takePreset(place: number): Promise<void> {
  const { activeCell, setWindow } = useViewerStore.getState();
  const stack = stackOf(useViewerStore.getState(), activeCell);
  const preset = stack === null ? undefined : windowPresets(stack)[place];
  if (stack === null || preset === undefined) return;
  const { window } = preset;
  if (window === 'default') return setWindow(activeCell, null);
  if (window === 'full')
    return setFromImage(activeCell, (image) =>
      percentileWindow(
        regionValues(image, { left: 0, top: 0, right: image.columns - 1, bottom: image.rows - 1 }),
        0,
        1,
      ),
    );
  const standard = await stackWindow(stack).catch(() => null);
  if (standard !== null && useViewerStore.getState().cells[activeCell]?.stackId === stack.id)
    setWindow(activeCell, presetWindow(window, standard));
}
