import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { FileReader } from './file-reader';
import { HeaderLayout } from './header-layout';
import { Tag } from './tags';
import {
  element,
  explicitBigEndian,
  explicitLittleEndian,
  implicitLittleEndian,
  type TestElement,
  type Writing,
  writeDataSet,
  writeFile,
} from './testing/dicom-bytes';
import { mrImageElements } from './testing/mr-image';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'series-memory-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const referencedImages = 0x00081140;
const acquisitionTime = 0x00080032;
const privateNumbers = 0x00191001;
const largePrivate = 0x00291010;

/** One slice: elements of every kind that a series has, each of them as an earlier slice has it or not. */
const slice = fc.record({
  number: fc.integer({ min: 1, max: 20_000 }),
  time: fc.constantFrom('101112', '101112.5', '101112.250000'),
  windowWidth: fc.constantFrom('400', '1200', ''),
  repetitionTime: fc.oneof({ weight: 4, arbitrary: fc.constant('3000') }, fc.constant('560')),
  seriesUid: fc.oneof({ weight: 4, arbitrary: fc.constant('1.2.3.4') }, fc.constant('1.2.3.5')),
  reference: fc.constantFrom('1.2.9', '1.2.10'),
  isReferenceOpen: fc.oneof({ weight: 4, arbitrary: fc.constant(true) }, fc.constant(false)),
  privateBytes: fc.uint8Array({ minLength: 2, maxLength: 6 }),
  largeBytes: fc.oneof(
    { weight: 4, arbitrary: fc.constant<number>(90_000) },
    fc.constantFrom<number>(100, 40_000, 91_000),
  ),
  hasModalityTable: fc.oneof({ weight: 8, arbitrary: fc.constant(false) }, fc.constant(true)),
  cutTo: fc.oneof({ weight: 8, arbitrary: fc.constant(1) }, fc.double({ min: 0, max: 1, noNaN: true })),
});

type Slice = typeof slice extends fc.Arbitrary<infer Value> ? Value : never;

const table: readonly TestElement[] = [
  element(Tag.LUTDescriptor, 'US', [2, 0, 16]),
  element(Tag.LUTData, 'US', [0, 1]),
];

function fileOf(one: Slice, writing: Writing): Uint8Array {
  const reference = [[element(0x00081155, 'UI', one.reference)]];
  const elements = mrImageElements({
    sopInstanceUid: `1.2.3.${one.number}`,
    seriesInstanceUid: one.seriesUid,
    position: [one.number / 3, -20, 4],
    more: [
      element(acquisitionTime, 'TM', one.time),
      element(referencedImages, 'SQ', reference, one.isReferenceOpen),
      element(Tag.RepetitionTime, 'DS', one.repetitionTime),
      element(Tag.InstanceNumber, 'IS', `${one.number}`),
      element(Tag.WindowCenter, 'DS', '200'),
      element(Tag.WindowWidth, 'DS', one.windowWidth),
      element(privateNumbers, 'OB', one.privateBytes.slice(0, one.privateBytes.length & ~1)),
      element(largePrivate, 'OB', new Uint8Array(one.largeBytes)),
      ...(one.hasModalityTable ? [element(Tag.ModalityLUTSequence, 'SQ', [table])] : []),
    ],
  });
  const syntax = !writing.littleEndian
    ? '1.2.840.10008.1.2.2'
    : writing.explicit
      ? '1.2.840.10008.1.2.1'
      : '1.2.840.10008.1.2';
  const bytes = writeFile(syntax, writeDataSet(elements, writing));
  return bytes.subarray(0, Math.floor(bytes.length * one.cutTo));
}

const writings = fc.constantFrom(explicitLittleEndian, implicitLittleEndian, explicitBigEndian);

it('reads every slice of a series as if it were the first', () => {
  fc.assert(
    fc.property(fc.array(slice, { minLength: 2, maxLength: 6 }), writings, (slices, writing) => {
      const reader = new FileReader('secret');
      for (const [index, one] of slices.entries()) {
        const path = join(folder, `${index}`);
        writeFileSync(path, fileOf(one, writing));
        const file = { path, displayPath: `${index}` };
        expect(reader.read(file)).toEqual(new FileReader('secret').read(file));
      }
    }),
    { numRuns: 150 },
  );
});

it('recognises the slices of a series, whatever differs in them that has no meaning', () => {
  const match = vi.spyOn(HeaderLayout.prototype, 'match');
  for (const writing of [explicitLittleEndian, implicitLittleEndian]) {
    match.mockClear();
    const reader = new FileReader('secret');
    for (let number = 1; number <= 12; number += 1) {
      const one: Slice = {
        number,
        time: number % 3 === 0 ? '101112' : '101112.5',
        windowWidth: '400',
        repetitionTime: '3000',
        seriesUid: '1.2.3.4',
        reference: '1.2.9',
        isReferenceOpen: true,
        privateBytes: new Uint8Array(number & ~1),
        largeBytes: 90_000 + 2 * number,
        hasModalityTable: false,
        cutTo: 1,
      };
      const path = join(folder, `series-${number}`);
      writeFileSync(path, fileOf(one, writing));
      reader.read({ path, displayPath: path });
    }
    expect(match).toHaveBeenCalledTimes(11);
    for (const { value } of match.mock.results) expect(value).not.toBeNull();
  }
  match.mockRestore();
});
