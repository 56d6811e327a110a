import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { usePreferencesStore } from '../app/preferences-store';
import { nextInCine, nextSpeed, sliceIsShown, stopCine, toggleCine, useCineStore } from './cine';
import { makeStack, makeStudy } from './testing';
import { useViewerStore } from './viewer-store';

describe('nextInCine', () => {
  const run = (ends: 'loop' | 'bounce', count: number, steps: number) => {
    let place = { frameIndex: 0, direction: 1 as 1 | -1 };
    return Array.from({ length: steps }, () => {
      place = nextInCine(place, count, ends);
      return place.frameIndex;
    });
  };

  it('goes back at the ends, or on from the other end', () => {
    expect(run('bounce', 4, 8)).toEqual([1, 2, 3, 2, 1, 0, 1, 2]);
    expect(run('loop', 4, 6)).toEqual([1, 2, 3, 0, 1, 2]);
    expect(nextInCine({ frameIndex: 0, direction: -1 }, 4, 'loop').frameIndex).toBe(3);
  });

  it('stays on the only slice', () => {
    expect(run('bounce', 1, 2)).toEqual([0, 0]);
    expect(run('bounce', 2, 3)).toEqual([1, 0, 1]);
  });
});

describe('nextSpeed', () => {
  it('steps through the speeds and stays at their ends', () => {
    expect([nextSpeed(10, 1), nextSpeed(10, -1), nextSpeed(60, 1), nextSpeed(1, -1)]).toEqual([12, 8, 60, 1]);
  });
});

describe('playing', () => {
  let frames: FrameRequestCallback[] = [];
  const display = (now: number) => {
    const due = frames;
    frames = [];
    for (const frame of due) frame(now);
  };
  const slice = () => useViewerStore.getState().cells[0]?.frameIndex ?? -1;

  beforeEach(() => {
    frames = [];
    vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame));
    vi.spyOn(performance, 'now').mockReturnValue(0);
    usePreferencesStore.setState(({ preferences }) => ({
      preferences: { ...preferences, cine: { framesPerSecond: 10, ends: 'loop' } },
    }));
    useViewerStore.getState().openStudy(makeStudy([makeStack({ id: 'sagittal' })]), null);
    useViewerStore.getState().setFrame(0, 0);
  });

  afterEach(() => {
    stopCine();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  it('asks for one slice at its time, and for none before the last one is drawn', () => {
    toggleCine();
    display(0);
    expect(slice()).toBe(1);
    sliceIsShown(0, 1);
    display(50);
    expect(slice()).toBe(1);
    display(100);
    expect(slice()).toBe(2);
    // Not drawn for a second: nothing is asked for meanwhile, nothing is made up for afterwards.
    for (const now of [200, 600, 1100]) display(now);
    expect(slice()).toBe(2);
    sliceIsShown(0, 2);
    display(1116);
    expect(slice()).toBe(3);
    sliceIsShown(0, 3);
    display(1130);
    expect(frames).toHaveLength(1);
    expect(slice()).toBe(3);
  });

  it('stops when anyone goes to another slice', () => {
    toggleCine();
    display(0);
    sliceIsShown(0, 1);
    useViewerStore.getState().setWindow(0, { center: 1, width: 2 });
    expect(useCineStore.getState().cell).toBe(0);
    useViewerStore.getState().scroll(0, 1);
    expect(useCineStore.getState().cell).toBeNull();
    display(500);
    expect(slice()).toBe(2);
  });
});
