import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ComparedMeasurement, type ComparedValue, compareReadings } from './compare-readings';
import { exampleReading } from './example-reading';
import { createFracture, type Measurement, measurementMethods, type Reading } from './reading';

const valueIn = (side: ComparedValue): number | null =>
  'measurement' in side ? side.measurement.value : null;

const example = exampleReading();

function withMeasurements(measurements: Measurement[]): Reading {
  return {
    ...example,
    fractures: example.fractures.map((fracture) => ({ ...fracture, measurements })),
  };
}

const measurement = fc
  .record({
    name: fc.constantFrom('one', 'other'),
    method: fc.constantFrom(...measurementMethods),
    level: fc.constantFrom('T12', 'L1', 'L2'),
    unit: fc.constantFrom('mm', '%', 'deg', '1'),
    value: fc.option(fc.double({ min: -100, max: 100, noNaN: true })),
    uncertainty: fc.option(fc.double({ min: 0, max: 20, noNaN: true }), { nil: undefined }),
  })
  .map(
    ({ value, uncertainty, ...rest }): Measurement => ({
      ...rest,
      value,
      points: [],
      ...(value === null ? { refused: 'Refused for this reason.' } : {}),
      ...(value === null || uncertainty === undefined ? {} : { uncertainty }),
    }),
  );
const measurements = fc.uniqueArray(measurement, {
  maxLength: 12,
  selector: ({ name, method, level, unit }) => `${name} ${method} ${level} ${unit}`,
});

function rows(before: Reading, after: Reading): ComparedMeasurement[] {
  return compareReadings(before, after).flatMap((one) => one.measurements);
}

describe('compareReadings', () => {
  it('finds no difference between a reading and itself, and the same values in it', () => {
    const reading = example;
    const [level] = compareReadings(reading, reading);
    expect(level?.level).toBe('L1');
    expect(level?.before).toEqual({ rim: 'disrupted', pattern: 'superior', fragment: 'present' });
    const own = reading.fractures[0]?.measurements ?? [];
    expect(level?.measurements).toHaveLength(own.length);
    for (const row of level?.measurements ?? []) {
      if (valueIn(row.before) === null) continue;
      expect(row.difference).toBe(0);
      expect(row.exceeds).toBe(row.uncertainty === null ? null : false);
    }
    expect(level?.measurements.some(({ method, level: at }) => method === 'CANAL-AP' && at === 'T12')).toBe(
      true,
    );
  });

  it('compares one method of one level with itself only, and turns round with the readings', () => {
    fc.assert(
      fc.property(measurements, measurements, (first, second) => {
        const [before, after] = [withMeasurements(first), withMeasurements(second)];
        const forward = rows(before, after);
        const keys = [...first, ...second].map((one) => `${one.name} ${one.method} ${one.level} ${one.unit}`);
        expect(forward).toHaveLength(new Set(keys).size);
        const backward = rows(after, before);
        for (const row of forward) {
          for (const side of [row.before, row.after]) {
            if ('missing' in side) expect(side.missing).toMatch(/\.$/);
            else
              expect(side.measurement).toMatchObject({
                name: row.name,
                method: row.method,
                level: row.level,
                unit: row.unit,
              });
          }
          const [a, b] = [valueIn(row.before), valueIn(row.after)];
          expect(row.difference).toBe(a === null || b === null ? null : b - a);
          const turned = backward.find(
            (one) =>
              one.name === row.name &&
              one.method === row.method &&
              one.level === row.level &&
              one.unit === row.unit,
          );
          expect(turned?.before).toEqual(row.after);
          expect(turned?.difference ?? null).toEqual(row.difference === null ? null : 0 - row.difference);
          expect(turned?.exceeds ?? null).toBe(row.exceeds);
        }
      }),
    );
  });

  it('calls a difference real only beyond the root of the sum of squares of both uncertainties', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
        fc.double({ min: 0, max: 20, noNaN: true }),
        fc.double({ min: 0, max: 20, noNaN: true }),
        (a, b, first, second) => {
          const one: Measurement = {
            name: 'retropulsion',
            method: 'RETRO-ADJ',
            level: 'L1',
            unit: 'mm',
            value: a,
            uncertainty: first,
            points: [],
          };
          const [row] = rows(
            withMeasurements([one]),
            withMeasurements([{ ...one, value: b, uncertainty: second }]),
          );
          const allowed = row?.uncertainty ?? Number.NaN;
          expect(allowed).toBeGreaterThanOrEqual(Math.max(first, second));
          expect(allowed).toBeLessThanOrEqual(first + second + 1e-12);
          expect(allowed).toBeCloseTo(Math.sqrt(first ** 2 + second ** 2), 9);
          expect(row?.exceeds).toBe(Math.abs(b - a) > allowed);
        },
      ),
    );
  });

  it('never puts a value beside that of another method', () => {
    const at = (method: Measurement['method'], value: number): Measurement => ({
      name: 'canal compromise',
      method,
      level: 'L1',
      unit: '%',
      value,
      uncertainty: 1,
      points: [],
    });
    const compared = rows(withMeasurements([at('CC-MSD2', 40)]), withMeasurements([at('CC-AREA2', 20)]));
    expect(compared.map(({ method, difference }) => [method, difference])).toEqual([
      ['CC-MSD2', null],
      ['CC-AREA2', null],
    ]);
    expect(compared[0]?.after).toEqual({
      missing: 'Not measured: its points are not placed. Recorded as not assessable: no axial image at L1.',
    });
  });

  it('says of a level or value that is missing why it is', () => {
    const reading = example;
    const without: Reading = { ...reading, fractures: [] };
    expect(compareReadings(reading, without)[0]?.after).toEqual({ missing: 'L1 is not read as fractured.' });
    expect(compareReadings(reading, { ...without, fracturePresence: 'absent' })[0]?.after).toEqual({
      missing: 'No fracture was found.',
    });
    expect(compareReadings({ ...without, levels: [] }, reading)[0]?.before).toEqual({
      missing: 'L1 is not marked.',
    });
    const begun: Reading = { ...reading, fractures: [createFracture('L1')] };
    for (const row of rows(reading, begun))
      expect(row.after).toEqual({ missing: 'Not measured: its points are not placed.' });
    const refused = rows(reading, reading).find(({ method }) => method === 'FRAG-TR');
    expect(refused?.before).toEqual({
      missing: 'Fragment, transverse at L1 is not measured: not assessable, no axial image at L1.',
    });
  });
});
