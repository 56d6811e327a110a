import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FileReader, type FileRecord } from './file-reader';
import { type PackedRecord, packRecords, unpackRecords } from './packed-records';
import { Tag } from './tags';
import { element } from './testing/dicom-bytes';
import { mrImageFile } from './testing/mr-image';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'packed-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Reads files of these bytes, in order. */
function readAll(files: readonly Uint8Array[]): FileRecord[] {
  const reader = new FileReader('secret');
  return files.map((bytes, index) => {
    const path = join(folder, `I${index}`);
    writeFileSync(path, bytes);
    return reader.read({ path, displayPath: `I${index}` });
  });
}

const isWhole = (record: PackedRecord) => 'contents' in record;

it('packs the slices of a series into what differs, and gives back the same records', () => {
  const records = readAll(
    Array.from({ length: 6 }, (_, slice) =>
      mrImageFile({
        sopInstanceUid: `1.2.3.4.${slice}`,
        position: [slice * 4.5, -1, 2],
        more: [
          element(Tag.InstanceNumber, 'IS', `${slice + 1}`),
          element(Tag.RescaleSlope, 'DS', `${1 + slice / 10}`),
          element(Tag.WindowCenter, 'DS', `${100 + slice}`),
          element(Tag.WindowWidth, 'DS', '300'),
        ],
      }),
    ),
  );
  const packed = packRecords(records);
  expect(packed.map(isWhole)).toEqual([true, false, false, false, false, false]);
  expect(unpackRecords(structuredClone(packed))).toEqual(records);
});

it('leaves whole what differs in anything else: another series, another echo, frames, what is no image', () => {
  const echo = [element(Tag.EchoTime, 'DS', '50')];
  const frames = [
    element(Tag.NumberOfFrames, 'IS', '2'),
    element(Tag.PixelData, 'OW', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
  ];
  const records = readAll([
    mrImageFile({ sopInstanceUid: '1.1' }),
    mrImageFile({ sopInstanceUid: '1.2', seriesInstanceUid: '1.9' }),
    mrImageFile({ sopInstanceUid: '1.3', seriesInstanceUid: '1.9', more: echo }),
    mrImageFile({ sopInstanceUid: '1.4', seriesInstanceUid: '1.9', more: frames }),
    Buffer.from('no image'),
    mrImageFile({ sopInstanceUid: '1.5', seriesInstanceUid: '1.9', more: echo }),
  ]);
  const packed = packRecords(records);
  expect(packed.map(isWhole)).toEqual([true, true, true, true, true, false]);
  expect(unpackRecords(structuredClone(packed))).toEqual(records);
});
