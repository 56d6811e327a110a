import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Vector3 } from '../../shared/geometry/vector';
import { anchorOf, type LevelPair, placesFrom, withOwnFramesOfReference } from './level-link';
import { axialOrientation, makeStack, makeStudy, sagittalPositions } from './testing';
import { useViewerStore } from './viewer-store';

const shift: Vector3 = [14, -20, 30];
const levels = ['T11', 'T12', 'L1'] as const;
const heights = [60, 30, 0] as const;

/** The compared study's levels lie `shift` away, their distances stretched. */
const pairs = (stretch = 1): LevelPair[] =>
  levels.map((level, index) => ({
    level,
    open: { lps: [0, 0, heights[index] ?? 0], frameOfReferenceUid: '1.2.9' },
    compared: {
      lps: [shift[0], shift[1], shift[2] + stretch * (heights[index] ?? 0)],
      frameOfReferenceUid: '1.3.9',
    },
  }));

const axialPositions = (x: number, y: number, from: number, step: number): Vector3[] =>
  Array.from({ length: 31 }, (_, index) => [x - 100, y - 100, from + index * step]);
const open = makeStudy([
  makeStack({ id: 'sag', positions: sagittalPositions(9, -16) }),
  makeStack({
    id: 'ax',
    plane: 'axial',
    orientation: axialOrientation,
    positions: axialPositions(0, 0, -20, 4),
  }),
]);
const compared = makeStudy(
  [
    makeStack({
      id: 'other-sag',
      studyInstanceUid: '1.3',
      frameOfReferenceUid: '1.3.9',
      positions: sagittalPositions(9, -2),
    }),
    makeStack({
      id: 'other-ax',
      plane: 'axial',
      studyInstanceUid: '1.3',
      frameOfReferenceUid: '1.3.9',
      orientation: axialOrientation,
      positions: axialPositions(14, -20, 10, 4),
    }),
  ],
  '1.3',
);

const [sagittal, axial] = open.stacks;
const [otherSagittal, otherAxial] = compared.stacks;
if (sagittal === undefined || axial === undefined || otherSagittal === undefined || otherAxial === undefined)
  throw new Error('no stacks');

describe('anchorOf', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  it('leads from mark to mark, and between two marks to the same share of the way, there and back', () => {
    fc.assert(
      fc.property(
        share,
        fc.double({ min: 0.6, max: 1.5, noNaN: true }),
        fc.boolean(),
        (part, stretch, isSlice) => {
          const point: Vector3 = [3, 5, 60 * part];
          const stack = isSlice ? axial : sagittal;
          const places = placesFrom(pairs(stretch), true);
          const there = anchorOf(places, { stack, point, isSlice }, otherAxial);
          expect(there?.from[2]).toBeCloseTo(60 * part, 9);
          expect(there?.to[0]).toBeCloseTo(14, 9);
          expect(there?.to[2]).toBeCloseTo(30 + stretch * 60 * part, 9);
          const back = anchorOf(
            placesFrom(pairs(stretch), false),
            { stack: otherAxial, point: there?.to ?? [0, 0, 0], isSlice },
            axial,
          );
          expect(back?.to[2]).toBeCloseTo(60 * part, 6);
        },
      ),
    );
  });

  it('goes on as far beyond the last mark as within reach of it, and says nothing farther away', () => {
    const places = placesFrom(pairs(), true);
    const at = (z: number) => anchorOf(places, { stack: axial, point: [0, 0, z], isSlice: true }, otherAxial);
    expect(at(75)?.to[2]).toBeCloseTo(105, 9);
    expect(at(-29)?.to[2]).toBeCloseTo(1, 9);
    expect(at(95)).toBeNull();
    expect(at(-31)).toBeNull();
    expect(anchorOf([], { stack: axial, point: [0, 0, 0], isSlice: true }, otherAxial)).toBeNull();
  });

  it('uses no mark of another frame of reference', () => {
    const looked = { stack: axial, point: [0, 0, 30] as Vector3, isSlice: true };
    expect(anchorOf(placesFrom(pairs(), true), looked, { frameOfReferenceUid: '1.3.10' })).toBeNull();
    expect(anchorOf(placesFrom(pairs(), false), looked, otherAxial)).toBeNull();
  });
});

