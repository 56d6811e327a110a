import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { keyboardMap } from './support/keyboard-map';
import { phantomFolder, projectRoot } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';
import { Viewport } from './support/viewport';

const study = path.join(phantomFolder, 'a-t12-superior');

/** Serious and critical findings of axe-core on the screen as it is, a line each. */
async function accessibilityFindings(page: Page): Promise<string[]> {
  await page.evaluate(await readAxe());
  return page.evaluate(async () => {
    const axe: unknown = Reflect.get(window, 'axe');
    if (typeof axe !== 'object' || axe === null) throw new Error('axe did not load');
    const run: unknown = Reflect.get(axe, 'run');
    if (typeof run !== 'function') throw new Error('axe cannot run');
    const { violations }: { violations: { id: string; impact: string; nodes: { html: string }[] }[] } =
      await run();
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  });
}

async function readAxe(): Promise<string> {
  return readFile(path.join(projectRoot, 'node_modules/axe-core/axe.min.js'), 'utf8');
}

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

test('no serious accessibility finding in the library and in the reading room', async ({ launch }) => {
  const { page } = await launch({ open: [study] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  expect(await accessibilityFindings(page)).toEqual([]);
  for (const title of ['Fracture', 'Clinical']) {
    await room.openCard(title);
    expect(await accessibilityFindings(page)).toEqual([]);
  }
  await page.getByRole('button', { name: 'Library' }).click();
  await expect(page.getByRole('list', { name: 'Studies', exact: true })).toBeVisible();
  expect(await accessibilityFindings(page)).toEqual([]);
});

test('nothing overflows the window from 1280 × 720 to 1920 × 1080', async ({ launch }) => {
  const { app, page } = await launch({ open: [study] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  for (const [width, height] of [
    [1280, 720],
    [1440, 900],
    [1920, 1080],
  ] as const) {
    await app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    );
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width);
    const overflow = await page.evaluate(() => ({
      x: document.documentElement.scrollWidth - window.innerWidth,
      y: document.documentElement.scrollHeight - window.innerHeight,
    }));
    expect(overflow).toEqual({ x: 0, y: 0 });
    for (const name of ['Save state']) {
      const box = await page.getByRole('status', { name }).boundingBox();
      expect(box === null ? Number.NaN : box.x + box.width).toBeLessThanOrEqual(width);
    }
  }
});

test('docs/keyboard.md is the help sheet', async ({ launch }) => {
  const { page } = await launch({ open: [study] });
  await new ReadingRoom(page).waitForImages();

  expect(await keyboardMap(page)).toBe(await readFile(path.join(projectRoot, 'docs/keyboard.md'), 'utf8'));
});
