import { describe, expect, it } from 'vitest';
import { checkConsistency } from './consistency';
import { submit } from './edits';
import { emptyReading, examplePoint, exampleReading } from './example-reading';
import { type Fracture, type Reading, readingSchema } from './reading';

/** The example after a change nobody checked, as it might come from elsewhere. */
function tampered(change: (reading: Reading, fracture: Fracture) => void): string[] {
  const reading: Reading = structuredClone(exampleReading());
  const [fracture] = reading.fractures;
  if (fracture === undefined) throw new Error('no fracture');
  change(reading, fracture);
  expect(readingSchema.safeParse(reading).success).toBe(true);
  return checkConsistency(reading);
}

describe('consistency', () => {
  it('finds nothing in readings as the program writes them', () => {
    expect(checkConsistency(emptyReading())).toEqual([]);
    expect(checkConsistency(exampleReading())).toEqual([]);
    expect(checkConsistency(submit(exampleReading(), '2026-01-05T10:00:00Z').reading)).toEqual([]);
  });

  it('finds nothing after JSON with its keys in another order', () => {
    const reorder = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reorder);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .toSorted(([a], [b]) => (a < b ? 1 : -1))
          .map(([key, inner]) => [key, reorder(inner)]),
      );
    };
    expect(checkConsistency(readingSchema.parse(reorder(exampleReading())))).toEqual([]);
  });

  it('compares every value with the one its points give', () => {
    expect(
      tampered((_, fracture) => {
        const retropulsion = fracture.measurements[0];
        if (retropulsion) retropulsion.value = 9;
      }),
    ).toEqual(['retropulsion of L1 (RETRO-ADJ, mm): stored 9 mm, recomputed 4.4 mm.']);
    expect(
      tampered((_, fracture) => {
        fracture.measurements.pop();
        fracture.measurements.pop();
      }),
    ).toEqual([
      'fragment, cranio-caudal of L1 (FRAG-CC, mm): not stored, recomputed 12 mm.',
      'fragment, transverse of L1 (FRAG-TR, mm): not stored, recomputed refused.',
    ]);
    expect(
      tampered((_, fracture) => {
        fracture.measurements[0]?.points.pop();
      }),
    ).toEqual(['retropulsion of L1 (RETRO-ADJ, mm): the stored points are not those it is computed from.']);
    expect(
      tampered((_, fracture) => {
        const [first] = fracture.measurements;
        if (first) fracture.measurements.push({ ...first, name: 'invented' });
      }),
    ).toEqual(['invented of L1 (RETRO-ADJ, mm): stored 4.4 mm, but no points of the document give it.']);
  });

  it('finds a point that was moved after the values were computed', () => {
    const problems = tampered((_, fracture) => {
      const corner = fracture.landmarks.find((one) => one.level === 'L1' && one.landmark === 'AS');
      if (corner) corner.point.lps = [0, -30, 20];
    });
    expect(problems).toContainEqual(
      expect.stringMatching(/^height loss, anterior of L1 .*stored 30 %, recomputed 20 %/),
    );
    expect(problems).toContainEqual(expect.stringContaining('vertebral wedge angle of L1'));
  });

  it('compares rim status and assessment', () => {
    expect(
      tampered((_, fracture) => {
        fracture.rim.status = 'intact';
      }),
    ).toEqual(['rim status of L1: stored intact, recomputed disrupted from its cells.']);
    expect(
      tampered((reading) => {
        if (reading.risk) reading.risk.pathway = 'R4';
      }),
    ).toEqual(['risk pathway: stored R4, recomputed R3.']);
    expect(
      tampered((reading) => {
        reading.risk?.rules.pop();
      }),
    ).toEqual(['risk rules: stored R3 (L1), recomputed R3 (L1), R9 (L1).']);
    expect(
      tampered((reading) => {
        reading.risk?.missing.push('something');
      }),
    ).toEqual([
      'The evidence, inputs or missing findings of the assessment differ from the recomputed ones.',
    ]);
    expect(
      tampered((reading) => {
        reading.status = 'submitted';
        reading.submittedAt = '2026-01-05T10:00:00Z';
        reading.risk = null;
      }),
    ).toEqual(['The submitted reading has no assessment.']);
  });

  it('checks order, codes and repetition of the levels', () => {
    expect(
      tampered((reading) => {
        const [first, second] = reading.levels;
        if (first && second) [first.point, second.point] = [second.point, first.point];
      }),
    ).toEqual(['T12 is marked below L1.']);
    expect(
      tampered((reading) => {
        const [first] = reading.levels;
        if (first) first.code.value = '66794005';
      }),
    ).toEqual(['The code of T12 is 66794005 (SCT), expected 23215003 (SCT).']);
    expect(
      tampered((reading) => {
        const [first] = reading.levels;
        if (first) reading.levels.unshift(structuredClone(first));
      }),
    ).toEqual(['T12 is marked twice.']);
    expect(
      tampered((reading) => {
        reading.levels.splice(1, 1);
      }),
    ).toEqual(['The fractured level L1 is not among the marked levels.']);
  });

  it('checks that points belong to the fracture and to described images', () => {
    expect(
      tampered((_, fracture) => {
        fracture.landmarks.push({ level: 'L4', landmark: 'AS', point: examplePoint(-30, -70).point });
      }),
    ).toEqual(['AS of L4 is placed for the fracture of L1, which is not next to it.']);
    expect(
      tampered((_, fracture) => {
        const [first] = fracture.landmarks;
        if (first) fracture.landmarks.push(structuredClone(first));
      }),
    ).toEqual(['AS of T12 is placed twice for the fracture of L1.']);
    expect(
      tampered((reading) => {
        reading.study.images = [];
      })[0],
    ).toBe('Points lie on image 1.2.826.0.1.3680043.10.1.10, frame 1, which study.images does not describe.');
    expect(
      tampered((reading) => {
        const [image] = reading.study.images;
        if (image) image.position = [9, 0, 0];
      })[0],
    ).toMatch(/^\d+ points lie more than 0\.5 mm off the plane of the image/);
    expect(
      tampered((reading) => {
        const [image] = reading.study.images;
        if (image) reading.study.images.push({ ...image, sopInstanceUid: '1.2.3' });
      }),
    ).toEqual(['study.images describes 1 image no point refers to.']);
    expect(
      tampered((_, fracture) => {
        const stretch = fracture.posteriorWall.traces[0]?.disrupted[0];
        if (stretch) stretch.start.lps = [0, 9, 18];
      })[0],
    ).toBe('A disrupted stretch of the posterior wall of L1 does not lie on its trace.');
  });

  it('checks status against completeness', () => {
    expect(
      tampered((reading, fracture) => {
        reading.status = 'submitted';
        fracture.rim.confidence = null;
      }),
    ).toEqual([
      'The submitted reading has no time of submission.',
      'Submitted while incomplete: Confidence in the rim of L1 is not answered.',
    ]);
    expect(
      tampered((reading) => {
        reading.submittedAt = '2026-01-05T10:00:00Z';
      }),
    ).toEqual(['A draft has a time of submission.']);
    expect(
      tampered((reading) => {
        reading.fracturePresence = 'absent';
      }),
    ).toEqual(['Fractures are entered, but fracturePresence is not “present”.']);
  });
});
