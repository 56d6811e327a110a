import { beforeEach, describe, expect, it } from 'vitest';
import { viewStateSchema } from '../../shared/ipc/contract';
import { useStackWindowStore } from './stack-window-store';
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
  useViewerStore.setState(useViewerStore.getInitialState());
  useStackWindowStore.setState({ windows: {} });
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
    viewer().toggleLink('linked');
    viewer().setFrame(1, 0);
    expect(frames()).toEqual([4, 0, 2, 1]);
    viewer().toggleLink('linked');
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
    const cell = viewer().ensureCell({ plane: 'sagittal', weighting: 'T1', prefers: 'coverage' }, null);
    expect(cell).not.toBeNull();
    expect(viewer().cells[cell ?? 0]?.stackId).toBe('t1');
    expect(viewer().ensureCell({ plane: 'coronal', weighting: 'T2', prefers: 'coverage' }, null)).toBeNull();
  });

  it('shows a frame by its id', () => {
    expect(viewer().showFrame(0, '1.2.block-2.3/1')).toBe(true);
    expect(viewer().cells[0]).toMatchObject({ stackId: 'block-2', frameIndex: 2 });
    expect(viewer().showFrame(0, 'unknown')).toBe(false);
  });

  it('keeps every slice where more of the study is found, and fills what was empty', () => {
    const whole = viewer().study;
    if (whole === null) throw new Error('no study');
    const part = { ...whole, stacks: whole.stacks.filter(({ plane }) => plane === 'axial').slice(0, 1) };
    viewer().openStudy(part, null);
    const index = viewer().cells.findIndex(({ stackId }) => stackId !== null);
    viewer().setFrame(index, 0);
    const before = viewer().cells[index];
    viewer().renewStudy(whole);
    expect(viewer().study).toBe(whole);
    expect(viewer().cells[index]).toMatchObject({ stackId: before?.stackId, frameIndex: 0 });
    expect(viewer().cells[0]?.stackId).toBe('t2');
    expect(viewer().cells.every(({ stackId }) => stackId !== null)).toBe(true);
    viewer().renewStudy({ ...whole, studyInstanceUid: '9.9' });
    expect(viewer().study).toBe(whole);
  });

  it('comes back as it was left', () => {
    viewer().showStack(1, 'block-2', 2);
    viewer().setView(1, 2.5, [3, -4]);
    viewer().setWindow(1, { center: 400, width: 800 });
    viewer().toggleInverted(1);
    viewer().maximise(1);
    viewer().toggleLink('linked');
    const saved = viewer().captureViewState();
    const cells = viewer().cells;
    viewer().closeStudy();
    viewer().openStudy(study, JSON.parse(JSON.stringify(saved)));
    expect(viewer().cells).toEqual(cells);
    expect(viewer()).toMatchObject({ activeCell: 1, maximisedCell: 1, linked: false });
  });

  it('keeps what is shown when the layout changes, and fills new viewports in the hanging order', () => {
    viewer().showStack(1, 'block-2', 2);
    const kept = viewer().cells;
    viewer().setLayout({ rows: 3, columns: 3 });
    expect(viewer().cells.slice(0, 4)).toEqual(kept);
    expect(viewer().cells.map(({ stackId }) => stackId)).toEqual([
      ...['t2', 'block-2', 'stir', 'block-1', 't1'],
      ...[null, null, null, null],
    ]);
    viewer().activate(8);
    viewer().setLayout({ rows: 1, columns: 2 });
    expect(viewer()).toMatchObject({ activeCell: 1, maximisedCell: null, layout: { rows: 1, columns: 2 } });
    expect(viewer().cells).toEqual(kept.slice(0, 2));
    viewer().setLayout({ rows: 2, columns: 2 });
    expect(viewer().cells).toEqual(kept);
  });

  it('brings a new viewport to the position of the linked ones', () => {
    viewer().setLayout({ rows: 1, columns: 1 });
    viewer().setFrame(0, 4);
    viewer().closeStudy();
    viewer().openStudy(study, null);
    viewer().setLayout({ rows: 1, columns: 1 });
    viewer().openStudy(study, viewer().captureViewState());
    viewer().setFrame(0, 4);
    viewer().setLayout({ rows: 1, columns: 2 });
    // x = 8 mm is slice 7 of T1.
    expect(viewer().cells[1]).toMatchObject({ stackId: 't1', frameIndex: 6 });
  });

  it('opens a view that was saved before there were layouts and more links', () => {
    const { layout, zoomLinked, windowLinked, crosshair, ...old } = viewer().captureViewState();
    const saved = viewStateSchema.parse({ ...old, step: 'rim', fractureLevel: null });
    viewer().openStudy(study, saved);
    expect(viewer()).toMatchObject({ layout, zoomLinked, windowLinked, crosshair });
    expect(layout).toEqual({ rows: 2, columns: 2 });
  });

  it('marks a point in every plane of the frame of reference and goes there', () => {
    viewer().setFrame(0, 1);
    viewer().placeCrosshair(0, [-4, 0, 66]);
    expect(viewer().crosshair).toEqual({ lps: [-4, 0, 66], frameOfReferenceUid: '1.2.9', stackId: 't2' });
    expect(frames().slice(0, 3)).toEqual([1, 3, 2]);
    expect(viewer().cells[3]).toMatchObject({ stackId: 'block-2', frameIndex: 1 });
    viewer().removeCrosshair();
    expect(viewer().crosshair).toBeNull();
    viewer().activate(0);
    viewer().placeCrosshairInMiddle();
    expect(viewer().crosshair?.lps).toEqual([-4, -0.5, 0.5]);
  });

  it('enlarges linked viewports together, and at once when the link is switched on', () => {
    viewer().setCellSize({ width: 300, height: 300 });
    viewer().setView(0, 2, [10, 5]);
    expect(viewer().cells[1]).toMatchObject({ zoom: 1, pan: [0, 0] });
    viewer().toggleLink('zoomLinked');
    expect(viewer().cells.map(({ zoom }) => zoom)).toEqual([2, 2, 1, 1]);
    viewer().setView(1, 3, [-4, 0]);
    expect(viewer().cells[0]).toMatchObject({ zoom: 3, pan: [-4, 0] });
    viewer().fit(0);
    expect(viewer().cells[1]).toMatchObject({ zoom: 1, pan: [0, 0] });
  });

  it('changes the grey windows of one weighting together, in proportion', () => {
    useStackWindowStore.setState({
      windows: { t2: { center: 400, width: 800 }, 'block-1': { center: 1000, width: 3000 } },
    });
    viewer().toggleLink('windowLinked');
    viewer().setWindow(0, { center: 500, width: 400 });
    expect(viewer().cells.map(({ window }) => window)).toEqual([
      { center: 500, width: 400 },
      null,
      null,
      { center: 1375, width: 1500 },
    ]);
    viewer().reset(3);
    expect(viewer().cells[0]?.window).toBeNull();
  });

  it('follows another window in what it changed, and stays where it was left otherwise', () => {
    const lead = viewer().lead();
    if (lead === null) throw new Error('no lead');
    viewer().follow(lead);
    viewer().setFrame(0, 1);
    viewer().follow({ ...lead, crosshair: null });
    expect(frames()[0]).toBe(1);
    viewer().follow({ ...lead, frameIndex: 4 });
    expect(frames().slice(0, 2)).toEqual([4, 6]);
    viewer().follow({
      ...lead,
      frameIndex: 4,
      crosshair: { lps: [0, 0, 8], frameOfReferenceUid: '1.2.9', stackId: 't2' },
    });
    expect(frames()).toEqual([2, 4, 2, 2]);
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
