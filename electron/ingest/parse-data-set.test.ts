import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ParsedDataSet, parseDataSet } from './parse-data-set';
import { Tag } from './tags';
import {
  element,
  explicitBigEndian,
  explicitLittleEndian,
  implicitLittleEndian,
  type TestElement,
  writeDataSet,
} from './testing/dicom-bytes';
import { mrImageElements } from './testing/mr-image';

const referencedImages = 0x00081140;

function parse(bytes: Uint8Array, encoding = explicitLittleEndian): ParsedDataSet {
  return parseDataSet(bytes, 0, bytes.length, encoding);
}

function complete(result: ParsedDataSet) {
  if (result.state !== 'complete') throw new Error(JSON.stringify(result));
  return result;
}

const pixelData = element(Tag.PixelData, 'OW', [7]);

describe('parseDataSet', () => {
  it.each([
    ['explicit little endian', explicitLittleEndian],
    ['implicit little endian', implicitLittleEndian],
    ['explicit big endian', explicitBigEndian],
  ])('reads text and numbers in %s', (_name, writing) => {
    const bytes = writeDataSet(mrImageElements({ sopInstanceUid: '1.2' }), writing);
    const { dataSet, pixels } = complete(parse(bytes, writing));
    expect(dataSet.number(Tag.Rows)).toBe(2);
    expect(dataSet.numbers(Tag.PixelSpacing)).toEqual([0.7, 0.8]);
    expect(dataSet.text(Tag.SOPInstanceUID)).toBe('1.2');
    expect(dataSet.texts(Tag.ImageType)).toEqual(['ORIGINAL', 'PRIMARY']);
    expect(pixels).toMatchObject({ length: 12, offset: bytes.length - 12 });
  });

  it.each([true, false])(
    'reads functional groups and steps over other sequences (undefined length: %s)',
    (open) => {
      const frame = (z: string) => [
        element(
          Tag.PlanePositionSequence,
          'SQ',
          [[element(Tag.ImagePositionPatient, 'DS', `0\\0\\${z}`)]],
          open,
        ),
      ];
      for (const writing of [explicitLittleEndian, implicitLittleEndian, explicitBigEndian]) {
        const bytes = writeDataSet(
          [
            element(referencedImages, 'SQ', [[element(Tag.SOPInstanceUID, 'UI', '9.9')]], open),
            element(Tag.Rows, 'US', [4]),
            element(Tag.PerFrameFunctionalGroupsSequence, 'SQ', [frame('1'), frame('2')], open),
            pixelData,
          ],
          writing,
        );
        const { dataSet, pixels } = complete(parse(bytes, writing));
        const positions = dataSet
          .items(Tag.PerFrameFunctionalGroupsSequence)
          .map((item) => item.items(Tag.PlanePositionSequence)[0]?.numbers(Tag.ImagePositionPatient));
        expect(positions).toEqual([
          [0, 0, 1],
          [0, 0, 2],
        ]);
        expect(dataSet.has(Tag.SOPInstanceUID)).toBe(false);
        expect(pixels).not.toBeNull();
      }
    },
  );

  it('reads values and sequences written as UN by the representation of their tag', () => {
    const items = writeDataSet(
      [element(Tag.PixelMeasuresSequence, 'SQ', [[element(Tag.PixelSpacing, 'DS', '0.5\\0.5')]])],
      implicitLittleEndian,
    ).subarray(8);
    const bytes = writeDataSet(
      [
        element(Tag.Rows, 'UN', Uint8Array.of(3, 0)),
        element(Tag.PixelMeasuresSequence, 'UN', items),
        pixelData,
      ],
      explicitLittleEndian,
    );
    const { dataSet } = complete(parse(bytes));
    expect(dataSet.number(Tag.Rows)).toBe(3);
    expect(dataSet.items(Tag.PixelMeasuresSequence)[0]?.numbers(Tag.PixelSpacing)).toEqual([0.5, 0.5]);
  });

  it('follows any depth of nesting', () => {
    const depth = 100_000;
    const opening = Buffer.concat(
      Array.from({ length: depth }, () =>
        Buffer.from([
          ...[0x09, 0x00, 0x10, 0x10, 0x53, 0x51, 0, 0, 0xff, 0xff, 0xff, 0xff],
          ...[0xfe, 0xff, 0x00, 0xe0, 0xff, 0xff, 0xff, 0xff],
        ]),
      ),
    );
    const closing = Buffer.concat(
      Array.from({ length: depth }, () =>
        Buffer.from([0xfe, 0xff, 0x0d, 0xe0, 0, 0, 0, 0, 0xfe, 0xff, 0xdd, 0xe0, 0, 0, 0, 0]),
      ),
    );
    const rest = writeDataSet([element(Tag.Rows, 'US', [4]), pixelData], explicitLittleEndian);
    const { dataSet, pixels } = complete(parse(Buffer.concat([opening, closing, rest])));
    expect(dataSet.number(Tag.Rows)).toBe(4);
    expect(pixels).not.toBeNull();
    expect(parse(opening).state).not.toBe('needsMore');
  });

  it('asks for more of a file it has only the beginning of, and reads the same then', () => {
    const bytes = writeDataSet(mrImageElements({ sopInstanceUid: '1.2' }), explicitLittleEndian);
    const pixelHeader = bytes.length - 12;
    for (let length = 0; length < pixelHeader; length += 1) {
      const result = parseDataSet(bytes.subarray(0, length), 0, bytes.length, explicitLittleEndian);
      expect(result.state, `${length}`).toBe('needsMore');
      if (result.state === 'needsMore') expect(result.bytes).toBeGreaterThan(length);
    }
    const { dataSet } = complete(
      parseDataSet(bytes.subarray(0, pixelHeader), 0, bytes.length, explicitLittleEndian),
    );
    expect(dataSet.number(Tag.Rows)).toBe(2);
  });

  it('never throws and always ends, whatever the bytes are', () => {
    const seed = writeDataSet(
      [
        ...mrImageElements({ sopInstanceUid: '1.2' }).filter(({ tag }) => tag !== Tag.PixelData),
        element(
          Tag.PerFrameFunctionalGroupsSequence,
          'SQ',
          [
            [
              element(Tag.PlanePositionSequence, 'SQ', [
                [element(Tag.ImagePositionPatient, 'DS', '1\\2\\3')],
              ]),
            ],
          ],
          true,
        ),
        pixelData,
      ],
      explicitLittleEndian,
    );
    const mutation = fc.record({ at: fc.nat(seed.length - 1), byte: fc.nat(255) });
    const encoding = fc.record({ explicit: fc.boolean(), littleEndian: fc.boolean() });
    fc.assert(
      fc.property(
        fc.array(mutation, { maxLength: 6 }),
        fc.nat(seed.length),
        encoding,
        (mutations, cut, how) => {
          const bytes = Uint8Array.from(seed.subarray(0, seed.length - (cut % 40)));
          for (const { at, byte } of mutations) if (at < bytes.length) bytes[at] = byte;
          const result = parseDataSet(bytes, 0, bytes.length, how);
          expect(['complete', 'broken']).toContain(result.state);
        },
      ),
      { numRuns: 3000, seed: 20240506 },
    );
  });

  it('says where a header is cut off', () => {
    const elements: TestElement[] = [element(Tag.Rows, 'US', [4]), element(0x00281201, 'OW', [1, 2, 3, 4])];
    const bytes = writeDataSet(elements, explicitLittleEndian);
    expect(parse(bytes.subarray(0, bytes.length - 3))).toEqual({
      state: 'broken',
      problem: `The file is cut off: its header ends at element (0028,1201) after ${bytes.length - 3} bytes. Copy the file again from its source.`,
    });
  });
});
