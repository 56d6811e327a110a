import path from 'node:path';
import type { Page } from '@playwright/test';
import { readTruth } from '../scripts/phantom/read-truth';
import { distance, type Vector3 } from '../shared/geometry/vector';
import { phantomFolder } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';
import { Viewport } from './support/viewport';

const caseA = 'a-t12-superior';
const study = path.join(phantomFolder, caseA);

const viewports = (page: Page) => page.getByRole('group', { name: /^Viewport \d:/ });
const labels = (page: Page) =>
  viewports(page).evaluateAll((cells) =>
    cells.filter((cell) => cell.checkVisibility()).map((cell) => cell.getAttribute('aria-label')),
  );

test('layouts keep what is shown, by mouse and by key, and come back after a restart', async ({ launch }) => {
  const first = await launch({ open: [study] });
  const { page } = first;
  const room = new ReadingRoom(page);
  await room.waitForImages();
  const four = await labels(page);
  expect(four).toHaveLength(4);

  await page.getByRole('button', { name: 'Layout: 2 × 2' }).click();
  await page.getByRole('button', { name: 'Layout 3 × 3' }).click();
  await expect(viewports(page)).toHaveCount(9);
  await room.waitForImages();
  const nine = await labels(page);
  expect(nine.slice(0, 4)).toEqual(four);
  // Every stack once: three sagittal ones and six of the eight axial blocks.
  expect(new Set(nine.map((label) => label?.replace(/^Viewport \d: /, ''))).size).toBe(9);

  await room.key('Alt+9');
  await expect(viewports(page).nth(8)).toHaveAttribute('aria-current', 'true');
  await room.key('x');
  await expect.poll(() => labels(page)).toEqual([nine[8]]);
  const box = await viewports(page).first().boundingBox();
  if (box === null) throw new Error('no viewport');
  for (const tool of ['v', 'c', 'z', 'p']) {
    await room.key(tool);
    const shown = (await labels(page)).length;
    await page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
    await expect.poll(async () => (await labels(page)).length).toBe(shown === 1 ? 9 : 1);
  }
  await room.key('Control+2');
  await expect.poll(() => labels(page)).toEqual(four.slice(0, 2));

  await room.key('Shift+X');
  await expect(page.getByRole('complementary', { name: 'Reading' })).toBeHidden();
  await expect(page.getByRole('navigation', { name: 'Cases and stacks' })).toBeHidden();
  await page.getByRole('button', { name: 'View', exact: true }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Images only', checked: true }).click();
  await expect(page.getByRole('complementary', { name: 'Reading' })).toBeVisible();

  // A view is kept with a reading that is stored.
  await room.openCard('Levels');
  await room.choose('Counted', 'ribs');
  await expect(page.getByRole('status', { name: 'Save state' })).toContainText('Saved');
  await room.key('Control+6');
  await page.getByRole('button', { name: 'Link zoom and pan' }).click();
  await room.key('Alt+y');
  await room.key('Shift+H');
  await page.waitForTimeout(800);
  const six = await labels(page);
  await first.close();

  const again = await launch({ open: [study] });
  const { page: restarted } = again;
  await new ReadingRoom(restarted).waitForImages();
  await expect.poll(() => labels(restarted)).toEqual(six);
  for (const link of ['Link slices', 'Link zoom and pan', 'Link grey windows'])
    await expect(restarted.getByRole('button', { name: link })).toHaveAttribute('aria-pressed', 'true');
  await expect(restarted.getByRole('status', { name: 'Cross-hair' }).first()).toBeVisible();

  const isFullScreen = () =>
    again.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isFullScreen());
  for (const wanted of [true, false]) {
    await restarted.keyboard.press('F11');
    await expect.poll(isFullScreen).toBe(wanted);
  }
});