describe('the viewer with a second study', () => {
  const viewer = useViewerStore.getState;
  const frame = (cell: number) => viewer().cells[cell]?.frameIndex;
  beforeEach(() => {
    viewer().openStudy(open, null);
    viewer().openComparison({ study: compared, order: 'by-date', levelPairs: pairs() });
  });

  it('puts like beside like and brings each slice of the one to that of the other', () => {
    expect(viewer().cells.map(({ stackId }) => stackId)).toEqual(['sag', 'other-sag', 'ax', 'other-ax']);
    // x 4 lies 4 mm left of the marks; in the other study that is x 18.
    viewer().setFrame(0, 5);
    expect(frame(1)).toBe(5);
    viewer().setFrame(1, 2);
    expect(frame(0)).toBe(2);
    // z 28 is 2 mm below T12; in the other study that is z 58.
    viewer().setFrame(2, 12);
    expect(frame(3)).toBe(12);
    viewer().setLevelPairs([]);
    viewer().setFrame(2, 20);
    expect(frame(3)).toBe(12);
  });

  it('brings the other study to the level of a cross-hair and of a place gone to', () => {
    viewer().placeCrosshair(0, [0, 0, 0]);
    expect([frame(2), frame(3)]).toEqual([5, 5]);
    viewer().showPoint([0, 0, 60], { cell: 2 });
    expect([frame(2), frame(3)]).toEqual([20, 20]);
    viewer().toggleLink('linked');
    viewer().placeCrosshair(0, [0, 0, 0]);
    expect([frame(2), frame(3)]).toEqual([5, 20]);
  });

  it('enlarges the other study equally in mm, about the same level', () => {
    viewer().setCellSize({ width: 400, height: 400 });
    viewer().toggleLink('zoomLinked');
    viewer().setView(0, 2, [10, -5]);
    const other = viewer().cells[1];
    expect(other?.zoom).toBeCloseTo(2, 9);
    // Images of both studies begin at the same corner: the other's middle is off by the way between the marks.
    expect(other?.pan[0]).toBeCloseTo(10 + shift[1], 6);
    expect(other?.pan[1]).toBeCloseTo(-5 - shift[2], 6);
  });

  it('reads on the open study only, and closes to what was there, as it is now', () => {
    expect(viewer().findCell('axial')).toBe(2);
    expect(viewer().captureViewState().comparison).toEqual({ studyInstanceUid: '1.3', order: 'by-date' });
    const saved = viewer().captureViewState();
    viewer().setFrame(0, 1);
    viewer().closeComparison();
    expect(viewer().comparison).toBeNull();
    expect(viewer().cells.map(({ stackId }) => stackId)).toEqual(['sag', null, null, 'ax']);
    expect(frame(0)).toBe(1);
    viewer().openStudy(open, saved, { study: compared, order: 'open-first', levelPairs: pairs() });
    expect(viewer().cells.map(({ stackId }) => stackId)).toEqual(['sag', 'other-sag', 'ax', 'other-ax']);
    viewer().closeComparison();
    expect(
      viewer()
        .cells.map(({ stackId }) => stackId)
        .filter((id) => id !== null),
    ).toEqual(['sag', 'ax']);
  });

  it('gives the compared study frames of reference of its own where both name the same', () => {
    const same = makeStudy([makeStack({ id: 'x', studyInstanceUid: '1.3' })], '1.3');
    expect(withOwnFramesOfReference(same, open).stacks[0]?.frameOfReferenceUid).not.toBe('1.2.9');
    expect(withOwnFramesOfReference(compared, open).stacks[0]).toBe(otherSagittal);
  });
});
