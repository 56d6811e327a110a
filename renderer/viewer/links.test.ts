import { describe, expect, it } from 'vitest';
import type { Frame } from '../../shared/dicom/model';
import { distance, type Vector3 } from '../../shared/geometry/vector';
import { createCellView } from './cell-view';
import {
  atPositionOf,
  placedAt,
  placementOf,
  proportionOf,
  scrollLinkLimit,
  shareWindow,
  windowOf,
  withoutDoubles,
} from './links';
import { axialOrientation, makeStack, makeStudy, sagittalPositions } from './testing';
import { emptyCell } from './viewer-cells';

/** Sagittal slices turned about the long axis of the body, through x = 0 at their middle. */
function turned(id: string, degrees: number) {
  const angle = (degrees * Math.PI) / 180;
  const orientation: NonNullable<Frame['orientation']> = [Math.sin(angle), Math.cos(angle), 0, 0, 0, -1];
  const along: Vector3 = [Math.sin(angle), Math.cos(angle), 0];
  const normal: Vector3 = [-Math.cos(angle), Math.sin(angle), 0];
  const positions = [8, 4, 0, -4, -8].map(
    (offset): Vector3 => [-99.5 * along[0] + offset * normal[0], -99.5 * along[1] + offset * normal[1], 99.5],
  );
  return makeStack({ id, orientation, positions });
}

/** Axial slices 4 mm apart, leaning by an angle about the patient's left-right axis, the middle one through z. */
function axialBlock(id: string, seriesInstanceUid: string, z: number, degrees: number) {
  const angle = (degrees * Math.PI) / 180;
  const column: Vector3 = [0, Math.cos(angle), -Math.sin(angle)];
  const normal: Vector3 = [0, Math.sin(angle), Math.cos(angle)];
  const positions = [-4, 0, 4].map(
    (offset): Vector3 => [
      -99.5,
      -99.5 * column[1] + offset * normal[1],
      z - 99.5 * column[2] + offset * normal[2],
    ],
  );
  return makeStack({
    id,
    seriesInstanceUid,
    plane: 'axial',
    orientation: [1, 0, 0, ...column],
    positions,
  });
}

const straight = turned('straight', 0);

describe('atPositionOf', () => {
  const cellOf = (stackId: string, frameIndex: number) => ({ ...emptyCell, stackId, frameIndex });

  it('finds the slice nearest to the middle of the other stack’s slice, up to the limit of the angle', () => {
    for (const degrees of [0, 8, -15, scrollLinkLimit - 1]) {
      const angled = turned('angled', degrees);
      const study = makeStudy([straight, angled]);
      for (const frameIndex of [0, 1, 2, 3, 4]) {
        const cell = atPositionOf(
          study,
          { stack: straight, frameIndex },
          { stack: angled, cell: cellOf('angled', 2) },
        );
        // The middle of a straight slice is on the long axis of the turned ones at cos(angle) of its distance.
        const x = 8 - 4 * frameIndex;
        const offsets = [8, 4, 0, -4, -8].map((offset) =>
          Math.abs(-x * Math.cos((degrees * Math.PI) / 180) + offset),
        );
        expect(Math.min(...offsets)).toBeCloseTo(offsets[cell.frameIndex] ?? Number.NaN, 9);
      }
    }
  });

  it('leaves a stack at a larger angle, of another frame of reference, or that does not reach there', () => {
    const steep = turned('steep', scrollLinkLimit + 1);
    const elsewhere = makeStack({ id: 'elsewhere', frameOfReferenceUid: '1.2.77' });
    const far = makeStack({ id: 'far', positions: sagittalPositions(3, 60) });
    const study = makeStudy([straight, steep, elsewhere, far]);
    for (const stack of [steep, elsewhere, far]) {
      const cell = cellOf(stack.id, 1);
      expect(atPositionOf(study, { stack: straight, frameIndex: 4 }, { stack, cell })).toBe(cell);
    }
  });

  it('goes from block to block of another tilt, but not beside a block of its own series', () => {
    const whole = makeStack({
      id: 'whole',
      plane: 'axial',
      orientation: axialOrientation,
      positions: Array.from({ length: 20 }, (_, index): Vector3 => [-99.5, -99.5, 4 * index]),
    });
    const low = axialBlock('low', '1.2.5', 10, 0);
    const high = axialBlock('high', '1.2.5', 60, 30);
    const study = makeStudy([whole, low, high]);
    const onLow = cellOf('low', 0);
    expect(atPositionOf(study, { stack: whole, frameIndex: 15 }, { stack: low, cell: onLow })).toMatchObject({
      stackId: 'high',
      frameIndex: 1,
    });
    expect(atPositionOf(study, { stack: high, frameIndex: 1 }, { stack: low, cell: onLow })).toBe(onLow);
  });
});

