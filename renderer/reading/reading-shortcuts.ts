import { vertebralLevels } from '../../shared/dicom/levels';
import type { RimCellName } from '../../shared/findings/reading';
import { useSessionStore } from '../app/session';
import type { Shortcut } from '../app/shortcuts';
import { readingTools, type Tool, useToolStore } from '../app/tool-store';
import { toolKeys } from '../app/viewer-shortcuts';
import { drawingText, text } from '../ui/text';
import { readingCommandTexts } from '../ui/text-prompts';
import { createCellView } from '../viewer/cell-view';
import { stackOf, useViewerStore } from '../viewer/viewer-store';
import { isEverAsked, isToolOffered, refusalOf, sayRefusal } from './asked-tools';
import { nextDrawingMode } from './choose-drawing-mode';
import { finishStroke, shortenStroke } from './draw-line';
import { exportReading } from './export-reading';
import { goToNextMissing, submitOrGo, takeTool } from './go-to';
import { toggleKeyImage } from './key-image-acts';
import { acceptProposals, openProposals } from './level-proposals';
import { currentFracture } from './next-to-place';
import { nudgeSelected } from './nudge';
import { isWhole, pointOf, refName, removePoint } from './point-ref';
import { useProtocolStore } from './protocol-store';
import { renumberAll } from './renumber-all';
import { reopenReading } from './reopening';
import { numericPadKeys } from './rim-map';
import { cycleRimCell } from './steps/rim-step';
import { takeToNextSlice } from './take-to-slice';
import { useReadingStore } from './use-reading';

const isReading = () => useSessionStore.getState().screen === 'reading';
const hasStroke = () => isReading() && useProtocolStore.getState().stroke !== null;
const isDraft = () => isReading() && useReadingStore.getState().reading?.status === 'draft';
const hasMovable = () => {
  const { selected } = useProtocolStore.getState();
  return isDraft() && selected !== null && !isWhole(selected);
};

/** Ends the line in hand; the level of an outline is the one nearest to the slice of the active viewport. */
function finish(): void {
  const viewer = useViewerStore.getState();
  const stack = stackOf(viewer, viewer.activeCell);
  const cell = viewer.cells[viewer.activeCell];
  const view =
    stack === null || cell === undefined
      ? null
      : createCellView({
          cellIndex: viewer.activeCell,
          stack,
          frameIndex: cell.frameIndex,
          width: 1,
          height: 1,
          zoom: 1,
          pan: [0, 0],
          isActive: true,
        });
  finishStroke(view);
}

function undo(): void {
  if (!shortenStroke()) useReadingStore.getState().undo();
}

function removeSelected(): void {
  const { reading, apply } = useReadingStore.getState();
  const { selected, select } = useProtocolStore.getState();
  if (reading === null || selected === null || pointOf(reading, selected) === null) return;
  if (apply((draft) => removePoint(draft, selected), `${refName(selected)} removed`)) select(null);
}

function cancel(): void {
  const { stroke, setStroke, selected, select, chooseLandmark, choosePart, chooseOutline } =
    useProtocolStore.getState();
  if (stroke !== null) {
    setStroke(null);
    return;
  }
  if (selected === null) useViewerStore.getState().removeCrosshair();
  select(null);
  chooseLandmark(null);
  choosePart(null);
  chooseOutline(null);
}

function cycle(cell: RimCellName): void {
  const { reading } = useReadingStore.getState();
  const { fractureLevel, setStep } = useProtocolStore.getState();
  const fracture = currentFracture(reading, fractureLevel);
  if (fracture === null) return;
  const refusal = refusalOf(['rim.cells']);
  sayRefusal(refusal);
  if (refusal !== null) return;
  setStep('rim');
  cycleRimCell(fracture, cell);
}

function nudges(): Shortcut[] {
  const directions = [
    { key: 'ArrowLeft', right: -1, down: 0, words: 'left' },
    { key: 'ArrowRight', right: 1, down: 0, words: 'right' },
    { key: 'ArrowUp', right: 0, down: -1, words: 'up' },
    { key: 'ArrowDown', right: 0, down: 1, words: 'down' },
  ];
  return directions.flatMap(({ key, right, down, words }) =>
    [
      { keys: [key], pixels: 0.25, label: `Selected point ¼ pixel ${words}` },
      { keys: [`Shift+${key}`], pixels: 1, label: `Selected point 1 pixel ${words}` },
      { keys: [`Ctrl+${key}`], pixels: 0.1, label: `Selected point ⅒ pixel ${words}` },
    ].map(
      ({ keys, pixels, label }): Shortcut => ({
        id: `reading.nudge.${keys[0]}`,
        keys,
        label,
        group: 'Reading',
        context: 'selection',
        when: hasMovable,
        run: () => nudgeSelected(right * pixels, down * pixels),
      }),
    ),
  );
}

const holds = (...tools: readonly Tool[]) => isDraft() && tools.includes(useToolStore.getState().activeTool);

/** Makes the next click of the level tool one level higher (−1) or lower. */
function stepNextLevel(step: -1 | 1): void {
  const { nextLevel, setNextLevel } = useProtocolStore.getState();
  const next = vertebralLevels[vertebralLevels.indexOf(nextLevel) + step];
  if (next !== undefined) setNextLevel(next);
}

/** What the tool in hand takes along to another slice: the wall tools the wall, every other the landmarks. */
function takeAlong(step: -1 | 1): void {
  takeToNextSlice(holds('wall', 'disrupted') ? 'wall' : 'landmarks', step);
}

