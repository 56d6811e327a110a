import { mkdtemp, rm, writeFile as writeToDisk } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Stack } from '../../shared/dicom/model';
import { indexPaths } from './index-paths';
import { Tag } from './tags';
import {
  element,
  explicitLittleEndian,
  type TestElement,
  writeDataSet,
  writeFile,
} from './testing/dicom-bytes';
import { mrImageElements } from './testing/mr-image';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'multi-frame-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

const classicGeometry: readonly number[] = [
  Tag.ImagePositionPatient,
  Tag.ImageOrientationPatient,
  Tag.PixelSpacing,
  Tag.EchoTime,
  Tag.RepetitionTime,
];
const pixelMeasures = element(Tag.PixelMeasuresSequence, 'SQ', [
  [element(Tag.PixelSpacing, 'DS', '0.7\\0.7'), element(Tag.SliceThickness, 'DS', '4')],
]);
const sagittal = '0\\1\\0\\0\\0\\-1';
const axial = '1\\0\\0\\0\\1\\0';

function orientation(value: string): TestElement {
  return element(Tag.PlaneOrientationSequence, 'SQ', [[element(Tag.ImageOrientationPatient, 'DS', value)]]);
}

function position(x: number, y = 0, z = 0): TestElement {
  return element(Tag.PlanePositionSequence, 'SQ', [
    [element(Tag.ImagePositionPatient, 'DS', `${x}\\${y}\\${z}`)],
  ]);
}

/** Writes one multi-frame object of these functional groups and reads its stacks. */
async function stacksOf(
  perFrame: readonly (readonly TestElement[])[],
  shared: readonly TestElement[] = [orientation(sagittal), pixelMeasures],
  more: readonly TestElement[] = [],
): Promise<Stack[]> {
  const byTag = (elements: readonly TestElement[]) => [...elements].sort((a, b) => a.tag - b.tag);
  const elements = mrImageElements({
    sopInstanceUid: '1.2.3.4.1',
    more: [
      element(Tag.SOPClassUID, 'UI', '1.2.840.10008.5.1.4.1.1.4.1'),
      element(Tag.NumberOfFrames, 'IS', `${perFrame.length}`),
      element(Tag.SharedFunctionalGroupsSequence, 'SQ', [byTag(shared)], true),
      element(Tag.PerFrameFunctionalGroupsSequence, 'SQ', perFrame.map(byTag), true),
      element(Tag.PixelData, 'OW', new Uint8Array(12 * perFrame.length)),
      ...more,
    ],
  }).filter(({ tag }) => !classicGeometry.includes(tag));
  const file = writeFile('1.2.840.10008.1.2.1', writeDataSet(elements, explicitLittleEndian));
  await writeToDisk(join(folder, 'multi'), file);
  const { studies, problems } = await indexPaths([folder], { secret: 'test' });
  expect(problems).toEqual([]);
  return studies.flatMap(({ stacks }) => stacks);
}

const framesOf = (stacks: readonly Stack[]) => stacks.map(({ frames }) => frames.map(({ frame }) => frame));

it('shuffled frames come into the order of their positions and keep number and rescale', async () => {
  await fc.assert(
    fc.asyncProperty(fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }), async (places) => {
      const [stack, ...others] = await stacksOf(
        places.map((place) => [
          position(place * 4),
          element(Tag.PixelValueTransformationSequence, 'SQ', [
            [
              element(Tag.RescaleIntercept, 'DS', `${-10 * place}`),
              element(Tag.RescaleSlope, 'DS', `${1 + place}`),
            ],
          ]),
        ]),
      );
      expect(others).toEqual([]);
      expect(stack?.sliceStep).toBe(4);
      // The normal of these sagittal slices points to the right: the last place comes first.
      expect(stack?.frames.map(({ position: at }) => at?.[0])).toEqual([20, 16, 12, 8, 4, 0]);
      for (const frame of stack?.frames ?? []) {
        const place = places[frame.frame - 1] ?? Number.NaN;
        expect(frame.position?.[0]).toBe(4 * place);
        expect([frame.rescaleSlope, frame.rescaleIntercept]).toEqual([1 + place, -10 * place || 0]);
      }
    }),
    { numRuns: 12 },
  );
});

