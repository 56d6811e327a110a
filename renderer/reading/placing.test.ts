import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { geometryFinding } from '../../shared/dicom/geometry-finding';
import type { Frame, Stack, Study } from '../../shared/dicom/model';
import { createReading, type Reading } from '../../shared/findings/reading';
import { nearestOnPolyline } from '../../shared/geometry/polyline';
import { type CellView, createCellView } from '../viewer/cell-view';

vi.hoisted(() => {
  // The stores of the window reach the main process through the preload's bridge.
  Object.assign(globalThis, {
    rimReader: {
      invoke: async () => ({ ok: true, value: { savedAt: '2026-03-01T10:00:00.000Z', sequence: 1 } }),
      on: () => () => undefined,
      readyToClose: () => undefined,
    },
  });
});

const { chooseFractureLevel, dragPoint, placedAt, placeLevel, placingProblem, press, promptOf } =
  await import('./placing');
const { acceptProposals, placedProposals } = await import('./level-proposals');
const { usePreferencesStore } = await import('../app/preferences-store');
const { holdWireImage } = await import('./wire-image');
const { useViewerStore } = await import('../viewer/viewer-store');
const { finishStroke, shortenStroke } = await import('./draw-line');
const { movePoint, placedOf, pointOf, refKey, removePoint } = await import('./point-ref');
const { useProtocolStore } = await import('./protocol-store');
const { useReadingStore } = await import('./use-reading');

const pixels: Stack['pixels'] = {
  transferSyntaxUid: '1.2.840.10008.1.2.1',
  bitsAllocated: 16,
  bitsStored: 12,
  highBit: 11,
  pixelRepresentation: 0,
  samplesPerPixel: 1,
  photometricInterpretation: 'MONOCHROME2',
  planarConfiguration: 0,
};

function frameAt(
  sopInstanceUid: string,
  position: Frame['position'],
  orientation: Frame['orientation'],
): Frame {
  return {
    id: `${sopInstanceUid}/1`,
    sopInstanceUid,
    frame: 1,
    instanceNumber: 1,
    position,
    orientation,
    rescaleSlope: 1,
    rescaleIntercept: 0,
    window: null,
  };
}

function stackOf(plane: 'sagittal' | 'axial', frames: Frame[], changes: Partial<Stack> = {}): Stack {
  return {
    id: plane,
    studyInstanceUid: '1.2',
    seriesInstanceUid: `1.2.${plane.length}`,
    seriesNumber: 1,
    description: plane,
    label: `T2 ${plane}`,
    modality: 'MR',
    sopClassUid: '1.2.840.10008.5.1.4.1.1.4',
    plane,
    weighting: 'T2',
    rows: 400,
    columns: 400,
    pixelSpacing: [0.5, 0.5],
    sliceThickness: 4,
    sliceStep: 4,
    frameOfReferenceUid: '1.2.9',
    normal: null,
    geometry: [],
    pixels,
    frames,
    ...changes,
  };
}

const sagittalFrames = [0, 4].map((x, index) =>
  frameAt(`1.2.3.${index + 1}`, [x, -100, 100], [0, 1, 0, 0, 0, -1]),
);
const axialFrames = [frameAt('1.2.4.1', [-100, -100, 0], [1, 0, 0, 0, 1, 0])];

function viewOf(stack: Stack, frameIndex = 0): CellView {
  const view = createCellView({
    cellIndex: 0,
    stack,
    frameIndex,
    width: 400,
    height: 400,
    zoom: 1,
    pan: [0, 0],
    isActive: true,
  });
  if (view === null) throw new Error('the stack has no such frame');
  return view;
}

const sagittal = viewOf(stackOf('sagittal', sagittalFrames));
const neighbour = viewOf(stackOf('sagittal', sagittalFrames), 1);
const axial = viewOf(stackOf('axial', axialFrames));

/** Presses and releases the button at a screen position. */
function click(tool: Parameters<typeof press>[0], view: CellView, x: number, y: number): void {
  const placing = press(tool, view, x, y);
  const [left, posterior, head] = view.toPatient(x, y);
  placing?.release(
    {
      point: { lps: [left, posterior, head], sopInstanceUid: view.frame.sopInstanceUid, frame: 1 },
      image: view.imageGeometry,
    },
    false,
  );
}

function reading(): Reading {
  const { reading: open } = useReadingStore.getState();
  if (open === null) throw new Error('no reading is open');
  return open;
}

