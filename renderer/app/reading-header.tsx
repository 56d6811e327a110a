import { IconArrowLeft, IconArrowsMove, IconContrast, IconCrosshair, IconZoomIn } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { takeTool } from '../reading/go-to';
import { ReadingToolbar } from '../reading/reading-toolbar';
import { SaveState } from '../reading/save-state';
import { subjectText } from '../ui/format';
import { text } from '../ui/text';
import { LayoutPicker } from '../viewer/layout-picker';
import { LinkToggles } from '../viewer/link-toggles';
import { useViewerStore } from '../viewer/viewer-store';
import { useAriaKey, useKey, useTitle } from './key-hint';
import { keyText } from './key-names';
import { OverlayButtons } from './overlay-buttons';
import { RoomControls } from './room-controls';
import { showLibrary } from './session';
import classes from './shell.module.css';
import { readingTools, type Tool, useToolStore, viewTools } from './tool-store';

const viewToolIcons: Record<(typeof viewTools)[number], ReactNode> = {
  window: <IconContrast size={16} aria-hidden="true" />,
  zoom: <IconZoomIn size={16} aria-hidden="true" />,
  pan: <IconArrowsMove size={16} aria-hidden="true" />,
  crosshair: <IconCrosshair size={16} aria-hidden="true" />,
};

/** Way back, whose study it is, the tools, and the reading's own controls. */
export function ReadingHeader() {
  const study = useViewerStore((state) => state.study);
  return (
    <header className={classes.header}>
      <button type="button" className={classes.tool} onClick={() => void showLibrary()}>
        <IconArrowLeft size={16} aria-hidden="true" />
        {text.header.library}
      </button>
      <div className={classes.separator} />
      <span className={classes.caseLabel}>{study === null ? '' : subjectText(study.subject)}</span>
      <div className={classes.separator} />
      <div className={classes.tools} role="toolbar" aria-label={text.header.tools}>
        {readingTools.map((tool) => (
          <ToolButton key={tool} tool={tool}>
            {text.tools[tool]}
            <ToolKey tool={tool} />
          </ToolButton>
        ))}
        <div className={classes.separator} />
        {viewTools.map((tool) => (
          <ToolButton key={tool} tool={tool}>
            {viewToolIcons[tool]}
          </ToolButton>
        ))}
      </div>
      <div className={classes.separator} />
      <LayoutPicker />
      <LinkToggles />
      <RoomControls />
      <span className={classes.spacer} />
      <ReadingToolbar />
      <SaveState />
      <OverlayButtons />
    </header>
  );
}

function ToolButton({ tool, children }: { tool: Tool; children: ReactNode }) {
  const isActive = useToolStore((state) => state.activeTool === tool);
  const ariaKey = useAriaKey(`tool.${tool}`);
  const title = useTitle(text.tools[tool], `tool.${tool}`);
  return (
    <button
      type="button"
      className={classes.tool}
      aria-label={text.tools[tool]}
      aria-pressed={isActive}
      aria-keyshortcuts={ariaKey}
      title={title}
      onClick={() => takeTool(tool)}
    >
      {children}
    </button>
  );
}

/** Drawn rather than written, so that the button's name is its word alone. */
function ToolKey({ tool }: { tool: Tool }) {
  const key = useKey(`tool.${tool}`);
  return key === null ? null : <span className={classes.key} data-key={keyText(key)} />;
}
