import { describe, expect, it } from 'vitest';
import { cross, distance, dot, normalize, subtract, type Vector3 } from '../../shared/geometry/vector';
import { phantomCase, phantomCases } from './cases';
import { studyDescription } from './dicom-file';
import { planCase } from './generate-case';
import type { PhantomImage } from './images';
import type { TruthFracture } from './truth';

const plans = new Map(phantomCases.map((definition) => [definition.name, planCase(definition)]));
const fractures = [...plans].flatMap(([name, { truth }]) =>
  truth.fractures.map((fracture) => [`${name} ${fracture.level}`, truth, fracture] as const),
);

function unit(vector: Vector3): Vector3 {
  const result = normalize(vector);
  if (result === null) {
    throw new Error('A vector without length has no direction.');
  }
  return result;
}

function landmark(fracture: TruthFracture, level: string | undefined, name: string): Vector3 {
  const found = fracture.landmarks.find((l) => l.level === level && l.landmark === name);
  if (found === undefined) {
    throw new Error(`no ${name} of ${level}`);
  }
  return found.lps;
}

function neighbours(fracture: TruthFracture): [string | undefined, string, string | undefined] {
  const levels = [...new Set(fracture.landmarks.map((l) => l.level))];
  return [levels[0], fracture.level, levels[2]];
}

function value(
  fracture: TruthFracture,
  method: string,
  unitName: string,
  name?: string,
  level?: string,
): number {
  const found = fracture.measurements.filter(
    (m) =>
      m.method === method &&
      m.unit === unitName &&
      (name === undefined || m.name === name) &&
      m.level === (level ?? fracture.level),
  );
  expect(found).toHaveLength(1);
  return found[0]?.value ?? Number.NaN;
}

/** Part of a vector across a line, by Pythagoras, with the sign of a reference direction. */
function offLine(point: Vector3, from: Vector3, to: Vector3, towards: Vector3): number {
  const along = dot(subtract(point, from), unit(subtract(to, from)));
  const size = Math.sqrt(Math.max(0, distance(point, from) ** 2 - along ** 2));
  return Math.sign(dot(subtract(point, from), towards)) * size;
}

