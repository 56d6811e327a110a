import { describe, expect, it } from 'vitest';
import { createCellView } from './cell-view';
import { referenceLinesOf } from './reference-lines';
import { axialOrientation, makeStack, makeStudy, sagittalPositions } from './testing';
import type { ViewportCell } from './viewer-store';

const sagittal = makeStack({ id: 'sagittal', positions: sagittalPositions(5) });
const second = makeStack({ id: 'second', weighting: 'T1' });
const axial = makeStack({
  id: 'axial',
  plane: 'axial',
  orientation: axialOrientation,
  positions: [[-100, -100, 40]],
});
const foreign = makeStack({
  id: 'foreign',
  plane: 'axial',
  orientation: axialOrientation,
  frameOfReferenceUid: '9.9',
});
const study = makeStudy([sagittal, second, axial, foreign]);

const cell = (stackId: string): ViewportCell => ({
  stackId,
  frameIndex: 0,
  window: null,
  inverted: false,
  zoom: 1,
  pan: [0, 0],
});
const cells = ['sagittal', 'second', 'foreign', 'axial'].map(cell);

function lines(index: number, activeCell: number) {
  const stack = study.stacks.find(({ id }) => id === cells[index]?.stackId);
  if (stack === undefined) throw new Error('no stack');
  const view = createCellView({
    cellIndex: index,
    stack,
    frameIndex: 0,
    width: 400,
    height: 400,
    zoom: 1,
    pan: [0, 0],
    isActive: index === activeCell,
  });
  if (view === null) throw new Error('no view');
  return referenceLinesOf(view, { study, comparison: null, cells, activeCell });
}

describe('referenceLinesOf', () => {
  it('draws the active slice across another plane where it cuts it', () => {
    const [line, ...others] = lines(3, 0);
    expect(others).toEqual([]);
    expect(line).toMatchObject({ cell: 0, isActive: true });
    // x = -8 mm on an image from x -100.5 on, 2 px a mm, over its full height.
    const ends = [line?.start, line?.end].map((end) => end?.map((value) => Math.round(value * 1e6) / 1e6));
    expect(ends.map((end) => end?.[0])).toEqual([185, 185]);
    expect(ends.map((end) => end?.[1]).sort()).toEqual([0, 400]);
  });

  it('draws the other planes on the active one, none for parallel slices or another frame of reference', () => {
    expect(lines(0, 0).map((line) => line.cell)).toEqual([3]);
    expect(lines(1, 0)).toEqual([]);
    expect(lines(2, 0)).toEqual([]);
  });
});
