import { bridge } from '../app/bridge';
import { useSessionStore } from '../app/session';
import { useReadingStore } from '../reading/use-reading';
import { ActiveTime } from './active-time';
import { useProjectStore } from './project-store';

/** So often the time is reported, ms: what a crash can lose. */
const reportEveryMs = 10_000;

/**
 * Measures how long the open case of a project is worked on and reports it in small steps: idle time and time in which the
 * window is hidden are left out. Returns the function that stops it.
 */
export function reportActivity(): () => void {
  let time = new ActiveTime();
  let readingId: string | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;
  const now = () => performance.now();

  function report(): void {
    if (readingId === null) return;
    const seconds = time.take(now()) / 1000;
    if (seconds <= 0) return;
    // A time that is not stored is lost; nothing else depends on it, and the next save tells of a broken disk.
    void bridge.invoke('project:activity', { readingId, seconds: Math.min(600, seconds) });
  }

  /** The reading worked on now; null outside a case, and for one that is only looked at. */
  function current(): string | null {
    const { openCase } = useProjectStore.getState();
    const { reading } = useReadingStore.getState();
    if (openCase === null || useSessionStore.getState().screen !== 'reading') return null;
    return reading === null || reading.project === null ? null : reading.readingId;
  }

  function follow(): void {
    const next = current();
    if (next === readingId) return;
    report();
    readingId = next;
    time = new ActiveTime();
    clearInterval(timer);
    timer = undefined;
    if (readingId === null) return;
    time.act(now());
    timer = setInterval(report, reportEveryMs);
  }

  function act(): void {
    if (readingId !== null && !document.hidden) time.act(now());
  }

  function changeVisibility(): void {
    if (!document.hidden) return;
    time.pause(now());
    report();
  }

  const acts = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;
  for (const name of acts) window.addEventListener(name, act, { capture: true, passive: true });
  document.addEventListener('visibilitychange', changeVisibility);
  window.addEventListener('pagehide', report);
  const ends = [
    useReadingStore.subscribe(follow),
    useProjectStore.subscribe(follow),
    useSessionStore.subscribe(follow),
  ];
  follow();
  return () => {
    report();
    clearInterval(timer);
    for (const name of acts) window.removeEventListener(name, act, true);
    document.removeEventListener('visibilitychange', changeVisibility);
    window.removeEventListener('pagehide', report);
    for (const end of ends) end();
  };
}
