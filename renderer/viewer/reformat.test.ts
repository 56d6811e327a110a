import { describe, expect, it } from 'vitest';
import { geometryFinding } from '../../shared/dicom/geometry-finding';
import type { Frame, Stack } from '../../shared/dicom/model';
import { add, cross, dot, normalize, scale, type Vector3 } from '../../shared/geometry/vector';
import { sampleVolume, type VoxelVolume } from '../pixels/sample-volume';
import { displayGeometry } from './display-geometry';
import { isReformat, reformatRefusal, reformatsOf, samplingOf } from './reformat';
import { makeStack, makeStudy, sagittalPositions } from './testing';
import { findStack } from './viewer-cells';

/** Unit vectors at right angles, the first two near to the given ones. */
function orientationNear(row: Vector3, column: Vector3): NonNullable<Frame['orientation']> {
  const along = normalize(row) ?? row;
  const across = normalize(cross(along, column)) ?? column;
  return [...along, ...cross(across, along)];
}

function thinStack(recipe: {
  orientation: NonNullable<Frame['orientation']>;
  plane: Stack['plane'];
  slices?: number;
  step?: number;
  pixelSpacing?: readonly [number, number];
}): Stack {
  const { orientation, plane, slices = 24, step = 1.2, pixelSpacing = [0.9, 0.7] } = recipe;
  const [a, b, c, d, e, f] = orientation;
  const normal = cross([a, b, c], [d, e, f]);
  const stack = makeStack({
    id: 'thin',
    plane,
    orientation,
    pixelSpacing,
    rows: 30,
    columns: 40,
    positions: Array.from({ length: slices }, (_, index) => add([-11, 5, 30], scale(normal, index * step))),
  });
  return { ...stack, sliceStep: step, geometry: [geometryFinding('even-step', 'Even.')] };
}

const cases = [
  { name: 'sagittal', plane: 'sagittal', orientation: orientationNear([0, 1, 0], [0, 0, -1]) },
  { name: 'sagittal, tilted', plane: 'sagittal', orientation: orientationNear([0.2, 1, 0.1], [0, 0.1, -1]) },
  {
    name: 'axial, stored upside down',
    plane: 'axial',
    orientation: orientationNear([-1, 0, 0.1], [0, -1, 0.2]),
  },
  {
    name: 'coronal, stored turned',
    plane: 'coronal',
    orientation: orientationNear([0, 0.1, -1], [1, 0.2, 0]),
  },
] as const;

/** A value that tells the place: what linear interpolation gives exactly. */
const valueAt = (lps: Vector3) => 5000 + dot(lps, [37, -53, 71]);

function volumeOf(stack: Stack): VoxelVolume {
  const first = stack.frames[0];
  if (first === undefined) throw new Error('no frame');
  const { columns, rows } = displayGeometry(stack, first);
  const values = new Int16Array(columns * rows * stack.frames.length);
  stack.frames.forEach((frame, slice) => {
    const display = displayGeometry(stack, frame);
    for (let j = 0; j < rows; j++)
      for (let i = 0; i < columns; i++) {
        const inPlane = add(
          scale(display.right, i * display.columnSpacing),
          scale(display.down, j * display.rowSpacing),
        );
        values[(slice * rows + j) * columns + i] = Math.round(valueAt(add(display.origin, inPlane)));
      }
  });
  return { columns, rows, slices: stack.frames.length, values };
}

describe('reformatsOf', () => {
  for (const { name, plane, orientation } of cases) {
    it(`shows at every pixel what is at its place in the patient: ${name}`, () => {
      const stack = thinStack({ orientation, plane });
      const volume = volumeOf(stack);
      const reformats = reformatsOf(stack);
      expect([plane, ...reformats.map((reformat) => reformat.plane)].sort()).toEqual([
        'axial',
        'coronal',
        'sagittal',
      ]);
      for (const reformat of reformats) {
        expect(reformat.frames.length).toBeGreaterThan(15);
        for (const frame of reformat.frames) {
          const display = displayGeometry(reformat, frame);
          expect([display.transposed, display.mirroredColumns, display.mirroredRows]).toEqual([
            false,
            false,
            false,
          ]);
          const sampling = samplingOf(reformat, frame);
          if (sampling === null) throw new Error('no sampling');
          const { pixels } = sampleVolume(volume, sampling);
          expect(pixels).toHaveLength(reformat.rows * reformat.columns);
          let worst = 0;
          for (let j = 0; j < reformat.rows; j += 3)
            for (let i = 0; i < reformat.columns; i += 3) {
              const lps = add(
                display.origin,
                add(
                  scale(display.right, i * display.columnSpacing),
                  scale(display.down, j * display.rowSpacing),
                ),
              );
              worst = Math.max(
                worst,
                Math.abs((pixels[j * reformat.columns + i] ?? Number.NaN) - valueAt(lps)),
              );
            }
          // Stored and interpolated values are each rounded to whole numbers; 1 is 0.01 mm.
          expect(worst).toBeLessThanOrEqual(1.01);
        }
      }
    });
  }

  it('are in order along their normal, cannot be measured, and are found in the study', () => {
    const stack = thinStack(cases[1]);
    const study = makeStudy([stack]);
    for (const reformat of reformatsOf(stack)) {
      const offsets = reformat.frames.map(({ position }) =>
        dot(position ?? [0, 0, 0], reformat.normal ?? [0, 0, 0]),
      );
      for (let index = 1; index < offsets.length; index++)
        expect((offsets[index] ?? 0) - (offsets[index - 1] ?? 0)).toBeCloseTo(reformat.sliceStep ?? 0, 9);
      expect(reformat.geometry).toMatchObject([{ code: 'reformatted', severity: 'blocks measuring' }]);
      expect(findStack(study, reformat.id)).toBe(reformat);
      expect(isReformat(reformat) && !isReformat(stack)).toBe(true);
      expect(reformatsOf(reformat)).toEqual([]);
    }
  });
});

describe('reformatRefusal', () => {
  const stack = thinStack(cases[0]);

  it('lets a stack of thin even slices pass', () => {
    expect(reformatRefusal(stack)).toBeNull();
  });

  it.each<[RegExp, Stack]>([
    [/24 slices|need at least 16/, { ...stack, frames: stack.frames.slice(0, 15) }],
    [/are 2\.00 mm apart; reformats need at most 1\.80 mm/, { ...stack, sliceStep: 2 }],
    [/4\.00 mm apart/, { ...makeStack({ id: 'thick', positions: sagittalPositions(16) }) }],
    [/place in the patient/, { ...stack, geometry: [geometryFinding('mosaic', 'A mosaic.')] }],
    [
      /no even volume: One is missing/,
      { ...stack, geometry: [geometryFinding('missing-slices', 'One is missing.')] },
    ],
    [
      /one scale/,
      { ...stack, frames: stack.frames.map((frame, index) => ({ ...frame, rescaleSlope: 1 + index })) },
    ],
    [/one scale/, { ...stack, pixels: { ...stack.pixels, bitsAllocated: 32 } }],
    [/takes 288 MB; reformats take at most 256 MB/, { ...stack, rows: 2048, columns: 3072 }],
  ])('says why not: %s', (words, refused) => {
    expect(reformatRefusal(refused)).toMatch(words);
    expect(reformatsOf(refused)).toEqual([]);
  });
});
