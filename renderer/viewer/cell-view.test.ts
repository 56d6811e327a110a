import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type GeometryFinding, geometryFinding } from '../../shared/dicom/geometry-finding';
import { imageGeometrySchema } from '../../shared/findings/reading';
import { imageToPatient } from '../../shared/geometry/image';
import { distance } from '../../shared/geometry/vector';
import { createCellView, imageGeometryOf } from './cell-view';
import { makeStack } from './testing';

const finite = (min: number, max: number) => fc.double({ min, max, noNaN: true });

describe('createCellView', () => {
  it('brings a screen position to the patient and back', () => {
    const stack = makeStack({
      id: 'tilted',
      orientation: [0.02681, 0.99947, 0.018, 0.0189, 0.01750038, -0.99966],
      pixelSpacing: [0.9, 0.6],
    });
    fc.assert(
      fc.property(
        finite(0.3, 20),
        finite(-60, 60),
        finite(-60, 60),
        finite(0, 611),
        finite(0, 407),
        (zoom, panRight, panDown, x, y) => {
          const view = createCellView({
            cellIndex: 0,
            stack,
            frameIndex: 1,
            width: 611,
            height: 407,
            zoom,
            pan: [panRight, panDown],
            isActive: true,
          });
          if (view === null) throw new Error('no view');
          const point = view.toPatient(x, y);
          const [backX, backY] = view.toScreen(point);
          expect(Math.hypot(backX - x, backY - y)).toBeLessThan(0.01);
          expect(Math.abs(view.signedDistance(point))).toBeLessThan(1e-6);
        },
      ),
    );
  });

  it('fits the image with the right proportions and puts pixel centres where the header says', () => {
    const stack = makeStack({ id: 'anisotropic', rows: 100, columns: 100, pixelSpacing: [2, 1] });
    const view = createCellView({
      cellIndex: 0,
      stack,
      frameIndex: 0,
      width: 400,
      height: 400,
      zoom: 1,
      pan: [0, 0],
      isActive: false,
    });
    if (view === null) throw new Error('no view');
    // 200 mm high into 400 px: 2 px a mm, so 100 mm wide is 200 px in the middle.
    expect(view.millimetresPerScreenPixel).toBeCloseTo(0.5, 12);
    const first = imageToPatient(view.imageGeometry, 0, 0);
    const last = imageToPatient(view.imageGeometry, 99, 99);
    if (first === null || last === null) throw new Error('no geometry');
    expect(view.toScreen(first)).toEqual([101, 2]);
    expect(view.toScreen(last)).toEqual([299, 398]);
    expect(distance(view.toPatient(100, 0), [first[0], first[1] - 0.5, first[2] + 1])).toBeLessThan(1e-9);
  });

  it('is nothing without a size or a frame', () => {
    const stack = makeStack({ id: 'a' });
    const input = {
      cellIndex: 0,
      stack,
      frameIndex: 0,
      height: 10,
      zoom: 1,
      pan: [0, 0],
      isActive: false,
    } as const;
    expect(createCellView({ ...input, width: 0 })).toBeNull();
    expect(createCellView({ ...input, width: 10, frameIndex: 99 })).toBeNull();
  });
});

describe('imageGeometryOf', () => {
  it('records the whole verdict, and why it cannot be measured or else what to know', () => {
    const mosaic = geometryFinding('mosaic', 'A mosaic.');
    const lossy = geometryFinding('lossy', 'Compressed.');
    const even = geometryFinding('even-step', 'Even.');
    const stack = makeStack({ id: 'a' });
    const [frame] = stack.frames;
    if (frame === undefined) throw new Error('no frame');
    const record = (geometry: GeometryFinding[]) => imageGeometryOf({ ...stack, geometry }, frame);
    expect(record([lossy, even])).toMatchObject({
      measurable: true,
      reasons: ['Compressed.'],
      findings: [lossy, even],
    });
    expect(record([mosaic, lossy])).toMatchObject({
      measurable: false,
      reasons: ['A mosaic.'],
      findings: [mosaic, lossy],
    });
    expect(imageGeometrySchema.safeParse({ ...record([mosaic]), sopInstanceUid: '1.2.3' }).success).toBe(
      true,
    );
  });
});
