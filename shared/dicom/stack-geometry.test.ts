import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Vector3 } from '../geometry/vector';
import { type GeometryFindingCode, isMeasurable } from './geometry-finding';
import type { FrameFacts, ImageFacts, ImageOrientation } from './image-facts';
import type { Stack } from './model';
import { stepTolerance } from './slice-order';
import { axial, frameFacts, image, sagittalSeries, separatedBy, stacksOf } from './testing/image-facts';

const codesOf = (stack: Stack | undefined): GeometryFindingCode[] =>
  stack?.geometry.map(({ code }) => code) ?? [];

const sentenceOf = (stack: Stack | undefined, code: GeometryFindingCode) =>
  stack?.geometry.find((finding) => finding.code === code)?.sentence;

/** Sagittal slices at these places from right to left. */
function slicesAt(
  places: readonly number[],
  facts: Partial<FrameFacts> = {},
  more: Partial<ImageFacts> = {},
) {
  return places.map((x, index) => image(`${index}`, [frameFacts([x, -100, 200], facts)], more));
}

describe('missing slices', () => {
  it('are reported with their place, whichever inner one is removed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 40 }),
        fc.double({ min: 0.4, max: 12, noNaN: true }),
        fc.double({ min: 0.3, max: 3, noNaN: true }),
        fc.nat(),
        fc.func(fc.double({ min: -0.45, max: 0.45, noNaN: true })),
        (count, step, thickness, choice, jitter) => {
          const removed = 1 + (choice % (count - 2));
          const places = Array.from(
            { length: count },
            (_, index) => index * step + jitter(index) * Math.min(0.05, stepTolerance(step) / 2),
          );
          const [stack, ...others] = stacksOf(
            slicesAt(places.toSpliced(removed, 1), { sliceThickness: thickness * step }),
          );
          expect(others).toEqual([]);
          expect(codesOf(stack)).toContain('missing-slices');
          const stated = Number(/at x (-?[\d.]+) mm/.exec(sentenceOf(stack, 'missing-slices') ?? '')?.[1]);
          expect(Math.abs(stated - removed * step)).toBeLessThan(0.11);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('of three slices leave a gap wider than they are thick', () => {
    expect(codesOf(stacksOf(slicesAt([0, 9]))[0])).toContain('wide-gap');
  });

  it('are listed place by place', () => {
    const [stack] = stacksOf(slicesAt([0, 4, 12, 16, 28, 32, 40, 44, 52]));
    expect(sentenceOf(stack, 'missing-slices')).toBe(
      '5 slices seem to be missing: between slices 1 and 2, at x 48.0 mm; between slices 3 and 4, at x 36.0 mm; between slices 5 and 6, from x 24.0 to 20.0 mm; and at 1 more place.',
    );
  });
});

describe('an even step', () => {
  it('stays even when every slice is off by less than half the tolerance', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 30 }),
        fc.double({ min: 0.4, max: 12, noNaN: true }),
        fc.func(fc.double({ min: -1, max: 1, noNaN: true })),
        (count, step, jitter) => {
          const half = stepTolerance(step) / 2;
          const places = Array.from(
            { length: count },
            (_, index) => index * step + 0.99 * half * jitter(index),
          );
          const [stack, ...others] = stacksOf(slicesAt(places));
          expect(others).toEqual([]);
          expect(codesOf(stack)).toContain('even-step');
          expect(codesOf(stack)).not.toContain('missing-slices');
          expect(Math.abs((stack?.sliceStep ?? Number.NaN) - step)).toBeLessThanOrEqual(2 * half);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is told from an uneven one, with the numbers', () => {
    expect(sentenceOf(stacksOf(slicesAt([0, 4, 8, 13, 17]))[0], 'uneven-step')).toBe(
      'The slice distance varies from 4 mm to 5 mm (typically 4 mm).',
    );
  });
});

