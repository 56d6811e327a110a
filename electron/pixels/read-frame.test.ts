import { createHash } from 'node:crypto';
import { appendFile, mkdtemp, rm, writeFile as writeToDisk } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { deflateRawSync, deflateSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { indexPaths } from '../ingest/index-paths';
import { Tag } from '../ingest/tags';
import {
  element,
  explicitBigEndian,
  explicitLittleEndian,
  implicitLittleEndian,
  sequenceDelimiter,
  writeDataSet,
  writeFile,
  writeItem,
} from '../ingest/testing/dicom-bytes';
import { mrImageElements, mrImageFile } from '../ingest/testing/mr-image';
import { absence, hasSharedData, readOracles } from '../ingest/testing/shared-data';
import type { FrameLocation } from './frame-location';
import { readFrameBytes } from './read-frame';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'frames-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

/** Writes a file, indexes it and returns where its frames are, in order. */
async function locate(bytes: Uint8Array): Promise<FrameLocation[]> {
  await writeToDisk(join(folder, 'image'), bytes);
  const snapshot = await indexPaths([folder], { secret: 'test' });
  expect(snapshot.problems).toEqual([]);
  return snapshot.locations
    .sort(([a], [b]) => Number(a.split('/').at(-1)) - Number(b.split('/').at(-1)))
    .map(([, location]) => location);
}

async function readAll(bytes: Uint8Array): Promise<string[]> {
  const results = await Promise.all((await locate(bytes)).map(readFrameBytes));
  return results.map((result) =>
    'problem' in result ? result.problem : Buffer.from(result.bytes).toString('hex'),
  );
}

const pixels = '010002000300040005000001';

describe('native pixels', () => {
  const elements = mrImageElements({ sopInstanceUid: '1.2.3.4.1' });

  it.each([
    [
      'explicit little endian',
      writeFile('1.2.840.10008.1.2.1', writeDataSet(elements, explicitLittleEndian)),
    ],
    ['implicit little endian', writeFile('1.2.840.10008.1.2', writeDataSet(elements, implicitLittleEndian))],
    ['explicit big endian', writeFile('1.2.840.10008.1.2.2', writeDataSet(elements, explicitBigEndian))],
    [
      'deflated',
      writeFile('1.2.840.10008.1.2.1.99', deflateRawSync(writeDataSet(elements, explicitLittleEndian))),
    ],
    [
      'deflated with zlib wrapper',
      writeFile('1.2.840.10008.1.2.1.99', deflateSync(writeDataSet(elements, explicitLittleEndian))),
    ],
    ['no preamble and no meta group', writeDataSet(elements, implicitLittleEndian)],
    ['a meta group that lies', writeFile('1.2.840.10008.1.2', writeDataSet(elements, explicitLittleEndian))],
  ])('of %s come as little endian', async (_name, bytes) => {
    const [location] = await locate(bytes);
    expect(location?.transferSyntaxUid).toBe('1.2.840.10008.1.2.1');
    expect(await readAll(bytes)).toEqual([pixels]);
  });

  it('of several frames come one frame at a time', async () => {
    const more = [
      element(Tag.NumberOfFrames, 'IS', '2'),
      element(Tag.PixelData, 'OW', [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
    ];
    expect(await readAll(mrImageFile({ sopInstanceUid: '1.2.3.4.1', more }))).toEqual([
      '010002000300040005000600',
      '0700080009000a000b000c00',
    ]);
  });

  it('of one bit each give a sentence', async () => {
    const more = [
      element(Tag.BitsAllocated, 'US', [1]),
      element(Tag.PixelData, 'OB', Uint8Array.of(0b101010, 0)),
    ];
    expect(await readAll(mrImageFile({ sopInstanceUid: '1.2.3.4.1', more }))).toEqual([
      'The pixels have 1 bits each, which cannot be shown here.',
    ]);
  });
});

describe('encapsulated pixels', () => {
  const jpegStart = [0xff, 0xd8, 0xff, 0xe0];
  const first = Uint8Array.from([...jpegStart, 1, 2]);
  const second = Uint8Array.from([9, 9]);
  const third = Uint8Array.from([...jpegStart, 3, 4]);

  function encapsulated(frames: number, table: Uint8Array, fragments: Uint8Array[], extended?: number[]) {
    const value = Buffer.concat([writeItem(table), ...fragments.map(writeItem), sequenceDelimiter]);
    const words = (extended ?? []).flatMap((offset) => [offset, 0]);
    const more = [
      element(Tag.NumberOfFrames, 'IS', `${frames}`),
      ...(extended === undefined
        ? []
        : [element(Tag.ExtendedOffsetTable, 'OV', new Uint8Array(Uint32Array.from(words).buffer))]),
      element(Tag.PixelData, 'OB', value, true),
    ];
    const elements = mrImageElements({ sopInstanceUid: '1.2.3.4.1', more });
    return writeFile('1.2.840.10008.1.2.4.70', writeDataSet(elements, explicitLittleEndian));
  }

  const hex = (...parts: Uint8Array[]) => Buffer.concat(parts).toString('hex');
  const none = new Uint8Array(0);

  it('of a single frame join all fragments', async () => {
    const file = encapsulated(1, none, [first, second]);
    expect(await readAll(file)).toEqual([hex(first, second)]);
    expect((await locate(file))[0]?.transferSyntaxUid).toBe('1.2.840.10008.1.2.4.70');
  });

  it('use the basic offset table', async () => {
    const table = new Uint8Array(Uint32Array.of(0, 14).buffer);
    expect(await readAll(encapsulated(2, table, [first, second, third]))).toEqual([
      hex(first),
      hex(second, third),
    ]);
  });

  it('use the extended offset table', async () => {
    expect(await readAll(encapsulated(2, none, [first, second, third], [0, 24]))).toEqual([
      hex(first, second),
      hex(third),
    ]);
  });

  it('are told apart by their first bytes without a table', async () => {
    expect(await readAll(encapsulated(2, none, [first, second, third]))).toEqual([
      hex(first, second),
      hex(third),
    ]);
  });
});

describe('files that change after indexing', () => {
  it('give a sentence, not other pixels', async () => {
    const [location] = await locate(mrImageFile({ sopInstanceUid: '1.2.3.4.1' }));
    if (location === undefined) throw new Error('no frame');
    await appendFile(location.path, 'x');
    expect(await readFrameBytes(location)).toEqual({
      problem: 'The file has changed since it was opened. Open its folder again.',
    });
    await rm(location.path);
    expect(await readFrameBytes(location)).toEqual({
      problem: 'The file is no longer there. Put the disc or folder back, or open it at its new place.',
    });
  });
});

describe.skipIf(!hasSharedData)(`real files${absence}`, () => {
  const native = [
    '1.2.840.10008.1.2',
    '1.2.840.10008.1.2.1',
    '1.2.840.10008.1.2.1.99',
    '1.2.840.10008.1.2.2',
  ];

  it.each(readOracles())(
    'native pixels have the hash an independent reader found: $folder',
    async (oracle) => {
      const snapshot = await indexPaths([oracle.folder], { secret: 'test' });
      const files = new Map<string, [number, FrameLocation][]>();
      for (const [id, location] of snapshot.locations) {
        const path = relative(oracle.folder, location.path);
        const frame = Number(id.split('/')[2]);
        files.set(path, [...(files.get(path) ?? []), [frame, location]]);
      }
      for (const image of oracle.images) {
        const subsampled = image.photometric === 'YBR_FULL_422';
        if (!native.includes(image.transferSyntax) || image.pixelSha256 === undefined || subsampled) continue;
        const hash = createHash('sha256');
        for (const [, location] of (files.get(image.path) ?? []).sort(([a], [b]) => a - b)) {
          const result = await readFrameBytes(location);
          if ('problem' in result) throw new Error(`${image.path}: ${result.problem}`);
          hash.update(result.bytes);
        }
        expect(hash.digest('hex'), image.path).toBe(image.pixelSha256);
      }
    },
  );
});
