import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withDerivedValues } from '../../findings/derive';
import {
  addFracture,
  removeLandmark,
  removeLevel,
  setCanalOutline,
  setFragmentApex,
  setFragmentSegment,
  setLandmark,
  setRimCells,
} from '../../findings/edits';
import {
  applyEdits,
  exampleImage,
  examplePoint,
  exampleReading,
  exampleSliceStep,
} from '../../findings/example-reading';
import type { Fracture, Measurement, MeasurementMethod, Point, Reading } from '../../findings/reading';
import { addTrace, removeDisrupted, removeTrace } from '../../findings/trace-edits';
import { cross, normalize, type Vector3 } from '../vector';

function fractureOf(reading: Reading, level = 'L1'): Fracture {
  const fracture = reading.fractures.find((one) => one.level === level);
  if (fracture === undefined) throw new Error(`no fracture of ${level}`);
  return fracture;
}

function measured(reading: Reading, method: MeasurementMethod, name?: string): Measurement {
  const found = fractureOf(reading).measurements.find(
    (one) =>
      one.method === method &&
      (name === undefined || one.name === name || one.level === name || one.unit === name),
  );
  if (found === undefined) throw new Error(`no ${method} ${name ?? ''}`);
  return found;
}

describe('a complete fracture', () => {
  const reading = exampleReading();

  it.each([
    ['RETRO-ADJ', undefined, 4.4],
    ['RETRO-OWN', undefined, 4.4],
    ['CANAL-AP', 'T12', 15],
    ['CANAL-AP', 'L1', 10.6],
    ['CANAL-AP', 'L2', 15],
    ['CC-MSD2', undefined, (100 * 4.4) / 15],
    ['HEIGHT-ADJ2', 'height loss, anterior', 30],
    ['HEIGHT-ADJ2', 'height loss, middle', 20],
    ['HEIGHT-ADJ2', 'height loss, posterior', 0],
    ['GENANT', undefined, 2],
    ['WEDGE', undefined, (Math.atan(0.25) * 180) / Math.PI],
    ['COBB', undefined, 0],
    ['RIM-LEN', 'mm', 2 * Math.hypot(2.4, 5.5) + 0.0 + (Math.hypot(2.4, 6.5) - Math.hypot(2.4, 5.5))],
    ['FRAG-AP', undefined, 4.4],
    ['FRAG-CC', undefined, 12],
  ] as const)('measures %s %s', (method, name, value) => {
    expect(measured(reading, method, name).value).toBeCloseTo(value, 9);
  });

  it('stores the points each value rests on, the farthest wall point last', () => {
    const { points } = measured(reading, 'RETRO-ADJ');
    expect(points.map((point) => point.lps)).toEqual([
      [0, 0, 33],
      [0, 0, -8],
      [0, 4.4, 12.5],
    ]);
    expect(measured(reading, 'CANAL-AP', 'L1').points.map((point) => point.lps)).toEqual([
      [0, 0, 33],
      [0, 0, -8],
      [0, 4.4, 12.5],
      [0, 15, 12.5],
    ]);
  });

  it('tells kyphosis by a positive angle', () => {
    const kyphotic = applyEdits(reading, [(r) => setLandmark(r, 'L1', 'T12', 'AS', examplePoint(-30, 48))]);
    expect(measured(kyphotic, 'COBB').value).toBeCloseTo((Math.atan(1 / 3) * 180) / Math.PI, 9);
  });

  it('reports no CC-MSD1 beside CC-MSD2, and no area without outlines', () => {
    const methods = fractureOf(reading).measurements.map((one) => one.method);
    expect(methods).not.toContain('CC-MSD1');
    expect(methods).not.toContain('CC-AREA2');
  });
});

