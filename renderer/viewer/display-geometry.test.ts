import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Frame } from '../../shared/dicom/model';
import { orientationLetters } from '../../shared/geometry/orientation';
import { cross, dot, scale, type Vector3 } from '../../shared/geometry/vector';
import { turnPixels } from '../pixels/turn-pixels';
import { displayGeometry } from './display-geometry';

type Orientation = NonNullable<Frame['orientation']>;

function letters(plane: 'sagittal' | 'axial' | 'coronal', orientation: Orientation) {
  const display = displayGeometry(
    { plane, rows: 30, columns: 20, pixelSpacing: [2, 1] },
    { position: [5, 6, 7], orientation },
  );
  return {
    left: orientationLetters(scale(display.right, -1)),
    top: orientationLetters(scale(display.down, -1)),
    display,
  };
}

describe('displayGeometry', () => {
  it.each<[string, 'sagittal' | 'axial' | 'coronal', Orientation, string, string]>([
    ['sagittal as usual', 'sagittal', [0, 1, 0, 0, 0, -1], 'A', 'H'],
    ['sagittal mirrored', 'sagittal', [0, -1, 0, 0, 0, -1], 'A', 'H'],
    ['sagittal upside down', 'sagittal', [0, 1, 0, 0, 0, 1], 'A', 'H'],
    ['sagittal lying', 'sagittal', [0, 0, -1, 0, 1, 0], 'A', 'H'],
    ['sagittal lying and mirrored', 'sagittal', [0, 0, 1, 0, -1, 0], 'A', 'H'],
    ['axial as usual', 'axial', [1, 0, 0, 0, 1, 0], 'R', 'A'],
    ['axial prone', 'axial', [-1, 0, 0, 0, -1, 0], 'R', 'A'],
    ['axial turned', 'axial', [0, 1, 0, 1, 0, 0], 'R', 'A'],
    ['coronal', 'coronal', [1, 0, 0, 0, 0, -1], 'R', 'H'],
  ])('%s', (_name, plane, orientation, left, top) => {
    expect(letters(plane, orientation)).toMatchObject({ left, top });
  });

  it.each(['HFS', 'HFP', 'FFS', 'FFP', 'HFDR', 'HFDL', 'FFDR', 'FFDL'])(
    'the scanner’s transverse and upright images look the same whatever the patient’s position: %s',
    (position) => {
      // Axes of the scanner in patient coordinates: along the table, down to it, and across.
      const along: Vector3 = [0, 0, position.startsWith('HF') ? 1 : -1];
      const downs: Record<string, Vector3> = { S: [0, 1, 0], P: [0, -1, 0], DR: [-1, 0, 0], DL: [1, 0, 0] };
      const down = downs[position.slice(2)] ?? [0, 0, 0];
      const across = cross(down, along);
      const top = scale(along, -1);
      expect(letters('axial', [...across, ...down])).toMatchObject({ left: 'R', top: 'A' });
      const [sagittal, coronal] = position.includes('D') ? [across, down] : [down, across];
      expect(letters('sagittal', [...sagittal, ...top])).toMatchObject({ left: 'A', top: 'H' });
      expect(letters('coronal', [...coronal, ...top])).toMatchObject({ left: 'R', top: 'H' });
    },
  );

  it('keeps every stored pixel at its place in the patient', () => {
    const axes: Vector3[] = [
      [1, 0, 0],
      [-1, 0, 0],
      [0, 1, 0],
      [0, -1, 0],
      [0, 0, 1],
      [0, 0, -1],
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...axes),
        fc.constantFrom(...axes),
        fc.constantFrom('sagittal' as const, 'axial' as const, 'coronal' as const, 'oblique' as const),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(35),
        (alongRow, alongColumn, plane, rows, columns, pick) => {
          fc.pre(dot(alongRow, alongColumn) === 0);
          const orientation: Orientation = [...alongRow, ...alongColumn];
          const position: Vector3 = [3, -4, 5];
          const display = displayGeometry(
            { plane, rows, columns, pixelSpacing: [2, 0.5] },
            { position, orientation },
          );
          const stored = Uint16Array.from({ length: rows * columns }, (_, index) => index);
          const shown = turnPixels(stored, display, 1, new Uint16Array(stored.length));
          expect([...shown].sort((a, b) => a - b)).toEqual([...stored]);
          const index = pick % shown.length;
          const storedIndex = shown[index] as number;
          const storedRow = Math.floor(storedIndex / columns);
          const storedColumn = storedIndex % columns;
          const row = Math.floor(index / display.columns);
          const column = index % display.columns;
          for (const axis of [0, 1, 2] as const) {
            const inFile =
              position[axis] + alongRow[axis] * storedColumn * 0.5 + alongColumn[axis] * storedRow * 2;
            const onScreen =
              display.origin[axis] +
              display.right[axis] * column * display.columnSpacing +
              display.down[axis] * row * display.rowSpacing;
            expect(onScreen).toBeCloseTo(inFile, 9);
          }
        },
      ),
    );
  });

  it('shows an image without orientation as stored and says that it is not located', () => {
    const display = displayGeometry(
      { plane: 'unknown', rows: 4, columns: 3, pixelSpacing: null },
      { position: null, orientation: null },
    );
    expect(display).toMatchObject({
      located: false,
      transposed: false,
      columns: 3,
      rows: 4,
      columnSpacing: 1,
    });
  });
});

describe('turnPixels', () => {
  it('keeps the samples of a colour pixel together', () => {
    const stored = Uint8Array.from([1, 2, 3, 4, 5, 6]);
    const turn = { columns: 2, rows: 1, transposed: false, mirroredColumns: true, mirroredRows: false };
    expect([...turnPixels(stored, turn, 3, new Uint8Array(6))]).toEqual([4, 5, 6, 1, 2, 3]);
  });
});
