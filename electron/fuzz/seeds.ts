import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { Tag } from '../ingest/tags';
import { writeTar, writeZip } from '../ingest/testing/archive-bytes';
import {
  element,
  explicitBigEndian,
  explicitLittleEndian,
  implicitLittleEndian,
  sequenceDelimiter,
  type TestElement,
  type Writing,
  writeDataSet,
  writeItem,
} from '../ingest/testing/dicom-bytes';
import { writeDicomdir } from '../ingest/testing/dicomdir';
import { mrImageElements } from '../ingest/testing/mr-image';
import { sharedData } from '../ingest/testing/shared-data';
import type { ElementPlace, Original } from './mutate';

/** A sound file to be damaged. */
export interface Seed {
  name: string;
  original: Original;
  /** Packs the damaged bytes into an archive, for seeds that are damaged inside of one. */
  pack?: (bytes: Buffer) => Buffer;
  /** The stored bytes have a checksum: whatever is damaged, an image is as it was or not shown. */
  checked?: boolean;
  /** An index of a disc, not an image. */
  directory?: boolean;
}

const rows = 16;
const columns = 12;
const pixelBytes = Buffer.from(
  Uint16Array.from({ length: rows * columns * 2 }, (_, index) => (index * 37) % 4096).buffer,
);

function image(number: number, more: readonly TestElement[] = []): TestElement[] {
  const replaced = more.map(({ tag }) => tag);
  const own = [
    element(Tag.Rows, 'US', [rows]),
    element(Tag.Columns, 'US', [columns]),
    element(0x00280008, 'IS', '1 '),
    element(Tag.PixelRepresentation, 'US', [1]),
    element(Tag.RescaleIntercept, 'DS', '-10'),
    element(Tag.RescaleSlope, 'DS', '2'),
    element(0x00081140, 'SQ', [[element(0x00081150, 'UI', '1.2.3'), element(0x00081155, 'UI', '1.2.3.4')]]),
    element(0x00291010, 'OB', Buffer.alloc(300, 7)),
    element(Tag.PixelData, 'OW', pixelBytes.subarray(0, rows * columns * 2)),
  ].filter(({ tag }) => !replaced.includes(tag));
  return mrImageElements({
    sopInstanceUid: `1.2.3.4.${number}`,
    position: [4 * number, 5, 6],
    more: [...own, ...more],
  });
}

/** A file and where its elements are; `pack` changes what follows the meta group. */
function file(
  elements: readonly TestElement[],
  writing: Writing,
  transferSyntaxUid: string | null,
  pack: (dataSet: Uint8Array) => Uint8Array = (bytes) => bytes,
): Original {
  const parts: Uint8Array[] = [];
  const places: ElementPlace[] = [];
  let at = 0;
  const add = (item: TestElement, how: Writing) => {
    const bytes = writeDataSet([item], how);
    const long = how.explicit && ['OB', 'OW', 'OV', 'SQ', 'UN', 'UT'].includes(item.vr);
    places.push({ tag: item.tag, start: at, value: at + (long ? 12 : 8), end: at + bytes.length });
    parts.push(bytes);
    at += bytes.length;
  };
  if (transferSyntaxUid !== null) {
    parts.push(new Uint8Array(128), Buffer.from('DICM'));
    at = 132;
    add(element(0x00020010, 'UI', transferSyntaxUid), explicitLittleEndian);
  }
  const before = parts.length;
  for (const item of elements) add(item, writing);
  const dataSet = Buffer.concat(parts.splice(before));
  const packed = pack(dataSet);
  const known = packed === dataSet ? places : [];
  return {
    bytes: Buffer.concat([...parts, packed]),
    elements: known,
    littleEndian: writing.littleEndian,
  };
}

const frameGroups = [1, 2].map((x) => [
  element(
    Tag.PlanePositionSequence,
    'SQ',
    [[element(Tag.ImagePositionPatient, 'DS', `${4 * x}\\0\\0`)]],
    x === 1,
  ),
]);

const twoFrames = [
  element(0x00280008, 'IS', '2 '),
  element(Tag.PerFrameFunctionalGroupsSequence, 'SQ', frameGroups, true),
];

function encapsulated(frames: readonly Uint8Array[][]): TestElement {
  const items = frames.map((fragments) => Buffer.concat(fragments.map(writeItem)));
  const offsets = items.map((_, index) => items.slice(0, index).reduce((sum, { length }) => sum + length, 0));
  const table = writeItem(new Uint8Array(Uint32Array.from(offsets).buffer));
  return element(Tag.PixelData, 'OB', Buffer.concat([table, ...items, sequenceDelimiter]), true);
}

