import { type VertebralLevel, vertebralLevels } from '../dicom/levels';
import type { Reading } from '../findings/reading';
import { isEqual } from '../is-equal';
import { fractureLike, type MatchedFracture, matchFractures } from './match-fractures';
import { type Apart, apartIn, type HeldValue } from './part-distance';
import type { ProtocolItem } from './protocol';
import {
  clinicalParts,
  type FracturePart,
  fractureParts,
  fractureValue,
  isFracturePart,
  type ListedPart,
  levelOnSide,
  noValue,
  type PartSection,
  type PartValue,
  type ReadingPart,
  type Side,
  sides,
  studyParts,
  studyValue,
} from './reading-parts';

/** Whether readings differ; of measured values and places, whether by more than placing points to a pixel accounts for. */
export type Extent = 'equal' | 'within-uncertainty' | 'different';

/** One part of a case as several readings have it. */
export interface ComparedPart {
  /** Unique within the case, and what would be taken, e.g. `L1/cell/middle-left`. */
  key: string;
  part: ReadingPart;
  section: PartSection;
  /** The fracture it belongs to; null: none. */
  fracture: MatchedFracture | null;
  label: string;
  item: ProtocolItem | null;
  /** One of many that another line sums up: a single landmark. */
  isDetail: boolean;
  /** In the order of the readings. */
  values: readonly PartValue[];
  extent: Extent;
  /** The largest distance between any two of the readings; null where nothing is measured or placed. */
  apart: Apart | null;
}

/** Marks of a level may be this far apart, mm: anywhere in the same body. */
const sameBody = 15;

/** Whether two readings hold the same of a part; values to 1e-6 of their unit. */
export function holdTheSame(part: ReadingPart, a: PartValue, b: PartValue): boolean {
  if (part.kind === 'measurement' && typeof a.content === 'number' && typeof b.content === 'number')
    return Math.abs(a.content - b.content) <= 1e-6;
  return isEqual(a.content, b.content);
}

function extentOf(part: ReadingPart, a: PartValue, b: PartValue, apart: Apart | null): Extent {
  if (holdTheSame(part, a, b)) return 'equal';
  if (apart === null) return 'different';
  // A trace or a disrupted stretch more is a difference wherever it lies.
  if (!isEqual(a.counts, b.counts)) return 'different';
  const limit = part.kind === 'level' ? sameBody : apart.uncertainty;
  return limit !== null && apart.value <= limit ? 'within-uncertainty' : 'different';
}

const worst: readonly Extent[] = ['equal', 'within-uncertainty', 'different'];

function largerExtent(a: Extent, b: Extent): Extent {
  return worst.indexOf(a) > worst.indexOf(b) ? a : b;
}

function largerApart(a: Apart | null, b: Apart | null): Apart | null {
  if (a === null || b === null) return a ?? b;
  return b.value > a.value ? b : a;
}

function compare(part: ReadingPart, held: readonly HeldValue[]): Pick<ComparedPart, 'extent' | 'apart'> {
  let extent: Extent = 'equal';
  let apart: Apart | null = null;
  for (const [index, a] of held.entries()) {
    for (const b of held.slice(index + 1)) {
      const between = apartIn(part, a, b);
      apart = largerApart(apart, between);
      extent = largerExtent(extent, extentOf(part, a.value, b.value, between));
    }
  }
  return { extent, apart };
}

/** `{ kind: 'cell', cell: 'middle-left' }` → `cell/middle-left`. */
function partKey(part: ReadingPart): string {
  return Object.values(part).join('/');
}

function comparedPart(
  { part, ...named }: ListedPart,
  fracture: MatchedFracture | null,
  held: readonly HeldValue[],
): ComparedPart {
  const key = fracture === null ? partKey(part) : `${fracture.key}/${partKey(part)}`;
  return {
    ...named,
    key,
    part,
    fracture,
    values: held.map(({ value }) => value),
    ...compare(part, held),
  };
}

