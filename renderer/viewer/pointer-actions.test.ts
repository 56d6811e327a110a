import { describe, expect, it } from 'vitest';
import { createCellView } from './cell-view';
import { dragAction, draggedWindow, WheelSteps, zoomedAt } from './pointer-actions';
import { makeStack } from './testing';
import { zoomLimits } from './viewer-store';

describe('dragAction', () => {
  it('keeps the middle and right button for the view whatever tool is in hand', () => {
    for (const tool of ['select', 'level', 'wall', 'zoom'] as const) {
      expect(dragAction(1, tool)).toBe('pan');
      expect(dragAction(2, tool)).toBe('zoom');
    }
  });

  it('leaves the left button to placing tools', () => {
    expect(dragAction(0, 'landmark')).toBeNull();
    expect(dragAction(0, 'select')).toBe('window');
    expect(dragAction(0, 'pan')).toBe('pan');
  });
});

describe('zoomedAt', () => {
  it('keeps the point under the pointer', () => {
    const stack = makeStack({ id: 'a' });
    const make = (zoom: number, pan: readonly [number, number]) => {
      const view = createCellView({
        cellIndex: 0,
        stack,
        frameIndex: 0,
        width: 500,
        height: 300,
        zoom,
        pan,
        isActive: true,
      });
      if (view === null) throw new Error('no view');
      return view;
    };
    const before = make(2, [10, -5]);
    const after = zoomedAt(before, { zoom: 2, pan: [10, -5] }, 1.7, [120, 250]);
    const point = before.toPatient(120, 250);
    const [x, y] = make(after.zoom, after.pan).toScreen(point);
    expect(x).toBeCloseTo(120, 9);
    expect(y).toBeCloseTo(250, 9);
    expect(zoomedAt(before, { zoom: 2, pan: [0, 0] }, 1e6, [0, 0]).zoom).toBe(zoomLimits.most);
  });
});

describe('draggedWindow', () => {
  it('widens to the right and never closes', () => {
    expect(draggedWindow({ center: 500, width: 300 }, 30, 10)).toEqual({ center: 510, width: 330 });
    expect(draggedWindow({ center: 500, width: 300 }, -5000, 0).width).toBe(1);
  });
});

describe('WheelSteps', () => {
  it('goes one slice a notch on every system', () => {
    for (const notch of [53, 100, 120]) {
      const wheel = new WheelSteps();
      expect([notch, notch, -notch].map((delta) => wheel.add(delta))).toEqual([1, 1, -1]);
    }
  });

  it('adds up the fine steps of a touchpad and forgets them when it turns back', () => {
    const wheel = new WheelSteps();
    const steps = [8, 8, 8, 8, 8, 8].map((delta) => wheel.add(delta));
    expect(steps.reduce((sum, step) => sum + step, 0)).toBe(1);
    expect([-20, -20].map((delta) => Math.abs(wheel.add(delta)))).toEqual([0, 1]);
  });
});