test('linked viewports show the same millimetres, and grey windows of one weighting in proportion', async ({
  launch,
}) => {
  const { page } = await launch({ open: [study] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  const t1 = new Viewport(page, /^Viewport 2: T1 sagittal/);
  const axial = new Viewport(page, /^Viewport 4: T2 axial/);
  await room.key('Shift+Y');
  await room.activate(room.sagittal);
  await room.sagittal.centre([0, -20, 60]);
  await room.sagittal.zoom(2);
  const scale = await room.sagittal.millimetresPerPixel();
  expect(await t1.millimetresPerPixel()).toBeCloseTo(scale, 3);
  const box = await room.sagittal.cell.boundingBox();
  const other = await t1.cell.boundingBox();
  if (box === null || other === null) throw new Error('no viewport');
  const here = await room.sagittal.positionAt(box.x + 100, box.y + 150);
  const there = await t1.positionAt(other.x + 100, other.y + 150);
  expect(distance(here, there)).toBeLessThan(0.02);
  expect(await axial.millimetresPerPixel()).not.toBeCloseTo(scale, 2);

  const windowOf = async (viewport: Viewport) => {
    const match = /W (\d+) L (-?\d+)/.exec(await viewport.cell.innerText());
    return [Number(match?.[1]), Number(match?.[2])];
  };
  const [t1Before, axialBefore] = [await windowOf(t1), await windowOf(axial)];
  await page.getByRole('button', { name: 'Link grey windows' }).click();
  await room.key('c');
  await page.mouse.move(box.x + 80, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(box.x + 140, box.y + 200, { steps: 4 });
  await page.mouse.up();
  const changed = await windowOf(room.sagittal);
  expect(changed[0]).toBeGreaterThan(900);
  await expect.poll(() => windowOf(axial)).toEqual(changed);
  expect(axialBefore).not.toEqual(changed);
  expect(await windowOf(t1)).toEqual(t1Before);
});

test('a cross-hair marks one point in every plane, can be dragged, and goes with Escape', async ({
  launch,
}) => {
  const truth = readTruth(phantomFolder, caseA);
  const level = truth.levels.find((one) => one.level === 'L2');
  if (level === undefined) throw new Error('no L2');
  const { page } = await launch({ open: [study] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  const axial = new Viewport(page, /^Viewport 4: T2 axial/);
  await room.sagittal.scrollTo(level.point);
  await room.key('h');
  await room.sagittal.click(level.point);
  const words = page.getByRole('status', { name: 'Cross-hair' });
  await expect(words).toHaveCount(4);
  const markIn = async (viewport: Viewport): Promise<Vector3> => {
    const ring = await viewport.cell.locator('circle').last().boundingBox();
    if (ring === null) throw new Error('no cross-hair');
    return viewport.positionAt(ring.x + ring.width / 2, ring.y + ring.height / 2);
  };
  const wordsOf = (viewport: Viewport) => viewport.cell.getByRole('status', { name: 'Cross-hair' });
  await expect(wordsOf(room.sagittal)).toHaveText('on this slice');
  const screenPixel = await room.sagittal.millimetresPerPixel();
  expect(distance(await markIn(room.sagittal), level.point)).toBeLessThan(
    Math.abs((await room.sagittal.locate(level.point)).distance) + screenPixel,
  );
  // The axial viewport went to the block and slice through the point.
  const { distance: off } = await axial.locate(level.point);
  expect(Math.abs(off)).toBeLessThan(10);
  const marked = await markIn(axial);
  expect(Math.abs(marked[0] - level.point[0])).toBeLessThan(4.4);

  await room.key('v');
  const before = await markIn(axial);
  const ring = await axial.cell.locator('circle').last().boundingBox();
  if (ring === null) throw new Error('no cross-hair');
  const [x, y] = [ring.x + ring.width / 2, ring.y + ring.height / 2];
  // On the ring, whose radius is 9 CSS pixels.
  const edge = 9;
  await page.mouse.move(x + edge, y);
  await page.mouse.down();
  await page.mouse.move(x + edge + 15, y, { steps: 3 });
  await page.mouse.move(x + edge + 30, y, { steps: 3 });
  await page.mouse.up();
  const after = await markIn(axial);
  expect(after[0] - before[0]).toBeCloseTo(30 * (await axial.millimetresPerPixel()), 0);
  // The sagittal stack went along to the patient's left.
  expect(Math.abs((await room.sagittal.locate(after)).distance)).toBeLessThan(2.3);
  await room.key('Escape');
  await expect(words).toHaveCount(0);
  await room.key('Shift+H');
  await expect(words.first()).toBeVisible();
  await page.getByRole('button', { name: 'Remove the cross-hair' }).click();
  await expect(words).toHaveCount(0);
});
