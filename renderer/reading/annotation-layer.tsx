import { type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { useToolStore } from '../app/tool-store';
import type { CellView } from '../viewer/cell-view';
import { useViewerStore } from '../viewer/viewer-store';
import styles from './annotation.module.css';
import { AnnotationShapes } from './annotation-shapes';
import { Loupe } from './loupe';
import {
  dragPoint,
  finishStroke,
  isPlacingTool,
  type Placing,
  type PlacingTool,
  placedAt,
  press,
  promptOf,
} from './placing';
import type { PointRef } from './point-ref';
import { useProtocolStore } from './protocol-store';
import { useReadingStore } from './use-reading';

/** Farther than this from the press, CSS pixels, a click is a drag. */
const dragThreshold = 4;

interface Pressed {
  placing: Placing;
  pointerId: number;
  /** The image it began on; on another one the drag does nothing, so that no point jumps to a slice unasked. */
  frameId: string;
  x: number;
  y: number;
  dragged: boolean;
  /** From the pointer to the grabbed point, so that it does not jump under the pointer. */
  offset: readonly [number, number];
}

/** Draws the open reading over one viewport and takes the clicks of the placing tools. For `ViewportGrid`. */
export function renderAnnotations(view: CellView): ReactNode {
  return <AnnotationLayer view={view} />;
}

/** The open reading drawn over one viewport, out of reach of pointer and keyboard. */
export function AnnotationsToRead({ view }: { view: CellView }) {
  return (
    <div className={styles.layer} inert>
      <AnnotationLayer view={view} />
    </div>
  );
}

function AnnotationLayer({ view }: { view: CellView }) {
  const reading = useReadingStore((state) => state.reading);
  const study = useViewerStore((state) => state.study);
  const overlays = useViewerStore((state) => state.overlays);
  const tool = useToolStore((state) => state.activeTool);
  const layer = useRef<HTMLDivElement>(null);
  const pressed = useRef<Pressed | null>(null);
  const [pointer, setPointer] = useState<readonly [number, number] | null>(null);
  const [isDragging, setDragging] = useState(false);
  const lastClick = useRef({ x: 0, y: 0, time: 0 });

  if (reading === null || study === null || !overlays) return null;
  const placingTool = isPlacingTool(tool) ? tool : null;

  function place(event: PointerEvent): readonly [number, number] {
    const box = layer.current?.getBoundingClientRect();
    return [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)];
  }

  function begin(event: PointerEvent, placing: Placing | null, offset: readonly [number, number]): void {
    if (placing === null) return;
    const [x, y] = place(event);
    layer.current?.setPointerCapture(event.pointerId);
    pressed.current = {
      placing,
      pointerId: event.pointerId,
      frameId: view.frame.id,
      x,
      y,
      dragged: false,
      offset,
    };
    setPointer([x, y]);
    setDragging(true);
  }

  function pressSurface(event: PointerEvent): void {
    if (event.button !== 0 || placingTool === null) return;
    const [x, y] = place(event);
    const last = lastClick.current;
    const isSecond = event.timeStamp - last.time < 400 && Math.hypot(x - last.x, y - last.y) < dragThreshold;
    lastClick.current = { x, y, time: event.timeStamp };
    // The second click of a double click ends a line; it is no point of its own.
    if (isSecond && finishStroke(view)) return;
    begin(event, press(placingTool, view, x, y), [0, 0]);
  }

  function grab(event: PointerEvent, ref: PointRef, at: readonly [number, number]): void {
    if (event.button !== 0) return;
    event.stopPropagation();
    const [x, y] = place(event);
    if (ref.kind === 'disrupted' || reading?.status === 'submitted') {
      useProtocolStore.getState().select(ref);
      return;
    }
    begin(event, dragPoint(ref), [at[0] - x, at[1] - y]);
  }

  function move(event: PointerEvent): void {
    const [x, y] = place(event);
    if (placingTool !== null || pressed.current !== null) setPointer([x, y]);
    const current = pressed.current;
    if (current === null || current.pointerId !== event.pointerId) return;
    if (!current.dragged && Math.hypot(x - current.x, y - current.y) < dragThreshold) return;
    current.dragged = true;
    if (current.frameId !== view.frame.id) return;
    current.placing.move(placedAt(view, x + current.offset[0], y + current.offset[1]));
  }

  function release(event: PointerEvent): void {
    const current = pressed.current;
    if (current === null || current.pointerId !== event.pointerId) return;
    pressed.current = null;
    const [x, y] = place(event);
    const dragged = current.dragged && current.frameId === view.frame.id;
    current.placing.release(placedAt(view, x + current.offset[0], y + current.offset[1]), dragged);
    setDragging(false);
    if (placingTool === null) setPointer(null);
  }

  const magnifies =
    isDragging || (placingTool !== null && placingTool !== 'level' && placingTool !== 'fracture');
  return (
    <div
      ref={layer}
      className={styles.layer}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={release}
      onPointerLeave={() => {
        if (pressed.current === null) setPointer(null);
      }}
    >
      <svg className={styles.layer} data-annotations={view.cellIndex} aria-hidden="true">
        {placingTool !== null && (
          <rect className={styles.surface} width="100%" height="100%" onPointerDown={pressSurface} />
        )}
        <AnnotationShapes
          view={view}
          reading={reading}
          study={study}
          tool={tool}
          pointer={pointer}
          onGrab={grab}
        />
      </svg>
      {placingTool !== null && pointer !== null && (
        <PointerPrompt tool={placingTool} view={view} x={pointer[0]} y={pointer[1]} />
      )}
      {magnifies && pointer !== null && (
        <Loupe
          canvas={layer.current?.closest('[role=group]')?.querySelector('canvas') ?? null}
          x={pointer[0]}
          y={pointer[1]}
          width={view.width}
          height={view.height}
        />
      )}
    </div>
  );
}

interface PointerPromptProps {
  tool: PlacingTool;
  view: CellView;
  x: number;
  y: number;
}

/** What the next click is, beside the pointer. */
function PointerPrompt({ tool, view, x, y }: PointerPromptProps) {
  const reading = useReadingStore((state) => state.reading);
  useProtocolStore();
  if (reading === null) return null;
  const { text, refused } = promptOf(tool, view, reading);
  const toTheLeft = x > view.width * 0.6;
  return (
    <div
      className={styles.prompt}
      data-refused={refused || undefined}
      style={{
        top: Math.min(y + 14, view.height - 24),
        ...(toTheLeft ? { right: view.width - x + 12 } : { left: x + 14 }),
      }}
    >
      {text}
    </div>
  );
}
