/** Without a key or a movement of the pointer for so long, somebody is away, ms. */
export const idleAfterMs = 60_000;

/**
 * Counts the time somebody works: from each act until the next one, but never longer than `idleAfterMs` after an act, and
 * not while the window is hidden. Times are those of one clock, ms, and never go backwards.
 */
export class ActiveTime {
  private lastActAt: number | null = null;
  /** Up to here the time is counted. */
  private countedTo = 0;
  private countedMs = 0;

  /** Somebody pressed a key, or moved or pressed the pointer. */
  act(now: number): void {
    this.count(now);
    this.lastActAt = now;
    this.countedTo = now;
  }

  /** Nobody can be working from here on until the next act: the window is hidden. */
  pause(now: number): void {
    this.count(now);
    this.lastActAt = null;
  }

  /** The time worked since it was last taken, ms. */
  take(now: number): number {
    this.count(now);
    const taken = this.countedMs;
    this.countedMs = 0;
    return taken;
  }

  private count(now: number): void {
    if (this.lastActAt === null) return;
    const end = Math.min(now, this.lastActAt + idleAfterMs);
    if (end <= this.countedTo) return;
    this.countedMs += end - this.countedTo;
    this.countedTo = end;
  }
}
