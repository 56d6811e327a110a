import path from 'node:path';
import { add, cross, length, normalize, scale, subtract, type Vector3 } from '../shared/geometry/vector';
import { brightCentre } from './support/bright-centre';
import { phantomFolder } from './support/launch';
import { writeMrStudy } from './support/mr-files';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';
import { Viewport } from './support/viewport';

const size = 96;
const slices = 48;
const spacing = 0.8;
const step = 1;

/** A bright ball of 5 mm diameter in a dark box with a bright rim, in sagittal slices tilted about two axes. */
function writeBall(folder: string): Vector3 {
  const row = normalize([0.12, 1, 0.08]) ?? [0, 1, 0];
  const normal = normalize(cross(row, [0, 0.05, -1])) ?? [1, 0, 0];
  const column = cross(normal, row);
  const origin: Vector3 = [-20, -70, 60];
  const at = (i: number, j: number, k: number) =>
    add(origin, add(scale(row, i * spacing), add(scale(column, j * spacing), scale(normal, k * step))));
  const ball = at(40.3, 55.6, 22.2);
  writeMrStudy(folder, { name: 'ball', description: 'thin slices' }, [
    {
      number: 1,
      description: 'T2 SPACE sag',
      images: Array.from({ length: slices }, (_, k) => {
        const pixels = new Uint16Array(size * size);
        for (let j = 0; j < size; j++)
          for (let i = 0; i < size; i++) {
            const away = length(subtract(at(i, j, k), ball));
            const isRim = Math.min(i, j, size - 1 - i, size - 1 - j) < 6;
            pixels[j * size + i] = isRim
              ? 400 + ((i * j) % 200)
              : Math.round(1000 / (1 + Math.exp(3 * (away - 2.5))));
          }
        return {
          position: at(0, 0, k),
          orientation: [...row, ...column],
          rows: size,
          columns: size,
          pixelSpacing: [spacing, spacing],
          thickness: step,
          pixels,
        };
      }),
    },
  ]);
  return ball;
}

test('a stack of thin slices is shown in the other planes, true to half a pixel, and not measured there', async ({
  launch,
  workFolder,
}) => {
  const ball = writeBall(workFolder);
  const { page } = await launch({ open: [workFolder] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  await room.key('Control+1');
  for (const plane of ['coronal', 'axial']) {
    await page.getByRole('button', { name: new RegExp(`T2 sagittal · ${plane} reformat`) }).click();
    const viewport = new Viewport(page, new RegExp(`^Viewport 1: T2 sagittal · ${plane} reformat`));
    await room.waitForImages();
    await expect(viewport.cell.getByText('reformatted: not for measuring')).toBeVisible();
    expect(Math.abs(await viewport.scrollTo(ball))).toBeLessThan(0.51);
    await viewport.centre(ball);
    await viewport.zoom(3);
    await room.key('b');
    const wanted = await viewport.locate(ball);
    const perPixel = await viewport.millimetresPerPixel();
    const around = 6 / perPixel;
    await page.mouse.move(2, 2);
    await page.waitForTimeout(300);
    const seen = await brightCentre(page, {
      x: Math.round(wanted.x - around),
      y: Math.round(wanted.y - around),
      width: Math.round(2 * around),
      height: Math.round(2 * around),
    });
    const off = Math.hypot(seen.x - wanted.x, seen.y - wanted.y) * perPixel;
    expect(off, `${plane}: ${off} mm off`).toBeLessThan(spacing / 2);
    await room.key('b');
    // No point is placed on it.
    await room.key('l');
    await viewport.click(ball);
    await expect(page.getByRole('button', { name: 'Undo', exact: true })).toBeDisabled();
    await room.key('v');
  }
  // The next plane goes round to the stack itself, at the place looked at.
  await room.key('Shift+M');
  await expect(page.getByRole('group', { name: 'Viewport 1: T2 sagittal', exact: true })).toBeVisible();
  await room.waitForImages();
  expect(Math.abs((await new Viewport(page, /^Viewport 1/).locate(ball)).distance)).toBeLessThan(1.5);
});

test('where slices are thick no reformat is offered, and the reason is said', async ({ launch }) => {
  const { page } = await launch({ open: [path.join(phantomFolder, 'a-t12-superior')] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  await expect(page.getByRole('button', { name: /reformat/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'View', exact: true }).click();
  await expect(page.getByRole('menu', { name: 'View' })).toContainText(
    'Its slices are 4.40 mm apart; reformats need at most 1.50 mm.',
  );
  await page.keyboard.press('Escape');
  await room.key('Shift+M');
  await expect(page.getByRole('alert').filter({ hasText: 'No reformats of T2 sagittal' })).toBeVisible();
});
