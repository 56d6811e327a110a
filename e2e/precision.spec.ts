import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { add, distance, scale, type Vector3 } from '../shared/geometry/vector';
import { brightCentre } from './support/bright-centre';
import { phantomFolder, projectRoot } from './support/launch';
import { writeMrStudy } from './support/mr-files';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';
import { Viewport } from './support/viewport';

interface ScannedStack {
  rows: number;
  columns: number;
  pixelSpacing: [number, number];
  frames: { position: Vector3; orientation: [number, number, number, number, number, number] }[];
}

/** Geometry of a single-image file, as the command line reports it (which is checked against pydicom elsewhere). */
function scanned(file: string): ScannedStack {
  const output = execFileSync('node', ['cli/rim-reader.mjs', 'scan', file, '--json'], {
    cwd: projectRoot,
    encoding: 'utf8',
  });
  const parsed: { studies: { stacks: ScannedStack[] }[] } = JSON.parse(output);
  const stack = parsed.studies[0]?.stacks[0];
  if (stack === undefined) throw new Error(`scan finds no stack in ${file}`);
  return stack;
}

/** LPS position of the centre of a pixel (PS3.3 C.7.6.2.1.1, written out on its own here). */
function pixelCentre({ pixelSpacing, frames }: ScannedStack, column: number, row: number): Vector3 {
  const [frame] = frames;
  if (frame === undefined) throw new Error('no frame');
  const [rx, ry, rz, cx, cy, cz] = frame.orientation;
  const alongRow = scale([rx, ry, rz], column * pixelSpacing[1]);
  return add(frame.position, add(alongRow, scale([cx, cy, cz], row * pixelSpacing[0])));
}

/** A copy of an image, black but for a bright band at its top (for the window) and a square of 5 × 5 pixels around one. */
function writeMarker(source: string, target: string, column: number, row: number, stack: ScannedStack): void {
  const bytes = readFileSync(source);
  const start = bytes.length - stack.rows * stack.columns * 2;
  bytes.fill(0, start);
  for (let pixel = 0; pixel < stack.columns * Math.floor(stack.rows / 4); pixel++)
    bytes.writeInt16LE(500 + (pixel % 400), start + 2 * pixel);
  for (let down = -2; down <= 2; down++)
    for (let right = -2; right <= 2; right++)
      bytes.writeInt16LE(900, start + 2 * ((row + down) * stack.columns + column + right));
  writeFileSync(target, bytes);
}

/**
 * An image of the same kind with rows and columns stored in another order: `orientation` as in the header, `isTop` the
 * pixels that the standard view shows at the top.
 */
function writeTurned(
  folder: string,
  orientation: ScannedStack['frames'][number]['orientation'],
  isTop: (column: number, row: number) => boolean,
): { file: string; column: number; row: number } {
  const [rows, columns] = [256, 224];
  const [column, row] = [100, 110];
  const pixels = Uint16Array.from({ length: rows * columns }, (_, index) => {
    const [x, y] = [index % columns, Math.floor(index / columns)];
    if (Math.abs(x - column) <= 2 && Math.abs(y - row) <= 2) return 900;
    return isTop(x / columns, y / rows) ? 500 + (index % 400) : 0;
  });
  writeMrStudy(folder, { name: 'turned', description: 'Turned' }, [
    {
      number: 1,
      description: 'T2 SAG',
      images: [
        {
          position: [4, 30, -20],
          orientation,
          rows,
          columns,
          pixelSpacing: [0.9, 0.6],
          thickness: 4,
          pixels,
        },
      ],
    },
  ]);
  return { file: path.join(folder, 'series-01'), column, row };
}

const images = [
  { name: 'sagittal', file: 'a-t12-superior/sagittal-t2/007.dcm' },
  { name: 'axial, angled', file: 'a-t12-superior/axial-t2/010.dcm' },
  { name: 'anisotropic', file: 'c-l1-wedge-intact/sagittal-t2/005.dcm' },
  { name: 'oblique', file: 'b-l2-left-foramen/sagittal-t2/005.dcm' },
];

const turned = [
  {
    name: 'stored head down and back to front',
    orientation: [0, -1, 0, 0, 0, 1],
    isTop: (_: number, row: number) => row > 0.75,
  },
  {
    name: 'stored with rows for columns',
    orientation: [0, 0, -1, 0, 1, 0],
    isTop: (column: number) => column < 0.2,
  },
] as const;

for (const { name, orientation, isTop } of turned) {
  test(`a pixel lies on the screen where its coordinates are: ${name}`, async ({ launch, workFolder }) => {
    const { file, column, row } = writeTurned(path.join(workFolder, 'turned'), [...orientation], isTop);
    const { page } = await launch({ open: [file] });
    await expectInPlace(page, pixelCentre(scanned(file), column, row));
  });
}

for (const { name, file } of images) {
  test(`a pixel lies on the screen where its coordinates are: ${name}`, async ({ launch, workFolder }) => {
    const source = path.join(phantomFolder, file);
    const stack = scanned(source);
    const [column, row] = [Math.round(stack.columns * 0.4), Math.round(stack.rows * 0.62)];
    const folder = path.join(workFolder, 'marker');
    mkdirSync(folder);
    writeMarker(source, path.join(folder, 'marker.dcm'), column, row, stack);
    const { page } = await launch({ open: [folder] });
    await expectInPlace(page, pixelCentre(stack, column, row));
  });
}

/** The bright square of the image shown is where the interface prints its coordinates, at half to six times the fit. */
async function expectInPlace(page: Page, truth: Vector3): Promise<void> {
  const room = new ReadingRoom(page);
  await room.waitForImages();
  const viewport = new Viewport(page, /^Viewport \d: (?!empty)/);
  await room.activate(viewport);
  await room.key('x');
  await room.key('b');
  for (const zoom of [1, 0.5, 2.5, 4, 6]) {
    if (zoom !== 1) {
      await viewport.centre(truth);
      await viewport.zoom(zoom);
    }
    const box = await viewport.cell.boundingBox();
    if (box === null) throw new Error('no viewport');
    await page.mouse.move(box.x + 20, box.y + 20);
    const seen = await brightCentre(page, {
      x: Math.round(box.x + 4),
      // The band at the top is left out; of a small image it lies nearer to the middle.
      y: Math.round(box.y + box.height * (zoom < 1 ? 0.46 : 0.35)),
      width: Math.round(box.width - 8),
      height: Math.round(box.height * (zoom < 1 ? 0.44 : 0.55)),
    });
    const said = await viewport.positionAt(seen.x, seen.y);
    const screenPixel = await viewport.millimetresPerPixel();
    // Half a screen pixel, and what the printed coordinates are rounded to.
    expect(distance(said, truth), `at zoom ${zoom}, ${screenPixel} mm per pixel`).toBeLessThan(
      0.5 * screenPixel + 0.01,
    );
    await room.key('.');
  }
}
