import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceToImage, type ImagePlacement, imageToPatient, patientToImage, referenceLine } from './image';
import { cross, dot, normalize, scale, subtract, type Vector3 } from './vector';

const sagittal: ImagePlacement = {
  position: [10, -100, 50],
  orientation: [0, 1, 0, 0, 0, -1],
  pixelSpacing: [0.5, 0.8],
};
const axial: ImagePlacement = {
  position: [-80, -90, 20],
  orientation: [1, 0, 0, 0, 1, 0],
  pixelSpacing: [1, 1],
};

describe('pixel and patient coordinates', () => {
  it('steps along the row by the column spacing and down by the row spacing', () => {
    expect(imageToPatient(sagittal, 0, 0)).toEqual([10, -100, 50]);
    expect(imageToPatient(sagittal, 10, 4)).toEqual([10, -92, 48]);
    expect(patientToImage(sagittal, [33, -92, 48])).toEqual({ column: 10, row: 4 });
    expect(distanceToImage(sagittal, [33, 0, 0])).toBe(-23);
  });

  it('gives nothing without position, orientation or spacing', () => {
    for (const key of ['position', 'orientation', 'pixelSpacing'] as const) {
      expect(imageToPatient({ ...sagittal, [key]: null }, 1, 1)).toBeNull();
      expect(patientToImage({ ...sagittal, [key]: null }, [0, 0, 0])).toBeNull();
    }
    expect(imageToPatient({ ...sagittal, pixelSpacing: [0, 0.8] }, 1, 1)).toBeNull();
  });

  it('goes to the patient and back, for any placement', () => {
    const coordinate = fc.double({ min: -200, max: 200, noNaN: true });
    const vector = fc.tuple(coordinate, coordinate, coordinate);
    const spacing = fc.double({ min: 0.2, max: 3, noNaN: true });
    fc.assert(
      fc.property(
        vector,
        vector,
        vector,
        spacing,
        spacing,
        coordinate,
        coordinate,
        (position, a, b, s, t, column, row) => {
          const along = normalize(a);
          if (along === null) return;
          const down = normalize(subtract(b, scale(along, dot(along, b))));
          if (down === null) return;
          const image: ImagePlacement = { position, orientation: [...along, ...down], pixelSpacing: [s, t] };
          const point = imageToPatient(image, column, row);
          expect(point).not.toBeNull();
          const back = patientToImage(image, point ?? [0, 0, 0]);
          expect(back?.column).toBeCloseTo(column, 6);
          expect(back?.row).toBeCloseTo(row, 6);
          expect(distanceToImage(image, point ?? [0, 0, 0])).toBeCloseTo(0, 6);
        },
      ),
    );
  });
});

describe('reference lines', () => {
  it('crosses an axial image where the sagittal plane lies, edge to edge', () => {
    const line = referenceLine(sagittal, axial, { rows: 180, columns: 160 });
    expect(line?.start.column).toBeCloseTo(90, 9);
    expect(line?.end.column).toBeCloseTo(90, 9);
    expect([line?.start.row, line?.end.row].toSorted()).toEqual([-0.5, 179.5]);
  });

  it('has none between parallel images, or where it misses the image', () => {
    const next: ImagePlacement = { ...sagittal, position: [14, -100, 50] };
    expect(referenceLine(sagittal, next, { rows: 100, columns: 100 })).toBeNull();
    const aside: ImagePlacement = { ...sagittal, position: [500, -100, 50] };
    expect(referenceLine(aside, axial, { rows: 180, columns: 160 })).toBeNull();
    expect(referenceLine({ ...sagittal, orientation: null }, axial, { rows: 9, columns: 9 })).toBeNull();
  });

  it('lies on both planes and inside the target, for oblique images', () => {
    const angle = fc.double({ min: -1.4, max: 1.4, noNaN: true });
    fc.assert(
      fc.property(angle, angle, (tilt, turn) => {
        const along: Vector3 = [Math.cos(turn), Math.sin(turn), 0];
        const down = cross(
          [Math.sin(tilt) * Math.sin(turn), -Math.sin(tilt) * Math.cos(turn), Math.cos(tilt)],
          along,
        );
        const source: ImagePlacement = {
          position: [1, 2, 3],
          orientation: [...along, ...down],
          pixelSpacing: [1, 1],
        };
        const target: ImagePlacement = { ...sagittal, position: [0, -100, 100] };
        const line = referenceLine(source, target, { rows: 400, columns: 250 });
        if (line === null) return;
        for (const end of [line.start, line.end]) {
          const point = imageToPatient(target, end.column, end.row);
          expect(distanceToImage(source, point ?? [0, 0, 0])).toBeCloseTo(0, 6);
          expect(end.column).toBeGreaterThanOrEqual(-0.5 - 1e-9);
          expect(end.column).toBeLessThanOrEqual(249.5 + 1e-9);
          expect(end.row).toBeGreaterThanOrEqual(-0.5 - 1e-9);
          expect(end.row).toBeLessThanOrEqual(399.5 + 1e-9);
        }
      }),
    );
  });
});
