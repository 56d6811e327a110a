import { describe, expect, it } from 'vitest';
import { ActiveTime, idleAfterMs } from './active-time';

describe('active time', () => {
  it('counts nothing before the first act', () => {
    const time = new ActiveTime();
    expect(time.take(500_000)).toBe(0);
  });

  it('counts from act to act, in whatever steps it is taken', () => {
    const time = new ActiveTime();
    time.act(1_000);
    expect(time.take(6_000)).toBe(5_000);
    time.act(11_000);
    expect(time.take(12_000)).toBe(6_000);
    expect(time.take(12_000)).toBe(0);
  });

  it('leaves out what lies more than a minute after an act', () => {
    const time = new ActiveTime();
    time.act(0);
    expect(time.take(10 * idleAfterMs)).toBe(idleAfterMs);
    expect(time.take(20 * idleAfterMs)).toBe(0);
    time.act(20 * idleAfterMs);
    expect(time.take(20 * idleAfterMs + 2_000)).toBe(2_000);
  });

  it('counts an idle stretch once when it is taken in the middle of it', () => {
    const time = new ActiveTime();
    time.act(0);
    expect(time.take(40_000)).toBe(40_000);
    expect(time.take(100_000)).toBe(20_000);
    time.act(110_000);
    expect(time.take(110_000)).toBe(0);
  });

  it('stands still while the window is hidden', () => {
    const time = new ActiveTime();
    time.act(0);
    time.pause(5_000);
    expect(time.take(50_000)).toBe(5_000);
    time.act(50_000);
    expect(time.take(51_000)).toBe(1_000);
  });
});
