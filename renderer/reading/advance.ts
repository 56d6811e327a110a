import type { MissingItem } from '../../shared/findings/completeness';
import { usePreferencesStore } from '../app/preferences-store';
import { missingInCase } from './case-protocol';
import { goToMissing } from './go-to';
import { nextAfter } from './next-part';
import { useReadingStore } from './use-reading';

/** So long the reader sees what was just entered before the next step opens, ms. */
const pause = 250;

/** A click on the heading of a step this soon after it has opened by itself was meant to open it, ms. */
const grace = 600;
let advancedAt = Number.NEGATIVE_INFINITY;

/** Whether a step has only just been opened by `advanceBySteps`. */
export const hasJustAdvanced = () => performance.now() - advancedAt < grace;

/**
 * Goes on by itself a moment after an act of the reader has ended a part of the reading, unless that is switched off:
 * never while a button is held, never after undo, and not where the reader does something else first. Returns the
 * function that stops it.
 */
export function advanceBySteps(): () => void {
  let target: MissingItem | null = null;
  let isHeld = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function goOn(): void {
    const { reading } = useReadingStore.getState();
    const wanted = target;
    target = null;
    if (wanted === null || reading === null) return;
    if (!missingInCase(reading).some(({ id }) => id === wanted.id)) return;
    goToMissing(wanted);
    advancedAt = performance.now();
  }

  function schedule(): void {
    clearTimeout(timer);
    if (target !== null && !isHeld) timer = setTimeout(goOn, pause);
  }

  function begin(event: Event): void {
    target = null;
    clearTimeout(timer);
    if (event.type === 'pointerdown') isHeld = true;
  }

  function release(): void {
    isHeld = false;
    schedule();
  }

  const begins = ['pointerdown', 'keydown', 'wheel'] as const;
  const releases = ['pointerup', 'pointercancel'] as const;
  for (const name of begins) window.addEventListener(name, begin, { capture: true, passive: true });
  for (const name of releases) window.addEventListener(name, release, true);
  const end = useReadingStore.subscribe(({ reading, undoable, redoable }, before) => {
    if (reading === before.reading || reading === null || before.reading === null) return;
    if (reading.readingId !== before.reading.readingId || reading.status === 'submitted') return;
    const isAct = undoable.length >= before.undoable.length && redoable.length === 0;
    if (!isAct || !usePreferencesStore.getState().preferences.advances) return;
    target = nextAfter(missingInCase(before.reading), missingInCase(reading)) ?? target;
    schedule();
  });
  return () => {
    end();
    clearTimeout(timer);
    for (const name of begins) window.removeEventListener(name, begin, true);
    for (const name of releases) window.removeEventListener(name, release, true);
  };
}
