import { Popover } from '@mantine/core';
import { useState } from 'react';
import type { Layout } from '../../shared/ipc/hanging';
import { KeyHint, useTitle } from '../app/key-hint';
import { text } from '../ui/text';
import classes from './view-controls.module.css';
import { layouts } from './viewer-cells';
import { useViewerStore } from './viewer-store';

/** The id of the command that takes a layout. */
export const layoutCommand = ({ rows, columns }: Layout) => `viewer.layout${rows}${columns}`;

/** The layout in use, and the choice of another. */
export function LayoutPicker() {
  const [isOpen, setOpen] = useState(false);
  const { rows, columns } = useViewerStore((state) => state.layout);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom" withArrow shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.button}
          aria-label={text.layout.button(rows, columns)}
          aria-haspopup="dialog"
          aria-expanded={isOpen}
          title={text.layout.button(rows, columns)}
          onClick={() => setOpen(!isOpen)}
        >
          <LayoutPicture layout={{ rows, columns }} />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.layouts} aria-label={text.layout.choose}>
        {layouts.map((layout) => (
          <LayoutButton
            key={layoutCommand(layout)}
            layout={layout}
            isChosen={layout.rows === rows && layout.columns === columns}
            onChosen={() => setOpen(false)}
          />
        ))}
      </Popover.Dropdown>
    </Popover>
  );
}

interface LayoutButtonProps {
  layout: Layout;
  isChosen: boolean;
  onChosen: () => void;
}

function LayoutButton({ layout, isChosen, onChosen }: LayoutButtonProps) {
  const name = text.layout.act(layout.rows, layout.columns);
  const title = useTitle(name, layoutCommand(layout));
  return (
    <button
      type="button"
      className={classes.layout}
      aria-label={name}
      aria-pressed={isChosen}
      title={title}
      onClick={() => {
        useViewerStore.getState().setLayout(layout);
        onChosen();
      }}
    >
      <LayoutPicture layout={layout} />
      <span className={classes.key}>
        <KeyHint command={layoutCommand(layout)} />
      </span>
    </button>
  );
}

/** A layout drawn small. */
function LayoutPicture({ layout: { rows, columns } }: { layout: Layout }) {
  const width = 16 / columns;
  const height = 14 / rows;
  return (
    <svg width={18} height={16} viewBox="0 0 18 16" aria-hidden="true" className={classes.picture}>
      {Array.from({ length: rows * columns }, (_, index) => (
        <rect
          // biome-ignore lint/suspicious/noArrayIndexKey: a viewport is its place
          key={index}
          x={1 + (index % columns) * width}
          y={1 + Math.floor(index / columns) * height}
          width={width}
          height={height}
        />
      ))}
    </svg>
  );
}
