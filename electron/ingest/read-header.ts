import type { Layer } from '../pixels/frame-location';
import { longestInflated } from './archives/inflated-source';
import type { DataSet } from './data-set';
import type { FileWindow } from './file-window';
import { inflateDataSet } from './inflate-data-set';
import { type ParsedDataSet, type PixelElement, parseDataSet } from './parse-data-set';
import { notDicom } from './problem-sentences';
import { isDirectoryClass, isImageClass } from './sop-classes';
import { Tag } from './tags';
import {
  type ElementEncoding,
  isNative,
  lengthForm,
  sniffEncoding,
  startsDataSet,
  TransferSyntax,
} from './transfer-syntax';

/** No header is as long as this; a file that claims so is damaged. */
const longestHeader = 128 * 1024 * 1024;

const incomplete =
  'The file holds only the beginning of a DICOM header: it is incomplete. Copy it again from its source.';

const damagedIndex =
  'The disc’s index (DICOMDIR) is damaged or cut off and is not used. The images beside it are found without it when their folder is opened.';

/** A header up to the pixel data. */
export interface Header {
  dataSet: DataSet;
  transferSyntaxUid: string;
  /** Of the file meta information; '' where absent. */
  mediaStorageClassUid: string;
  explicit: boolean;
  littleEndian: boolean;
  /** Null where the object has no pixel data. Offsets count from the start of the file, or of the inflated data set. */
  pixels: PixelElement | null;
  /** Where the elements of undefined length of the data set itself end, by where they begin. */
  openEnds: ReadonlyMap<number, number>;
  /** For deflated files: the compressed data set. */
  deflated: Layer | null;
}

/** `foreign`: the sentence for bytes that are no DICOM at all. */
export type HeaderResult = { header: Header } | { problem: string } | { foreign: string };

/**
 * Reads a DICOM header from the beginning of a file: with or without preamble, meta group and group length (PS3.10 7);
 * the transfer syntax is judged from the data set where the meta group lies or says nothing. Reads no more than
 * needed; only deflated files are read as a whole.
 */
export function readHeader(file: FileWindow): HeaderResult {
  if (file.size === 0) return { problem: 'The file is empty.' };
  let bytes = file.head(1);
  const start = dataSetStart(bytes, file.size);
  if (start === null) return { foreign: notDicom(bytes) };
  let meta = readMeta(bytes, start);
  while (meta.end + 8 > bytes.length && bytes.length < file.size) {
    const before = bytes.length;
    if (meta.end <= longestHeader) bytes = file.head(meta.end + 8);
    if (bytes.length === before) return { problem: incomplete };
    meta = readMeta(bytes, start);
  }
  if (meta.transferSyntaxUid === TransferSyntax.DeflatedExplicitLittleEndian) {
    return readDeflated(file, meta);
  }
  const encoding = sniffEncoding(bytes, meta.end, file.size);
  if (encoding === null) {
    return meta.end > start ? { problem: incomplete } : { foreign: notDicom(bytes) };
  }
  const parsed = parseGrowing(file, meta.end, encoding);
  if (parsed.state === 'broken') {
    return { problem: isDirectoryClass(meta.mediaStorageClassUid) ? damagedIndex : parsed.problem };
  }
  if (!hasIdentity(parsed.dataSet) && start === 0) return { foreign: notDicom(bytes) };
  return {
    header: {
      dataSet: parsed.dataSet,
      transferSyntaxUid: effectiveSyntax(meta.transferSyntaxUid, encoding),
      mediaStorageClassUid: meta.mediaStorageClassUid,
      ...encoding,
      pixels: parsed.pixels,
      openEnds: parsed.openEnds,
      deflated: null,
    },
  };
}

type UsableDataSet = Extract<ParsedDataSet, { state: 'complete' }>;

function parseGrowing(
  file: FileWindow,
  start: number,
  encoding: ElementEncoding,
): UsableDataSet | Extract<ParsedDataSet, { state: 'broken' }> {
  let bytes = file.head(1);
  for (;;) {
    const parsed = parseDataSet(bytes, start, file.size, encoding);
    if (parsed.state !== 'needsMore') return parsed;
    if (parsed.dataSet.has(Tag.SOPClassUID) && !isImageClass(parsed.dataSet.text(Tag.SOPClassUID))) {
      return { state: 'complete', dataSet: parsed.dataSet, pixels: null, openEnds: new Map() };
    }
    if (parsed.bytes > longestHeader) {
      return {
        state: 'broken',
        problem: 'The header is damaged: it claims more than 128 MB before the pixel data.',
      };
    }
    const before = bytes.length;
    bytes = file.headWithout(parsed.from, parsed.bytes);
    if (bytes.length <= before) {
      return { state: 'broken', problem: 'The file became shorter while it was read. Open it again.' };
    }
  }
}