/** A multi-frame object has its positions in its frames alone. */
function frames(more: readonly TestElement[]): TestElement[] {
  return image(1, [...twoFrames, ...more]).filter(({ tag }) => tag !== Tag.ImagePositionPatient);
}

const jpeg = (fill: number, length: number) =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(length, fill)]);

const explicit = '1.2.840.10008.1.2.1';
const plain = () => file(image(1), explicitLittleEndian, explicit);
const packedImage = (number: number) => file(image(number), explicitLittleEndian, explicit).bytes;

/** The generated seeds: the file forms and encodings, each in the smallest file that has it. */
function generatedSeeds(): Seed[] {
  const three = [1, 2, 3].map((number) => ({ name: `DICOM/IM${number}`, bytes: packedImage(number) }));
  const raw = (bytes: Uint8Array): Original => ({
    bytes: Buffer.from(bytes),
    elements: [],
    littleEndian: true,
  });
  return [
    { name: 'explicit little endian', original: plain() },
    { name: 'implicit little endian', original: file(image(1), implicitLittleEndian, '1.2.840.10008.1.2') },
    { name: 'implicit without meta group', original: file(image(1), implicitLittleEndian, null) },
    { name: 'explicit big endian', original: file(image(1), explicitBigEndian, '1.2.840.10008.1.2.2') },
    {
      name: 'deflated',
      original: file(image(1), explicitLittleEndian, '1.2.840.10008.1.2.1.99', (bytes) =>
        deflateRawSync(bytes),
      ),
    },
    {
      name: 'several frames',
      original: file(frames([element(Tag.PixelData, 'OW', pixelBytes)]), explicitLittleEndian, explicit),
    },
    {
      name: 'JPEG in fragments with an offset table',
      original: file(
        frames([encapsulated([[jpeg(1, 60), Buffer.alloc(30, 2)], [jpeg(3, 50)]])]),
        explicitLittleEndian,
        '1.2.840.10008.1.2.4.70',
      ),
    },
    {
      name: 'RLE',
      original: file(
        image(1, [encapsulated([[Buffer.alloc(164, 1)]])]),
        explicitLittleEndian,
        '1.2.840.10008.1.2.5',
      ),
    },
    {
      name: 'image in a ZIP',
      original: plain(),
      pack: (bytes) => writeZip([{ name: 'IM1', bytes }]),
    },
    {
      name: 'image in a tar.gz',
      original: plain(),
      pack: (bytes) => gzipSync(writeTar([{ name: 'IM1', bytes }])),
    },
    { name: 'ZIP', original: raw(writeZip(three)), checked: true },
    { name: 'ZIP with zip64', original: raw(writeZip(three, { zip64: true })), checked: true },
    { name: 'ZIP as a stream', original: raw(writeZip(three, { streamed: true })), checked: true },
    { name: 'tar', original: raw(writeTar(three)) },
    { name: 'tar.gz', original: raw(gzipSync(writeTar(three))), checked: true },
    { name: 'gzip', original: raw(gzipSync(packedImage(1))), checked: true },
    {
      name: 'DICOMDIR',
      directory: true,
      original: raw(
        writeDicomdir(
          [1, 2].map((number) => ({ fileId: `IM${number}`, sopInstanceUid: `1.2.3.4.${number}` })),
        ),
      ),
    },
  ];
}

/** Real files, where they are. */
function realSeeds(): Seed[] {
  const files = [
    'lspine-hitachi-cc0/CD/DICOMDIR',
    'dcm_qa_ts/In/1.dcm',
    'dcm_qa_ts/In/5.dcm',
    'dcm_qa_sag/In/XA30/enhanced/5_Product_EPI_Sag_Ascending/0063.dcm',
    'malformed/pydicom-zipMR.gz',
    'malformed/pydicom-nested_priv_SQ.dcm',
    'malformed/pydicom-badVR.dcm',
  ];
  return files
    .map((name) => ({ name, path: join(sharedData, name) }))
    .filter(({ path }) => existsSync(path))
    .map(({ name, path }) => ({
      name,
      original: { bytes: readFileSync(path), elements: [], littleEndian: true },
      directory: name.endsWith('DICOMDIR'),
      checked: name.endsWith('.gz'),
    }));
}

/** All seeds; the real ones only where they are to be used and are there. */
export function allSeeds(withReal: boolean): Seed[] {
  return [...generatedSeeds(), ...(withReal ? realSeeds() : [])];
}
