import { text } from '../ui/text';
import { viewerCommandTexts } from '../ui/text-prompts';
import { layoutCommand } from '../viewer/layout-picker';
import { linkKeys, linkNames } from '../viewer/link-toggles';
import { isReformat, reformatRefusal } from '../viewer/reformat';
import { layouts } from '../viewer/viewer-cells';
import { stackOf, useViewerStore } from '../viewer/viewer-store';
import { imageCommands } from './image-commands';
import { useRoomStore } from './room-store';
import { useSessionStore } from './session';
import type { Shortcut } from './shortcuts';
import { type Tool, useToolStore, viewTools } from './tool-store';

/** Keys of the tools, unless the reader chose others. */
export const toolKeys: Readonly<Record<Exclude<Tool, 'region'>, string>> = {
  select: 'V',
  level: 'L',
  fracture: 'F',
  landmark: 'K',
  wall: 'W',
  disrupted: 'D',
  fragment: 'G',
  outline: 'O',
  window: 'C',
  zoom: 'Z',
  pan: 'P',
  crosshair: 'H',
};

const isReading = () => useSessionStore.getState().screen === 'reading';

function inViewer(
  id: string,
  keys: readonly string[],
  label: string,
  run: (viewer: ReturnType<typeof useViewerStore.getState>) => void,
): Shortcut {
  return {
    id: `viewer.${id}`,
    keys,
    label,
    group: 'Viewer',
    when: isReading,
    run: () => run(useViewerStore.getState()),
  };
}

function zoomBy(factor: number) {
  return (viewer: ReturnType<typeof useViewerStore.getState>) => {
    const cell = viewer.cells[viewer.activeCell];
    if (cell !== undefined) viewer.setView(viewer.activeCell, cell.zoom * factor, cell.pan);
  };
}

/** The next plane of the active viewport's stack; says why where there is none. */
export function showNextPlane(viewer: ReturnType<typeof useViewerStore.getState>): void {
  const stack = stackOf(viewer, viewer.activeCell);
  const refusal = stack === null || isReformat(stack) ? null : reformatRefusal(stack);
  if (stack !== null && refusal !== null)
    useSessionStore.setState({ problem: `${text.reformat.none(stack.label)}: ${refusal}` });
  else viewer.showNextPlane(viewer.activeCell);
}

/** The commands of the viewer. */
export const viewerShortcuts: readonly Shortcut[] = [
  ...viewTools.map(
    (tool): Shortcut => ({
      id: `tool.${tool}`,
      keys: [toolKeys[tool]],
      label: text.tools[tool],
      group: 'Tools',
      when: isReading,
      run: () => useToolStore.getState().setTool(tool),
    }),
  ),
  inViewer('previousSlice', ['PageUp', 'ArrowUp'], viewerCommandTexts.previousSlice, (viewer) =>
    viewer.scroll(viewer.activeCell, -1),
  ),
  inViewer('nextSlice', ['PageDown', 'ArrowDown'], viewerCommandTexts.nextSlice, (viewer) =>
    viewer.scroll(viewer.activeCell, 1),
  ),
  inViewer('zoomIn', ['=', '+', 'NumpadAdd'], viewerCommandTexts.zoomIn, zoomBy(1.25)),
  inViewer('zoomOut', ['-', 'NumpadSubtract'], viewerCommandTexts.zoomOut, zoomBy(0.8)),
  inViewer('fit', ['.'], viewerCommandTexts.fit, (viewer) => viewer.fit(viewer.activeCell)),
  inViewer('reset', ['0', 'Home'], viewerCommandTexts.reset, (viewer) => viewer.reset(viewer.activeCell)),
  inViewer('invert', ['I'], viewerCommandTexts.invert, (viewer) => viewer.toggleInverted(viewer.activeCell)),
  inViewer('maximise', ['X'], viewerCommandTexts.maximise, (viewer) =>
    viewer.maximise(viewer.maximisedCell === null ? viewer.activeCell : null),
  ),
  ...linkNames.map((link) =>
    inViewer(link, [linkKeys[link]], `${text.links[link]}: on / off`, (viewer) => viewer.toggleLink(link)),
  ),
  inViewer('crosshairInMiddle', ['Shift+H'], text.crosshair.inMiddle, (viewer) =>
    viewer.placeCrosshairInMiddle(),
  ),
  inViewer('nextPlane', ['Shift+M'], text.reformat.next, showNextPlane),
  inViewer('overlays', ['B'], viewerCommandTexts.overlays, (viewer) => viewer.toggleOverlays()),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) =>
    inViewer(`cell${number}`, [`Alt+${number}`], `Viewport ${number}`, (viewer) => {
      if (number > viewer.cells.length) return;
      if (viewer.maximisedCell === null) viewer.activate(number - 1);
      else viewer.maximise(number - 1);
    }),
  ),
  ...layouts.map((layout, index) =>
    inViewer(
      layoutCommand(layout).replace('viewer.', ''),
      [`Ctrl+${index + 1}`],
      text.layout.act(layout.rows, layout.columns),
      (viewer) => viewer.setLayout(layout),
    ),
  ),
  inViewer('fold', ['Shift+X'], text.room.fold, () => useRoomStore.getState().toggleFolded()),
  ...imageCommands,
];