function readDeflated(file: FileWindow, meta: MetaGroup): HeaderResult {
  const start = meta.deflatedStart;
  if (file.size > longestInflated) return { problem: 'The deflated file is too large to be inflated here.' };
  const whole = file.head(file.size);
  const compressed = whole.subarray(start);
  const inflated = inflateDataSet(compressed);
  if (inflated === null) {
    return { problem: 'The deflated data set cannot be inflated: the file is damaged or cut off.' };
  }
  const { bytes, format } = inflated;
  const parsed = parseDataSet(bytes, 0, bytes.length, { explicit: true, littleEndian: true });
  if (parsed.state === 'broken') return { problem: parsed.problem };
  return {
    header: {
      dataSet: parsed.dataSet,
      transferSyntaxUid: TransferSyntax.DeflatedExplicitLittleEndian,
      mediaStorageClassUid: meta.mediaStorageClassUid,
      explicit: true,
      littleEndian: true,
      pixels: parsed.state === 'complete' ? parsed.pixels : null,
      openEnds: new Map(),
      deflated: { start, length: compressed.length, format, size: bytes.length },
    },
  };
}

/** DICM. */
const prefix: readonly number[] = [0x44, 0x49, 0x43, 0x4d];

/** Where the elements start: after preamble and prefix, after the prefix alone, or at once; null for no DICOM. */
function dataSetStart(bytes: Uint8Array, total: number): number | null {
  for (const offset of [128, 0]) {
    if (prefix.every((byte, index) => bytes[offset + index] === byte)) return offset + 4;
  }
  return startsDataSet(bytes, total) ? 0 : null;
}

interface MetaGroup {
  transferSyntaxUid: string;
  mediaStorageClassUid: string;
  end: number;
  deflatedStart: number;
}

/** Reads the file meta information (PS3.10 7.1), element by element: its group length may be absent or wrong. */
function readMeta(bytes: Uint8Array, start: number): MetaGroup {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let position = start;
  let transferSyntaxUid = '';
  let mediaStorageClassUid = '';
  let groupEnd: number | null = null;
  while (position + 8 <= bytes.length && view.getUint16(position, true) === 0x0002) {
    const element = view.getUint16(position + 2, true);
    const form = lengthForm(bytes[position + 4] ?? 0, bytes[position + 5] ?? 0);
    const header = form === 'long' ? 12 : 8;
    if (position + header > bytes.length) break;
    const length =
      form === 'short' ? view.getUint16(position + 6, true) : view.getUint32(position + header - 4, true);
    const valueStart = position + header;
    position = valueStart + length;
    if (element === 0x0002) mediaStorageClassUid = readUid(bytes, valueStart, position);
    if (element === 0x0010) transferSyntaxUid = readUid(bytes, valueStart, position);
    if (element === 0x0000 && length === 4 && position <= bytes.length) {
      groupEnd = position + view.getUint32(valueStart, true);
    }
  }
  return { transferSyntaxUid, mediaStorageClassUid, end: position, deflatedStart: groupEnd ?? position };
}

function readUid(bytes: Uint8Array, start: number, end: number): string {
  let last = Math.min(end, start + 64, bytes.length);
  while (last > start && (bytes[last - 1] ?? 0) <= 0x20) last -= 1;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', start, last);
}

function hasIdentity(dataSet: DataSet): boolean {
  return [Tag.SOPClassUID, Tag.SOPInstanceUID, Tag.StudyInstanceUID, Tag.Rows, Tag.Modality].some((tag) =>
    dataSet.has(tag),
  );
}

/** The declared syntax, unless it is missing or the data set is plainly encoded otherwise. */
function effectiveSyntax(declared: string, encoding: ElementEncoding): string {
  const seen = encoding.explicit
    ? encoding.littleEndian
      ? TransferSyntax.ExplicitLittleEndian
      : TransferSyntax.ExplicitBigEndian
    : TransferSyntax.ImplicitLittleEndian;
  return declared === '' || isNative(declared) ? seen : declared;
}