const words = drawingText.shortcuts;

/** Keys that work while a tool is in hand. */
const toolShortcuts: readonly Shortcut[] = [
  {
    id: 'reading.drawingMode',
    keys: ['M'],
    label: words.mode,
    group: 'Reading',
    when: () => holds('wall', 'outline'),
    run: () => nextDrawingMode(holds('outline') ? 'outline' : 'wall'),
  },
  {
    id: 'reading.acceptLevels',
    keys: ['Enter'],
    label: words.acceptProposed,
    group: 'Reading',
    context: 'selection',
    when: () => holds('level') && openProposals().length > 0,
    run: acceptProposals,
  },
  ...(
    [
      ['levelUp', 'U', words.levelUp, () => stepNextLevel(-1)],
      ['levelDown', 'J', words.levelDown, () => stepNextLevel(1)],
      ['countOtherWay', 'Shift+L', words.countOtherWay, countOtherWay],
      ['renumberUp', 'Shift+U', words.renumberUp, () => renumberAll(-1)],
      ['renumberDown', 'Shift+J', words.renumberDown, () => renumberAll(1)],
    ] as const
  ).map(([id, key, label, run]): Shortcut => {
    return { id: `reading.${id}`, keys: [key], label, group: 'Reading', when: () => holds('level'), run };
  }),
  {
    id: 'reading.takeToPreviousSlice',
    keys: ['Shift+PageUp'],
    label: words.takePrevious,
    group: 'Reading',
    when: isDraft,
    run: () => takeAlong(-1),
  },
  {
    id: 'reading.takeToNextSlice',
    keys: ['Shift+PageDown'],
    label: words.takeNext,
    group: 'Reading',
    when: isDraft,
    run: () => takeAlong(1),
  },
];

function countOtherWay(): void {
  const { levelDirection, setLevelDirection } = useProtocolStore.getState();
  setLevelDirection(levelDirection === -1 ? 1 : -1);
}

/** The commands of the reading. */
export const readingShortcuts: readonly Shortcut[] = [
  ...readingTools.map(
    (tool): Shortcut => ({
      id: `tool.${tool}`,
      keys: [toolKeys[tool]],
      label: text.tools[tool],
      group: 'Tools',
      when: isReading,
      isListed: () => isToolOffered(tool),
      run: () => takeTool(tool),
    }),
  ),
  {
    id: 'reading.next',
    keys: ['N', 'Enter'],
    label: readingCommandTexts.next,
    group: 'Reading',
    when: isReading,
    run: goToNextMissing,
  },
  {
    id: 'reading.submit',
    keys: ['Ctrl+Enter'],
    label: text.commands.submit,
    group: 'Reading',
    when: isDraft,
    run: submitOrGo,
  },
  {
    id: 'reading.keyImage',
    keys: ['S'],
    label: text.keyImages.toggle,
    group: 'Reading',
    when: isDraft,
    run: toggleKeyImage,
  },
  {
    id: 'reading.export',
    keys: ['Ctrl+E'],
    label: text.commands.exportReading,
    group: 'Reading',
    when: isReading,
    run: () => void exportReading(),
  },
  {
    id: 'reading.exportStructuredReport',
    keys: ['Ctrl+Shift+E'],
    label: text.commands.exportStructuredReport,
    group: 'Reading',
    when: isReading,
    run: () => void exportReading('structured-report'),
  },
  {
    id: 'reading.reopen',
    keys: ['Ctrl+Shift+R'],
    label: text.commands.reopen,
    group: 'Reading',
    when: () => isReading() && useReadingStore.getState().reading?.status === 'submitted',
    run: reopenReading,
  },
  {
    id: 'reading.finishStroke',
    keys: ['Enter'],
    label: readingCommandTexts.endLine,
    group: 'Reading',
    context: 'line',
    when: hasStroke,
    run: finish,
  },
  {
    id: 'reading.undo',
    keys: ['Ctrl+Z'],
    label: readingCommandTexts.undo,
    group: 'Reading',
    when: isReading,
    run: undo,
  },
  {
    id: 'reading.redo',
    keys: ['Ctrl+Shift+Z', 'Ctrl+Y'],
    label: readingCommandTexts.redo,
    group: 'Reading',
    when: isReading,
    run: () => useReadingStore.getState().redo(),
  },
  {
    id: 'reading.remove',
    keys: ['Delete', 'Backspace'],
    label: readingCommandTexts.remove,
    group: 'Reading',
    context: 'selection',
    when: () => isDraft() && useProtocolStore.getState().selected !== null,
    run: removeSelected,
  },
  {
    id: 'reading.shortenStroke',
    keys: ['Backspace'],
    label: readingCommandTexts.shorten,
    group: 'Reading',
    context: 'line',
    when: hasStroke,
    run: () => shortenStroke(),
  },
  {
    id: 'reading.cancel',
    keys: ['Escape'],
    label: readingCommandTexts.cancel,
    group: 'Reading',
    when: isReading,
    run: cancel,
  },
  ...toolShortcuts,
  ...nudges(),
  ...Object.entries(numericPadKeys).map(
    ([cell, number]): Shortcut => ({
      id: `reading.rim.${cell}`,
      keys: [`Numpad${number}`],
      label: `Rim ${cell.replace('-', ' ')}: next state`,
      group: 'Reading',
      when: isDraft,
      isListed: () => isEverAsked(['rim.cells']),
      run: () => cycle(cell as RimCellName),
    }),
  ),
];
