import { create } from 'zustand';
import type { Preferences } from '../../shared/ipc/preferences';
import { usePreferencesStore } from '../app/preferences-store';
import { stackOf, useViewerStore } from './viewer-store';

/** Slices a second that can be chosen. */
export const cineSpeeds = [1, 2, 3, 5, 8, 10, 12, 15, 20, 25, 30, 40, 60] as const;

interface CineState {
  /** The viewport whose slices run; null where none do. */
  cell: number | null;
}

/** Which viewport plays its slices. */
export const useCineStore = create<CineState>()(() => ({ cell: null }));

/** The next speed up (1) or down (−1) from one; the same at the end. */
export function nextSpeed(speed: number, step: 1 | -1): number {
  const next = step === 1 ? cineSpeeds.find((one) => one > speed) : cineSpeeds.findLast((one) => one < speed);
  return next ?? speed;
}

/** Where a run through the slices is, and which way it goes. */
export interface CinePlace {
  frameIndex: number;
  direction: 1 | -1;
}

/** The slice after one, of `count`: at the end on from the other end, or back. */
export function nextInCine(
  { frameIndex, direction }: CinePlace,
  count: number,
  ends: Preferences['cine']['ends'],
): CinePlace {
  const next = frameIndex + direction;
  if (next >= 0 && next < count) return { frameIndex: next, direction };
  if (count < 2) return { frameIndex: 0, direction };
  if (ends === 'loop') return { frameIndex: direction === 1 ? 0 : count - 1, direction };
  return { frameIndex: frameIndex - direction, direction: direction === 1 ? -1 : 1 };
}

let direction: 1 | -1 = 1;
/** The slice asked for that is not on the screen yet: none other is asked for before it is. */
let awaited: number | null = null;
/** When the next slice is due, ms of `performance.now`. */
let due = 0;
/** A frame of the display comes so much early at times, ms. */
const jitter = 4;
let isStepping = false;
let endListening: (() => void) | null = null;

/** Says that a viewport shows a slice, or cannot show it. */
export function sliceIsShown(cell: number, frameIndex: number): void {
  if (useCineStore.getState().cell === cell && awaited === frameIndex) awaited = null;
}

/**
 * One slice at most for each frame of the display, and none before the last one is drawn: what comes too late for the
 * speed is left out, never made up for.
 */
function tick(now: number): void {
  const { cell } = useCineStore.getState();
  if (cell === null) return;
  requestAnimationFrame(tick);
  if (awaited !== null || now < due - jitter) return;
  const viewer = useViewerStore.getState();
  const stack = stackOf(viewer, cell);
  const shown = viewer.cells[cell];
  if (stack === null || shown === undefined) {
    stopCine();
    return;
  }
  const { framesPerSecond, ends } = usePreferencesStore.getState().preferences.cine;
  const next = nextInCine({ frameIndex: shown.frameIndex, direction }, stack.frames.length, ends);
  direction = next.direction;
  awaited = next.frameIndex;
  const interval = 1000 / framesPerSecond;
  due = due + interval > now ? due + interval : now + interval;
  isStepping = true;
  viewer.setFrame(cell, next.frameIndex);
  isStepping = false;
}

/** Plays the slices of the active viewport, or stops. */
export function toggleCine(): void {
  if (useCineStore.getState().cell !== null) {
    stopCine();
    return;
  }
  const viewer = useViewerStore.getState();
  const stack = stackOf(viewer, viewer.activeCell);
  if (stack === null || stack.frames.length < 2) return;
  awaited = null;
  due = performance.now();
  useCineStore.setState({ cell: viewer.activeCell });
  // Whoever goes to another slice or stack, by whatever means, wants it to stay.
  endListening = useViewerStore.subscribe((state, before) => {
    if (isStepping || state.cells === before.cells) return;
    const isElsewhere = ({ stackId, frameIndex }: (typeof state.cells)[number], index: number) =>
      stackId !== before.cells[index]?.stackId || frameIndex !== before.cells[index]?.frameIndex;
    if (state.cells.length !== before.cells.length || state.cells.some(isElsewhere)) stopCine();
  });
  requestAnimationFrame(tick);
}

export function stopCine(): void {
  endListening?.();
  endListening = null;
  if (useCineStore.getState().cell !== null) useCineStore.setState({ cell: null });
}