/** What the vertebrae of a matched fracture are called: their level where all agree, else what they are to it. */
function nameOnSide(readings: readonly Reading[], { fractures }: MatchedFracture) {
  return (side: Side): string => {
    const names = new Set(
      readings.flatMap((reading, index) => {
        const fracture = fractures[index] ?? null;
        return fracture === null ? [] : [levelOnSide(reading, fracture, side)];
      }),
    );
    const [only] = names;
    if (names.size === 1 && only !== undefined && only !== null) return only;
    return side === 'at' ? 'the fractured level' : `the level ${side}`;
  };
}

type MeasuredPart = Extract<FracturePart, { kind: 'measurement' }>;

function measuredParts(readings: readonly Reading[], { fractures }: MatchedFracture): MeasuredPart[] {
  const parts = new Map<string, MeasuredPart>();
  for (const [index, reading] of readings.entries()) {
    const fracture = fractures[index] ?? null;
    for (const { method, name, level } of fracture?.measurements ?? []) {
      const side = sides.find((one) => fracture !== null && levelOnSide(reading, fracture, one) === level);
      if (side === undefined) continue;
      const part: MeasuredPart = { kind: 'measurement', method, name, side };
      parts.set(partKey(part), part);
    }
  }
  // In one order whichever reading comes first.
  return [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
}

/** Landmarks as one line: as far apart as the farthest of them. */
function withLandmarksSummed(parts: readonly ComparedPart[]): ComparedPart[] {
  const details = parts.filter(({ part }) => part.kind === 'landmark');
  return parts.map((one) =>
    one.part.kind !== 'landmarks'
      ? one
      : {
          ...one,
          extent: details.reduce<Extent>((extent, detail) => largerExtent(extent, detail.extent), 'equal'),
          apart: details.reduce<Apart | null>((apart, detail) => largerApart(apart, detail.apart), null),
        },
  );
}

function compareFracture(readings: readonly Reading[], matched: MatchedFracture): ComparedPart[] {
  const valuesOf = (part: FracturePart): HeldValue[] =>
    readings.map((reading, index) => {
      const fracture = matched.fractures[index] ?? null;
      return { reading, value: fracture === null ? noValue : fractureValue(reading, fracture, part) };
    });
  if (matched.fractures.includes(null)) {
    const level = matched.fractures.find((one) => one !== null)?.level ?? '';
    const whole = {
      part: { kind: 'fracture' },
      section: 'fracture',
      label: `Fracture of ${level}`,
      item: 'levels',
      isDetail: false,
    } as const;
    return [comparedPart(whole, matched, valuesOf(whole.part))];
  }
  const listed = fractureParts(nameOnSide(readings, matched), measuredParts(readings, matched));
  return withLandmarksSummed(listed.map((one) => comparedPart(one, matched, valuesOf(one.part))));
}

/**
 * Two or more readings of one case, part by part in the order of the reading protocol: what stands in each, whether they
 * differ, and how far measured values (of one method only) and places are apart. A fracture that not every reading has
 * is one part. Pure; values are those in the documents.
 */
export function compareCase(readings: readonly Reading[]): ComparedPart[] {
  const levels = vertebralLevels.filter((level: VertebralLevel) =>
    readings.some((reading) => reading.levels.some((mark) => mark.level === level)),
  );
  const study = (parts: readonly ListedPart[]) =>
    parts.flatMap((one) => {
      const { part } = one;
      if (isFracturePart(part)) return [];
      return [
        comparedPart(
          one,
          null,
          readings.map((reading) => ({ reading, value: studyValue(reading, part) })),
        ),
      ];
    });
  return [
    ...study(studyParts(levels)),
    ...matchFractures(readings).flatMap((matched) => compareFracture(readings, matched)),
    ...study(clinicalParts()),
  ];
}

/** What one more reading of the case holds of a compared part. */
export function valueIn(reading: Reading, { part, fracture: matched }: ComparedPart): PartValue {
  if (!isFracturePart(part)) return studyValue(reading, part);
  const fracture = matched === null ? null : fractureLike(reading, matched);
  return fracture === null ? noValue : fractureValue(reading, fracture, part);
}
