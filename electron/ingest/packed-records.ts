import type { FrameFacts, ImageFacts } from '../../shared/dicom/image-facts';
import type { Vector3 } from '../../shared/geometry/vector';
import type { FrameLocation } from '../pixels/frame-location';
import type { FileContent, FileRecord } from './file-reader';

/** What differs between two slices of a series, in the order of `packSlice`. */
type PackedSlice = readonly [
  path: string,
  absolutePath: string,
  size: number,
  modifiedMs: number,
  inode: number,
  sopInstanceUid: string,
  instanceNumber: number | null,
  position: Vector3 | null,
  rescaleSlope: number,
  rescaleIntercept: number,
  window: FrameFacts['window'],
  pixelOffset: number,
];

/**
 * Records on their way to another process. Those of a series are alike in nearly everything: one goes whole, the slices
 * after it as what differs, which costs a small part of the time.
 */
export type PackedRecord = FileRecord | PackedSlice;

/** The one image in one file that a record of a slice is. */
interface Slice {
  record: FileRecord;
  facts: ImageFacts;
  frame: FrameFacts;
  location: FrameLocation;
  pixels: Extract<FrameLocation['bytes'], { kind: 'native' }>;
}

const differingInImage: ReadonlySet<string> = new Set([
  'source',
  'sopInstanceUid',
  'instanceNumber',
  'frames',
] satisfies (keyof ImageFacts)[]);
const differingInFrame: ReadonlySet<string> = new Set([
  'position',
  'rescaleSlope',
  'rescaleIntercept',
  'window',
] satisfies (keyof FrameFacts)[]);

/** Packs records, in order. */
export function packRecords(records: readonly FileRecord[]): PackedRecord[] {
  let base: Slice | null = null;
  return records.map((record) => {
    const slice = sliceOf(record);
    const packed = slice === null || base === null ? null : packSlice(slice, base);
    if (slice !== null && packed === null) base = slice;
    return packed ?? record;
  });
}

/** The records that were packed, in order. */
export function unpackRecords(packed: readonly PackedRecord[]): FileRecord[] {
  let base: Slice | null = null;
  return packed.map((item) => {
    if ('contents' in item) {
      base = sliceOf(item) ?? base;
      return item;
    }
    if (base === null) throw new Error('A packed slice came before the image it is like.');
    return unpackSlice(item, base);
  });
}

function sliceOf(record: FileRecord): Slice | null {
  const [content, another] = record.contents;
  if (another !== undefined || content?.kind !== 'image' || record.stamp === null) return null;
  const { facts, locations } = content;
  const [frame, secondFrame] = facts.frames;
  const [location] = locations;
  if (frame === undefined || secondFrame !== undefined || location?.bytes.kind !== 'native') return null;
  if (location.layers.length > 0 || location.member !== undefined || facts.source !== record.path)
    return null;
  return { record, facts, frame, location, pixels: location.bytes };
}

/** Null where more differs than the slices of a series do. */
function packSlice({ record, facts, frame, location, pixels }: Slice, base: Slice): PackedSlice | null {
  const { stamp } = record;
  const isAlike =
    stamp !== null &&
    location.size === stamp.size &&
    location.modifiedMs === stamp.modifiedMs &&
    location.transferSyntaxUid === base.location.transferSyntaxUid &&
    pixels.length === base.pixels.length &&
    pixels.swap === base.pixels.swap &&
    isSame(facts, base.facts, differingInImage) &&
    isSame(frame, base.frame, differingInFrame);
  if (!isAlike) return null;
  return [
    record.path,
    location.path,
    stamp.size,
    stamp.modifiedMs,
    stamp.inode,
    facts.sopInstanceUid,
    facts.instanceNumber,
    frame.position,
    frame.rescaleSlope,
    frame.rescaleIntercept,
    frame.window,
    pixels.offset,
  ];
}

function unpackSlice(packed: PackedSlice, base: Slice): FileRecord {
  const [path, absolutePath, size, modifiedMs, inode, sopInstanceUid, instanceNumber, ...rest] = packed;
  const [position, rescaleSlope, rescaleIntercept, window, offset] = rest;
  const frame = { ...base.frame, position, rescaleSlope, rescaleIntercept, window };
  const content: FileContent = {
    kind: 'image',
    facts: { ...base.facts, source: path, sopInstanceUid, instanceNumber, frames: [frame] },
    locations: [
      { ...base.location, path: absolutePath, size, modifiedMs, bytes: { ...base.pixels, offset } },
    ],
  };
  return { path, stamp: { size, modifiedMs, inode }, contents: [content] };
}

/** Whether two objects have the same properties, identical in value or object, but for the named ones. */
function isSame<Facts extends object>(a: Facts, b: Facts, but: ReadonlySet<string>): boolean {
  const keys = Object.keys(a) as (keyof Facts & string)[];
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => but.has(key) || (key in b && Object.is(a[key], b[key])));
}
