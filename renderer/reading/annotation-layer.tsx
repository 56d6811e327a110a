import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useToolStore } from '../app/tool-store';
import { useAdjudicationStore } from '../cohort/adjudication/adjudication-store';
import { ReaderMarks } from '../cohort/adjudication/reader-marks';
import { ComparedAnnotations } from '../comparison/compared-annotations';
import { capturePointer } from '../ui/capture-pointer';
import type { CellView } from '../viewer/cell-view';
import { Loupe } from '../viewer/loupe';
import { useMagnifierStore } from '../viewer/magnifier';
import { isCompared } from '../viewer/viewer-cells';
import { useViewerStore } from '../viewer/viewer-store';
import styles from './annotation.module.css';
import { AnnotationShapes } from './annotation-shapes';
import { finishStroke, type Placing } from './draw-line';
import { useDrawingModes } from './drawing-mode';
import { KeyImageMark } from './key-image-list';
import type { PlacedProposal } from './level-proposals';
import { dragPoint, isPlacingTool, type PlacingTool, placedAt, placeLevel, press, promptOf } from './placing';
import { isWhole, type PointRef } from './point-ref';
import { useProtocolStore } from './protocol-store';
import { useReadingStore } from './use-reading';
import { useWireImage } from './use-wire-image';

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
  return <Annotations view={view} />;
}

function Annotations({ view }: { view: CellView }) {
  const comparison = useViewerStore((state) => (isCompared(state, view.stack) ? state.comparison : null));
  return comparison === null ? (
    <AnnotationLayer view={view} />
  ) : (
    <ComparedAnnotations view={view} study={comparison} />
  );
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
  const isMagnified = useMagnifierStore((state) => state.isOn);
  const isOwnHidden = useAdjudicationStore((state) => state.hidden.has('own'));
  const layer = useRef<HTMLDivElement>(null);
  const pressed = useRef<Pressed | null>(null);
  const [pointer, setPointer] = useState<readonly [number, number] | null>(null);
  const [isDragging, setDragging] = useState(false);
  const lastClick = useRef({ x: 0, y: 0, time: 0 });
  const modes = useDrawingModes();
  const drawsWire = (tool === 'wall' || tool === 'outline') && modes[tool] === 'wire';
  useWireImage(view, drawsWire && pointer !== null);

  useEffect(() => {
    if (!isDragging) return;
    const cancel = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return;
      // The press is over; the shortcut of the same key must not discard more than it.
      event.preventDefault();
      event.stopImmediatePropagation();
      pressed.current?.placing.cancel();
      pressed.current = null;
      setDragging(false);
    };
    window.addEventListener('keydown', cancel, { capture: true });
    return () => window.removeEventListener('keydown', cancel, { capture: true });
  }, [isDragging]);

  if (reading === null || study === null || !overlays) return null;
  const placingTool = isPlacingTool(tool) ? tool : null;

  function place(event: PointerEvent): readonly [number, number] {
    const box = layer.current?.getBoundingClientRect();
    return [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)];
  }

  function begin(event: PointerEvent, placing: Placing | null, offset: readonly [number, number]): void {
    if (placing === null) return;
    const [x, y] = place(event);
    capturePointer(layer.current, event);
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
    if (isWhole(ref) || reading?.status === 'submitted') {
      useProtocolStore.getState().select(ref);
      return;
    }
    begin(event, dragPoint(ref), [at[0] - x, at[1] - y]);
  }

  function grabProposal(
    event: PointerEvent,
    { level, placed }: PlacedProposal,
    at: readonly [number, number],
  ): void {
    if (event.button !== 0 || reading === null) return;
    event.stopPropagation();
    const [x, y] = place(event);
    begin(event, placeLevel(reading, level, placed), [at[0] - x, at[1] - y]);
  }

  function move(event: PointerEvent): void {
    const [x, y] = place(event);
    if (placingTool !== null || pressed.current !== null) setPointer([x, y]);
    const current = pressed.current;
    if (current === null || current.pointerId !== event.pointerId) return;
    if (!current.dragged && Math.hypot(x - current.x, y - current.y) < dragThreshold) return;
    current.dragged = true;
    if (current.frameId !== view.frame.id) return;
    const box = layer.current?.getBoundingClientRect();
    const passed = current.placing.isDrawn === true ? event.nativeEvent.getCoalescedEvents() : [];
    for (const each of passed.length > 0 ? passed : [event]) {
      const left = each.clientX - (box?.left ?? 0) + current.offset[0];
      const top = each.clientY - (box?.top ?? 0) + current.offset[1];
      current.placing.move(placedAt(view, left, top));
    }
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
    !isMagnified &&
    (isDragging || (placingTool !== null && placingTool !== 'level' && placingTool !== 'fracture'));
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
        <ReaderMarks view={view} study={study} own={isOwnHidden ? null : reading} />
        {!isOwnHidden && (
          <AnnotationShapes
            view={view}
            reading={reading}
            study={study}
            tool={tool}
            pointer={pointer}
            onGrab={grab}
            onGrabProposal={grabProposal}
          />
        )}
      </svg>
      <KeyImageMark image={view.frame} reading={reading} />
      {placingTool !== null && pointer !== null && (
        <PointerPrompt tool={placingTool} view={view} x={pointer[0]} y={pointer[1]} />
      )}
      {magnifies && pointer !== null && (
        <Loupe
          place="beside"
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
  useDrawingModes();
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