describe('the phantom truth', () => {
  it('has the promised cases', () => {
    const of = (name: string) => plans.get(name)?.truth.fractures ?? [];
    expect(value(of('a-t12-superior')[0] as TruthFracture, 'RETRO-ADJ', 'mm')).toBeCloseTo(4.4, 6);
    expect(of('a-t12-superior')[0]?.rim.cells['superior-central']).toBe('displaced');
    expect(of('b-l2-left-foramen')[0]?.fragment?.reachesForamen).toBe(true);
    expect(value(of('b-l2-left-foramen')[0] as TruthFracture, 'CC-MSD2', '%')).toBeGreaterThan(50);
    expect(of('c-l1-wedge-intact')[0]?.rim.status).toBe('intact');
    expect(of('d-no-fracture')).toEqual([]);
    expect(of('e-two-fractures').map((f) => f.rim.status)).toEqual(['not-assessable', 'disrupted']);
    expect(of('f-t12-enhanced')[0]?.measurements).toEqual(of('a-t12-superior')[0]?.measurements);
  });

  it.each(fractures)('%s: distances follow from the points', (_, truth, fracture) => {
    const [u, l, d] = neighbours(fracture);
    const at = (level: string | undefined, name: string): Vector3 => landmark(fracture, level, name);
    const back = unit(subtract(at(l, 'PC'), at(l, 'PS')));
    const { trace } = fracture.posteriorWall;
    expect(distance(trace[0] as Vector3, at(l, 'PS'))).toBeLessThan(1e-9);
    expect(distance(trace.at(-1) as Vector3, at(l, 'PI'))).toBeLessThan(1e-9);

    const adjacent = trace.map((p) => offLine(p, at(u, 'PI'), at(d, 'PS'), back));
    // A point almost on the line has no reliable sign, so the largest is compared by size.
    expect(Math.max(...adjacent)).toBeCloseTo(value(fracture, 'RETRO-ADJ', 'mm'), 1);
    const own = trace.slice(1, -1).map((p) => offLine(p, at(l, 'PS'), at(l, 'PI'), back));
    expect(Math.max(0, ...own)).toBeCloseTo(Math.max(0, value(fracture, 'RETRO-OWN', 'mm')), 1);

    const apex = trace[adjacent.indexOf(Math.max(...adjacent))] as Vector3;
    const diameterOfBroken = value(fracture, 'CANAL-AP', 'mm');
    const axis = unit(subtract(at(d, 'PS'), at(u, 'PI')));
    const free = subtract(at(l, 'PC'), apex);
    expect(Math.sqrt(dot(free, free) - dot(free, axis) ** 2)).toBeCloseTo(diameterOfBroken, 6);
    const sound = [u, d].map((level) => {
      const diameter = offLine(at(level, 'PC'), at(level, 'PS'), at(level, 'PI'), back);
      expect(diameter).toBeCloseTo(value(fracture, 'CANAL-AP', 'mm', undefined, level), 6);
      return diameter;
    });
    const mean = ((sound[0] as number) + (sound[1] as number)) / 2;
    expect(value(fracture, 'CC-MSD2', '%')).toBeCloseTo(100 * (1 - diameterOfBroken / mean), 6);

    for (const [name, top, bottom] of [
      ['height loss, anterior', 'AS', 'AI'],
      ['height loss, middle', 'MS', 'MI'],
      ['height loss, posterior', 'PS', 'PI'],
    ] as const) {
      const [hu, hl, hd] = [u, l, d].map((level) => distance(at(level, top), at(level, bottom))) as [
        number,
        number,
        number,
      ];
      expect(value(fracture, 'HEIGHT-ADJ2', '%', name)).toBeCloseTo(
        (100 * (hu + hd - 2 * hl)) / (hu + hd),
        6,
      );
    }
    const angle = (a: Vector3, b: Vector3): number =>
      (Math.acos(Math.min(1, dot(unit(a), unit(b)))) * 180) / Math.PI;
    expect(Math.abs(value(fracture, 'WEDGE', 'deg'))).toBeCloseTo(
      angle(subtract(at(l, 'PS'), at(l, 'AS')), subtract(at(l, 'PI'), at(l, 'AI'))),
      4,
    );
    expect(Math.abs(value(fracture, 'COBB', 'deg'))).toBeCloseTo(
      angle(subtract(at(u, 'PS'), at(u, 'AS')), subtract(at(d, 'PI'), at(d, 'AI'))),
      4,
    );
    expect(truth.levels.map(({ level }) => level)).toContain(fracture.level);
  });

  it.each(fractures)(
    '%s: canal areas follow from the outlines, which lie on their axial slices',
    (name, _truth, fracture) => {
      const study = plans.get(name.split(' ')[0] ?? '')?.study;
      const images = study?.series.find((series) => series.name === 'axial-t2')?.images ?? [];
      const areas = neighbours(fracture).map((level) => {
        const outline = fracture.canalOutlines[level ?? ''];
        const image = images.find(
          (i) => i.sopInstanceUid === outline?.sopInstanceUid && i.frame === outline.frame,
        );
        if (outline === undefined || image === undefined) {
          throw new Error(`no outline of ${level}`);
        }
        for (const point of outline.points) {
          expect(Math.abs(offPlane(image, point))).toBeLessThan(1e-6);
        }
        // The vector area of the polygon, whatever plane it lies in.
        const [first] = outline.points;
        let sum: Vector3 = [0, 0, 0];
        outline.points.slice(1, -1).forEach((point, i) => {
          const a = subtract(point, first as Vector3);
          const b = subtract(outline.points[i + 2] as Vector3, first as Vector3);
          const c = cross(a, b);
          sum = [sum[0] + c[0] / 2, sum[1] + c[1] / 2, sum[2] + c[2] / 2];
        });
        const area = Math.hypot(...sum);
        expect(area).toBeCloseTo(outline.areaSquareMillimetres, 6);
        return area;
      }) as [number, number, number];
      expect(areas[0]).toBeGreaterThan(150);
      expect(value(fracture, 'CC-AREA2', '%')).toBeCloseTo(
        (100 * (areas[0] + areas[2] - 2 * areas[1])) / (areas[0] + areas[2]),
        6,
      );
    },
  );

  it.each([...plans])('%s: every sagittal point lies in the mid-sagittal slice', (_, { study, truth }) => {
    const series = study.series.find((s) => s.seriesInstanceUid === truth.midSagittal.seriesInstanceUid);
    const image = series?.images.find(
      (i) => i.sopInstanceUid === truth.midSagittal.sopInstanceUid && i.frame === truth.midSagittal.frame,
    );
    if (image === undefined) {
      throw new Error('no mid-sagittal slice');
    }
    const points = [
      ...truth.levels.map(({ point }) => point),
      ...truth.fractures.flatMap((f) => [...f.landmarks.map((l) => l.lps), ...f.posteriorWall.trace]),
    ];
    expect(points.length).toBeGreaterThanOrEqual(10);
    for (const point of points) {
      expect(Math.abs(offPlane(image, point))).toBeLessThan(1e-6);
    }
  });

  it('numbers the levels from T9 down to S1, patient left at +x', () => {
    const truth = planCase(phantomCase('d-no-fracture')).truth;
    expect(truth.levels.map(({ level }) => level)).toEqual([
      'T9',
      'T10',
      'T11',
      'T12',
      'L1',
      'L2',
      'L3',
      'L4',
      'L5',
      'S1',
    ]);
    const heights = truth.levels.map(({ point }) => point[2]);
    expect(heights).toEqual([...heights].sort((a, b) => b - a));
    const fragment = plans.get('b-l2-left-foramen')?.truth.fractures[0]?.fragment;
    const across = fragment?.endpoints.transverse;
    const middle = plans.get('b-l2-left-foramen')?.truth.levels.find(({ level }) => level === 'L2')?.point;
    expect(
      ((across?.start.lps[0] ?? 0) + (across?.end.lps[0] ?? 0)) / 2 - (middle?.[0] ?? 0),
    ).toBeGreaterThan(3);
  });

  it('has StudyDescriptions that fit a DICOM long string', () => {
    for (const { study } of plans.values()) {
      expect(studyDescription(study.definition).length).toBeLessThanOrEqual(64);
    }
    expect(studyDescription(phantomCase('a-t12-superior'))).toBe('Phantom A · T12 superior fracture');
  });

  it('gives every object of every case a UID of its own', () => {
    const uids = [...plans.values()].flatMap(({ study }) => [
      study.studyInstanceUid,
      study.frameOfReferenceUid,
      ...study.series.flatMap((series) => [
        series.seriesInstanceUid,
        ...new Set(series.images.map((image) => image.sopInstanceUid)),
      ]),
    ]);
    expect(new Set(uids).size).toBe(uids.length);
    for (const uid of uids) {
      expect(uid).toMatch(/^2\.25\.(0|[1-9]\d*)$/);
      expect(uid.length).toBeLessThanOrEqual(64);
    }
  });
});

function offPlane(image: PhantomImage, point: Vector3): number {
  const [a, b, c, d, e, f] = image.orientation;
  return dot(cross([a, b, c], [d, e, f]), subtract(point, image.position));
}