describe('gaps and overlaps', () => {
  it.each([
    [4, 'even-step', undefined],
    [4.5, 'gap', 'Between slices 4 mm thick and 4.5 mm apart, 0.5 mm are not imaged.'],
    [7, 'wide-gap', 'Between slices 4 mm thick and 7 mm apart, 3 mm are not imaged.'],
    [2.5, 'overlap', 'Slices 4 mm thick and 2.5 mm apart overlap by 1.5 mm.'],
  ] as const)('of slices 4 mm thick every %d mm: %s', (step, code, sentence) => {
    const [stack] = stacksOf(slicesAt([0, step, 2 * step]));
    expect(codesOf(stack)).toContain(code);
    if (sentence !== undefined) expect(sentenceOf(stack, code)).toBe(sentence);
    const others = (['gap', 'wide-gap', 'overlap'] as const).filter((other) => other !== code);
    expect(codesOf(stack).filter((one) => (others as string[]).includes(one))).toEqual([]);
  });

  it('are not claimed without a thickness', () => {
    expect(codesOf(stacksOf(slicesAt([0, 9], { sliceThickness: null }))[0])).toEqual([
      'even-step',
      'no-thickness',
    ]);
  });
});

describe('images at one position', () => {
  it('a single duplicate goes to a stack of its own and both say where it is', () => {
    const [stack, duplicates, ...others] = stacksOf([
      ...slicesAt([0, 4, 8, 12]),
      image('again', [frameFacts([8, -100, 200])]),
    ]);
    expect(others).toEqual([]);
    expect([stack?.frames.length, duplicates?.frames.length]).toEqual([4, 1]);
    expect(duplicates?.label).toBe('T2 sagittal · duplicates');
    expect(sentenceOf(stack, 'duplicate-images')).toBe(
      'Several images of the series lie at 1 of its 4 positions (x 8.0 mm) and only their order tells them apart.',
    );
    expect(codesOf(duplicates)).toContain('duplicate-images');
  });

  it('stay one stack, in the order of the series, where all lie at one position', () => {
    const images = [3, 1, 2].map((instanceNumber) =>
      image(`${instanceNumber}`, [frameFacts([0, 0, 0])], { instanceNumber }),
    );
    const [stack, ...others] = stacksOf(images);
    expect(others).toEqual([]);
    expect(stack?.frames.map(({ instanceNumber }) => instanceNumber)).toEqual([1, 2, 3]);
    expect(stack?.sliceStep).toBeNull();
    expect(codesOf(stack)).toEqual(['duplicate-images', 'single-position']);
  });
});

describe('the line of the slices', () => {
  it('a leaning one is a shear, of the gantry for CT', () => {
    const lean = Math.tan((12 * Math.PI) / 180);
    const images = [0, 3, 6, 9, 12].map((z) =>
      image(`${z}`, [frameFacts([-90, -80 + z * lean, z], { orientation: axial })], { modality: 'CT' }),
    );
    const [stack, ...others] = stacksOf(images);
    expect(others).toEqual([]);
    expect(stack !== undefined && isMeasurable(stack)).toBe(true);
    expect(stack?.sliceStep).toBeCloseTo(3);
    expect(stack?.label).toBe('CT axial');
    expect(sentenceOf(stack, 'sheared')).toBe(
      'The stack is sheared by 12.0° by the tilt of the gantry. Each point keeps its own place.',
    );
  });

  it('slices beside it are shifted', () => {
    const images = [0, 4, 8, 12, 16].map((z, index) =>
      image(`${z}`, [frameFacts([-90 + 3 * (index % 3), -80 + 2 * index ** 2, z], { orientation: axial })]),
    );
    const [stack, ...others] = stacksOf(images);
    expect(others).toEqual([]);
    expect(codesOf(stack)).toContain('shifted-slices');
  });

  it('two stations side by side are blocks, from the head down', () => {
    const images = [150, -150].flatMap((z) =>
      [0, 4, 8].map((x) => image(`${z} ${x}`, [frameFacts([x, -100, z])])),
    );
    const stacks = stacksOf(images);
    expect(stacks.map(({ label }) => label)).toEqual([
      'T2 sagittal · block 1 of 2',
      'T2 sagittal · block 2 of 2',
    ]);
    expect(stacks.map(({ frames }) => frames.map(({ position }) => position?.[2]))).toEqual([
      [150, 150, 150],
      [-150, -150, -150],
    ]);
    expect(codesOf(stacks[0])).toContain('several-blocks');
  });
});

