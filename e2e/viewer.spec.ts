import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { keyboardMap } from './support/keyboard-map';
import { phantomFolder, projectRoot } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';
import { Viewport } from './support/viewport';

const study = path.join(phantomFolder, 'a-t12-superior');

test('the four viewports follow each other by position', async ({ launch }) => {
  const { page } = await launch({ open: [study] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  const t1 = new Viewport(page, 'Viewport 2: T1 sagittal');
  const stir = new Viewport(page, 'Viewport 3: STIR sagittal');
  const before = await room.sagittal.slice();
  await room.activate(room.sagittal);
  await room.key('PageDown');
  await room.key('PageDown');
  for (const viewport of [room.sagittal, t1, stir])
    await expect.poll(() => viewport.slice()).toEqual({ ...before, number: before.number + 2 });
  await page.getByRole('button', { name: 'Link slices' }).click();
  await room.activate(room.sagittal);
  await room.key('PageUp');
  await expect.poll(() => room.sagittal.slice()).toEqual({ ...before, number: before.number + 1 });
  expect(await t1.slice()).toEqual({ ...before, number: before.number + 2 });
});

test('any stack goes into any viewport by drag', async ({ launch }) => {
  const { page } = await launch({ open: [study] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  const stack = page
    .getByRole('navigation', { name: 'Cases and stacks' })
    .getByRole('button', { name: /STIR sagittal/ });
  await stack.dragTo(page.getByRole('group', { name: /^Viewport 1/ }));
  await expect(page.getByRole('group', { name: 'Viewport 1: STIR sagittal' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Viewport 3: STIR sagittal' })).toBeVisible();
});

test('patient orientation: anterior left and head up on sagittal, patient right on screen left on axial', async ({
  launch,
}) => {
  const { page } = await launch({ open: [study] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  const sagittal = await room.sagittal.calibrate();
  expect(sagittal.right[1]).toBeGreaterThan(0);
  expect(sagittal.down[2]).toBeLessThan(0);
  const axial = await new Viewport(page, /^Viewport 4/).calibrate();
  expect(axial.right[0]).toBeGreaterThan(0);
  expect(axial.down[1]).toBeGreaterThan(0);
  for (const letter of ['H', 'F', 'A', 'P'])
    await expect(room.sagittal.cell.getByText(letter, { exact: true })).toBeVisible();
  const axialCell = page.getByRole('group', { name: /^Viewport 4/ });
  const right = await axialCell.getByText('R', { exact: true }).boundingBox();
  const left = await axialCell.getByText('L', { exact: true }).boundingBox();
  expect(right?.x ?? Number.NaN).toBeLessThan(left?.x ?? Number.NaN);
});

test('docs/keyboard.md is the help sheet', async ({ launch }) => {
  const { page } = await launch({ open: [study] });
  await new ReadingRoom(page).waitForImages();

  expect(await keyboardMap(page)).toBe(await readFile(path.join(projectRoot, 'docs/keyboard.md'), 'utf8'));
});
