import { type VertebralLevel, vertebralLevels } from '../dicom/levels';
import type { Reading } from '../findings/reading';
import { imageKey } from '../geometry/measurements/measuring-plane';
import type { AuditChange } from './audit';
import { canonicalJson, type Json } from './canonical-json';

type JsonObject = { [key: string]: Json };

/**
 * Lists whose items are known by a key: in the path of a change the key stands where JSON Pointer has the index, so that
 * the path of an item stays the same whatever is added or removed before it.
 */
const itemKeys: Readonly<Record<string, (item: JsonObject) => string>> = {
  levels: ({ level }) => String(level),
  fractures: ({ level }) => String(level),
  outlines: ({ level }) => String(level),
  landmarks: ({ level, landmark }) => `${level} ${landmark}`,
  notAssessable: ({ item }) => String(item),
  keyImages: ({ sopInstanceUid, frame }) =>
    imageKey({ sopInstanceUid: String(sopInstanceUid), frame: Number(frame) }),
  images: ({ sopInstanceUid, frame }) =>
    imageKey({ sopInstanceUid: String(sopInstanceUid), frame: Number(frame) }),
  adjudicates: ({ label }) => String(label),
  items: ({ item }) => String(item),
};

/** Lists compared item by item without a key: what is equal at the front and at the back is no change. */
const itemLists: readonly string[] = ['traces'];

/** Keyed lists that run down the spine: an item that comes new finds its place by its level. */
const downTheSpine: readonly string[] = ['levels', 'fractures', 'outlines'];

/** Segment of a path that stands for the order of a keyed list; its values are lists of keys. */
const orderSegment = 'order';

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const escaped = (segment: string) => segment.replaceAll('~', '~0').replaceAll('/', '~1');
const unescaped = (segment: string) => segment.replaceAll('~1', '/').replaceAll('~0', '~');

/** A path in its segments, outermost first: `/fractures/L1/rim` → `fractures`, `L1`, `rim`. */
export function pathSegments(path: string): string[] {
  return path === '' ? [] : path.slice(1).split('/').map(unescaped);
}

/** A field of an object, none of what every object inherits. */
const own = (object: JsonObject, field: string): Json | undefined =>
  Object.hasOwn(object, field) ? object[field] : undefined;

const isSame = (a: Json, b: Json) => a === b || canonicalJson(a) === canonicalJson(b);

/** The items of a keyed list by key, or null where a key is missing or stands twice. */
function byKey(name: string, list: readonly Json[]): Map<string, JsonObject> | null {
  const keyOf = Object.hasOwn(itemKeys, name) ? itemKeys[name] : undefined;
  if (keyOf === undefined) return null;
  const items = new Map<string, JsonObject>();
  for (const item of list) {
    if (!isObject(item)) return null;
    items.set(keyOf(item), item);
  }
  return items.size === list.length && !items.has(orderSegment) ? items : null;
}

/** Where an item that comes new stands in a keyed list, given the keys already there. */
function placeOf(name: string, key: string, keys: readonly string[]): number {
  if (!downTheSpine.includes(name)) return keys.length;
  const depth = (level: string) => vertebralLevels.indexOf(level as VertebralLevel);
  const next = keys.findIndex((other) => depth(other) > depth(key));
  return next === -1 ? keys.length : next;
}

function keyedChanges(
  path: string,
  name: string,
  before: Map<string, JsonObject>,
  after: Map<string, JsonObject>,
): AuditChange[] {
  const changes: AuditChange[] = [];
  const order: string[] = [];
  for (const [key, item] of before) {
    const later = after.get(key);
    if (later === undefined) changes.push({ path: `${path}/${escaped(key)}`, from: item });
    else {
      order.push(key);
      changes.push(...changesAt(`${path}/${escaped(key)}`, key, item, later));
    }
  }
  for (const [key, item] of after) {
    if (before.has(key)) continue;
    changes.push({ path: `${path}/${escaped(key)}`, to: item });
    order.splice(placeOf(name, key, order), 0, key);
  }
  const wanted = [...after.keys()];
  if (wanted.some((key, index) => key !== order[index]))
    changes.push({ path: `${path}/${orderSegment}`, from: order, to: wanted });
  return changes;
}