describe('refusals', () => {
  const reading = exampleReading();

  it('names every missing point', () => {
    const without = applyEdits(reading, [
      (r) => removeLandmark(r, 'L1', 'T12', 'PI'),
      (r) => removeLandmark(r, 'L1', 'L2', 'PS'),
    ]);
    expect(measured(without, 'RETRO-ADJ')).toMatchObject({
      value: null,
      refused: 'Retropulsion at L1 is not measured: PI of T12 and PS of L2 are missing.',
    });
    expect(measured(without, 'RETRO-OWN').value).toBeCloseTo(4.4, 9);
    expect(measured(without, 'CANAL-AP', 'L1')).toMatchObject({
      value: expect.closeTo(10.6, 9),
      note: 'Along PS–PI of L1 itself, because PI of T12 and PS of L2 are missing.',
    });
  });

  it('falls back to one neighbour for the canal where the other is missing', () => {
    const edge = applyEdits(reading, [(r) => removeLandmark(r, 'L1', 'L2', 'PC')]);
    expect(measured(edge, 'CC-MSD2').refused).toBe(
      'Canal compromise at L1 is not measured: PC of L2 is missing.',
    );
    expect(measured(edge, 'CC-MSD1').value).toBeCloseTo((100 * 4.4) / 15, 9);
  });

  it('says which image cannot be measured, and why', () => {
    const reasons = ['Pixel spacing is missing.'];
    const images = reading.study.images.map((image) => ({ ...image, measurable: false, reasons }));
    const blind = withDerivedValues({ ...reading, study: { ...reading.study, images } });
    for (const measurement of fractureOf(blind).measurements) expect(measurement.value).toBeNull();
    expect(measured(blind, 'WEDGE').refused).toBe(
      'Vertebral wedge angle at L1 is not measured: AS of L1: an image it was placed on cannot be measured: ' +
        'Pixel spacing is missing.',
    );
  });

  it('refuses coinciding points', () => {
    const flat = applyEdits(reading, [
      (r) => setLandmark(r, 'L1', 'L1', 'PI', examplePoint(0, 25)),
      (r) =>
        setFragmentSegment(r, 'L1', 'anteroPosterior', {
          start: examplePoint(1, 1),
          end: examplePoint(1, 1),
        }),
    ]);
    expect(measured(flat, 'RETRO-OWN').refused).toContain('the ends of its reference line coincide');
    expect(measured(flat, 'HEIGHT-ADJ2', 'height loss, posterior').refused).toContain('coincide');
    expect(measured(flat, 'FRAG-AP').refused).toContain('coincide');
    expect(measured(flat, 'GENANT').note).toBe('Without the posterior height.');
  });

  it('refuses a measuring plane that is not sagittal', () => {
    const images = reading.study.images.map((image) => ({
      ...image,
      orientation: [1, 0, 0, 0, 1, 0] as const satisfies readonly number[],
    }));
    const axial = withDerivedValues({
      ...reading,
      study: {
        ...reading.study,
        images: images.map((image) => ({ ...image, orientation: [...image.orientation] })),
      },
    });
    expect(measured(axial, 'WEDGE').refused).toContain('not sagittal');
  });

  it('never gives a value that is not finite', () => {
    const far = applyEdits(reading, [
      (r) => setLandmark(r, 'L1', 'L1', 'PS', examplePoint(1e308, -1e308)),
      (r) => setFragmentApex(r, 'L1', examplePoint(-1e308, 1e308)),
    ]);
    for (const { value, refused } of fractureOf(far).measurements) {
      expect(value === null ? refused : Number.isFinite(value)).toBeTruthy();
    }
    expect(measured(far, 'HEIGHT-ADJ2', 'height loss, posterior').refused).toContain('too far apart');
  });

  it('has nothing to say before anything is placed', () => {
    const fresh = applyEdits(reading, [(r) => addFracture(r, 'T12')]);
    expect(fractureOf(fresh, 'T12').measurements).toEqual([]);
  });

  it('does not take an unmarked trace for an intact wall', () => {
    const unmarked = applyEdits(reading, [(r) => removeDisrupted(r, 'L1', 0, 0)]);
    expect(measured(unmarked, 'RIM-LEN', 'mm').refused).toContain('no stretch of the trace is marked');
    const intact = applyEdits(unmarked, [(r) => setRimCells(r, 'L1', { 'middle-central': 'intact' })]);
    expect(measured(intact, 'RIM-LEN', 'mm').value).toBe(0);
    expect(measured(intact, 'RIM-LEN', '%').value).toBe(0);
  });
});

