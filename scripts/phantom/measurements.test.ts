import { describe, expect, it } from 'vitest';
import { createFracture, type Fracture, type ImageGeometry, type Point } from '../../shared/findings/reading';
import { measureFracture } from '../../shared/geometry/measurements/measure-fracture';
import type { Vector3 } from '../../shared/geometry/vector';
import { phantomCases } from './cases';
import { planCase } from './generate-case';
import type { PhantomStudy } from './images';
import type { Truth, TruthFracture } from './truth';

function tuple([x, y, z]: Vector3): [number, number, number] {
  return [x, y, z];
}

/** The images of a study as a reading records them. */
function geometries(study: PhantomStudy): ImageGeometry[] {
  return study.series.flatMap(({ images }) =>
    images.map((image) => ({
      sopInstanceUid: image.sopInstanceUid,
      frame: image.frame,
      position: tuple(image.position),
      orientation: [...image.orientation] as ImageGeometry['orientation'],
      pixelSpacing: [image.pixelSpacing[0], image.pixelSpacing[1]],
      sliceStep: image.step,
      measurable: true,
      reasons: [],
    })),
  );
}

/** A fracture read without any error: every point exactly where the truth has it. */
function readExactly(truth: Truth, fracture: TruthFracture): Fracture {
  const { sopInstanceUid, frame } = truth.midSagittal;
  const sagittal = (lps: Vector3): Point => ({ lps: tuple(lps), sopInstanceUid, frame });
  const segment = (ends: { start: { lps: Vector3 }; end: { lps: Vector3 } }) => ({
    start: sagittal(ends.start.lps),
    end: sagittal(ends.end.lps),
  });
  const blank = createFracture(fracture.level);
  const { fragment } = fracture;
  const across = fragment?.endpoints.transverse;
  return {
    ...blank,
    landmarks: fracture.landmarks.map(({ level, landmark, lps }) => ({
      level,
      landmark,
      point: sagittal(lps),
    })),
    posteriorWall: {
      traces: [
        {
          points: fracture.posteriorWall.trace.map(sagittal),
          disrupted: fracture.posteriorWall.disrupted.map(({ start, end }) => ({
            start: sagittal(start),
            end: sagittal(end),
          })),
        },
      ],
    },
    rim: { ...blank.rim, cells: fracture.rim.cells, status: fracture.rim.status },
    fragment:
      fragment === null || across === undefined
        ? { ...blank.fragment, presence: 'absent' }
        : {
            ...blank.fragment,
            presence: 'present',
            apex: sagittal(fragment.apex),
            anteroPosterior: segment(fragment.endpoints.anteroPosterior),
            cranioCaudal: segment(fragment.endpoints.cranioCaudal),
            transverse: {
              start: { ...across.start, lps: tuple(across.start.lps) },
              end: { ...across.end, lps: tuple(across.end.lps) },
            },
          },
    canal: {
      ...blank.canal,
      outlines: Object.entries(fracture.canalOutlines).flatMap(([level, outline]) => {
        const found = truth.levels.find((l) => l.level === level);
        return found === undefined
          ? []
          : [
              {
                level: found.level,
                points: outline.points.map((lps) => ({
                  lps: tuple(lps),
                  sopInstanceUid: outline.sopInstanceUid,
                  frame: outline.frame,
                })),
              },
            ];
      }),
    },
  };
}

describe('the measurements of the app', () => {
  const fractures = phantomCases.flatMap((definition) => {
    const { study, truth } = planCase(definition);
    return truth.fractures.map((fracture) => ({
      name: `${definition.name} ${fracture.level}`,
      study,
      truth,
      fracture,
    }));
  });

  it.each(fractures)(
    'agree with the truth of $name where every point is exact',
    ({ study, truth, fracture }) => {
      const measured = measureFracture(readExactly(truth, fracture), {
        images: geometries(study),
        levels: truth.levels.map(({ level }) => level),
        fractured: truth.fractures.map(({ level }) => level),
      });
      // One-neighbour compromise is only measured where a neighbour is missing.
      const compared = fracture.measurements.filter(({ method }) => method !== 'CC-MSD1');
      expect(compared.length).toBeGreaterThanOrEqual(15);
      for (const { name, method, level, unit, value } of compared) {
        const found = measured.find(
          (m) => m.name === name && m.method === method && m.level === level && m.unit === unit,
        );
        expect(found?.value, `${method} ${name} ${level} ${unit}: ${found?.refused ?? ''}`).toBeCloseTo(
          value,
          5,
        );
      }
    },
  );
});
