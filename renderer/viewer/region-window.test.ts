import { describe, expect, it } from 'vitest';
import { createCellView } from './cell-view';
import { percentileWindow, regionBetween, regionValues } from './region-window';
import { makeStack } from './testing';

const grey = {
  slope: 2,
  intercept: -10,
  padding: 99,
  values: null,
  least: 0,
  most: 99,
  window: null,
  curved: false,
};

function imageOf(columns: number, pixels: readonly number[]) {
  const stored = Uint16Array.from(pixels);
  return { columns, grey, getPixelData: () => stored };
}

function viewOf(zoom: number) {
  const stack = makeStack({ id: 'stack', rows: 100, columns: 200, pixelSpacing: [2, 1] });
  const view = createCellView({
    cellIndex: 0,
    stack,
    frameIndex: 0,
    width: 400,
    height: 400,
    zoom,
    pan: [0, 0],
    isActive: true,
  });
  if (view === null) throw new Error('no view');
  return view;
}

describe('regionBetween', () => {
  it('takes the pixels whose centres lie in the rectangle, whichever way it was dragged', () => {
    // 200 × 200 mm in 400 × 400 CSS pixels: a column is 2 wide, a row 4 high.
    const view = viewOf(1);
    const region = { left: 10, right: 19, top: 5, bottom: 9 };
    expect(regionBetween(view, [20.1, 20.1], [39.9, 39.9])).toEqual(region);
    expect(regionBetween(view, [39.9, 20.1], [20.1, 39.9])).toEqual(region);
  });

  it('is cut off at the border of the image, and nothing beside it', () => {
    const view = viewOf(0.5);
    expect(regionBetween(view, [0, 0], [400, 400])).toEqual({ left: 0, right: 199, top: 0, bottom: 99 });
    expect(regionBetween(view, [0, 0], [90, 400])).toBeNull();
  });

  it('is the pixel under the pointer where the rectangle is smaller than one', () => {
    expect(regionBetween(viewOf(1), [21, 22], [21, 22])).toEqual({ left: 10, right: 10, top: 5, bottom: 5 });
  });
});

describe('regionValues', () => {
  it('are the rescaled values of the region without padding', () => {
    const image = imageOf(3, [0, 1, 2, 3, 99, 5, 6, 7, 8]);
    expect([...regionValues(image, { left: 1, right: 2, top: 0, bottom: 1 })]).toEqual([-8, -6, 0]);
  });

  it('are thinned over every column of a large region', () => {
    const side = 1024;
    const pixels = Array.from({ length: side * side }, (_, index) => index % side);
    const values = regionValues(imageOf(side, pixels), { left: 0, right: 1023, top: 0, bottom: 1023 });
    expect(values.length).toBeLessThan(80_000);
    expect(new Set(values).size).toBeGreaterThan(1000);
  });
});

describe('percentileWindow', () => {
  it('lies between the percentiles', () => {
    const values = Float64Array.from({ length: 101 }, (_, index) => 100 - index);
    expect(percentileWindow(values, 0.02, 0.98)).toEqual({ center: 50, width: 96 });
    expect(percentileWindow(values, 0, 1)).toEqual({ center: 50, width: 100 });
  });

  it('is nothing for one value, or none', () => {
    expect(percentileWindow(Float64Array.of(3, 3, 3), 0.02, 0.98)).toBeNull();
    expect(percentileWindow(new Float64Array(), 0.02, 0.98)).toBeNull();
  });
});