describe('points on other slices', () => {
  const reading = exampleReading();

  it('are measured in the plane of most landmarks, with a note beyond half a slice step', () => {
    const aside = applyEdits(reading, [(r) => setLandmark(r, 'L1', 'L1', 'AS', examplePoint(-30, 17.5, 1))]);
    const wedge = measured(aside, 'WEDGE');
    expect(wedge.value).toBeCloseTo((Math.atan(0.25) * 180) / Math.PI, 9);
    expect(wedge.note).toBe(
      'Its points leave the measuring plane by 4.0 mm, more than half a slice step (slices 4.0 mm apart).',
    );
    expect(measured(aside, 'CC-MSD2').note).toBeUndefined();
  });

  it('count for retropulsion but not for the mid-sagittal canal diameter', () => {
    const aside = applyEdits(reading, [
      (r) =>
        addTrace(
          r,
          'L1',
          [
            [0, 25],
            [7, 12],
            [0, 0],
          ].map(([y = 0, z = 0]) => examplePoint(y, z, 2)),
        ),
    ]);
    expect(measured(aside, 'RETRO-ADJ')).toMatchObject({
      value: expect.closeTo(7, 9),
      note: `Its points leave the measuring plane by ${(2 * exampleSliceStep).toFixed(1)} mm, more than half a slice step (slices 4.0 mm apart).`,
    });
    expect(measured(aside, 'CANAL-AP', 'L1').value).toBeCloseTo(10.6, 9);
    const only = applyEdits(aside, [(r) => removeTrace(r, 'L1', 0), (r) => setFragmentApex(r, 'L1', null)]);
    expect(measured(only, 'CANAL-AP', 'L1')).toMatchObject({
      value: 15,
      note: 'The traced wall lies on other slices and is not used.',
    });
    expect(measured(only, 'RIM-LEN', 'mm').refused).toBeDefined();
  });

  it('use the apex alone where the wall is not traced, and say so', () => {
    const apex = applyEdits(reading, [(r) => removeTrace(r, 'L1', 0)]);
    expect(measured(apex, 'RETRO-ADJ')).toMatchObject({
      value: expect.closeTo(4.4, 9),
      note: 'From the fragment apex alone, the wall is not traced.',
    });
  });

  it('say where a neighbour is fractured itself', () => {
    const two = applyEdits(reading, [(r) => addFracture(r, 'L2')]);
    expect(measured(two, 'RETRO-ADJ').note).toBe('The neighbour L2 is itself fractured.');
  });
});

describe('canal areas', () => {
  const axialImage = (z: number) => ({
    ...exampleImage(),
    sopInstanceUid: `1.2.3.${Math.round(z + 100)}`,
    position: [-40, -40, z] as [number, number, number],
    orientation: [1, 0, 0, 0, 1, 0] as [number, number, number, number, number, number],
  });
  const square = (z: number, side: number) =>
    [
      [0, 0],
      [side, 0],
      [side, side],
      [0, side],
    ].map(([x = 0, y = 0]) => {
      const image = axialImage(z);
      const point: Point = { lps: [x, y, z], sopInstanceUid: image.sopInstanceUid, frame: 1 };
      return { point, image };
    });

  it('compare with both neighbours, refused while one is missing or broken', () => {
    const partial = applyEdits(exampleReading(), [
      (r) => setCanalOutline(r, 'L1', 'T12', square(45, 16)),
      (r) => setCanalOutline(r, 'L1', 'L1', square(12, 12)),
    ]);
    expect(measured(partial, 'CC-AREA2').refused).toBe(
      'Canal compromise at L1 is not measured: the canal outline at L2 is missing.',
    );
    const complete = applyEdits(partial, [(r) => setCanalOutline(r, 'L1', 'L2', square(-20, 16))]);
    expect(measured(complete, 'CC-AREA2').value).toBeCloseTo((100 * (512 - 288)) / 512, 9);
    const broken = applyEdits(complete, [(r) => setCanalOutline(r, 'L1', 'L2', square(-20, 16).slice(0, 2))]);
    expect(measured(broken, 'CC-AREA2').refused).toContain(
      'canal outline at L2: it has fewer than three points',
    );
  });
});

describe('levels', () => {
  it('refuse what needs a level beyond the spine', () => {
    const moved = exampleReading();
    const top: Reading = {
      ...moved,
      fractures: moved.fractures.map((fracture) => ({ ...fracture, level: 'T1' })),
    };
    const adjacent = fractureOf(withDerivedValues(top), 'T1').measurements.find(
      (one) => one.method === 'RETRO-ADJ',
    );
    expect(adjacent?.refused).toContain('PI of a level above T1');
  });

  it('do not depend on the marks', () => {
    const unmarked = applyEdits(exampleReading(), [(r) => removeLevel(r, 'T12')]);
    expect(measured(unmarked, 'RETRO-ADJ').value).toBeCloseTo(4.4, 9);
  });
});

