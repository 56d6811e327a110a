import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { type BandedImage, bandCentre, writeBandedImage } from './support/banded-image';
import { projectRoot } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, hasRealData, realDataFolder, test } from './support/test';
import { Viewport } from './support/viewport';

interface Line {
  path: string;
  sopInstanceUid?: string;
  frame?: number;
  sha256?: string;
  min?: number;
  max?: number;
  error?: string;
}

/** What check-pixels prints for some paths, and its exit code. */
function checkPixels(...parameters: string[]): { lines: Line[]; code: number | null } {
  const { stdout, status } = spawnSync('node', ['scripts/check-pixels.mjs', ...parameters, '--json'], {
    cwd: projectRoot,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  const lines = stdout.split('\n').filter((line) => line !== '');
  return { lines: lines.map((line) => JSON.parse(line) as Line), code: status };
}

function hasProgram(name: string): boolean {
  return spawnSync(name, ['--version'], { stdio: 'ignore' }).error === undefined;
}

test('check-pixels decodes every kind of value in every transfer syntax as it was written', async ({
  workFolder,
}) => {
  test.setTimeout(300_000);
  const missing = ['dcmcjpeg', 'gdcmconv', '/usr/bin/python3'].filter((name) => !hasProgram(name));
  const imports = ['-c', 'import pydicom, gdcm, numpy'];
  if (spawnSync('/usr/bin/python3', imports, { stdio: 'ignore' }).status !== 0)
    missing.push('python3-pydicom, python3-gdcm');
  test.skip(missing.length > 0, `these tools are not here: ${missing.join(', ')}`);
  const script = path.join(projectRoot, 'e2e/support/make-pixel-files.py');
  const made = execFileSync('/usr/bin/python3', [script, workFolder], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const { lines, code } = checkPixels(workFolder);
  expect(code).toBe(0);
  const found = new Map(lines.map((line) => [`${path.relative(workFolder, line.path)} ${line.frame}`, line]));
  const written = made.split('\n').filter((line) => line !== '');
  expect(written.length).toBeGreaterThan(150);
  for (const line of written) {
    const expected: Required<Line> & { sha256: string | null; tolerance: number } = JSON.parse(line);
    const name = `${expected.path} ${expected.frame}`;
    const actual = found.get(name);
    if (expected.sha256 !== null) {
      expect(actual, name).toMatchObject({ sha256: expected.sha256, min: expected.min, max: expected.max });
      continue;
    }
    const allowed = expected.tolerance * (expected.max - expected.min);
    expect(Math.abs((actual?.min ?? Number.NaN) - expected.min), name).toBeLessThanOrEqual(allowed);
    expect(Math.abs((actual?.max ?? Number.NaN) - expected.max), name).toBeLessThanOrEqual(allowed);
  }
});

test('check-pixels agrees with an independent reader on real files', () => {
  test.setTimeout(300_000);
  test.skip(!hasRealData, 'no ../shared/data here');
  const { lines } = checkPixels(realDataFolder);
  const byFile = new Map<string, Line[]>();
  for (const line of lines) byFile.set(line.path, [...(byFile.get(line.path) ?? []), line]);
  const folders = [
    ...new Set(lines.map((line) => path.relative(realDataFolder, line.path).split(path.sep)[0] ?? '')),
  ];
  let compared = 0;
  for (const folder of folders) {
    const oracle = path.join(realDataFolder, folder, 'oracle.json');
    if (!existsSync(oracle)) continue;
    interface Image {
      path: string;
      frames: number;
      pixelSha256?: string;
      pixelMin?: number;
      pixelMax?: number;
    }
    const { images }: { images: Image[] } = JSON.parse(readFileSync(oracle, 'utf8'));
    for (const image of images) {
      const file = path.join(realDataFolder, folder, image.path);
      const frames = byFile.get(file) ?? [];
      expect(
        frames.map(({ frame }) => frame),
        file,
      ).toEqual(Array.from({ length: image.frames }, (_, index) => index + 1));
      if (image.pixelSha256 === undefined) continue;
      compared++;
      expect(Math.min(...frames.map(({ min }) => min ?? Number.NaN)), file).toBe(image.pixelMin);
      expect(Math.max(...frames.map(({ max }) => max ?? Number.NaN)), file).toBe(image.pixelMax);
      // The hash of several frames is of all of them together.
      if (image.frames === 1) expect(frames[0]?.sha256, file).toBe(image.pixelSha256);
    }
  }
  expect(compared).toBeGreaterThan(150);
  for (const [file, its] of byFile) {
    const isShown = its.some(({ sha256 }) => sha256 !== undefined);
    if (!isShown)
      expect(
        its.map(({ error }) => error),
        file,
      ).toEqual([expect.stringMatching(/\.$/)]);
  }
});

test('check-pixels says how it is used', () => {
  const help = spawnSync('node', ['scripts/check-pixels.mjs', '--help'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  expect(help.status).toBe(0);
  expect(help.stdout).toContain('Exit code');
  const nothing = spawnSync('node', ['scripts/check-pixels.mjs'], { cwd: projectRoot, encoding: 'utf8' });
  expect(nothing.status).toBe(2);
});

const grey = [[100], [400], [700], [1000]];
const number = (vr: string, ...Value: unknown[]) => ({ vr, Value });
const windowed = { '00281050': number('DS', 550), '00281051': number('DS', 900) };
const wide = { '00281050': number('DS', 1200), '00281051': number('DS', 2400) };
const words = (...values: number[]) => number('OW', new Uint8Array(Uint16Array.from(values).buffer).buffer);
const mono = { bitsAllocated: 16, photometric: 'MONOCHROME2', bands: grey, slice: 0 } as const;
const paletteOf = (channel: 1 | 2 | 3, ...entries: number[]) => ({
  [`0028110${channel}`]: number('US', entries.length, 0, 16),
  [`0028120${channel}`]: words(...entries.map((entry) => entry * 257)),
});
const table = (first: number, bits: number, ...entries: number[]) =>
  number('SQ', {
    '00283002': number('US', entries.length, first, bits),
    '00283006': number('US', ...entries),
  });

const images: BandedImage[] = [
  { ...mono, series: 1, more: windowed },
  { ...mono, series: 2, photometric: 'MONOCHROME1', more: windowed },
  {
    ...mono,
    series: 3,
    bitsAllocated: 8,
    photometric: 'PALETTE COLOR',
    bands: [[0], [1], [2], [3]],
    more: {
      ...paletteOf(1, 255, 0, 0, 200),
      ...paletteOf(2, 0, 255, 0, 100),
      ...paletteOf(3, 0, 0, 255, 50),
    },
  },
  {
    ...mono,
    series: 4,
    bitsAllocated: 8,
    photometric: 'RGB',
    planar: true,
    bands: [
      [255, 0, 0],
      [0, 255, 0],
      [0, 0, 255],
      [200, 100, 50],
    ],
  },
  { ...mono, series: 5, more: wide },
  {
    ...mono,
    series: 5,
    slice: 1,
    more: { ...wide, '00281052': number('DS', -100), '00281053': number('DS', 2.5) },
  },
  {
    ...mono,
    series: 6,
    signed: true,
    bands: [[-2000], [400], [700], [1000]],
    more: { '00280120': number('SS', -2000) },
  },
  {
    ...mono,
    series: 7,
    photometric: 'MONOCHROME1',
    bands: [[0], [400], [700], [1000]],
    more: { '00280120': number('US', 0) },
  },
  { ...mono, series: 8, bitsStored: 12, bands: [[0x8064], [0x9190], [0xf2bc], [0x83e8]], more: windowed },
  {
    ...mono,
    series: 9,
    bands: [[0], [1], [2], [3]],
    more: { ...windowed, '00283000': table(0, 16, 100, 400, 700, 1000) },
  },
  {
    ...mono,
    series: 10,
    bands: [[0], [1], [2], [3]],
    more: { '00283010': table(0, 12, 4095, 2048, 1024, 0) },
  },
  { ...mono, series: 11, bitsAllocated: 32, bands: [[100_000], [400_000], [700_000], [1_000_000]] },
  {
    ...mono,
    series: 12,
    bitsAllocated: 8,
    photometric: 'YBR_FULL',
    bands: [
      [76, 85, 255],
      [150, 44, 21],
      [29, 255, 107],
      [128, 128, 128],
    ],
  },
];

/** Red, green and blue on the screen at a place, CSS pixels. */
async function colourAt(page: Page, { x, y }: { x: number; y: number }): Promise<[number, number, number]> {
  const clip = { x: Math.round(x), y: Math.round(y), width: 1, height: 1 };
  const png = (await page.screenshot({ clip })).toString('base64');
  return page.evaluate(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const canvas = document.createElement('canvas');
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('no canvas');
    context.drawImage(image, 0, 0);
    const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  }, png);
}

test('every kind of value is on the screen as the header asks', async ({ launch, workFolder }) => {
  test.setTimeout(240_000);
  for (const image of images)
    writeBandedImage(path.join(workFolder, `${image.series}-${image.slice}`), image);
  const { page } = await launch({ open: [workFolder] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  const cell = new Viewport(page, /^Viewport 1: /);
  const stacks = page.getByRole('navigation', { name: 'Cases and stacks' });

  /** Shows a series in the first viewport. */
  const show = async (series: number) => {
    const stack = stacks.getByRole('button', { name: new RegExp(`series ${series}\\b`) });
    await stack.dragTo(page.getByRole('group', { name: /^Viewport 1/ }));
    await expect(
      page.getByRole('group', { name: new RegExp(`^Viewport 1: .*series ${series}$`) }),
    ).toBeVisible();
  };
  /** Where the bands are on the screen: all images have one size, and colour ones no coordinates to find them by. */
  const places: { x: number; y: number }[] = [];
  const lookAtColours = async () => {
    const colours: [number, number, number][] = [];
    for (const { x, y } of places) {
      await page.mouse.move(x, y);
      await expect(cell.cell.getByRole('status', { name: 'Cursor position' })).toHaveText(
        /^column \d+ row \d+$/,
      );
      await page.mouse.move(x, y - 40);
      colours.push(await colourAt(page, { x, y }));
    }
    return colours;
  };
  const look = async (slice = 0) => {
    const colours: [number, number, number][] = [];
    const values: (string | null)[] = [];
    for (const band of [0, 1, 2, 3]) {
      const { x, y } = await cell.locate(bandCentre(slice, band));
      places[band] = { x, y };
      await page.mouse.move(x, y);
      await expect
        .poll(async () => (await cell.positionAt(x, y))[1])
        .toBeCloseTo(bandCentre(slice, band)[1], 0);
      const text = await cell.cell.getByRole('status', { name: 'Cursor position' }).textContent();
      values.push(/· (-?[\d.]+)$/.exec(text ?? '')?.[1] ?? null);
      await page.mouse.move(x, y - 40);
      colours.push(await colourAt(page, { x, y }));
    }
    return { colours, values, greys: colours.map(([red]) => red) };
  };
  const near = (value: number) => expect.closeTo(value, -0.8);
  const nearly = (colours: number[][]) => colours.map((colour) => colour.map(near));
  const primaries = [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [200, 100, 50],
  ];

  await test.step('MONOCHROME2: low values are dark', async () => {
    await show(1);
    const { greys, values } = await look();
    expect(values).toEqual(['100', '400', '700', '1000']);
    expect(greys).toEqual([0, 85, 170, 255].map(near));
  });
  await test.step('MONOCHROME1: low values are bright, once', async () => {
    await show(2);
    const { greys, values } = await look();
    expect(values).toEqual(['100', '400', '700', '1000']);
    expect(greys).toEqual([255, 170, 85, 0].map(near));
  });
  await test.step('PALETTE COLOR', async () => {
    await show(3);
    await expect.poll(lookAtColours).toEqual(nearly(primaries));
  });
  await test.step('RGB in planes', async () => {
    await show(4);
    await expect.poll(lookAtColours).toEqual(nearly(primaries));
  });
  await test.step('the rescale of each slice', async () => {
    await show(5);
    // Slices are sorted from the left to the right side of the patient here.
    const { number: shown } = await cell.slice();
    const first = 2 - shown;
    const expected = [
      ['100', '400', '700', '1000'],
      ['150', '900', '1650', '2400'],
    ];
    expect((await look(first)).values).toEqual(expected[first]);
    await room.activate(cell);
    await room.key(shown === 1 ? 'PageDown' : 'PageUp');
    await expect.poll(async () => (await cell.slice()).number).toBe(3 - shown);
    const { values, greys } = await look(1 - first);
    expect(values).toEqual(expected[1 - first]);
    expect(greys).toEqual((first === 0 ? [16, 96, 175, 255] : [11, 43, 74, 106]).map(near));
  });
  await test.step('padding is black and counts for no window', async () => {
    await show(6);
    const { values, greys } = await look();
    expect(values).toEqual([null, '400', '700', '1000']);
    // With padding in the count the third band would be in the middle of the window; so it is its dark end.
    expect(greys).toEqual([0, 0, 0, 255].map(near));
  });
  await test.step('padding is black where low values are bright too', async () => {
    await show(7);
    const { values, greys } = await look();
    expect(values).toEqual([null, '400', '700', '1000']);
    expect(greys[0]).toBe(0);
    expect(greys[1]).toEqual(near(255));
  });
  await test.step('bits above HighBit are no image', async () => {
    await show(8);
    const { values, greys } = await look();
    expect(values).toEqual(['100', '400', '700', '1000']);
    expect(greys).toEqual([0, 85, 170, 255].map(near));
  });
  await test.step('modality table', async () => {
    await show(9);
    const { values, greys } = await look();
    expect(values).toEqual(['100', '400', '700', '1000']);
    expect(greys).toEqual([0, 85, 170, 255].map(near));
  });
  await test.step('VOI table', async () => {
    await show(10);
    const { values, greys } = await look();
    expect(values).toEqual(['0', '1', '2', '3']);
    expect(greys).toEqual([255, 128, 64, 0].map(near));
  });
  await test.step('32 bits', async () => {
    await show(11);
    const { values, greys } = await look();
    expect(values).toEqual(['100000', '400000', '700000', '1000000']);
    expect(greys[3]).toEqual(near(255));
  });
  await test.step('YBR_FULL', async () => {
    await show(12);
    await expect.poll(lookAtColours).toEqual(
      nearly([
        [255, 0, 0],
        [0, 255, 0],
        [0, 0, 255],
        [128, 128, 128],
      ]),
    );
  });
});
