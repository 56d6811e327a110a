import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ImageOrientation } from './image-facts';
import { orientationAngle, orientationNormal, planeOf } from './plane';

const sagittal: ImageOrientation = [0, 1, 0, 0, 0, -1];

/** An axial orientation tilted about the patient's left–right axis, degrees. */
function tiltedAxial(degrees: number): ImageOrientation {
  const angle = (degrees * Math.PI) / 180;
  return [1, 0, 0, 0, Math.cos(angle), Math.sin(angle)];
}

describe('planeOf', () => {
  it('names the three planes of the body', () => {
    expect(planeOf(sagittal)).toBe('sagittal');
    expect(planeOf([1, 0, 0, 0, 0, -1])).toBe('coronal');
    expect(planeOf([1, 0, 0, 0, 1, 0])).toBe('axial');
  });

  it('does not depend on the direction rows and columns run in', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, -1), fc.constantFrom(1, -1), fc.boolean(), (row, column, swapped) => {
        const a = [0, row, 0] as const;
        const b = [0, 0, column] as const;
        const orientation: ImageOrientation = swapped ? [...b, ...a] : [...a, ...b];
        expect(planeOf(orientation)).toBe('sagittal');
      }),
    );
  });

  it('keeps a slice through a steep disc axial and calls a slice between two planes oblique', () => {
    expect(planeOf(tiltedAxial(40))).toBe('axial');
    expect(planeOf(tiltedAxial(45))).toBe('oblique');
    expect(planeOf(tiltedAxial(50))).toBe('coronal');
  });

  it('is unknown without two perpendicular unit directions', () => {
    expect(planeOf(null)).toBe('unknown');
    expect(planeOf([0, 0, 0, 0, 0, 0])).toBe('unknown');
    expect(planeOf([1, 0, 0, 1, 0, 0])).toBe('unknown');
    expect(planeOf([2, 0, 0, 0, 1, 0])).toBe('unknown');
  });
});

describe('orientationNormal', () => {
  it('is row × column', () => {
    expect(orientationNormal([1, 0, 0, 0, 1, 0])).toEqual([0, 0, 1]);
    expect(orientationNormal(sagittal)?.map((value) => value + 0)).toEqual([-1, 0, 0]);
  });
});

describe('orientationAngle', () => {
  it('measures the tilt between two orientations in degrees', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 179, noNaN: true }), (degrees) => {
        expect(orientationAngle(tiltedAxial(0), tiltedAxial(degrees))).toBeCloseTo(degrees, 6);
      }),
    );
  });
});
