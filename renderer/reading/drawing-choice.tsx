import { drawingModes } from '../../shared/ipc/preferences';
import { KeyHint } from '../app/key-hint';
import { drawingText } from '../ui/text';
import { setDrawingMode } from './choose-drawing-mode';
import { type DrawingTool, useDrawingModes } from './drawing-mode';
import styles from './reading.module.css';

/** How a tool draws its line: one button for each way, the chosen one pressed. */
export function DrawingChoice({ tool, disabled }: { tool: DrawingTool; disabled: boolean }) {
  const chosen = useDrawingModes()[tool];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset has a border and layout of its own; this is a row like the others
    <div className={styles.buttons} role="group" aria-label={drawingText.drawing}>
      <KeyHint command="reading.drawingMode" />
      {drawingModes.map((mode) => (
        <button
          key={mode}
          type="button"
          className={styles.iconButton}
          aria-pressed={mode === chosen}
          disabled={disabled}
          title={drawingText.modeHints[mode]}
          onClick={() => setDrawingMode(tool, mode)}
        >
          {drawingText.modes[mode]}
        </button>
      ))}
    </div>
  );
}