type Motion = (point: Vector3) => [number, number, number];

/** The reading with every point and image moved; `turn` moves directions. */
function moved(reading: Reading, move: Motion, turn: Motion): Reading {
  const point = (one: Point): Point => ({ ...one, lps: move(one.lps) });
  const visit = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(visit);
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).map(([key, inner]) =>
      key === 'lps' ? [key, point({ lps: inner, sopInstanceUid: '1', frame: 1 }).lps] : [key, visit(inner)],
    );
    return Object.fromEntries(entries);
  };
  const images = reading.study.images.map((image) => {
    if (image.position === null || image.orientation === null) return image;
    const [rx, ry, rz, cx, cy, cz] = image.orientation;
    const orientation: [number, number, number, number, number, number] = [
      ...turn([rx, ry, rz]),
      ...turn([cx, cy, cz]),
    ];
    return { ...image, position: move(image.position), orientation };
  });
  const levels = visit(reading.levels) as Reading['levels'];
  const fractures = visit(reading.fractures) as Reading['fractures'];
  return withDerivedValues({ ...reading, study: { ...reading.study, images }, levels, fractures });
}

function rotation(axis: Vector3, angle: number): Motion {
  const [x, y, z] = axis;
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  return (point) => {
    const turned = cross(axis, point);
    const along = (x * point[0] + y * point[1] + z * point[2]) * (1 - cosine);
    return [
      point[0] * cosine + turned[0] * sine + x * along,
      point[1] * cosine + turned[1] * sine + y * along,
      point[2] * cosine + turned[2] * sine + z * along,
    ];
  };
}

function expectSameValues(a: Reading, b: Reading): void {
  const before = fractureOf(a).measurements;
  const after = fractureOf(b).measurements;
  expect(after.map((one) => [one.name, one.method, one.level, one.unit, one.note, one.refused])).toEqual(
    before.map((one) => [one.name, one.method, one.level, one.unit, one.note, one.refused]),
  );
  for (const [index, one] of before.entries()) {
    const other = after[index]?.value ?? null;
    if (one.value === null || other === null) expect(other).toBe(one.value);
    else expect(other).toBeCloseTo(one.value, 6);
  }
}

describe('invariance', () => {
  const shift = fc.double({ min: -300, max: 300, noNaN: true });
  const component = fc.double({ min: -1, max: 1, noNaN: true });
  const jitter = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 34, maxLength: 34 });

  const reading = exampleReading();

  /** The example with its landmarks displaced by arbitrary amounts within their slice. */
  function jittered(offsets: readonly number[]): Reading {
    const landmarks = fractureOf(reading).landmarks.map((landmark, index) => {
      const [x, y, z] = landmark.point.lps;
      const lps: [number, number, number] = [
        x,
        y + (offsets[2 * index] ?? 0),
        z + (offsets[2 * index + 1] ?? 0),
      ];
      return { ...landmark, point: { ...landmark.point, lps } };
    });
    const fractures = reading.fractures.map((fracture) => ({ ...fracture, landmarks }));
    return withDerivedValues({ ...reading, fractures });
  }

  it('under rotation (the measured plane staying within 45° of sagittal) and translation', () => {
    fc.assert(
      fc.property(
        jitter,
        fc.tuple(component, component, component),
        fc.double({ min: -0.75, max: 0.75, noNaN: true }),
        fc.tuple(shift, shift, shift),
        (offsets, direction, angle, [dx, dy, dz]) => {
          const axis = normalize(direction);
          if (axis === null) return;
          const turn = rotation(axis, angle);
          const move: Motion = (point) => {
            const [x, y, z] = turn(point);
            return [x + dx, y + dy, z + dz];
          };
          const placed = jittered(offsets);
          expectSameValues(placed, moved(placed, move, turn));
        },
      ),
    );
  });

  it('under rotation about the left–right axis by any angle', () => {
    fc.assert(
      fc.property(jitter, fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }), (offsets, angle) => {
        const turn = rotation([1, 0, 0], angle);
        const placed = jittered(offsets);
        expectSameValues(placed, moved(placed, turn, turn));
      }),
    );
  });

  it('under mirroring left to right', () => {
    fc.assert(
      fc.property(jitter, (offsets) => {
        const mirror: Motion = ([x, y, z]) => [-x, y, z];
        const placed = jittered(offsets);
        expectSameValues(placed, moved(placed, mirror, mirror));
      }),
    );
  });
});
