import { IconArrowsMove, IconContrast, IconCrosshair, IconZoomIn } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { takeTool } from '../reading/go-to';
import { text } from '../ui/text';
import { useAriaKey, useKey, useTitle } from './key-hint';
import { keyText } from './key-names';
import classes from './shell.module.css';
import { type Tool, useToolStore, viewTools } from './tool-store';

const viewToolIcons: Record<(typeof viewTools)[number], ReactNode> = {
  window: <IconContrast size={16} aria-hidden="true" />,
  zoom: <IconZoomIn size={16} aria-hidden="true" />,
  pan: <IconArrowsMove size={16} aria-hidden="true" />,
  crosshair: <IconCrosshair size={16} aria-hidden="true" />,
};

/** The tools that change the view. */
export function ViewTools() {
  return viewTools.map((tool) => (
    <ToolButton key={tool} tool={tool}>
      {viewToolIcons[tool]}
    </ToolButton>
  ));
}

/** Takes a tool in hand; pressed while it is. */
export function ToolButton({ tool, children }: { tool: Exclude<Tool, 'region'>; children: ReactNode }) {
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

/** The key of a tool. Drawn rather than written, so that the button's name is its word alone. */
export function ToolKey({ tool }: { tool: Exclude<Tool, 'region'> }) {
  const key = useKey(`tool.${tool}`);
  return key === null ? null : <span className={classes.key} data-key={keyText(key)} />;
}
