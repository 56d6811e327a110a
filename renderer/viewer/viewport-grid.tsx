import { useEffect } from 'react';
import { prefetchStacks } from './prefetch';
import { stackOf, useViewerStore } from './viewer-store';
import classes from './viewport.module.css';
import { type RenderOverlay, ViewportCell } from './viewport-cell';

/**
 * The viewports. `renderOverlay` is laid over each image in CSS pixels of the viewport; the layer lets pointer events
 * through except where it sets `pointer-events` itself. Wheel and drags with the middle and right button bubble from it.
 */
export function ViewportGrid({ renderOverlay }: { renderOverlay: RenderOverlay }) {
  const count = useViewerStore((state) => state.cells.length);
  const maximisedCell = useViewerStore((state) => state.maximisedCell);
  usePrefetch();
  return (
    <div className={classes.grid} data-maximised={maximisedCell !== null || undefined}>
      {Array.from({ length: count }, (_, index) => (
        <ViewportCell
          // biome-ignore lint/suspicious/noArrayIndexKey: a viewport is its place
          key={index}
          index={index}
          isHidden={maximisedCell !== null && maximisedCell !== index}
          renderOverlay={renderOverlay}
        />
      ))}
    </div>
  );
}

/** Loads the displayed stacks in the background whenever another set of stacks is displayed. */
function usePrefetch(): void {
  const displayed = useViewerStore((state) => state.cells.map((cell) => cell.stackId ?? '').join('\n'));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the stacks are read when their ids change
  useEffect(() => {
    // The first slices go first: they are asked for by the viewports themselves.
    const timer = setTimeout(() => {
      const state = useViewerStore.getState();
      prefetchStacks(
        state.cells.flatMap((cell, index) => {
          const stack = stackOf(state, index);
          return stack === null ? [] : [{ stack, frameIndex: cell.frameIndex }];
        }),
      );
    }, 100);
    return () => clearTimeout(timer);
  }, [displayed]);
}