describe('withoutDoubles', () => {
  it('lets one viewport go on to a block, and none where it is shown', () => {
    const cells = ['a', 'b', 'c', 'd'].map((stackId) => ({ ...emptyCell, stackId }));
    const toOf = (stackIds: string[]) => stackIds.map((stackId) => ({ ...emptyCell, stackId }));
    const names = (after: string[]) => withoutDoubles(cells, toOf(after)).map(({ stackId }) => stackId);
    expect(names(['b', 'b', 'b', 'd'])).toEqual(['a', 'b', 'c', 'd']);
    expect(names(['e', 'e', 'c', 'e'])).toEqual(['e', 'b', 'c', 'd']);
  });
});

describe('placement', () => {
  it('shows the same patient point in the middle, at the same millimetres for a screen pixel', () => {
    const size = { width: 611, height: 407 };
    const limits = { least: 0.01, most: 100 };
    const small = makeStack({
      id: 'small',
      rows: 100,
      columns: 160,
      pixelSpacing: [0.9, 0.6],
      positions: sagittalPositions(5).map(([x, y, z]): Vector3 => [x, y + 13, z - 31]),
    });
    const cell = {
      ...emptyCell,
      stackId: 'straight',
      frameIndex: 1,
      zoom: 2.5,
      pan: [12, -7] as [number, number],
    };
    const placement = placementOf(straight, cell, size);
    if (placement === null) throw new Error('no placement');
    const followed = placedAt(
      placement,
      { stack: small, cell: { ...emptyCell, stackId: 'small', frameIndex: 3 } },
      size,
      limits,
    );
    const view = (stack: typeof straight, { frameIndex, zoom, pan }: typeof cell) =>
      createCellView({ cellIndex: 0, stack, frameIndex, ...size, zoom, pan, isActive: true });
    const one = view(straight, cell);
    const other = view(small, { ...followed, stackId: 'small', pan: [followed.pan[0], followed.pan[1]] });
    if (one === null || other === null) throw new Error('no view');
    expect(other.millimetresPerScreenPixel).toBeCloseTo(one.millimetresPerScreenPixel, 12);
    const [, y, z] = one.toPatient(100, 300);
    const seen = other.toPatient(100, 300);
    expect(distance([seen[0], y, z], seen)).toBeLessThan(1e-9);
  });

  it('is nothing without a scale', () => {
    const unscaled = makeStack({ id: 'unscaled', pixelSpacing: null });
    expect(placementOf(unscaled, emptyCell, { width: 10, height: 10 })).toBeNull();
  });
});

describe('grey windows', () => {
  it('keep their proportion to the default window', () => {
    const t2 = { center: 400, width: 800 };
    const other = { center: 1000, width: 3000 };
    const proportion = proportionOf({ center: 500, width: 400 }, t2);
    expect(windowOf(proportion, other)).toEqual({ center: 1375, width: 1500 });
    expect(windowOf(proportionOf(t2, t2), other)).toEqual(other);
  });

  it('belong together within a known weighting', () => {
    const t1 = makeStack({ id: 't1', weighting: 'T1' });
    const unknown = makeStack({ id: 'u', weighting: 'unknown' });
    expect(shareWindow(straight, turned('t2', 5))).toBe(true);
    expect(shareWindow(straight, t1)).toBe(false);
    expect(shareWindow(unknown, makeStack({ id: 'v', weighting: 'unknown' }))).toBe(false);
    expect(shareWindow(unknown, unknown)).toBe(true);
  });
});
