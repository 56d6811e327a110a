import { levelCode, type VertebralLevel, vertebralLevels } from '../../dicom/levels';
import { own, standard } from './codes';
import {
  type Code,
  type ContentItem,
  isSameConcept,
  type Relationship,
  StructuredReportProblem,
  withChildren,
} from './content-item';
import type { ReportContext } from './report-context';

/** How one value is written as one content item, and found and read again among others. */
export interface Shape<T> {
  /** What it is called in a sentence. */
  name: string;
  matches(item: ContentItem): boolean;
  write(value: T, context: ReportContext): ContentItem;
  read(item: ContentItem): T;
}

/** How one value is written as any number of content items side by side, and read again from among them. */
export interface Part<T> {
  write(value: T, context: ReportContext): ContentItem[];
  read(items: readonly ContentItem[]): T;
}

function shapeOf<T>(
  concept: Code,
  type: ContentItem['value']['type'],
  write: (value: T, context: ReportContext) => Pick<ContentItem, 'value' | 'children'>,
  read: (item: ContentItem) => T,
  relationship: Relationship | null = null,
): Shape<T> {
  return {
    name: concept.meaning,
    matches: (item) => item.value.type === type && isSameConcept(item.concept, concept),
    write: (value, context) => ({ relationship, concept, ...write(value, context) }),
    read,
  };
}

function unreadable(name: string): StructuredReportProblem {
  return new StructuredReportProblem(`The item “${name}” of this report holds nothing that can be read.`);
}

/** Ends texts whose last character padding would swallow, and those that are empty. */
const endMark = '␃';
const swallowed = /(^|[\s␃])$/;
/** What text of a report cannot hold: control characters but those of lines (PS3.5 6.1.3), halves of characters. */
const unwritable = /(?![\t\n\f\r])\p{Cc}|\p{Surrogate}/u;

/** TEXT. Empty text and text that ends in a space is written with a final ␃, which reading takes off. */
export function text(concept: Code, relationship: Relationship | null = null): Shape<string> {
  return shapeOf(
    concept,
    'TEXT',
    (value) => {
      if (unwritable.test(value)) {
        throw new StructuredReportProblem(
          `The text of “${concept.meaning}” has a control character, which DICOM text cannot hold; take it out and export again.`,
        );
      }
      return {
        value: { type: 'TEXT', text: swallowed.test(value) ? `${value}${endMark}` : value },
        children: [],
      };
    },
    ({ value }) => {
      if (value.type !== 'TEXT') throw unreadable(concept.meaning);
      return value.text.endsWith(endMark) ? value.text.slice(0, -endMark.length) : value.text;
    },
    relationship,
  );
}

/** NUM with a value. */
export function number(concept: Code, unit: Code, relationship: Relationship | null = null): Shape<number> {
  return shapeOf(
    concept,
    'NUM',
    (value) => ({ value: { type: 'NUM', value, unit }, children: [] }),
    ({ value }) => {
      if (value.type !== 'NUM') throw unreadable(concept.meaning);
      return value.value;
    },
    relationship,
  );
}

/** CODE, one of those listed. */
export function coded<T extends string>(
  concept: Code,
  codes: Readonly<Record<T, Code>>,
  relationship: Relationship | null = null,
): Shape<T> {
  const values = Object.keys(codes) as T[];
  return shapeOf<T>(
    concept,
    'CODE',
    (value) => ({ value: { type: 'CODE', code: codes[value] }, children: [] }),
    ({ value }) => {
      const found = values.find((one) => value.type === 'CODE' && isSameConcept(value.code, codes[one]));
      if (found === undefined) throw unreadable(concept.meaning);
      return found;
    },
    relationship,
  );
}

const confidences = {
  '1': own('confidence-1'),
  '2': own('confidence-2'),
  '3': own('confidence-3'),
  '4': own('confidence-4'),
  '5': own('confidence-5'),
};

/** CODE, a confidence from 1 to 5. */
export function confidence(concept: Code): Shape<number> {
  return mapped(
    coded(concept, confidences),
    (value: number) => String(value) as keyof typeof confidences,
    Number,
  );
}