/** Levels L3, L2 and L1 from below, then a fracture of L2. */
function markL2(): void {
  useProtocolStore.getState().setNextLevel('L3');
  for (const y of [300, 200, 100]) click('level', sagittal, 150, y);
  chooseFractureLevel('L2');
}

beforeEach(() => {
  useProtocolStore.getState().reset('numbering', null, 'L5');
  useReadingStore.setState({
    reading: createReading({
      readingId: '5f0d2c1e-8a43-4b57-9c60-2d1e7a9b3c41',
      readerId: 'A',
      subject: { id: 'C-014', ageYears: null, sex: null },
      studyInstanceUid: '1.2',
      softwareVersion: '0.1.0',
      now: '2026-03-01T10:00:00.000Z',
    }),
    undoable: [],
    redoable: [],
    refused: null,
  });
});

describe('level tool', () => {
  it('counts upward from the level chosen and places points where the pointer is', () => {
    click('level', sagittal, 150, 300);
    click('level', sagittal, 150, 200);
    expect(reading().levels.map((mark) => mark.level)).toEqual(['L4', 'L5']);
    expect(reading().levels[1]?.point).toEqual({
      lps: [0, expect.closeTo(-25.25, 6), expect.closeTo(-49.75, 6)],
      sopInstanceUid: '1.2.3.1',
      frame: 1,
    });
    expect(promptOf('level', sagittal, reading())).toEqual({ text: 'L3', refused: false });
  });

  it('counts downward over levels that are marked already', () => {
    useProtocolStore.getState().setNextLevel('T12');
    useProtocolStore.getState().setLevelDirection(1);
    click('level', sagittal, 150, 100);
    useProtocolStore.getState().setNextLevel('T11');
    click('level', sagittal, 150, 50);
    expect(promptOf('level', sagittal, reading()).text).toBe('L1');
  });

  it('refuses an image that cannot be measured and says why in place', () => {
    const stack = stackOf('sagittal', sagittalFrames, {
      geometry: [geometryFinding('no-pixel-spacing', 'The header has no pixel spacing.')],
    });
    const view = viewOf(stack);
    expect(placingProblem('level', view, reading())).toContain('The header has no pixel spacing.');
    click('level', view, 150, 300);
    expect(reading().levels).toEqual([]);
  });
});

describe('fracture tool', () => {
  it('marks the level nearest to the click and turns to its fracture', () => {
    useProtocolStore.getState().setNextLevel('L3');
    for (const y of [300, 200, 100]) click('level', sagittal, 150, y);
    click('fracture', sagittal, 160, 190);
    expect(reading().fractures.map((fracture) => fracture.level)).toEqual(['L2']);
    expect(useProtocolStore.getState().fractureLevel).toBe('L2');
    click('fracture', sagittal, 150, 110);
    expect(reading().fractures.map((fracture) => fracture.level)).toEqual(['L1', 'L2']);
  });
});

describe('landmark tool', () => {
  it('asks down the spine, goes on to the next missing one and takes a chosen one first', () => {
    markL2();
    expect(promptOf('landmark', sagittal, reading()).text).toBe('AS of L1');
    click('landmark', sagittal, 120, 80);
    expect(promptOf('landmark', sagittal, reading()).text).toBe('PS of L1');
    useProtocolStore.getState().chooseLandmark({ level: 'L2', landmark: 'PC' });
    click('landmark', sagittal, 220, 200);
    expect(reading().fractures[0]?.landmarks.map((one) => `${one.level} ${one.landmark}`)).toEqual([
      'L1 AS',
      'L2 PC',
    ]);
    expect(promptOf('landmark', sagittal, reading()).text).toBe('PS of L1');
  });

  it('makes one undo step of a press that adjusts the point before it is released', () => {
    markL2();
    const before = useReadingStore.getState().undoable.length;
    const placing = press('landmark', sagittal, 120, 80);
    for (const x of [122, 125, 130]) {
      const [left, posterior, head] = sagittal.toPatient(x, 80);
      placing?.move({
        point: { lps: [left, posterior, head], sopInstanceUid: '1.2.3.1', frame: 1 },
        image: sagittal.imageGeometry,
      });
    }
    expect(useReadingStore.getState().undoable).toHaveLength(before + 1);
    expect(reading().fractures[0]?.landmarks[0]?.point.lps[1]).toBeCloseTo(sagittal.toPatient(130, 80)[1], 9);
    useReadingStore.getState().undo();
    expect(reading().fractures[0]?.landmarks).toEqual([]);
  });

  it('works on sagittal images only', () => {
    markL2();
    expect(placingProblem('landmark', axial, reading())).toBe('This tool works on sagittal images.');
    expect(placingProblem('outline', sagittal, reading())).toBe('This tool works on axial images.');
  });
});

