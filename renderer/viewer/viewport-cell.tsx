import { Button } from '@mantine/core';
import {
  type PointerEvent,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type WheelEvent,
} from 'react';
import type { Stack } from '../../shared/dicom/model';
import { usePreferencesStore } from '../app/preferences-store';
import { useToolStore } from '../app/tool-store';
import { ComparisonBand } from '../comparison/comparison-band';
import type { GreyWindow } from '../pixels/default-window';
import { capturePointer } from '../ui/capture-pointer';
import { text } from '../ui/text';
import { useElementSize } from '../ui/use-element-size';
import { type CellView, createCellView } from './cell-view';
import { sliceIsShown } from './cine';
import { CineBar } from './cine-bar';
import { CrosshairLayer } from './crosshair-layer';
import { Magnifier } from './magnifier';
import { type DragAction, dragAction, draggedWindow, WheelSteps, zoomedAt } from './pointer-actions';
import { referenceLinesOf } from './reference-lines';
import { RegionLayer } from './region-layer';
import { useRenderingStore } from './rendering';
import { cursorText } from './slice-description';
import { useStackDragStore } from './stack-drag';
import { ImageViewport } from './stack-viewport';
import { useStackWindowStore } from './stack-window-store';
import { emptyCell, isCompared } from './viewer-cells';
import { stackOf, useViewerStore } from './viewer-store';
import classes from './viewport.module.css';
import { ViewportTexts } from './viewport-texts';

/** Draws over the image of a viewport; called again on every change of slice, camera or size. */
export type RenderOverlay = (view: CellView) => ReactNode;

interface ViewportCellProps {
  index: number;
  isHidden: boolean;
  /** False: it shows nothing yet. */
  isStarted: boolean;
  renderOverlay: RenderOverlay;
}

/** The slice on the screen, as opposed to the one asked for, which may still be loading. */
interface ShownSlice {
  stack: Stack;
  frameIndex: number;
}

interface Drag {
  action: DragAction;
  pointerId: number;
  start: readonly [number, number];
  window: GreyWindow | null;
  placement: { zoom: number; pan: readonly [number, number] };
  captured: boolean;
}