describe('axes', () => {
  const turned = (degrees: number): ImageOrientation => {
    const angle = (degrees * Math.PI) / 180;
    return [0, 1, 0, 0, Math.cos(angle), -Math.sin(angle)];
  };

  it.each([
    [turned(84), 'axes-not-perpendicular', /84\.0° apart instead of 90°/],
    [[0, 1.05, 0, 0, 0, -1] as ImageOrientation, 'axes-not-unit', /1\.050 and 1\.000 instead of 1/],
    [turned(89.7), 'axes-inexact', /89\.70° apart .* up to 0\.5 %/],
  ] as const)('%j: %s', (orientation, code, sentence) => {
    const [stack, ...others] = stacksOf(sagittalSeries(3, { orientation }));
    expect(others).toEqual([]);
    expect(sentenceOf(stack, code)).toMatch(sentence);
    expect(stack !== undefined && isMeasurable(stack)).toBe(code === 'axes-inexact');
  });

  it('rounding is not inexact', () => {
    const [stack] = stacksOf(
      sagittalSeries(3, { orientation: [0.02684, 0.999638, 0.001381, -0.018573, 0.00188, -0.999825] }),
    );
    expect(codesOf(stack)).not.toContain('axes-inexact');
  });
});

describe('kinds of images', () => {
  it('derived slices with their own place stay measurable, with a caution', () => {
    const [stack] = stacksOf(sagittalSeries(3, {}, { derived: true }));
    expect(stack !== undefined && isMeasurable(stack)).toBe(true);
    expect(codesOf(stack)).toContain('derived');
  });

  it.each(['PROJECTION IMAGE', 'MIP', 'CPR', 'VOLUME_RENDER', 'SCREEN SAVE'])(
    'derived pictures that are no slices are refused: %s',
    (value) => {
      const contrast = { ...frameFacts(null).contrast, imageType: ['DERIVED', 'PRIMARY', value] };
      const [stack] = stacksOf(sagittalSeries(3, { contrast }, { derived: true }));
      expect(stack?.geometry[0]).toMatchObject({ code: 'derived-view', severity: 'blocks measuring' });
    },
  );

  it('an original with such a word in its type is no derived picture', () => {
    const contrast = { ...frameFacts(null).contrast, imageType: ['ORIGINAL', 'PRIMARY', 'PROJECTION IMAGE'] };
    expect(codesOf(stacksOf(sagittalSeries(3, { contrast }))[0])).not.toContain('derived-view');
  });

  it('a series of several planes says so in each stack', () => {
    const stacks = stacksOf([
      ...sagittalSeries(3),
      ...[0, 4].map((z) => image(`z${z}`, [frameFacts([0, 0, z], { orientation: axial })])),
    ]);
    for (const stack of stacks) {
      expect(sentenceOf(stack, 'several-planes')).toBe(
        'The series holds several planes (axial, sagittal): each is a stack of its own.',
      );
    }
  });

  it('without a frame of reference positions are for this stack only', () => {
    const [stack] = stacksOf(sagittalSeries(3, {}, { frameOfReferenceUid: null }));
    expect(stack !== undefined && isMeasurable(stack)).toBe(true);
    expect(codesOf(stack)).toContain('no-frame-of-reference');
  });
});

describe('multi-frame objects', () => {
  const frames = (more: (index: number) => Partial<FrameFacts>, places: readonly number[]) =>
    places.map((x, index) => frameFacts([x, 0, 0], { frame: index + 1, ...more(index) }));

  it('dimension values separate as a last resort and name the stacks', () => {
    const object = image(
      'multi',
      frames(
        (index) => ({ dimensionIndexValues: [1, (index % 3) + 1, Math.floor(index / 3) + 1] }),
        [8, 0, 4, 8, 0, 4],
      ),
      { dimensionLabels: ['Stack ID', 'In-stack position', 'Direction'] },
    );
    const stacks = stacksOf([object]);
    expect(stacks.map(({ label, frames: of }) => [label, of.map(({ frame }) => frame)])).toEqual([
      ['T2 sagittal · Direction 1', [1, 3, 2]],
      ['T2 sagittal · Direction 2', [4, 6, 5]],
    ]);
    expect(codesOf(stacks[0])).not.toContain('duplicate-images');
  });

  it('b-values, echoes and time points of one object are stacks', () => {
    const object = image(
      'multi',
      frames((index) => ({ separators: separatedBy({ bValue: index < 3 ? 0 : 800 }) }), [0, 4, 8, 0, 4, 8]),
    );
    expect(stacksOf([object]).map(({ label }) => label)).toEqual([
      'T2 sagittal · b 0',
      'T2 sagittal · b 800',
    ]);
  });

  it('parallel stacks that lie close together are kept apart by their StackID', () => {
    const object = image(
      'multi',
      frames(
        (index) => ({ separators: separatedBy({ stackId: index % 2 === 0 ? '1' : '2' }) }),
        [0, 2, 4, 6, 8, 10],
      ),
    );
    const stacks = stacksOf([object]);
    expect(stacks.map(({ frames: of }) => of.map(({ frame }) => frame))).toEqual([
      [5, 3, 1],
      [6, 4, 2],
    ]);
    expect(stacks.map(({ sliceStep }) => sliceStep)).toEqual([4, 4]);
  });

  it('a StackID of every frame’s own separates nothing', () => {
    const object = image(
      'multi',
      frames((index) => ({ separators: separatedBy({ stackId: `${index}` }) }), [0, 4, 8]),
    );
    expect(stacksOf([object])).toHaveLength(1);
  });
});