describe('wall tool', () => {
  it('collects points on one slice, takes the last back, and replaces the trace of the same slice', () => {
    markL2();
    for (const y of [180, 190, 200, 400]) click('wall', sagittal, 200, y);
    shortenStroke();
    expect(promptOf('wall', neighbour, reading()).refused).toBe(true);
    expect(finishStroke(null)).toBe(true);
    expect(reading().fractures[0]?.posteriorWall.traces.map((trace) => trace.points.length)).toEqual([3]);
    for (const y of [180, 200]) click('wall', sagittal, 201, y);
    finishStroke(null);
    for (const y of [180, 200]) click('wall', neighbour, 201, y);
    finishStroke(null);
    const traces = reading().fractures[0]?.posteriorWall.traces ?? [];
    expect(traces.map((trace) => trace.points[0]?.sopInstanceUid)).toEqual(['1.2.3.1', '1.2.3.2']);
    expect(traces.map((trace) => trace.points.length)).toEqual([2, 2]);
  });

  it('does not end a wall of one point', () => {
    markL2();
    click('wall', sagittal, 200, 180);
    expect(finishStroke(null)).toBe(false);
    expect(useProtocolStore.getState().stroke).not.toBeNull();
  });

  it('snaps a disrupted stretch onto the trace, and says so where there is none', () => {
    markL2();
    for (const y of [160, 240]) click('wall', sagittal, 200, y);
    finishStroke(null);
    click('disrupted', sagittal, 300, 180);
    expect(useReadingStore.getState().refused).toContain('Click on the trace');
    click('disrupted', sagittal, 204, 180);
    click('disrupted', sagittal, 197, 200);
    const stretch = reading().fractures[0]?.posteriorWall.traces[0]?.disrupted[0];
    const wallAt = sagittal.toPatient(200, 180);
    expect(stretch?.start.lps[1]).toBeCloseTo(wallAt[1], 6);
    expect(stretch?.start.lps[2]).toBeCloseTo(wallAt[2], 6);
    expect(stretch?.end.lps[1]).toBeCloseTo(wallAt[1], 6);
  });
});

describe('fragment and outline tools', () => {
  it('draws sizes in order on sagittal images and the transverse one on axial images', () => {
    markL2();
    expect(promptOf('fragment', sagittal, reading()).text).toBe('antero-posterior: from');
    click('fragment', sagittal, 200, 190);
    click('fragment', sagittal, 210, 190);
    expect(promptOf('fragment', sagittal, reading()).text).toBe('cranio-caudal: from');
    click('fragment', axial, 190, 200);
    click('fragment', axial, 206, 200);
    const fragment = reading().fractures[0]?.fragment;
    expect(fragment?.presence).toBe('present');
    expect(fragment?.anteroPosterior).not.toBeNull();
    expect(fragment?.transverse).not.toBeNull();
    const sizes = reading().fractures[0]?.measurements.filter((one) => one.method.startsWith('FRAG-'));
    expect(sizes?.find((one) => one.method === 'FRAG-AP')?.value).toBeCloseTo(5, 6);
    expect(sizes?.find((one) => one.method === 'FRAG-TR')?.value).toBeCloseTo(8, 6);
  });

  it('proposes the level of an outline from the position of the slice', () => {
    markL2();
    expect(promptOf('outline', axial, reading()).text).toBe('Canal outline at L2');
    for (const [x, y] of [
      [180, 180],
      [220, 180],
      [220, 220],
    ] as const) {
      click('outline', axial, x, y);
    }
    finishStroke(axial);
    expect(reading().fractures[0]?.canal.outlines.map((one) => one.level)).toEqual(['L2']);
  });
});