/** One viewport: image, lines, the annotation layer and texts; wheel, drags and drops. */
export function ViewportCell({ index, isHidden, isStarted, renderOverlay }: ViewportCellProps) {
  const cell = useViewerStore((state) => state.cells[index]) ?? emptyCell;
  const stack = useViewerStore((state) => stackOf(state, index));
  const isOther = useViewerStore((state) => isCompared(state, stackOf(state, index)));
  const hasBand = useViewerStore((state) => state.comparison !== null);
  const isActive = useViewerStore((state) => state.activeCell === index);
  const overlays = useViewerStore((state) => state.overlays);
  const tool = useToolStore((state) => state.activeTool);
  const interpolation = usePreferencesStore(({ preferences }) => preferences.interpolation);
  const stackWindow =
    useStackWindowStore((state) => (stack === null ? null : state.windows[stack.id])) ?? null;
  const frameRef = useRef<HTMLDivElement>(null);
  const imageRef = useRef<HTMLDivElement>(null);
  const size = useElementSize(frameRef);
  const viewport = useImageViewport(index, imageRef, isStarted);
  const { shown, problem, isSlow, tryAgain } = useShownSlice(viewport, stack, cell.frameIndex);
  const { zoom, pan, inverted } = cell;
  useLayoutEffect(() => useViewerStore.getState().setCellSize(size), [size]);
  useEffect(() => {
    if (problem !== null) sliceIsShown(index, cell.frameIndex);
    else if (shown !== null) sliceIsShown(index, shown.frameIndex);
  }, [index, shown, problem, cell.frameIndex]);
  const isDropTarget = useStackDragStore(({ drag }) => drag?.overCell === index);
  const greyWindow = cell.window ?? stackWindow;

  useLayoutEffect(() => {
    const { width, height } = size;
    viewport?.setLook({ zoom, pan, window: cell.window, inverted, interpolation, width, height });
  }, [viewport, zoom, pan, cell.window, inverted, interpolation, size]);

  const view = useMemo(
    () =>
      shown === null ? null : createCellView({ cellIndex: index, ...shown, ...size, zoom, pan, isActive }),
    [shown, index, size, zoom, pan, isActive],
  );

  const cursor = useCursorReadout(view, viewport);
  const drag = useRef<Drag | null>(null);
  const [wheel] = useState(() => new WheelSteps());
  const { activate, setWindow, setView, scroll, showPoint, placeCrosshair, maximise } =
    useViewerStore.getState();

  function place(event: PointerEvent | WheelEvent | React.MouseEvent): readonly [number, number] {
    const box = frameRef.current?.getBoundingClientRect();
    return [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)];
  }

  function beginDrag(event: PointerEvent): void {
    const action = dragAction(event.button, tool);
    if (action === null || view === null) return;
    const at = place(event);
    if (event.button === 0 && event.shiftKey) {
      const point = view.toPatient(at[0], at[1]);
      if (useViewerStore.getState().crosshair === null) showPoint(point);
      else placeCrosshair(index, point);
      return;
    }
    drag.current = {
      action,
      pointerId: event.pointerId,
      start: at,
      window: greyWindow,
      placement: { zoom, pan },
      captured: false,
    };
  }

  function continueDrag(event: PointerEvent): void {
    const current = drag.current;
    if (current === null || view === null || event.pointerId !== current.pointerId) return;
    const at = place(event);
    const right = at[0] - current.start[0];
    const down = at[1] - current.start[1];
    if (!current.captured) {
      // A click must still reach what is under it, so the pointer is taken only once it moves.
      if (Math.hypot(right, down) < 3) return;
      current.captured = true;
      capturePointer(event.currentTarget, event);
    }
    if (current.action === 'window') {
      if (current.window !== null) setWindow(index, draggedWindow(current.window, right, down));
    } else if (current.action === 'pan') {
      const step = view.millimetresPerScreenPixel;
      setView(index, current.placement.zoom, [
        current.placement.pan[0] - right * step,
        current.placement.pan[1] - down * step,
      ]);
    } else {
      const startScale = (view.millimetresPerScreenPixel * zoom) / current.placement.zoom;
      const placement = zoomedAt(
        { ...view, millimetresPerScreenPixel: startScale },
        current.placement,
        Math.exp(-down / 150),
        current.start,
      );
      setView(index, placement.zoom, placement.pan);
    }
  }

  function turnWheel(event: WheelEvent): void {
    if (event.ctrlKey && view !== null) {
      const placement = zoomedAt(view, { zoom, pan }, Math.exp(-event.deltaY / 400), place(event));
      setView(index, placement.zoom, placement.pan);
      return;
    }
    const steps = wheel.add(event.deltaY);
    if (steps !== 0) scroll(index, steps);
  }

  const ownsLeftButton = dragAction(0, tool) !== null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for form controls; this is a group of image and texts
    <div
      ref={frameRef}
      role="group"
      aria-label={text.viewer.viewport(index + 1, nameOf(stack, isOther))}
      aria-current={isActive ? 'true' : undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the viewport takes keys for slices and zoom
      tabIndex={0}
      className={classes.cell}
      data-viewport={index}
      data-active={isActive || undefined}
      data-hidden={isHidden || undefined}
      data-banded={hasBand || undefined}
      data-compared={isOther || undefined}
      data-drop={isDropTarget || undefined}
      style={{ cursor: ownsLeftButton ? 'default' : 'crosshair' }}
      onFocus={() => activate(index)}
      onPointerDownCapture={() => activate(index)}
      onPointerDown={beginDrag}
      onPointerMoveCapture={(event) => cursor.move(place(event))}
      onPointerMove={continueDrag}
      onPointerUp={() => {
        drag.current = null;
      }}
      onPointerCancel={() => {
        drag.current = null;
      }}
      onPointerLeave={() => cursor.leave()}
      onWheel={turnWheel}
      onContextMenu={(event) => event.preventDefault()}
      onMouseDown={(event) => {
        // No autoscroll on the middle button.
        if (event.button === 1) event.preventDefault();
      }}
      onDoubleClick={() => {
        if (ownsLeftButton) maximise(useViewerStore.getState().maximisedCell === null ? index : null);
      }}
    >
      <div ref={imageRef} className={classes.image} />
      {view !== null && overlays && <ReferenceLines view={view} />}
      {view !== null && <div className={classes.layer}>{renderOverlay(view)}</div>}
      {view !== null && <CrosshairLayer view={view} />}
      {view !== null && tool === 'region' && <RegionLayer view={view} />}
      {view !== null && <Magnifier view={view} />}
      {view !== null && overlays && <ViewportTexts view={view} window={greyWindow} inverted={inverted} />}
      {hasBand && stack !== null && <ComparisonBand stack={stack} />}
      {stack === null && <div className={classes.message}>{text.viewer.empty}</div>}
      {problem !== null && (
        <div className={classes.message} data-problem role="alert">
          <div>
            <b>{stack?.label}</b> {cell.frameIndex + 1}/{stack?.frames.length ?? 0}
            <br />
            {problem}
            <br />
            <Button
              size="compact-xs"
              variant="default"
              onClick={tryAgain}
              onPointerDown={(event) => event.stopPropagation()}
            >
              {text.viewer.tryAgain}
            </Button>
          </div>
        </div>
      )}
      <CineBar cell={index} />
      {isSlow && problem === null && <div className={classes.loading}>{text.viewer.loading}</div>}
      <output
        ref={cursor.ref}
        aria-label={text.viewer.cursor}
        aria-live="off"
        className={`${classes.corner} ${classes.cursor}`}
      />
    </div>
  );
}