/** Turns a study as a whole about the origin, by a unit quaternion. */
function rotated(images: readonly ImageFacts[], [w, x, y, z]: readonly [number, number, number, number]) {
  const turn = ([a, b, c]: Vector3): Vector3 => [
    (1 - 2 * (y * y + z * z)) * a + 2 * (x * y - w * z) * b + 2 * (x * z + w * y) * c,
    2 * (x * y + w * z) * a + (1 - 2 * (x * x + z * z)) * b + 2 * (y * z - w * x) * c,
    2 * (x * z - w * y) * a + 2 * (y * z + w * x) * b + (1 - 2 * (x * x + y * y)) * c,
  ];
  return images.map((one) => ({
    ...one,
    frames: one.frames.map((frame) => {
      const { position, orientation } = frame;
      if (position === null || orientation === null) return frame;
      const row = turn([orientation[0], orientation[1], orientation[2]]);
      const column = turn([orientation[3], orientation[4], orientation[5]]);
      return {
        ...frame,
        position: turn(position),
        orientation: [...row, ...column] as unknown as ImageOrientation,
      };
    }),
  }));
}

describe('a rigid rotation of the whole study', () => {
  const lean = Math.tan((10 * Math.PI) / 180);
  const series = (seriesNumber: number) => ({ seriesNumber, seriesInstanceUid: `1.2.3.${seriesNumber}` });
  const study = [
    ...slicesAt([0, 4.5, 9, 18, 22.5], {}, series(1)),
    ...[30, 90].flatMap((echoTime) =>
      [0, 4, 8].map((x) =>
        image(
          `e${echoTime} ${x}`,
          [frameFacts([x, 0, 0], { separators: separatedBy({ echoTime }) })],
          series(2),
        ),
      ),
    ),
    ...[0, 3, 6, 9].map((z) =>
      image(`g${z}`, [frameFacts([-90, -80 + z * lean, z], { orientation: axial })], series(3)),
    ),
    ...[150, -150].flatMap((z) =>
      [0, 4, 8].map((x) => image(`s${z} ${x}`, [frameFacts([x, -100, z])], series(4))),
    ),
    ...[0, 3, 6, 3].map((x, index) => image(`d${index}`, [frameFacts([x, 50, -20])], series(5))),
    ...[0, 4, 60, 64].map((z) => image(`b${z}`, [frameFacts([0, 0, z], { orientation: axial })], series(6))),
  ].map((one, index) => ({ ...one, source: `/disc/${index}`, sopInstanceUid: `1.2.3.9.${index}` }));

  /** Which images make which stack, its step and what is found, apart from names of planes. */
  const summaryOf = (images: readonly ImageFacts[]) =>
    stacksOf(images)
      .map((stack) => ({
        images: stack.frames.map(({ id }) => id).sort(),
        step: Number(stack.sliceStep?.toFixed(6)),
        codes: codesOf(stack),
        sentences: stack.geometry.filter(({ code }) =>
          ['sheared', 'gap', 'wide-gap', 'even-step', 'uneven-step'].includes(code),
        ),
      }))
      .sort((a, b) => (a.images.join() < b.images.join() ? -1 : 1));

  it('changes neither grouping, step nor verdict', () => {
    const expected = summaryOf(study);
    expect(expected).toHaveLength(10);
    const part = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(part, part, part, part, (w, x, y, z) => {
        const size = Math.hypot(w, x, y, z);
        fc.pre(size > 0.1);
        expect(summaryOf(rotated(study, [w / size, x / size, y / size, z / size]))).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  });
});