describe('points by reference', () => {
  it('finds, moves and removes every kind of point', () => {
    markL2();
    click('landmark', sagittal, 120, 80);
    for (const y of [160, 200, 240]) click('wall', sagittal, 200, y);
    finishStroke(null);
    const refs = [
      { kind: 'level', level: 'L3' },
      { kind: 'landmark', fracture: 'L2', level: 'L1', landmark: 'AS' },
      { kind: 'wall', fracture: 'L2', trace: 0, index: 1 },
    ] as const;
    for (const ref of refs) {
      const point = pointOf(reading(), ref);
      const placed = point === null ? null : placedOf(reading(), point);
      if (placed === null) throw new Error(`${refKey(ref)} is not found`);
      const to = { ...placed, point: { ...placed.point, lps: [0, 1, 2] as [number, number, number] } };
      const moved = movePoint(reading(), ref, to);
      expect(moved.refused).toBeNull();
      expect(pointOf(moved.reading, ref)?.lps).toEqual([0, 1, 2]);
      expect(pointOf(removePoint(reading(), ref).reading, ref)?.lps).not.toEqual(placed.point.lps);
    }
  });

  it('removes a trace as a whole when one point would be left', () => {
    markL2();
    for (const y of [160, 200]) click('wall', sagittal, 200, y);
    finishStroke(null);
    const removed = removePoint(reading(), { kind: 'wall', fracture: 'L2', trace: 0, index: 0 });
    expect(removed.reading.fractures[0]?.posteriorWall.traces).toEqual([]);
  });
});

describe('ways of drawing', () => {
  const traced = () => reading().fractures[0]?.posteriorWall.traces ?? [];
  const placed = (view: CellView, x: number, y: number) => placedAt(view, x, y);
  const drawing = (mode: 'points' | 'freehand' | 'spline' | 'wire') =>
    usePreferencesStore.setState(({ preferences }) => ({
      preferences: { ...preferences, drawing: { ...preferences.drawing, wall: mode } },
    }));
  afterEach(() => drawing('points'));

  it('freehand: a drag draws, within a quarter of a pixel of the pointer, as one piece', () => {
    markL2();
    drawing('freehand');
    const wave = (y: number) => 200 + 6 * Math.sin(y / 12);
    const placing = press('wall', sagittal, wave(150), 150);
    for (let y = 151; y <= 250; y++) placing?.move(placed(sagittal, wave(y), y));
    placing?.release(placed(sagittal, wave(250), 250), true);
    expect(useProtocolStore.getState().stroke?.pieces).toHaveLength(1);
    expect(finishStroke(null)).toBe(true);
    const points = traced()[0]?.points.map(({ lps }) => lps) ?? [];
    expect(points.length).toBeLessThan(40);
    for (let y = 150; y <= 250; y++) {
      const off = nearestOnPolyline(points, sagittal.toPatient(wave(y), y))?.distance ?? Infinity;
      expect(off).toBeLessThanOrEqual(0.25 * 0.5 + 1e-6);
    }
  });

  it('spline: the stored line holds every click and bends between them; Backspace takes back a click', () => {
    markL2();
    drawing('spline');
    const clicks = [
      [200, 150],
      [210, 180],
      [203, 215],
      [200, 250],
    ] as const;
    for (const [x, y] of clicks) click('wall', sagittal, x, y);
    click('wall', sagittal, 260, 300);
    shortenStroke();
    finishStroke(null);
    const points = traced()[0]?.points.map(({ lps }) => lps) ?? [];
    expect(points.length).toBeGreaterThan(clicks.length + 3);
    for (const [x, y] of clicks)
      expect(nearestOnPolyline(points, sagittal.toPatient(x, y))?.distance).toBeLessThan(1e-6);
    const straight = clicks.map(([x, y]) => sagittal.toPatient(x, y));
    expect(
      Math.max(...points.map((point) => nearestOnPolyline(straight, point)?.distance ?? 0)),
    ).toBeGreaterThan(0.3);
  });

  it('live-wire: follows the border to the bright canal between clicks, and is straight where there are no grey values', () => {
    markL2();
    drawing('wire');
    expect(promptOf('wall', sagittal, reading()).text).toContain('no grey values');
    const border = (row: number) => 200 + Math.round(5 * Math.sin((row - 150) / 32));
    holdWireImage(sagittal.frame.id, {
      columns: 400,
      rows: 400,
      columnSpacing: 0.5,
      rowSpacing: 0.5,
      valueAt: (column, row) => (column < border(row) ? 10 : 500),
    });
    expect(promptOf('wall', sagittal, reading()).text).toContain('live-wire');
    const at = (row: number) => sagittal.toScreen(sagittal.toPatient(border(row), row + 0.5));
    for (const row of [150, 200, 250]) click('wall', sagittal, ...at(row));
    expect(useProtocolStore.getState().stroke?.pieces).toHaveLength(3);
    finishStroke(null);
    const points = traced()[0]?.points.map(({ lps }) => lps) ?? [];
    for (let row = 152; row < 250; row += 3) {
      const [x, y] = at(row);
      expect(nearestOnPolyline(points, sagittal.toPatient(x, y))?.distance).toBeLessThan(0.5);
    }
    holdWireImage(sagittal.frame.id, null);
    for (const y of [150, 250]) click('wall', neighbour, 200, y);
    finishStroke(null);
    expect(traced()[1]?.points).toHaveLength(2);
  });

  it('a cancelled press leaves nothing behind: no stroke, no landmark, no level', () => {
    markL2();
    drawing('freehand');
    const line = press('wall', sagittal, 200, 150);
    line?.move(placed(sagittal, 200, 170));
    line?.cancel();
    expect(useProtocolStore.getState().stroke).toBeNull();
    const before = reading();
    const corner = press('landmark', sagittal, 120, 80);
    corner?.move(placed(sagittal, 140, 80));
    corner?.cancel();
    expect(reading().fractures[0]?.landmarks).toEqual(before.fractures[0]?.landmarks);
    click('landmark', sagittal, 120, 80);
    const at = reading().fractures[0]?.landmarks[0]?.point;
    const drag = dragPoint({ kind: 'landmark', fracture: 'L2', level: 'L1', landmark: 'AS' });
    drag.move(placed(sagittal, 190, 90));
    drag.cancel();
    expect(reading().fractures[0]?.landmarks[0]?.point).toEqual(at);
  });

  it('marks disrupted stretches on the traces of several slices, each on its own', () => {
    markL2();
    for (const view of [sagittal, neighbour]) {
      for (const y of [160, 240]) click('wall', view, 200, y);
      finishStroke(null);
    }
    for (const [view, y] of [
      [neighbour, 180],
      [sagittal, 210],
    ] as const) {
      click('disrupted', view, 200, y);
      click('disrupted', view, 200, y + 15);
    }
    expect(traced().map(({ disrupted }) => disrupted.map(({ start }) => start.sopInstanceUid))).toEqual([
      ['1.2.3.1'],
      ['1.2.3.2'],
    ]);
    const [middle] = sagittal.toPatient(200, 210);
    expect(traced()[0]?.disrupted[0]?.start.lps[0]).toBeCloseTo(middle, 6);
  });

  it('removes a trace as a whole, and puts it back', () => {
    markL2();
    for (const y of [160, 200, 240]) click('wall', sagittal, 200, y);
    finishStroke(null);
    const { apply, undo } = useReadingStore.getState();
    apply((draft) => removePoint(draft, { kind: 'trace', fracture: 'L2', trace: 0 }), 'removed');
    expect(traced()).toEqual([]);
    undo();
    expect(traced()[0]?.points).toHaveLength(3);
  });
});

