import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withDerivedValues } from '../../findings/derive';
import { setCanalOutline, setFragmentApex, setLandmark } from '../../findings/edits';
import { applyEdits, exampleImage, examplePoint, exampleReading } from '../../findings/example-reading';
import type { ImageGeometry, Measurement, Point, Reading } from '../../findings/reading';
import { distance, type Vector3 } from '../vector';
import { formatUncertainty, formatValue, valueInWords } from './format-value';
import { imageKey } from './measuring-plane';
import { placementUncertainty } from './uncertainty';

const axialImage = (height: number): ImageGeometry => ({
  ...exampleImage(),
  sopInstanceUid: `1.2.3.${height + 100}`,
  position: [-40, -40, height],
  orientation: [1, 0, 0, 0, 1, 0],
  pixelSpacing: [0.5, 0.6],
});

/** An octagonal canal outline on an axial image. */
function outline(height: number, radius: number) {
  const image = axialImage(height);
  return Array.from({ length: 8 }, (_, index) => {
    const angle = (index / 8) * 2 * Math.PI;
    const lps: [number, number, number] = [radius * Math.cos(angle), 10 + radius * Math.sin(angle), height];
    return { point: { lps, sopInstanceUid: image.sopInstanceUid, frame: 1 }, image };
  });
}

const reading = applyEdits(exampleReading(), [
  (r) => setCanalOutline(r, 'L1', 'T12', outline(45, 8)),
  (r) => setCanalOutline(r, 'L1', 'L1', outline(12, 6)),
  (r) => setCanalOutline(r, 'L1', 'L2', outline(-20, 8)),
  // Off the line of the other corners, so that which height is the largest is never in doubt.
  (r) => setLandmark(r, 'L1', 'L1', 'AI', examplePoint(-30, 1)),
  // Farther back than the trace, so that which point is the farthest is never in doubt.
  (r) => setFragmentApex(r, 'L1', examplePoint(7, 12)),
]);

function measurements(of: Reading): Measurement[] {
  return of.fractures[0]?.measurements ?? [];
}

function keyOf({ name, method, level, unit }: Measurement): string {
  return `${method} ${name} ${level} ${unit}`;
}

/** Numbers from 0 to 1, the same in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The reading with every point somewhere in its pixel. */
function scattered(of: Reading, random: () => number): Reading {
  const images = new Map(of.study.images.map((image) => [imageKey(image), image]));
  const move = (point: Point): Point => {
    const image = images.get(imageKey(point));
    if (image?.orientation == null || image.pixelSpacing === null) throw new Error('no image');
    const [rx, ry, rz, cx, cy, cz] = image.orientation;
    const [rowStep, columnStep] = image.pixelSpacing;
    const right = (random() - 0.5) * columnStep;
    const down = (random() - 0.5) * rowStep;
    const [x, y, z] = point.lps;
    return {
      ...point,
      lps: [x + right * rx + down * cx, y + right * ry + down * cy, z + right * rz + down * cz],
    };
  };
  return withDerivedValues({
    ...of,
    fractures: of.fractures.map((fracture) => ({
      ...fracture,
      landmarks: fracture.landmarks.map((one) => ({ ...one, point: move(one.point) })),
      posteriorWall: {
        traces: fracture.posteriorWall.traces.map((trace) => ({
          points: trace.points.map(move),
          disrupted: trace.disrupted.map(({ start, end }) => ({ start: move(start), end: move(end) })),
        })),
      },
      fragment: {
        ...fracture.fragment,
        apex: fracture.fragment.apex === null ? null : move(fracture.fragment.apex),
        anteroPosterior: moved(fracture.fragment.anteroPosterior, move),
        cranioCaudal: moved(fracture.fragment.cranioCaudal, move),
      },
      canal: {
        ...fracture.canal,
        outlines: fracture.canal.outlines.map((one) => ({ ...one, points: one.points.map(move) })),
      },
    })),
  });
}

function moved<S extends { start: Point; end: Point } | null>(segment: S, move: (point: Point) => Point) {
  return segment === null ? null : { start: move(segment.start), end: move(segment.end) };
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}

describe('the uncertainty of every measurement', () => {
  it('is twice the scatter of values whose points lie anywhere in their pixels (Monte Carlo)', () => {
    const random = randomFrom(20260301);
    const samples = new Map<string, number[]>();
    for (let run = 0; run < 700; run++)
      for (const measurement of measurements(scattered(reading, random))) {
        if (measurement.value === null) continue;
        const key = keyOf(measurement);
        samples.set(key, [...(samples.get(key) ?? []), measurement.value]);
      }
    const compared = measurements(reading).filter(({ uncertainty }) => uncertainty !== undefined);
    expect(new Set(compared.map(({ method }) => method))).toEqual(
      new Set([
        'RETRO-ADJ',
        'RETRO-OWN',
        'CANAL-AP',
        'CC-MSD2',
        'CC-AREA2',
        'HEIGHT-ADJ2',
        'WEDGE',
        'COBB',
        'RIM-LEN',
        'FRAG-AP',
        'FRAG-CC',
      ]),
    );
    for (const measurement of compared) {
      const ratio = (measurement.uncertainty ?? 0) / (2 * deviation(samples.get(keyOf(measurement)) ?? []));
      // Of a trace only the ends are moved: the five corners of this one would add some per cent.
      const least = measurement.method === 'RIM-LEN' ? 0.8 : 0.9;
      expect(ratio, keyOf(measurement)).toBeGreaterThan(least);
      expect(ratio, keyOf(measurement)).toBeLessThan(1.1);
    }
  });

  it('is left out of a grade and of what is refused', () => {
    for (const measurement of measurements(reading))
      if (measurement.method === 'GENANT' || measurement.value === null)
        expect(measurement.uncertainty).toBeUndefined();
  });

  it('grows with the pixel size in proportion, for lengths', () => {
    const coarse = withDerivedValues({
      ...reading,
      study: {
        ...reading.study,
        images: reading.study.images.map((image) => ({ ...image, pixelSpacing: [1.4, 1.4] })),
      },
    });
    const of = (where: Reading, method: string) =>
      measurements(where).find((one) => one.method === method)?.uncertainty ?? Number.NaN;
    for (const method of ['RETRO-ADJ', 'CANAL-AP', 'FRAG-AP'])
      expect(of(coarse, method) / of(reading, method)).toBeCloseTo(2, 3);
  });
});

