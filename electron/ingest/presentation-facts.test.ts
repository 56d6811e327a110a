import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Study } from '../../shared/dicom/model';
import { indexPaths } from './index-paths';
import { Tag } from './tags';
import {
  element,
  explicitBigEndian,
  explicitLittleEndian,
  implicitLittleEndian,
  type TestElement,
  writeDataSet,
  writeFile as writeDicom,
} from './testing/dicom-bytes';
import { mrImageElements } from './testing/mr-image';

const syntaxes = [
  ['1.2.840.10008.1.2.1', explicitLittleEndian],
  ['1.2.840.10008.1.2', implicitLittleEndian],
  ['1.2.840.10008.1.2.2', explicitBigEndian],
] as const;

/** The study of one MR image with these elements, in one of the syntaxes. */
async function indexed(more: TestElement[], [uid, writing]: (typeof syntaxes)[number] = syntaxes[0]) {
  const folder = await mkdtemp(join(tmpdir(), 'presentation-'));
  try {
    const elements = mrImageElements({ sopInstanceUid: '1.2.3.4.1', more });
    await writeFile(join(folder, 'image'), writeDicom(uid, writeDataSet(elements, writing)));
    const { studies, problems } = await indexPaths([folder], { secret: 'test' });
    expect(problems).toEqual([]);
    const [study] = studies;
    const frame = study?.stacks[0]?.frames[0];
    if (study === undefined || frame === undefined) throw new Error('no image');
    return { study, frame };
  } finally {
    await rm(folder, { recursive: true });
  }
}

function entriesOf({ lookUpTables }: Study, name: string | undefined): number[] {
  const bytes = Buffer.from(lookUpTables?.[name ?? '']?.entries ?? '', 'base64');
  return Array.from({ length: bytes.length / 2 }, (_, index) => bytes.readUInt16LE(2 * index));
}

function palette(data: readonly TestElement[], count: number, bits: number): TestElement[] {
  return [
    element(Tag.PhotometricInterpretation, 'CS', 'PALETTE COLOR'),
    element(Tag.RedPaletteColorLookupTableDescriptor, 'US', [count, 0, bits]),
    element(Tag.GreenPaletteColorLookupTableDescriptor, 'US', [count, 0, bits]),
    element(Tag.BluePaletteColorLookupTableDescriptor, 'US', [count, 0, bits]),
    ...data,
  ];
}