describe('proposed levels', () => {
  it('are marked one by one where they lie, or all in one undo step', () => {
    useProtocolStore.getState().setNextLevel('L4');
    click('level', sagittal, 150, 320);
    useProtocolStore.getState().setNextLevel('T12');
    click('level', sagittal, 150, 80);
    const study = { stacks: [sagittal.stack] } as unknown as Study;
    useViewerStore.setState({ study });
    expect(reading().levels.map(({ level }) => level)).toEqual(['T12', 'L4']);
    const proposals = placedProposals(reading(), study);
    expect(proposals.map(({ level }) => level)).toEqual(['L1', 'L2', 'L3']);
    expect(proposals[1]?.placed.point).toEqual({
      lps: [
        0,
        expect.closeTo(sagittal.toPatient(150, 200)[1], 6),
        expect.closeTo(sagittal.toPatient(150, 200)[2], 6),
      ],
      sopInstanceUid: '1.2.3.1',
      frame: 1,
    });
    const [first] = proposals;
    if (first === undefined) throw new Error('nothing is proposed');
    placeLevel(reading(), first.level, first.placed)?.release(first.placed, false);
    expect(reading().levels.map(({ level }) => level)).toEqual(['T12', 'L1', 'L4']);
    const acts = useReadingStore.getState().undoable.length;
    expect(acceptProposals()).toBe(true);
    expect(reading().levels.map(({ level }) => level)).toEqual(['T12', 'L1', 'L2', 'L3', 'L4']);
    expect(useReadingStore.getState().undoable).toHaveLength(acts + 1);
    expect(acceptProposals()).toBe(false);
    useReadingStore.getState().undo();
    expect(reading().levels).toHaveLength(3);
    useViewerStore.setState({ study: null });
  });
});
