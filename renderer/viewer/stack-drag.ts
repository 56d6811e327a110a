import { type MouseEvent, type PointerEvent, useRef } from 'react';
import { create } from 'zustand';
import { useViewerStore } from './viewer-store';

/** A stack on its way from the list to a viewport. */
export interface StackDrag {
  stackId: string;
  /** Pointer position, CSS pixels of the window. */
  x: number;
  y: number;
  /** The viewport under the pointer; null outside them. */
  overCell: number | null;
}

interface StackDragState {
  drag: StackDrag | null;
}

/** The stack being dragged, if any. */
export const useStackDragStore = create<StackDragState>()(() => ({ drag: null }));

/** Farther than this from the press, CSS pixels, a click is a drag. */
const dragThreshold = 5;

function cellAt(x: number, y: number): number | null {
  const cell = document.elementFromPoint(x, y)?.closest<HTMLElement>('[data-viewport]');
  return cell?.dataset.viewport === undefined ? null : Number(cell.dataset.viewport);
}

/**
 * Pointer handlers for something that stands for a stack: dragged onto a viewport it is shown there, clicked (or
 * activated by key) in the active one. Pointer events rather than the browser's drag and drop, whose outcome depends
 * on the window system.
 */
export function useStackDragSource(stackId: string) {
  const press = useRef<{ pointerId: number; x: number; y: number; dragged: boolean } | null>(null);
  const end = () => {
    press.current = null;
    useStackDragStore.setState({ drag: null });
  };
  const wasDragged = useRef(false);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      wasDragged.current = false;
      if (event.button !== 0) return;
      press.current = { pointerId: event.pointerId, x: event.clientX, y: event.clientY, dragged: false };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const current = press.current;
      if (current === null || current.pointerId !== event.pointerId) return;
      const { clientX: x, clientY: y } = event;
      if (!current.dragged && Math.hypot(x - current.x, y - current.y) < dragThreshold) return;
      current.dragged = true;
      useStackDragStore.setState({ drag: { stackId, x, y, overCell: cellAt(x, y) } });
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const current = press.current;
      if (current === null || current.pointerId !== event.pointerId) return;
      wasDragged.current = current.dragged;
      const cell = current.dragged ? cellAt(event.clientX, event.clientY) : null;
      end();
      if (cell !== null) useViewerStore.getState().showStack(cell, stackId);
    },
    onPointerCancel: end,
    onClick: (_event: MouseEvent<HTMLElement>) => {
      // The click that ends a drag is no click.
      if (wasDragged.current) {
        wasDragged.current = false;
        return;
      }
      const viewer = useViewerStore.getState();
      viewer.showStack(viewer.activeCell, stackId);
    },
  };
}
