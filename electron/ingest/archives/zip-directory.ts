import type { ByteSource } from '../byte-source';
import { readRange } from './byte-ranges';

/** A member of a ZIP archive, as the archive describes it. Nothing here is checked against the member's bytes. */
export interface ZipEntry {
  name: string;
  /** Compression method: 0 stored, 8 deflate. */
  method: number;
  encrypted: boolean;
  compressedSize: number;
  size: number;
  crc32: number;
  /** Where its local header starts in the archive. */
  headerOffset: number;
}

export interface ZipDirectory {
  entries: ZipEntry[];
  /** A sentence about the archive as a whole, where it is damaged or not to be read. */
  problem: string | null;
}

const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endRecord = 0x06054b50;
const end64Record = 0x06064b50;
const end64Locator = 0x07064b50;
const dataDescriptor = 0x08074b50;

const endRecordLength = 22;
const longestComment = 0xffff;
const largestDirectory = 64 * 1024 * 1024;
const mostEntries = 200_000;
/** While the archive is searched for members, this much of it is looked at in one go. */
const searchStep = 1024 * 1024;

const recovered =
  'The ZIP archive is cut off or damaged: its directory cannot be read, only the members that could be found without it are shown. Copy it again from its source.';
const unusable =
  'The ZIP archive is cut off or damaged: nothing in it can be read. Copy it again from its source.';

/**
 * The members of a ZIP archive (PKWARE APPNOTE 6.3.10, zip64 included) without its folders, in the order of the
 * directory. Where the directory is missing or damaged the local headers are followed instead. Never throws; reads at
 * most the directory, or the whole archive once where that is missing.
 */
export function readZipDirectory(source: ByteSource): ZipDirectory {
  const place = findDirectory(source);
  const listed = place === null ? null : readCentralHeaders(source, place);
  if (listed === null) {
    const entries = followLocalHeaders(source);
    return { entries, problem: entries.length > 0 ? recovered : unusable };
  }
  if (typeof listed === 'string') return { entries: [], problem: listed };
  return { entries: listed, problem: null };
}

/** Where the bytes of an entry start, or null where its local header is damaged or its bytes are not all there. */
export function entryStart(source: ByteSource, entry: ZipEntry): number | null {
  const header = readRange(source, entry.headerOffset, 30);
  if (header.length < 30 || header.readUInt32LE(0) !== localHeader) return null;
  const start = entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  return start + entry.compressedSize <= source.size ? start : null;
}

interface DirectoryPlace {
  offset: number;
  length: number;
  count: number;
  /** Bytes before the archive's own first byte (a self-extracting program, say): all offsets count from behind them. */
  shift: number;
}

function findDirectory(source: ByteSource): DirectoryPlace | null {
  const tailStart = Math.max(0, source.size - endRecordLength - longestComment);
  const tail = readRange(source, tailStart, source.size - tailStart);
  for (let at = tail.length - endRecordLength; at >= 0; at -= 1) {
    if (tail.readUInt32LE(at) !== endRecord) continue;
    if (at + endRecordLength + tail.readUInt16LE(at + 20) > tail.length) continue;
    const place = directoryPlace(source, tail, at, tailStart + at);
    if (place !== null) return place;
  }
  return null;
}

function directoryPlace(
  source: ByteSource,
  tail: Buffer,
  at: number,
  endOffset: number,
): DirectoryPlace | null {
  let count = tail.readUInt16LE(at + 10);
  let length = tail.readUInt32LE(at + 12);
  let offset = tail.readUInt32LE(at + 16);
  let directoryEnd = endOffset;
  if (count === 0xffff || length === 0xffffffff || offset === 0xffffffff) {
    const locator = readRange(source, endOffset - 20, 20);
    if (locator.length === 20 && locator.readUInt32LE(0) === end64Locator) {
      const stated = Number(locator.readBigUInt64LE(8));
      const record = [stated, endOffset - 20 - 56]
        .map((position) => ({ position, bytes: readRange(source, position, 56) }))
        .find(({ bytes }) => bytes.length === 56 && bytes.readUInt32LE(0) === end64Record);
      if (record === undefined) return null;
      count = Number(record.bytes.readBigUInt64LE(32));
      length = Number(record.bytes.readBigUInt64LE(40));
      offset = Number(record.bytes.readBigUInt64LE(48));
      directoryEnd = record.position;
    }
  }
  const shift = directoryEnd - length - offset;
  if (shift < 0) return null;
  const first = readRange(source, offset + shift, 4);
  const whole = count === 0 || (first.length === 4 && first.readUInt32LE(0) === centralHeader);
  return whole ? { offset: offset + shift, length, count, shift } : null;
}