describe('a distance between two points', () => {
  const image = exampleImage();
  const images = new Map([[imageKey(image), image]]);
  const place = (y: number, z: number): Point => examplePoint(y, z).point;
  const between = {
    valueAt: ([a, b]: readonly Vector3[]) => (a && b ? distance(a, b) : null),
  };

  it('is uncertain by 2 · √2 · p/√12, whatever its direction, on square pixels', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 2 * Math.PI, noNaN: true }),
        fc.double({ min: 8, max: 60, noNaN: true }),
        (angle, size) => {
          const points = [place(0, 0), place(size * Math.cos(angle), size * Math.sin(angle))];
          const expected = 2 * Math.SQRT2 * (0.7 / Math.sqrt(12));
          expect(placementUncertainty({ ...between, points }, images)).toBeCloseTo(expected, 2);
        },
      ),
    );
  });

  it('takes the spacing along rows and columns each for itself', () => {
    const flat = { ...image, pixelSpacing: [0.4, 1.2] as [number, number] };
    const known = new Map([[imageKey(flat), flat]]);
    const along = placementUncertainty({ ...between, points: [place(0, 0), place(30, 0)] }, known);
    const down = placementUncertainty({ ...between, points: [place(0, 0), place(0, 30)] }, known);
    expect(along).toBeCloseTo((2 * Math.SQRT2 * 1.2) / Math.sqrt(12), 2);
    expect(down).toBeCloseTo((2 * Math.SQRT2 * 0.4) / Math.sqrt(12), 2);
  });

  it('takes the slice step into account between slices', () => {
    const other = exampleImage(1);
    const known = new Map([...images, [imageKey(other), other]]);
    const same = placementUncertainty({ ...between, points: [place(0, 0), place(10, 0)] }, known) ?? 0;
    const points = [place(0, 0), examplePoint(3, 0, 1).point];
    expect(placementUncertainty({ ...between, points }, known) ?? 0).toBeGreaterThan(1.5 * same);
  });

  it('moves a point that is used twice as one', () => {
    const point = place(5, 5);
    const twice = { points: [point, point], valueAt: between.valueAt };
    expect(placementUncertainty(twice, images)).toBe(0);
  });

  it('has none where an image is not described or nothing can be computed', () => {
    const points = [place(0, 0), place(9, 0)];
    expect(placementUncertainty({ ...between, points }, new Map())).toBeNull();
    expect(placementUncertainty({ points, valueAt: () => null }, images)).toBeNull();
  });
});

describe('numbers in words', () => {
  it.each([
    [{ value: 4.417, unit: 'mm', uncertainty: 0.489 }, '4.4 ± 0.5 mm'],
    [{ value: 4.417, unit: 'mm', uncertainty: 0.04 }, '4.4 ± 0.1 mm'],
    [{ value: 14.6, unit: 'mm', uncertainty: 1.42 }, '14.6 ± 1.4 mm'],
    [{ value: 14.6, unit: 'mm', uncertainty: 2.6 }, '15 ± 3 mm'],
    [{ value: -0.04, unit: 'mm', uncertainty: 0.5 }, '0.0 ± 0.5 mm'],
    [{ value: -3.26, unit: 'deg', uncertainty: 1.26 }, '−3.3 ± 1.3°'],
    [{ value: 29.33, unit: '%', uncertainty: 3.8 }, '29 ± 4 %'],
    [{ value: 29.33, unit: '%', uncertainty: 0.2 }, '29 ± 1 %'],
    [{ value: 2, unit: '1' }, '2'],
    [{ value: 4.417, unit: 'mm' }, '4.4 mm'],
    [{ value: null, unit: 'mm' }, '– mm'],
  ] as const)('%j is %s', (measurement, words) => {
    expect(valueInWords(measurement)).toBe(words);
  });

  it('never show more decimals than the value has, whatever the uncertainty', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.double({ min: 1e-4, max: 60, noNaN: true }),
        (value, uncertainty) => {
          const shown = { value, unit: 'mm' as const, uncertainty };
          const decimals = (text: string) => text.split('.')[1]?.length ?? 0;
          const spread = formatUncertainty(shown) ?? '';
          expect(decimals(formatValue(shown))).toBe(decimals(spread));
          expect(Number(spread)).toBeGreaterThan(0);
          expect(decimals(spread)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});
