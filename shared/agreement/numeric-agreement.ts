import { measurementMethods } from '../findings/reading';
import {
  type GroupNumericAgreement,
  levelPositions,
  type NumericItem,
  type PairNumericAgreement,
} from './agreement-result';
import { blandAltman } from './bland-altman';
import { intraclassCorrelations } from './intraclass-correlation';
import { type MatchedRow, positionOf } from './matched-facts';
import type { FractureFacts } from './reading-facts';
import { repeatability } from './repeatability';

/** A fracture's measurement with the key of its item. */
interface KeyedValue {
  key: string;
  item: NumericItem;
  value: number | null;
}

/** What the readers measured for one item; values only where every reader has one. */
interface NumericRows {
  item: NumericItem;
  rows: { subject: number; values: number[] }[];
  refused: number;
}

/** The measurements of a fracture by item; a grade (unit 1) is a category and none of them. */
export type MeasurementsOf = (fracture: FractureFacts) => readonly KeyedValue[];

function keyedValues(fracture: FractureFacts): KeyedValue[] {
  return fracture.measurements.flatMap(({ name, method, unit, level, value }) => {
    if (unit === '1') return [];
    const position = positionOf(level, fracture.level);
    return [{ key: `${method}|${name}|${unit}|${position}`, item: { name, method, unit, position }, value }];
  });
}

/** `keyedValues`, each fracture once: every reading takes part in several comparisons. */
export function measurementIndex(): MeasurementsOf {
  const known = new WeakMap<FractureFacts, KeyedValue[]>();
  return (fracture) => {
    const found = known.get(fracture) ?? keyedValues(fracture);
    known.set(fracture, found);
    return found;
  };
}

function collect(
  matched: readonly MatchedRow<FractureFacts>[],
  measurementsOf: MeasurementsOf,
): NumericRows[] {
  const items = new Map<string, NumericRows>();
  for (const { subject, facts } of matched) {
    const [first, ...others] = facts.map(measurementsOf);
    if (first === undefined) continue;
    const every = [first, ...others];
    const keys = new Set(every.flatMap((values) => values.map(({ key }) => key)));
    for (const key of keys) {
      const found = every.map((values) => values.find((one) => one.key === key));
      const item = found.find((one) => one !== undefined)?.item;
      if (item === undefined) continue;
      const entry = items.get(key) ?? { item, rows: [], refused: 0 };
      items.set(key, entry);
      const values = found.flatMap((one) => (one === undefined || one.value === null ? [] : [one.value]));
      if (values.length === every.length) entry.rows.push({ subject, values });
      else if (found.some((one) => one?.value === null)) entry.refused++;
    }
  }
  const order = ({ item }: NumericRows) =>
    measurementMethods.indexOf(item.method) * levelPositions.length + levelPositions.indexOf(item.position);
  return [...items.values()].toSorted((a, b) => order(a) - order(b) || (a.item.name < b.item.name ? -1 : 1));
}

function summary({ item, rows, refused }: NumericRows, fractures: number): GroupNumericAgreement {
  const values = rows.map((row) => row.values);
  return {
    ...item,
    compared: rows.length,
    refused,
    notMeasured: fractures - rows.length - refused,
    correlation: intraclassCorrelations(values),
    repeatability: repeatability(values),
  };
}

/** Agreement of three or more readers on every measurement. */
export function groupNumericAgreement(
  matched: readonly MatchedRow<FractureFacts>[],
  measurementsOf: MeasurementsOf,
): GroupNumericAgreement[] {
  return collect(matched, measurementsOf).map((rows) => summary(rows, matched.length));
}

/** Agreement of two readers (or repeats) on every measurement, each method code, unit and position for itself. */
export function pairNumericAgreement(
  matched: readonly MatchedRow<FractureFacts>[],
  measurementsOf: MeasurementsOf,
): PairNumericAgreement[] {
  return collect(matched, measurementsOf).map((collected): PairNumericAgreement => {
    const pairs = collected.rows.map(({ subject, values: [first = 0, second = 0] }) => ({
      subject,
      first,
      second,
    }));
    return {
      ...summary(collected, matched.length),
      blandAltman: blandAltman(pairs.map(({ first, second }) => [first, second] as const)),
      points: pairs.map(({ subject, first, second }) => ({
        subject,
        mean: (first + second) / 2,
        difference: second - first,
      })),
    };
  });
}
