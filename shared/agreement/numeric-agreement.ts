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

/** A fracture's measurement of an item. */
interface ItemValue {
  item: NumericItem;
  value: number | null;
}

/** What the readers measured for one item; values only where every reader has one. */
interface NumericRows {
  item: NumericItem;
  rows: { subject: number; values: number[] }[];
  refused: number;
}

/** The measurements of a fracture by a key of their item; a grade (unit 1) is a category and none of them. */
export type MeasurementsOf = (fracture: FractureFacts) => ReadonlyMap<string, ItemValue>;

function itemValues(fracture: FractureFacts): Map<string, ItemValue> {
  const values = new Map<string, ItemValue>();
  for (const { name, method, unit, level, value } of fracture.measurements) {
    if (unit === '1') continue;
    const position = positionOf(level, fracture.level);
    values.set(`${method}|${name}|${unit}|${position}`, { item: { name, method, unit, position }, value });
  }
  return values;
}

/** `itemValues`, each fracture once: every reading takes part in several comparisons. */
export function measurementIndex(): MeasurementsOf {
  const known = new WeakMap<FractureFacts, ReadonlyMap<string, ItemValue>>();
  return (fracture) => {
    const found = known.get(fracture) ?? itemValues(fracture);
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
    const readers = facts.map(measurementsOf);
    for (const [index, reader] of readers.entries()) {
      for (const [key, { item }] of reader) {
        // An item of several readers is looked at with the first that has it.
        if (readers.findIndex((one) => one.has(key)) < index) continue;
        const entry = items.get(key) ?? { item, rows: [], refused: 0 };
        items.set(key, entry);
        const values: number[] = [];
        let refused = false;
        for (const one of readers) {
          const value = one.get(key)?.value;
          if (value === null) refused = true;
          else if (value !== undefined) values.push(value);
        }
        if (values.length === readers.length) entry.rows.push({ subject, values });
        else if (refused) entry.refused++;
      }
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