/** CODE, yes or no. */
export function flag(concept: Code): Shape<boolean> {
  return mapped(
    coded(concept, { yes: standard.yes, no: standard.no }),
    (value: boolean) => (value ? 'yes' : 'no'),
    (value) => value === 'yes',
  );
}

const levelCodes = Object.fromEntries(vertebralLevels.map((level) => [level, levelCode(level)])) as Record<
  VertebralLevel,
  Code
>;

/** CODE, a vertebral level. */
export function levelSite(relationship: Relationship | null = null): Shape<VertebralLevel> {
  return coded(standard.findingSite, levelCodes, relationship);
}

/** The shape with items below it that `part` writes; both make up the value. */
export function withProperties<T, P>(shape: Shape<T>, part: Part<P>): Shape<{ value: T; properties: P }> {
  return {
    ...shape,
    write: ({ value, properties }, context) => {
      const item = shape.write(value, context);
      return withChildren(item, [...item.children, ...part.write(properties, context)]);
    },
    read: (item) => ({ value: shape.read(item), properties: part.read(item.children) }),
  };
}

/** CONTAINER of what `part` writes. `extra` adds items that other programs read and this one does not need. */
export function container<T>(
  concept: Code,
  part: Part<T>,
  extra: (value: T, context: ReportContext) => ContentItem[] = () => [],
): Shape<T> {
  return {
    name: concept.meaning,
    matches: (item) => item.value.type === 'CONTAINER' && isSameConcept(item.concept, concept),
    write: (value, context) =>
      withChildren({ relationship: null, concept, value: { type: 'CONTAINER' } }, [
        ...part.write(value, context),
        ...extra(value, context),
      ]),
    read: (item) => part.read(item.children),
  };
}

/** The value under another form. */
export function mapped<T, U>(shape: Shape<T>, to: (value: U) => T, from: (value: T) => U): Shape<U> {
  return {
    ...shape,
    write: (value, context) => shape.write(to(value), context),
    read: (item) => from(shape.read(item)),
  };
}

/** Any number of values, in order. */
export function many<T>(shape: Shape<T>): Part<T[]> {
  return {
    write: (values, context) => values.map((value) => shape.write(value, context)),
    read: (items) => items.filter(shape.matches).map(shape.read),
  };
}

/** One value; reading throws a StructuredReportProblem where it is missing. */
export function one<T>(shape: Shape<T>): Part<T> {
  return {
    write: (value, context) => [shape.write(value, context)],
    read: (items) => {
      const item = items.find(shape.matches);
      if (item === undefined) {
        throw new StructuredReportProblem(`The report lacks “${shape.name}”: it is not a whole reading.`);
      }
      return shape.read(item);
    },
  };
}

/** A value, or no item where it is null. */
export function orNull<T>(shape: Shape<T>): Part<T | null> {
  return {
    write: (value, context) => (value === null ? [] : [shape.write(value, context)]),
    read: (items) => {
      const item = items.find(shape.matches);
      return item === undefined ? null : shape.read(item);
    },
  };
}

/** A value, or no item where it is undefined. */
export function optional<T>(shape: Shape<T>): Part<T | undefined> {
  return {
    write: (value, context) => (value === undefined ? [] : [shape.write(value, context)]),
    read: (items) => {
      const item = items.find(shape.matches);
      return item === undefined ? undefined : shape.read(item);
    },
  };
}

/** An object, the items of its fields one after the other. A field that reads as undefined is left out. */
export function fields<T extends object>(parts: { [K in keyof T]-?: Part<T[K]> }): Part<T> {
  const keys = Object.keys(parts) as (keyof T)[];
  return {
    write: (value, context) => keys.flatMap((key) => parts[key].write(value[key], context)),
    read: (items) => {
      const read = keys.map((key) => [key, parts[key].read(items)] as const);
      return Object.fromEntries(read.filter(([, value]) => value !== undefined)) as T;
    },
  };
}
