import { type VertebralLevel, vertebralLevels } from '../dicom/levels';
import type { Fracture, Measurement, Reading } from './reading';

/** One side of a compared value: the measurement, or why there is none, in a sentence. */
export type ComparedValue = { measurement: Measurement } | { missing: string };

/** The same measurement of the same level with the same method and unit in two readings. */
export interface ComparedMeasurement {
  name: string;
  method: Measurement['method'];
  level: VertebralLevel;
  unit: Measurement['unit'];
  before: ComparedValue;
  after: ComparedValue;
  /** Later minus earlier value, in the unit; null where one is missing. */
  difference: number | null;
  /**
   * Expanded uncertainty (k = 2) of the difference: root of the sum of squares of both, taken as independent. Null where
   * a value or its uncertainty is missing (a grade has none).
   */
  uncertainty: number | null;
  /** Whether the difference is larger than its uncertainty; null where that cannot be told. */
  exceeds: boolean | null;
}

/** What was read of a fracture without a measurement, of one reading. */
export interface ComparedFindings {
  rim: Fracture['rim']['status'];
  pattern: Fracture['pattern'];
  fragment: Fracture['fragment']['presence'];
}

/** One level that is a fracture in at least one of two readings. */
export interface ComparedLevel {
  level: VertebralLevel;
  /** The findings of each reading, or why there are none, in a sentence. */
  before: ComparedFindings | { missing: string };
  after: ComparedFindings | { missing: string };
  /** In the order of the measurements of the reading that has them. */
  measurements: ComparedMeasurement[];
}

function keyOf({
  name,
  method,
  level,
  unit,
}: Pick<Measurement, 'name' | 'method' | 'level' | 'unit'>): string {
  return [name, method, level, unit].join('|');
}

/** Why a reading has no fracture at a level. */
function noFracture(reading: Reading, level: VertebralLevel): string {
  if (!reading.levels.some((mark) => mark.level === level)) return `${level} is not marked.`;
  if (reading.fracturePresence === 'absent') return 'No fracture was found.';
  return `${level} is not read as fractured.`;
}

function sideOf(reading: Reading, fracture: Fracture | undefined, level: VertebralLevel) {
  if (fracture === undefined) return { missing: noFracture(reading, level) };
  return { rim: fracture.rim.status, pattern: fracture.pattern, fragment: fracture.fragment.presence };
}

function valueAtSide(
  reading: Reading,
  fracture: Fracture | undefined,
  like: Measurement,
  fractureLevel: VertebralLevel,
): ComparedValue {
  if (fracture === undefined) return { missing: noFracture(reading, fractureLevel) };
  const found = fracture.measurements.find((one) => keyOf(one) === keyOf(like));
  if (found !== undefined && found.value !== null) return { measurement: found };
  if (found?.refused !== undefined) return { missing: found.refused };
  const reasons = fracture.notAssessable.map(({ reason }) => reason.replace(/\.$/, ''));
  const because = reasons.length === 0 ? '' : ` Recorded as not assessable: ${reasons.join('; ')}.`;
  return { missing: `Not measured: its points are not placed.${because}` };
}

function compareValues(like: Measurement, before: ComparedValue, after: ComparedValue): ComparedMeasurement {
  const { name, method, level, unit } = like;
  const known = { name, method, level, unit, before, after };
  const none = { difference: null, uncertainty: null, exceeds: null };
  if (!('measurement' in before && 'measurement' in after)) return { ...known, ...none };
  const [one, other] = [before.measurement, after.measurement];
  if (one.value === null || other.value === null) return { ...known, ...none };
  const difference = other.value - one.value;
  if (one.uncertainty === undefined || other.uncertainty === undefined)
    return { ...known, ...none, difference };
  const uncertainty = Math.hypot(one.uncertainty, other.uncertainty);
  return { ...known, difference, uncertainty, exceeds: Math.abs(difference) > uncertainty };
}

/**
 * Two readings of different studies of one spine, level by level: for every level that is a fracture in either, each of
 * its measurements (those of its neighbours among them) beside the one of the same name, level, method code and unit in
 * the other, and the findings side by side. Values of different methods are never compared. Levels go by their names:
 * positions of one study mean nothing in the other. Pure; the measurements are those in the documents.
 */
export function compareReadings(before: Reading, after: Reading): ComparedLevel[] {
  const levels = vertebralLevels.filter((level) =>
    [before, after].some(({ fractures }) => fractures.some((fracture) => fracture.level === level)),
  );
  return levels.map((level): ComparedLevel => {
    const [first, second] = [before, after].map(({ fractures }) =>
      fractures.find((fracture) => fracture.level === level),
    );
    const all = [...(first?.measurements ?? []), ...(second?.measurements ?? [])];
    const distinct = [...new Map(all.map((one) => [keyOf(one), one])).values()];
    return {
      level,
      before: sideOf(before, first, level),
      after: sideOf(after, second, level),
      measurements: distinct.map((one) =>
        compareValues(one, valueAtSide(before, first, one, level), valueAtSide(after, second, one, level)),
      ),
    };
  });
}