function listedChanges(path: string, before: readonly Json[], after: readonly Json[]): AuditChange[] {
  const shorter = Math.min(before.length, after.length);
  const equal = (a: Json | undefined, b: Json | undefined) =>
    a !== undefined && b !== undefined && isSame(a, b);
  let front = 0;
  while (front < shorter && equal(before[front], after[front])) front += 1;
  let back = 0;
  while (back < shorter - front && equal(before.at(-1 - back), after.at(-1 - back))) back += 1;
  const changes: AuditChange[] = [];
  for (let index = front; index < shorter - back; index += 1) {
    const from = before[index];
    const to = after[index];
    if (from !== undefined && to !== undefined)
      changes.push(...changesAt(`${path}/${index}`, String(index), from, to));
  }
  for (let index = before.length - back - 1; index >= shorter - back; index -= 1) {
    changes.push({ path: `${path}/${index}`, from: before[index] });
  }
  for (let index = shorter - back; index < after.length - back; index += 1) {
    changes.push({ path: `${path}/${index}`, to: after[index] });
  }
  return changes;
}

function changesAt(path: string, name: string, before: Json, after: Json): AuditChange[] {
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((field): AuditChange[] => {
      const place = `${path}/${escaped(field)}`;
      const from = own(before, field);
      const to = own(after, field);
      if (from === undefined) return to === undefined ? [] : [{ path: place, to }];
      if (to === undefined) return [{ path: place, from }];
      return changesAt(place, field, from, to);
    });
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const keyedBefore = byKey(name, before);
    const keyedAfter = byKey(name, after);
    if (keyedBefore !== null && keyedAfter !== null) return keyedChanges(path, name, keyedBefore, keyedAfter);
    if (itemLists.includes(name)) return listedChanges(path, before, after);
  }
  return isSame(before, after) ? [] : [{ path, from: before, to: after }];
}

/**
 * What leads from one JSON document to another: one entry a value, in the order in which `applyChanges` takes them. In
 * lists of keyed things (levels, fractures, landmarks, …) a path has the key where JSON Pointer has the index; other
 * lists, as the points of a line, are one value.
 */
export function documentChanges(before: Json, after: Json): AuditChange[] {
  return changesAt('', '', before, after);
}

function appliedToList(
  name: string,
  list: readonly Json[],
  segments: readonly string[],
  change: AuditChange,
) {
  const [segment = '', ...rest] = segments;
  const keyed = byKey(name, list);
  if (keyed === null) {
    const index = Number(segment);
    const item = list[index];
    if (rest.length > 0 && item !== undefined) return list.with(index, applied(segment, item, rest, change));
    if (change.to === undefined) return list.toSpliced(index, 1);
    return list.toSpliced(index, change.from === undefined ? 0 : 1, change.to as Json);
  }
  const keys = [...keyed.keys()];
  if (segment === orderSegment && Array.isArray(change.to))
    return change.to.flatMap((key) => keyed.get(String(key)) ?? []);
  const index = keys.indexOf(segment);
  const item = list[index];
  if (item !== undefined && rest.length > 0) return list.with(index, applied(segment, item, rest, change));
  if (change.to === undefined) return index === -1 ? [...list] : list.toSpliced(index, 1);
  if (index !== -1) return list.with(index, change.to as Json);
  return list.toSpliced(placeOf(name, segment, keys), 0, change.to as Json);
}

function applied(name: string, value: Json, segments: readonly string[], change: AuditChange): Json {
  const [segment, ...rest] = segments;
  if (segment === undefined) return (change.to ?? null) as Json;
  if (Array.isArray(value)) return appliedToList(name, value, segments, change);
  if (!isObject(value)) throw new Error(`The document has nothing at ${change.path}.`);
  if (rest.length > 0) {
    const field = own(value, segment);
    if (field === undefined) throw new Error(`The document has nothing at ${change.path}.`);
    return { ...value, [segment]: applied(segment, field, rest, change) };
  }
  const { [segment]: _, ...others } = value;
  return change.to === undefined ? others : { ...others, [segment]: change.to as Json };
}

/** The document after the changes; throws where one does not belong to it. */
export function applyChanges(document: Json, changes: readonly AuditChange[]): Json {
  return changes.reduce<Json>(
    (current, change) => applied('', current, pathSegments(change.path), change),
    document,
  );
}

/** A reading without what follows from the rest (rim status, measurements, assessment) and the time it was saved. */
export function enteredPart(reading: Reading): Json {
  const { savedAt: _savedAt, risk: _risk, fractures, ...rest } = reading;
  const entered = {
    ...rest,
    fractures: fractures.map(({ measurements: _measurements, rim: { cells, confidence }, ...fracture }) => ({
      ...fracture,
      rim: { cells, confidence },
    })),
  };
  return JSON.parse(JSON.stringify(entered)) as Json;
}

/**
 * What was entered between two states of a reading; null: before there was one. Derived values and the time of saving
 * are left out: the first follow from the rest, the second is the time of the audit entry.
 */
export function readingChanges(before: Reading | null, after: Reading): AuditChange[] {
  return documentChanges(before === null ? {} : enteredPart(before), enteredPart(after));
}