/** What a viewport is called by what it shows. */
function nameOf(stack: Stack | null, isOther: boolean): string | null {
  return stack !== null && isOther ? text.comparison.viewport(stack.label) : (stack?.label ?? null);
}

/** The Cornerstone viewport in an element; made anew when the rendering backend changes. */
function useImageViewport(
  index: number,
  ref: React.RefObject<HTMLDivElement | null>,
  isStarted: boolean,
): ImageViewport | null {
  const generation = useRenderingStore((state) => state.generation);
  const [viewport, setViewport] = useState<ImageViewport | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new generation is a new rendering engine
  useEffect(() => {
    if (ref.current === null || !isStarted) return;
    const created = new ImageViewport(`viewport-${index}`, ref.current);
    setViewport(created);
    return () => {
      setViewport(null);
      created.dispose();
    };
  }, [index, ref, generation, isStarted]);
  return viewport;
}

/** Has a slice shown; says what is shown, and why where nothing can be. */
function useShownSlice(viewport: ImageViewport | null, stack: Stack | null, frameIndex: number) {
  const [shown, setShown] = useState<ShownSlice | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isSlow, setSlow] = useState(false);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another run
  useEffect(() => {
    if (viewport === null || stack === null) {
      setShown(null);
      setProblem(null);
      return;
    }
    let isStale = false;
    const timer = setTimeout(() => setSlow(true), 200);
    const end = () => {
      clearTimeout(timer);
      setSlow(false);
    };
    viewport.show(stack, frameIndex).then(
      (isDrawn) => {
        if (!isDrawn || isStale) return;
        end();
        setShown({ stack, frameIndex });
        setProblem(null);
      },
      (error: unknown) => {
        if (isStale) return;
        end();
        setShown(null);
        setProblem(error instanceof Error ? error.message : String(error));
      },
    );
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [viewport, stack, frameIndex, attempt]);
  const tryAgain = useCallback(() => setAttempt((last) => last + 1), []);
  return { shown: stack === null ? null : shown, problem, isSlow, tryAgain };
}

/** Writes the patient coordinates under the pointer into an element, without rendering React for each move. */
function useCursorReadout(view: ReturnType<typeof createCellView>, viewport: ImageViewport | null) {
  const ref = useRef<HTMLOutputElement>(null);
  const last = useRef<readonly [number, number] | null>(null);
  const write = useCallback(() => {
    if (ref.current === null) return;
    ref.current.textContent =
      view === null || viewport === null || last.current === null
        ? ''
        : cursorText(view, last.current, (column, row) => viewport.pixelValue(column, row));
  }, [view, viewport]);
  useEffect(write, [write]);
  return {
    ref,
    move: (at: readonly [number, number]) => {
      last.current = at;
      write();
    },
    leave: () => {
      last.current = null;
      write();
    },
  };
}

function ReferenceLines({ view }: { view: NonNullable<ReturnType<typeof createCellView>> }) {
  const study = useViewerStore((state) => state.study);
  const comparison = useViewerStore((state) => state.comparison);
  const cells = useViewerStore((state) => state.cells);
  const activeCell = useViewerStore((state) => state.activeCell);
  const lines = useMemo(
    () => referenceLinesOf(view, { study, comparison, cells, activeCell }),
    [view, study, comparison, cells, activeCell],
  );
  return (
    <svg className={`${classes.layer} ${classes.lines}`} aria-hidden="true">
      {lines.map((line) => (
        <line
          key={line.cell}
          data-active={line.isActive || undefined}
          x1={line.start[0]}
          y1={line.start[1]}
          x2={line.end[0]}
          y2={line.end[1]}
        />
      ))}
    </svg>
  );
}
