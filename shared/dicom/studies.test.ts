import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMeasurable, measuringRemarks } from './geometry-finding';
import type { ImageOrientation } from './image-facts';
import type { Stack } from './model';
import { alongNormal } from './slice-order';
import { buildStudies } from './studies';
import {
  axial,
  frameFacts,
  image,
  sagittalSeries,
  separatedBy,
  stacksOf,
  tilted,
} from './testing/image-facts';

const codesOf = (stack: Stack | undefined) => stack?.geometry.map(({ code }) => code);

describe('buildStudies', () => {
  it('makes one sorted stack of a plain series', () => {
    const [stack, ...others] = stacksOf(sagittalSeries(11));
    expect(others).toEqual([]);
    expect(stack).toMatchObject({
      label: 'T2 sagittal',
      plane: 'sagittal',
      weighting: 'T2',
      sliceStep: 4.5,
    });
    expect(stack?.geometry).toEqual([
      {
        code: 'even-step',
        severity: 'note',
        sentence: 'The 11 slices are evenly spaced, 4.5 mm from centre to centre.',
      },
      {
        code: 'gap',
        severity: 'note',
        sentence: 'Between slices 4 mm thick and 4.5 mm apart, 0.5 mm are not imaged.',
      },
    ]);
    expect(stack?.frames).toHaveLength(11);
  });

  it('gives the same library for any order of the files, every frame once, each stack sorted by position', () => {
    const images = [
      ...sagittalSeries(7),
      ...sagittalSeries(7, { separators: separatedBy({ echoTime: 30 }) }).map((facts, index) => ({
        ...facts,
        source: `/disc/echo${index}`,
        sopInstanceUid: `1.2.3.4.2${index}`,
      })),
      ...[0, 6, 12].flatMap((degrees) =>
        [0, 4, 8].map((z) =>
          image(`axial${degrees}-${z}`, [
            frameFacts([-90, -80, -3 * degrees + z], { orientation: tilted(degrees) }),
          ]),
        ),
      ),
      image('copy', [frameFacts([0, -100, 200])], { sopInstanceUid: '1.2.3.4.0' }),
      image('mosaic', [frameFacts([0, 0, 0])], { mosaic: true }),
    ];
    const expected = buildStudies(images);
    fc.assert(
      fc.property(fc.shuffledSubarray(images, { minLength: images.length }), (shuffled) => {
        const library = buildStudies(shuffled);
        expect(library).toEqual(expected);
      }),
      { numRuns: 30 },
    );
    expect(expected.sources).toHaveLength(images.length);
    expect(new Set(expected.sources.map(({ frameId }) => frameId)).size).toBe(images.length);
    for (const { frames, normal } of expected.studies.flatMap(({ stacks }) => stacks)) {
      if (normal === null) continue;
      const along = frames.map(({ position }) =>
        position === null ? Number.NaN : alongNormal(position, normal),
      );
      expect(along).toEqual([...along].sort((a, b) => a - b));
    }
  });

  it('splits an axial series at every disc and numbers the blocks from the head down', () => {
    const images = [10, -5, 0, 20].flatMap((degrees, block) =>
      [0, 4.5, 9].map((z, index) =>
        image(`${block}${index}`, [
          frameFacts([-90, -80, block * -40 + z], { orientation: tilted(degrees) }),
        ]),
      ),
    );
    const stacks = stacksOf(images);
    expect(stacks.map(({ label }) => label)).toEqual([
      'T2 axial · block 1 of 4',
      'T2 axial · block 2 of 4',
      'T2 axial · block 3 of 4',
      'T2 axial · block 4 of 4',
    ]);
    expect(stacks.map(({ frames }) => frames[0]?.orientation)).toEqual([10, -5, 0, 20].map(tilted));
  });

  it('splits parallel blocks that lie far apart', () => {
    const images = [100, 96, 92, 40, 36, 32].map((z) =>
      image(`${z}`, [frameFacts([-90, -80, z], { orientation: axial })]),
    );
    expect(stacksOf(images).map(({ label, frames }) => [label, frames.length])).toEqual([
      ['T2 axial · block 1 of 2', 3],
      ['T2 axial · block 2 of 2', 3],
    ]);
  });

  it('separates echoes, then time points, and names them', () => {
    const images = [30, 90].flatMap((echoTime) =>
      [1, 2].flatMap((temporalPosition) =>
        [0, 4, 8].map((x) =>
          image(`${echoTime}-${temporalPosition}-${x}`, [
            frameFacts([x, 0, 0], { separators: separatedBy({ echoTime, temporalPosition }) }),
          ]),
        ),
      ),
    );
    const stacks = stacksOf(images);
    expect(stacks.map(({ frames }) => frames.length)).toEqual([3, 3, 3, 3]);
    expect(stacks.map(({ label }) => label.replace('T2 sagittal · ', ''))).toEqual([
      'echo 30 ms · time point 1',
      'echo 30 ms · time point 2',
      'echo 90 ms · time point 1',
      'echo 90 ms · time point 2',
    ]);
    expect(stacks.every(isMeasurable)).toBe(true);
  });

  it('does not split by a value that differs from slice to slice', () => {
    const images = [0, 4, 8].flatMap((x) =>
      [1, 2].map((repeat) =>
        image(`${x}-${repeat}`, [
          frameFacts([x, 0, 0], { separators: separatedBy({ acquisitionNumber: 10 * x + repeat }) }),
        ]),
      ),
    );
    const stacks = stacksOf(images);
    expect(stacks.map(({ frames }) => frames.length)).toEqual([3, 3]);
    expect(codesOf(stacks[0])).toContain('duplicate-images');
  });

  it('puts second copies in a stack of their own, with ids of their own', () => {
    const copies = sagittalSeries(3).map((facts) => ({ ...facts, source: `/other${facts.source}` }));
    const [first, second, ...others] = stacksOf([...sagittalSeries(3), ...copies]);
    expect(others).toEqual([]);
    expect(first?.frames.map(({ id }) => id)).not.toContain(second?.frames[0]?.id);
    expect(second?.frames[0]?.id).toMatch(/\/copy-2$/);
    expect(codesOf(second)).toContain('second-copy');
    expect(second?.label).toBe('T2 sagittal · copy 2');
  });

  it('sorts the frames of a multi-frame object by position, not by number', () => {
    const shuffled = [2, 0, 3, 1].map((place, index) => frameFacts([place * 3, 0, 0], { frame: index + 1 }));
    const [stack] = stacksOf([image('multi', shuffled)]);
    expect(stack?.frames.map(({ position }) => position?.[0])).toEqual([9, 6, 3, 0]);
    expect(stack?.frames.map(({ id }) => id)).toEqual([
      '1.2.3/1.2.3.4.multi/3',
      '1.2.3/1.2.3.4.multi/1',
      '1.2.3/1.2.3.4.multi/4',
      '1.2.3/1.2.3.4.multi/2',
    ]);
  });

  it('joins files of one study wherever they lie and splits by frame of reference, size and spacing', () => {
    const images = [
      image('a', [frameFacts([0, 0, 0])]),
      image('b', [frameFacts([4, 0, 0])], { source: '/elsewhere/b' }),
      image('c', [frameFacts([8, 0, 0])], { frameOfReferenceUid: '9' }),
      image('d', [frameFacts([12, 0, 0])], { rows: 256 }),
      image('e', [frameFacts([16, 0, 0], { pixelSpacing: [0.7, 0.8] })]),
    ];
    expect(buildStudies(images).studies).toHaveLength(1);
    expect(
      stacksOf(images)
        .map(({ frames }) => frames.length)
        .sort(),
    ).toEqual([1, 1, 1, 2]);
  });

  it.each([
    ['pixel spacing', { pixelSpacing: null }, /pixel spacing/],
    ['orientation', { orientation: null }, /image orientation/],
    ['position', { position: null }, /image position/],
    ['perpendicular directions', { orientation: [1, 0, 0, 1, 0, 0] as ImageOrientation }, /instead of 90°/],
  ])('refuses to measure without %s and says why', (_name, facts, reason) => {
    const [stack] = stacksOf(sagittalSeries(3, facts));
    expect(stack?.frames).toHaveLength(3);
    expect(stack !== undefined && isMeasurable(stack)).toBe(false);
    expect(stack === undefined ? '' : measuringRemarks(stack).join(' ')).toMatch(reason);
  });

  it.each([
    ['mosaics', { mosaic: true }, /mosaic/],
    ['secondary captures', { secondaryCapture: true }, /secondary captures/],
    ['frames without a position', { framesWithoutPosition: true }, /no position of their own/],
    ['images without identity', { missingUids: ['SOP'] as const }, /SOP instance UID/],
  ])('refuses to measure %s and says why', (_name, facts, reason) => {
    const [stack] = stacksOf(sagittalSeries(3, {}, facts));
    expect(stack !== undefined && isMeasurable(stack)).toBe(false);
    expect(stack === undefined ? '' : measuringRemarks(stack).join(' ')).toMatch(reason);
  });

  it('measures but tells of missing slices, a wrong stated spacing and pixels that are not square', () => {
    const images = [0, 4.5, 9, 18].map((x) =>
      image(`${x}`, [frameFacts([x, 0, 0], { spacingBetweenSlices: 0.5, pixelSpacing: [0.7, 0.9] })]),
    );
    const [stack] = stacksOf(images);
    expect(stack?.sliceStep).toBeCloseTo(4.5);
    expect(stack?.geometry.map(({ sentence }) => sentence)).toEqual([
      'One slice seems to be missing: between slices 1 and 2, at x 13.5 mm.',
      'The pixels are not square: 0.7 mm high, 0.9 mm wide. Distances take this into account.',
      'Apart from that the 4 slices are evenly spaced, 4.5 mm from centre to centre.',
      'Between slices 4 mm thick and 4.5 mm apart, 0.5 mm are not imaged.',
      'The header states 0.5 mm between slices; the positions give 4.5 mm, which is used.',
    ]);
  });

  it('gives every stack of a study a label of its own', () => {
    const images = [1, 2].flatMap((seriesNumber) =>
      sagittalSeries(3, {}, { seriesNumber, seriesInstanceUid: `1.2.3.${seriesNumber}` }),
    );
    expect(stacksOf(images).map(({ label }) => label)).toEqual([
      'T2 sagittal · series 1',
      'T2 sagittal · series 2',
    ]);
  });
});
