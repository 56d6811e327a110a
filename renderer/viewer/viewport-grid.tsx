import { useEffect } from 'react';
import type { Study } from '../../shared/dicom/model';
import { prefetchStacks, releaseStudy } from './prefetch';
import { stackOf, useViewerStore } from './viewer-store';
import classes from './viewport.module.css';
import { type RenderOverlay, ViewportCell } from './viewport-cell';

interface ViewportGridProps {
  renderOverlay: RenderOverlay;
  /** False until the first image is there: only the viewport that shows it is started. */
  isComplete: boolean;
}

/**
 * The viewports. `renderOverlay` is laid over each image in CSS pixels of the viewport; the layer lets pointer events
 * through except where it sets `pointer-events` itself. Wheel and drags with the middle and right button bubble from it.
 */
export function ViewportGrid({ renderOverlay, isComplete }: ViewportGridProps) {
  const count = useViewerStore((state) => state.cells.length);
  const { rows, columns } = useViewerStore((state) => state.layout);
  const maximisedCell = useViewerStore((state) => state.maximisedCell);
  const firstCell = useViewerStore(({ cells, maximisedCell }) =>
    Math.max(0, maximisedCell ?? cells.findIndex(({ stackId }) => stackId !== null)),
  );
  usePrefetch();
  return (
    <div
      className={classes.grid}
      data-maximised={maximisedCell !== null || undefined}
      style={
        maximisedCell === null
          ? { gridTemplate: `repeat(${rows}, minmax(0, 1fr)) / repeat(${columns}, minmax(0, 1fr))` }
          : undefined
      }
    >
      {Array.from({ length: count }, (_, index) => (
        <ViewportCell
          // biome-ignore lint/suspicious/noArrayIndexKey: a viewport is its place
          key={index}
          index={index}
          isHidden={maximisedCell !== null && maximisedCell !== index}
          isStarted={isComplete || index === firstCell}
          renderOverlay={renderOverlay}
        />
      ))}
    </div>
  );
}

/** How long a reader rests at a slice before what comes next is put in a new order, ms. */
const rest = 60;

/** Loads the displayed stacks in the background, nearest slices first; lets go of a study's images when it is left. */
function usePrefetch(): void {
  const study = useViewerStore((state) => state.study);
  useEffect(() => {
    if (study === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let directions: readonly (-1 | 0 | 1)[] = [];
    const order = () => {
      const state = useViewerStore.getState();
      prefetchStacks(
        state.cells.flatMap(({ frameIndex }, index) => {
          const stack = stackOf(state, index);
          if (stack === null) return [];
          const isActive = state.activeCell === index;
          return [{ stack, frameIndex, isActive, direction: directions[index] ?? 0 }];
        }),
      );
    };
    const schedule = () => {
      clearTimeout(timer);
      timer = setTimeout(order, rest);
    };
    schedule();
    const end = useViewerStore.subscribe((state, before) => {
      if (state.cells === before.cells && state.activeCell === before.activeCell) return;
      directions = state.cells.map(({ stackId, frameIndex }, index) => {
        const previous = before.cells[index];
        if (previous === undefined || previous.stackId !== stackId) return 0;
        return frameIndex === previous.frameIndex
          ? (directions[index] ?? 0)
          : frameIndex > previous.frameIndex
            ? 1
            : -1;
      });
      schedule();
    });
    return () => {
      end();
      clearTimeout(timer);
      prefetchStacks([]);
      releaseUnlessShown(study);
    };
  }, [study]);
  const comparison = useViewerStore((state) => state.comparison);
  useEffect(() => (comparison === null ? undefined : () => releaseUnlessShown(comparison)), [comparison]);
}

/** A study that stops being compared may be the one that is opened, and the other way round. */
function releaseUnlessShown(left: Study): void {
  const { study, comparison } = useViewerStore.getState();
  const isShown = [study, comparison].some((shown) => shown?.studyInstanceUid === left.studyInstanceUid);
  if (!isShown) releaseStudy(left);
}