describe('what makes a picture of values', () => {
  it('is nothing for most images', async () => {
    const { study, frame } = await indexed([]);
    expect(frame).not.toHaveProperty('presentation');
    expect(study).not.toHaveProperty('lookUpTables');
  });

  it.each(syntaxes)('is a palette, each table once: %s', async (...syntax) => {
    const more = palette(
      [
        element(Tag.RedPaletteColorLookupTableData, 'OW', Uint8Array.of(1, 0, 2, 0, 3, 0, 0, 255)),
        element(Tag.GreenPaletteColorLookupTableData, 'OW', Uint8Array.of(1, 0, 2, 0, 3, 0, 0, 255)),
        element(Tag.BluePaletteColorLookupTableData, 'OW', Uint8Array.of(9, 0, 8, 0, 7, 0, 6, 0)),
      ],
      4,
      16,
    );
    const { study, frame } = await indexed(more, [...syntax]);
    const [red, green, blue] = frame.presentation?.palette ?? [];
    const bigEndian = !syntax[1].littleEndian;
    expect(entriesOf(study, red)).toEqual(bigEndian ? [256, 512, 768, 255] : [1, 2, 3, 0xff00]);
    expect(green).toBe(red);
    expect(entriesOf(study, blue)).toEqual(bigEndian ? [0x900, 0x800, 0x700, 0x600] : [9, 8, 7, 6]);
    expect(Object.keys(study.lookUpTables ?? {})).toHaveLength(2);
  });

  it('is a palette of bytes, two in a word', async () => {
    const bytes = (tag: number) => element(tag, 'OW', Uint8Array.of(1, 2, 255, 0));
    const more = palette(
      [
        bytes(Tag.RedPaletteColorLookupTableData),
        bytes(Tag.GreenPaletteColorLookupTableData),
        bytes(Tag.BluePaletteColorLookupTableData),
      ],
      3,
      8,
    );
    const { study, frame } = await indexed(more);
    const name = frame.presentation?.palette?.[0];
    expect(entriesOf(study, name)).toEqual([1, 2, 255]);
    expect(study.lookUpTables?.[name ?? '']).toMatchObject({ first: 0, bits: 8 });
  });

  it('is a palette of segments: discrete, linear, indirect', async () => {
    // Two entries, a ramp of two more, then the segment that starts at word 0 again.
    const segments = [0, 2, 10, 20, 1, 2, 40, 2, 1, 0, 0];
    const more = palette(
      [
        element(Tag.SegmentedRedPaletteColorLookupTableData, 'US', segments),
        element(Tag.SegmentedGreenPaletteColorLookupTableData, 'US', segments),
        element(Tag.SegmentedBluePaletteColorLookupTableData, 'US', segments),
      ],
      6,
      16,
    );
    const { study, frame } = await indexed(more);
    expect(entriesOf(study, frame.presentation?.palette?.[0])).toEqual([10, 20, 30, 40, 10, 20]);
  });

  it('leaves a palette out that has fewer entries than it says', async () => {
    const short = (tag: number) => element(tag, 'OW', Uint8Array.of(1, 2));
    const more = palette(
      [
        short(Tag.RedPaletteColorLookupTableData),
        short(Tag.GreenPaletteColorLookupTableData),
        short(Tag.BluePaletteColorLookupTableData),
      ],
      256,
      16,
    );
    expect((await indexed(more)).frame).not.toHaveProperty('presentation');
  });

  it.each(syntaxes)('is a modality and a VOI table: %s', async (...syntax) => {
    const table = (entries: number[]) => [
      [element(Tag.LUTDescriptor, 'US', [entries.length, 0xfffe, 12]), element(Tag.LUTData, 'US', entries)],
    ];
    const more = [
      element(Tag.PixelRepresentation, 'US', [1]),
      element(Tag.ModalityLUTSequence, 'SQ', table([5, 6, 7])),
      element(Tag.VOILUTSequence, 'SQ', table([0, 4095])),
    ];
    const { study, frame } = await indexed(more, [...syntax]);
    const { modalityTable = '', voiTable } = frame.presentation ?? {};
    expect(study.lookUpTables?.[modalityTable]).toMatchObject({ first: -2, bits: 12 });
    expect(entriesOf(study, modalityTable)).toEqual([5, 6, 7]);
    expect(entriesOf(study, voiTable)).toEqual([0, 4095]);
  });

  it('is padding, signed as the pixels are', async () => {
    const padded = (representation: number) => [
      element(Tag.PixelRepresentation, 'US', [representation]),
      element(Tag.PixelPaddingValue, 'US', [0xf830]),
      element(Tag.PixelPaddingRangeLimit, 'US', [0xf82e]),
    ];
    expect((await indexed(padded(1))).frame.presentation).toEqual({ padding: [-2002, -2000] });
    expect((await indexed(padded(0))).frame.presentation).toEqual({ padding: [0xf82e, 0xf830] });
  });

  it('is the shape of the window', async () => {
    const shaped = (shape: string) => [
      element(Tag.WindowCenter, 'DS', '100\\50'),
      element(Tag.WindowWidth, 'DS', '40\\20'),
      element(Tag.VOILUTFunction, 'CS', shape),
    ];
    expect((await indexed(shaped('LINEAR_EXACT'))).frame.window).toEqual({ center: 100.5, width: 41 });
    const { frame } = await indexed(shaped('SIGMOID'));
    expect(frame).toMatchObject({ window: { center: 100, width: 40 }, presentation: { sigmoid: true } });
  });
});
