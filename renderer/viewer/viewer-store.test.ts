import { beforeEach, describe, expect, it } from 'vitest';
import { axialOrientation, makeStack, makeStudy, sagittalPositions } from './testing';
import { useViewerStore } from './viewer-store';

const viewer = () => useViewerStore.getState();
const frames = () => viewer().cells.map(({ frameIndex }) => frameIndex);

const study = makeStudy([
  makeStack({ id: 't2', positions: sagittalPositions(5) }),
  makeStack({ id: 't1', weighting: 'T1', positions: sagittalPositions(9, -16) }),
  makeStack({ id: 'stir', weighting: 'STIR', frameOfReferenceUid: '1.2.77' }),
  makeStack({
    id: 'block-1',
    plane: 'axial',
    orientation: axialOrientation,
    seriesInstanceUid: '1.2.5',
    positions: [0, 4, 8, 12].map((z) => [-100, -100, z]),
  }),
  makeStack({
    id: 'block-2',
    plane: 'axial',
    orientation: axialOrientation,
    seriesInstanceUid: '1.2.5',
    positions: [60, 64, 68].map((z) => [-100, -100, z]),
  }),
]);

beforeEach(() => {
  viewer().closeStudy();
  viewer().openStudy(study, null);
});

describe('viewer store', () => {
  it('opens by the hanging protocol at the middle slices', () => {
    expect(viewer().cells.map(({ stackId }) => stackId)).toEqual(['t2', 't1', 'stir', 'block-1']);
    expect(frames()).toEqual([2, 4, 2, 1]);
  });

  it('scrolls parallel stacks of the frame of reference together by position, within the stack', () => {
    viewer().scroll(0, 1);
    // x = 4 mm is slice 4 of T2 and slice 6 of T1; STIR has another frame of reference.
    expect(frames()).toEqual([3, 5, 2, 1]);
    viewer().scroll(0, 100);
    expect(frames()[0]).toBe(4);
    viewer().toggleLinked();
    viewer().setFrame(1, 0);
    expect(frames()).toEqual([4, 0, 2, 1]);
    viewer().toggleLinked();
  });

  it('shows a point in every viewport that can, in the block nearest to it', () => {
    viewer().showPoint([-8, 0, 66]);
    expect(frames().slice(0, 3)).toEqual([0, 2, 2]);
    expect(viewer().cells[3]).toMatchObject({ stackId: 'block-2', frameIndex: 1 });
    viewer().showPoint([8, 0, 0], { cell: 1 });
    expect(frames()).toEqual([0, 6, 2, 1]);
  });

  it('finds and makes viewports for a plane and weighting', () => {
    expect(viewer().findCell('sagittal', 'T1')).toBe(1);
    expect(viewer().findCell('coronal')).toBeNull();
    viewer().showStack(1, 'block-2');
    expect(viewer().findCell('sagittal', 'T1')).toBeNull();
    const cell = viewer().ensureCell('sagittal', 'T1');
    expect(cell).not.toBeNull();
    expect(viewer().cells[cell ?? 0]?.stackId).toBe('t1');
    expect(viewer().ensureCell('coronal')).toBeNull();
  });

  it('shows a frame by its id', () => {
    expect(viewer().showFrame(0, '1.2.block-2.3/1')).toBe(true);
    expect(viewer().cells[0]).toMatchObject({ stackId: 'block-2', frameIndex: 2 });
    expect(viewer().showFrame(0, 'unknown')).toBe(false);
  });

  it('comes back as it was left', () => {
    viewer().showStack(1, 'block-2', 2);
    viewer().setView(1, 2.5, [3, -4]);
    viewer().setWindow(1, { center: 400, width: 800 });
    viewer().toggleInverted(1);
    viewer().maximise(1);
    viewer().toggleLinked();
    const saved = viewer().captureViewState();
    const cells = viewer().cells;
    viewer().closeStudy();
    viewer().openStudy(study, JSON.parse(JSON.stringify(saved)));
    expect(viewer().cells).toEqual(cells);
    expect(viewer()).toMatchObject({ activeCell: 1, maximisedCell: 1, linked: false });
  });

  it('hangs anew where the saved view names nothing of the study', () => {
    const saved = viewer().captureViewState();
    const other = {
      ...saved,
      cells: saved.cells.map((cell) => ({ ...cell, stackId: 'gone', frameId: 'gone' })),
    };
    viewer().openStudy(study, other);
    expect(viewer().cells[0]?.stackId).toBe('t2');
  });
});
