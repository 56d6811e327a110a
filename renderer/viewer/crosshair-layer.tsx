import { IconX } from '@tabler/icons-react';
import { type PointerEvent, useRef } from 'react';
import { useTitle } from '../app/key-hint';
import { useToolStore } from '../app/tool-store';
import { capturePointer } from '../ui/capture-pointer';
import { numberText } from '../ui/format';
import { text } from '../ui/text';
import type { CellView } from './cell-view';
import { type Crosshair, isInReachOf } from './crosshair';
import classes from './crosshair.module.css';
import { dragAction } from './pointer-actions';
import { useViewerStore } from './viewer-store';

/** Radius of the ring around the point, and of the gap in the lines, CSS pixels. */
const ring = 9;
const gap = 16;

/** The cross-hair in one viewport: placed and dragged with its tool, dragged by its ring with the other view tools. */
export function CrosshairLayer({ view }: { view: CellView }) {
  const crosshair = useViewerStore((state) => state.crosshair);
  const overlays = useViewerStore((state) => state.overlays);
  const tool = useToolStore((state) => state.activeTool);
  const layer = useRef<HTMLDivElement>(null);
  /** From the pointer to the point, while it is dragged. */
  const held = useRef<readonly [number, number] | null>(null);
  const places = tool === 'crosshair' && view.display.located;
  const isShown = crosshair !== null && overlays && isInReachOf(crosshair, view.stack);
  if (!places && !isShown) return null;

  function pointerAt(event: PointerEvent): readonly [number, number] {
    const box = layer.current?.getBoundingClientRect();
    return [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)];
  }

  function put(x: number, y: number): void {
    useViewerStore.getState().placeCrosshair(view.cellIndex, view.toPatient(x, y));
  }

  function press(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.stopPropagation();
    held.current = [0, 0];
    capturePointer(event.currentTarget, event);
    put(...pointerAt(event));
  }

  function grab(event: PointerEvent, at: readonly [number, number]): void {
    if (event.button !== 0) return;
    event.stopPropagation();
    const [x, y] = pointerAt(event);
    held.current = [at[0] - x, at[1] - y];
    capturePointer(event.currentTarget, event);
  }

  const drag = {
    onPointerMove: (event: PointerEvent) => {
      if (held.current === null || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
      const [x, y] = pointerAt(event);
      put(x + held.current[0], y + held.current[1]);
    },
    onPointerUp: () => {
      held.current = null;
    },
    onPointerCancel: () => {
      held.current = null;
    },
  };
  return (
    <div ref={layer} className={classes.layer}>
      <svg className={classes.layer} aria-hidden="true">
        {places && (
          <rect className={classes.surface} width="100%" height="100%" onPointerDown={press} {...drag} />
        )}
        {isShown && (
          <Mark
            crosshair={crosshair}
            view={view}
            isGrabbable={dragAction(0, tool) !== null || places}
            onGrab={grab}
            drag={drag}
          />
        )}
      </svg>
      {isShown && <Words crosshair={crosshair} view={view} />}
    </div>
  );
}

/** Distance of the point from the slice, mm; 0 where the slice shows it. */
function distanceOff(crosshair: Crosshair, view: CellView): number {
  const distance = Math.abs(view.signedDistance(crosshair.lps));
  const half = Math.max(view.stack.sliceStep ?? view.stack.sliceThickness ?? 0, 1) / 2;
  return distance <= half + 1e-6 ? 0 : distance;
}

interface MarkProps {
  crosshair: Crosshair;
  view: CellView;
  isGrabbable: boolean;
  onGrab: (event: PointerEvent, at: readonly [number, number]) => void;
  drag: Pick<React.DOMAttributes<Element>, 'onPointerMove' | 'onPointerUp' | 'onPointerCancel'>;
}

function Mark({ crosshair, view, isGrabbable, onGrab, drag }: MarkProps) {
  const at = view.toScreen(crosshair.lps);
  const [x, y] = at;
  const { width, height } = view;
  const lines = `M0 ${y}H${x - gap}M${x + gap} ${y}H${width}M${x} 0V${y - gap}M${x} ${y + gap}V${height}`;
  return (
    <g data-off={distanceOff(crosshair, view) > 0 || undefined} className={classes.mark}>
      <path className={classes.edge} d={lines} />
      <circle className={classes.edge} cx={x} cy={y} r={ring} />
      <path className={classes.line} d={lines} />
      <circle className={classes.ring} cx={x} cy={y} r={ring} />
      {isGrabbable && (
        <circle
          className={classes.handle}
          cx={x}
          cy={y}
          r={ring}
          onPointerDown={(event) => onGrab(event, at)}
          {...drag}
        />
      )}
    </g>
  );
}

/** Its name and how far it is from the slice shown; in the active viewport the way to remove it. */
function Words({ crosshair, view }: { crosshair: Crosshair; view: CellView }) {
  const title = useTitle(text.crosshair.remove, 'reading.cancel');
  const [x, y] = view.toScreen(crosshair.lps);
  if (x < 0 || y < 0 || x > view.width || y > view.height) return null;
  const distance = distanceOff(crosshair, view);
  const isLow = y > view.height - 60;
  return (
    <div
      className={classes.words}
      style={{
        ...(x > view.width * 0.6 ? { right: view.width - x + 6 } : { left: x + 6 }),
        ...(isLow ? { bottom: view.height - y + 12 } : { top: y + 12 }),
      }}
    >
      <output aria-label={text.crosshair.name} aria-live="off">
        {distance === 0 ? text.crosshair.onSlice : text.crosshair.offSlice(numberText(distance, 1))}
      </output>
      {view.isActive && (
        <button
          type="button"
          className={classes.remove}
          aria-label={text.crosshair.remove}
          title={title}
          onPointerDown={(event) => event.stopPropagation()}
          onDoubleClick={(event) => event.stopPropagation()}
          onClick={() => useViewerStore.getState().removeCrosshair()}
        >
          <IconX size={11} aria-hidden="true" />
        </button>
      )}
    </div>
  );
}
