import type { Reading } from '../../shared/findings/reading';
import type { Truth } from '../phantom/truth';

/** What was measured, what is true, and by how much they differ; keyed `<method> <level> [<name>] <unit>`. */
export interface Comparison {
  case: string;
  measured: Record<string, number | string | null>;
  truth: Record<string, number | string>;
  error: Record<string, number | string>;
  ok: boolean;
}

/** Largest difference allowed beside the in-plane pixel for mm. The Genant grade must be the same. */
const tolerance = { deg: 2, '%': 3, '1': 0 } as const;

/** Coarsest in-plane spacing of the images the points of a reading lie on, mm. */
function inPlanePixel(reading: Reading): number {
  return Math.max(...reading.study.images.flatMap(({ pixelSpacing }) => pixelSpacing ?? []));
}

/**
 * Compares every measurement, rim cell and rim status of a reading with the truth of a phantom. A measurement that is
 * missing or refused counts as wrong. `CC-MSD1` is the fallback for `CC-MSD2` and is not compared beside it.
 */
export function compareWithTruth(truth: Truth, reading: Reading): Comparison {
  const comparison: Comparison = { case: truth.case, measured: {}, truth: {}, error: {}, ok: true };
  const pixel = inPlanePixel(reading);
  const expectEqual = (key: string, measured: string | undefined, expected: string): void => {
    comparison.measured[key] = measured ?? null;
    comparison.truth[key] = expected;
    if (measured === expected) return;
    comparison.error[key] = `${measured ?? 'missing'} instead of ${expected}`;
    comparison.ok = false;
  };
  expectEqual(
    'fractures',
    reading.fractures.map(({ level }) => level).join(' '),
    truth.fractures.map(({ level }) => level).join(' '),
  );
  for (const expected of truth.fractures) {
    const fracture = reading.fractures.find(({ level }) => level === expected.level);
    expectEqual(`rim ${expected.level}`, fracture?.rim.status, expected.rim.status);
    for (const [cell, state] of Object.entries(expected.rim.cells)) {
      const read = Object.entries(fracture?.rim.cells ?? {}).find(([name]) => name === cell)?.[1];
      expectEqual(`rim ${expected.level} ${cell}`, read, state);
    }
    for (const { name, method, level, unit, value } of expected.measurements) {
      if (method === 'CC-MSD1') continue;
      const key = `${method} ${level} ${name} ${unit}`;
      const found = fracture?.measurements.find(
        (one) => one.method === method && one.level === level && one.name === name && one.unit === unit,
      );
      comparison.measured[key] = found?.value ?? null;
      comparison.truth[key] = value;
      if (found?.value === null || found === undefined) {
        comparison.error[key] = found?.refused ?? 'not measured';
        comparison.ok = false;
        continue;
      }
      const error = found.value - value;
      comparison.error[key] = error;
      if (Math.abs(error) > (unit === 'mm' ? pixel : tolerance[unit])) comparison.ok = false;
    }
  }
  return comparison;
}