/** The entries; a sentence where there are too many of them; null where the directory is damaged. */
function readCentralHeaders(source: ByteSource, place: DirectoryPlace): ZipEntry[] | string | null {
  if (place.count > mostEntries || place.length > largestDirectory) {
    return `The ZIP archive has more than ${mostEntries} members, too many to read in place. Unpack it and open the folder.`;
  }
  const bytes = readRange(source, place.offset, place.length);
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let index = 0; index < place.count; index += 1) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== centralHeader) return null;
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
    const next = extraEnd + bytes.readUInt16LE(at + 32);
    if (next > bytes.length) return null;
    const sizes = zip64Sizes(bytes.subarray(nameEnd, extraEnd), [
      bytes.readUInt32LE(at + 24),
      bytes.readUInt32LE(at + 20),
      bytes.readUInt32LE(at + 42),
    ]);
    const name = entryName(bytes.subarray(at + 46, nameEnd));
    if (!name.endsWith('/')) {
      entries.push({
        name,
        method: bytes.readUInt16LE(at + 10),
        encrypted: (bytes.readUInt16LE(at + 8) & 1) !== 0,
        crc32: bytes.readUInt32LE(at + 16),
        size: sizes[0],
        compressedSize: sizes[1],
        headerOffset: sizes[2] + place.shift,
      });
    }
    at = next;
  }
  return entries;
}

type Sizes = [size: number, compressedSize: number, headerOffset: number];

/** Values of 32 one-bits stand in the zip64 extra field instead, in this order (APPNOTE 4.5.3). */
function zip64Sizes(extra: Buffer, sizes: Sizes): Sizes {
  let at = 0;
  while (at + 4 <= extra.length) {
    const end = at + 4 + extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 0x0001) {
      let value = at + 4;
      return sizes.map((size) => {
        if (size !== 0xffffffff || value + 8 > Math.min(end, extra.length)) return size;
        value += 8;
        return Number(extra.readBigUInt64LE(value - 8));
      }) as Sizes;
    }
    at = end;
  }
  return sizes;
}

/** UTF-8 where the bytes are that (the flag for it is often forgotten), else Latin 1. */
function entryName(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.includes('\ufffd') ? bytes.toString('latin1') : text;
}

/** The entries that can be found by their local headers, from the first byte on, for archives without a directory. */
function followLocalHeaders(source: ByteSource): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (entries.length < mostEntries) {
    const header = readRange(source, at, 30);
    if (header.length < 30 || header.readUInt32LE(0) !== localHeader) break;
    const nameLength = header.readUInt16LE(26);
    const rest = readRange(source, at + 30, nameLength + header.readUInt16LE(28));
    const start = at + 30 + nameLength + header.readUInt16LE(28);
    const flags = header.readUInt16LE(6);
    let [size, compressedSize] = zip64Sizes(rest.subarray(nameLength), [
      header.readUInt32LE(22),
      header.readUInt32LE(18),
      0,
    ]);
    let crc32 = header.readUInt32LE(14);
    let next = start + compressedSize;
    if ((flags & 8) !== 0 && compressedSize === 0) {
      const descriptor = findDescriptor(source, start);
      if (descriptor === null) break;
      ({ size, compressedSize, crc32, next } = descriptor);
    }
    if (start + compressedSize > source.size) break;
    const name = entryName(rest.subarray(0, nameLength));
    if (!name.endsWith('/')) {
      const method = header.readUInt16LE(8);
      entries.push({
        name,
        method,
        encrypted: (flags & 1) !== 0,
        compressedSize,
        size,
        crc32,
        headerOffset: at,
      });
    }
    at = next;
  }
  return entries;
}

/** The sizes of an entry that was written without knowing them, from the descriptor behind its bytes (APPNOTE 4.3.9). */
function findDescriptor(
  source: ByteSource,
  start: number,
): { crc32: number; compressedSize: number; size: number; next: number } | null {
  const signature = Buffer.alloc(4);
  signature.writeUInt32LE(dataDescriptor);
  for (let from = start; from < source.size; from += searchStep) {
    const bytes = readRange(source, from, searchStep + 24);
    let at = bytes.indexOf(signature);
    while (at >= 0 && at < searchStep && at + 16 <= bytes.length) {
      const compressedSize = from + at - start;
      if (bytes.readUInt32LE(at + 8) === compressedSize) {
        const crc32 = bytes.readUInt32LE(at + 4);
        const wide = at + 24 <= bytes.length && Number(bytes.readBigUInt64LE(at + 8)) === compressedSize;
        const size = wide ? Number(bytes.readBigUInt64LE(at + 16)) : bytes.readUInt32LE(at + 12);
        return { crc32, compressedSize, size, next: from + at + (wide ? 24 : 16) };
      }
      at = bytes.indexOf(signature, at + 1);
    }
  }
  return null;
}
