import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { add, distance, scale, type Vector3 } from '../shared/geometry/vector';
import { brightCentre } from './support/bright-centre';
import { phantomFolder, projectRoot } from './support/launch';
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

const images = [
  { name: 'sagittal', file: 'a-t12-superior/sagittal-t2/007.dcm' },
  { name: 'axial, angled', file: 'a-t12-superior/axial-t2/010.dcm' },
  { name: 'anisotropic', file: 'c-l1-wedge-intact/sagittal-t2/005.dcm' },
  { name: 'oblique', file: 'b-l2-left-foramen/sagittal-t2/005.dcm' },
];

for (const { name, file } of images) {
  test(`a pixel lies on the screen where its coordinates are: ${name}`, async ({ launch, workFolder }) => {
    const source = path.join(phantomFolder, file);
    const stack = scanned(source);
    const [column, row] = [Math.round(stack.columns * 0.4), Math.round(stack.rows * 0.62)];
    const folder = path.join(workFolder, 'marker');
    mkdirSync(folder);
    writeMarker(source, path.join(folder, 'marker.dcm'), column, row, stack);
    const truth = pixelCentre(stack, column, row);
    const { page } = await launch({ open: [folder] });
    const room = new ReadingRoom(page);
    await room.waitForImages();
    const viewport = new Viewport(page, /^Viewport \d: (?!empty)/);
    await room.activate(viewport);
    await room.key('x');
    await room.key('b');
    for (const zoom of [1, 2.5, 6]) {
      if (zoom > 1) {
        await viewport.centre(truth);
        await viewport.zoom(zoom);
      }
      const box = await viewport.cell.boundingBox();
      if (box === null) throw new Error('no viewport');
      await page.mouse.move(box.x + 20, box.y + 20);
      const seen = await brightCentre(page, {
        x: Math.round(box.x + 4),
        y: Math.round(box.y + box.height * 0.35),
        width: Math.round(box.width - 8),
        height: Math.round(box.height * 0.55),
      });
      const said = await viewport.positionAt(seen.x, seen.y);
      const screenPixel = await viewport.millimetresPerPixel();
      // Half a screen pixel, and what the printed coordinates are rounded to.
      expect(distance(said, truth), `at zoom ${zoom}, ${screenPixel} mm per pixel`).toBeLessThan(
        0.5 * screenPixel + 0.01,
      );
      await room.key('.');
    }
  });
}
