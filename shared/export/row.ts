import { fractureLevels } from '../findings/landmark-order';
import type { Fracture, FractureItem, Measurement, Reading } from '../findings/reading';
import type { MissingCode } from './missing-codes';

/** The fractured level itself, or its neighbour towards the head or the feet. */
export type MeasuredLevel = 'at' | 'above' | 'below';

/** One row of the wide table: a fracture, or a reading without one. */
export interface Row {
  reading: Reading;
  fracture: Fracture | null;
  /** 1 for the first fracture of the reading, …; 0 for a reading without one. */
  number: number;
  /** What stands in the place of every answer about a fracture where there is none. */
  withoutFracture: { missing: MissingCode; reason: string | null };
  /** The reasons the reader gave why items of the fracture cannot be assessed. */
  reasons: ReadonlyMap<FractureItem, string>;
  /** The measurements of the fracture by `measureKey`. */
  measurements: ReadonlyMap<string, Measurement>;
}

/** Tells the measurements of one fracture apart. */
export function measureKey(
  { name, method, unit }: Pick<Measurement, 'name' | 'method' | 'unit'>,
  level: MeasuredLevel,
): string {
  return `${name}|${method}|${unit}|${level}`;
}

function withoutFracture({
  fracturePresence,
  fracturePresenceNotAssessable,
}: Reading): Row['withoutFracture'] {
  if (fracturePresence === 'absent') return { missing: 'NO_FRACTURE', reason: null };
  if (fracturePresence === 'not-assessable') {
    return { missing: 'NOT_ASSESSABLE', reason: fracturePresenceNotAssessable };
  }
  return { missing: 'NOT_ANSWERED', reason: null };
}

function measurementsOf(fracture: Fracture, reading: Reading): Map<string, Measurement> {
  const { above, below } = fractureLevels(
    fracture.level,
    reading.levels.map((mark) => mark.level),
  );
  const found = new Map<string, Measurement>();
  for (const one of fracture.measurements) {
    const place =
      one.level === fracture.level
        ? 'at'
        : one.level === above
          ? 'above'
          : one.level === below
            ? 'below'
            : one.level;
    const key = `${one.name}|${one.method}|${one.unit}|${place}`;
    found.set(found.has(key) ? `${key}|again ${found.size}` : key, one);
  }
  return found;
}

/** The rows of a reading in the wide table: one for each fracture, or one where there is none. */
export function rowsOf(reading: Reading): Row[] {
  const without = withoutFracture(reading);
  if (reading.fractures.length === 0) {
    const none = { reasons: new Map(), measurements: new Map() };
    return [{ reading, fracture: null, number: 0, withoutFracture: without, ...none }];
  }
  return reading.fractures.map((fracture, index) => ({
    reading,
    fracture,
    number: index + 1,
    withoutFracture: without,
    reasons: new Map(fracture.notAssessable.map(({ item, reason }) => [item, reason])),
    measurements: measurementsOf(fracture, reading),
  }));
}