it('several orientations in one object are stacks of their own', async () => {
  const stacks = await stacksOf(
    [
      [position(0), orientation(sagittal)],
      [position(0, 0, 10), orientation(axial)],
      [position(4), orientation(sagittal)],
      [position(0, 0, 14), orientation(axial)],
    ],
    [pixelMeasures],
  );
  expect(stacks.map(({ plane }) => plane)).toEqual(['axial', 'sagittal']);
  expect(framesOf(stacks)).toEqual([
    [2, 4],
    [3, 1],
  ]);
  for (const { geometry } of stacks) expect(geometry.map(({ code }) => code)).toContain('several-planes');
});

it('b-values, echoes and time points at one position are stacks, named by what sets them apart', async () => {
  const places = [0, 4, 8];
  const group = (sequence: number, tag: number, vr: string) => (value: number) =>
    element(sequence, 'SQ', [[element(tag, vr, [value])]]);
  for (const [make, values, labels] of [
    [group(Tag.MRDiffusionSequence, Tag.DiffusionBValue, 'FD'), [0, 800], ['b 0', 'b 800']],
    [group(Tag.MREchoSequence, Tag.EffectiveEchoTime, 'FD'), [30, 90], ['echo 30 ms', 'echo 90 ms']],
    [
      group(Tag.FrameContentSequence, Tag.TemporalPositionIndex, 'UL'),
      [1, 2],
      ['time point 1', 'time point 2'],
    ],
  ] as const) {
    const stacks = await stacksOf(
      values.flatMap((value) => places.map((place) => [position(place), make(value)])),
    );
    expect(stacks.map(({ label }) => label.split(' · ')[1])).toEqual(labels);
    expect(framesOf(stacks)).toEqual([
      [3, 2, 1],
      [6, 5, 4],
    ]);
  }
});

it('dimension values separate what nothing else does, under the label of their dimension', async () => {
  const content = (stack: number, place: number, direction: number) =>
    element(Tag.FrameContentSequence, 'SQ', [
      [
        element(Tag.StackID, 'SH', `${stack}`),
        element(Tag.DimensionIndexValues, 'UL', [stack, place, direction]),
      ],
    ]);
  const stacks = await stacksOf(
    [1, 2].flatMap((direction) =>
      [3, 1, 2].map((place) => [position(4 * place), content(1, place, direction)]),
    ),
    undefined,
    [
      element(
        Tag.DimensionIndexSequence,
        'SQ',
        ['Stack ID', 'Position', 'Gradient direction'].map((label) => [
          element(Tag.DimensionDescriptionLabel, 'LO', label),
        ]),
      ),
    ],
  );
  expect(stacks.map(({ label }) => label.split(' · ')[1])).toEqual([
    'Gradient direction 1',
    'Gradient direction 2',
  ]);
  expect(framesOf(stacks)).toEqual([
    [1, 3, 2],
    [4, 6, 5],
  ]);
});

it('a legacy converted object is read through its unassigned attributes', async () => {
  const unassigned = (tag: number, elements: readonly TestElement[]) => element(tag, 'SQ', [elements]);
  const stacks = await stacksOf(
    [30, 90].flatMap((echoTime) =>
      [0, 4].map((place) => [
        position(place),
        unassigned(Tag.UnassignedPerFrameConvertedAttributesSequence, [
          element(Tag.EchoTime, 'DS', `${echoTime}`),
        ]),
      ]),
    ),
    [
      orientation(sagittal),
      pixelMeasures,
      unassigned(Tag.UnassignedSharedConvertedAttributesSequence, [
        element(Tag.ScanningSequence, 'CS', 'SE'),
        element(Tag.RepetitionTime, 'DS', '3000'),
      ]),
    ],
    [element(Tag.SOPClassUID, 'UI', '1.2.840.10008.5.1.4.1.1.4.4')],
  );
  expect(stacks.map(({ label, weighting }) => [label, weighting])).toEqual([
    ['PD sagittal · echo 30 ms', 'PD'],
    ['T2 sagittal · echo 90 ms', 'T2'],
  ]);
});
