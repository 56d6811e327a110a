import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { capturePointer } from '../ui/capture-pointer';
import { text } from '../ui/text';
import { leaveRegionTool, windowFromRegion } from './auto-window';
import type { CellView } from './cell-view';
import classes from './region-layer.module.css';
import { regionBetween } from './region-window';

type Place = readonly [number, number];

/** Takes the left drag that says from where the grey window is to be taken, and draws its rectangle. */
export function RegionLayer({ view }: { view: CellView }) {
  const layer = useRef<HTMLDivElement>(null);
  const [ends, setEnds] = useState<{ start: Place; end: Place } | null>(null);
  useEffect(() => {
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // The shortcut of the same key must not discard more than this.
      event.preventDefault();
      event.stopImmediatePropagation();
      leaveRegionTool();
    };
    window.addEventListener('keydown', cancel, { capture: true });
    return () => window.removeEventListener('keydown', cancel, { capture: true });
  }, []);

  function place(event: PointerEvent): Place {
    const box = layer.current?.getBoundingClientRect();
    return [event.clientX - (box?.left ?? 0), event.clientY - (box?.top ?? 0)];
  }

  function press(event: PointerEvent): void {
    if (event.button !== 0) return;
    event.stopPropagation();
    capturePointer(event.currentTarget, event);
    setEnds({ start: place(event), end: place(event) });
  }

  function release(event: PointerEvent): void {
    if (ends === null) return;
    setEnds(null);
    const region = regionBetween(view, ends.start, place(event));
    leaveRegionTool();
    if (region !== null) void windowFromRegion(view.cellIndex, region);
  }

  return (
    <div
      ref={layer}
      className={classes.layer}
      onPointerDown={press}
      onPointerMove={(event) => {
        if (ends !== null) setEnds({ start: ends.start, end: place(event) });
      }}
      onPointerUp={release}
      onPointerCancel={() => setEnds(null)}
    >
      {ends === null ? (
        <span className={classes.hint}>{text.imageTools.regionHint}</span>
      ) : (
        <div
          className={classes.region}
          style={{
            left: Math.min(ends.start[0], ends.end[0]),
            top: Math.min(ends.start[1], ends.end[1]),
            width: Math.abs(ends.end[0] - ends.start[0]),
            height: Math.abs(ends.end[1] - ends.start[1]),
          }}
        />
      )}
    </div>
  );
}
