import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { readTruth } from '../scripts/phantom/read-truth';
import { accessibilityFindings, focusOrder } from './support/accessibility';
import { phantomFolder } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

const study = path.join(phantomFolder, 'a-t12-superior');
const cards = [
  'Levels',
  'Fracture',
  'Landmarks and wall',
  'Rim map',
  'Fragment',
  'Canal',
  'Context',
  'Clinical',
];

/** Opens each dialog by its key and hands its name on while it is open. */
async function inEachDialog(page: Page, visit: (name: string) => Promise<void>): Promise<void> {
  for (const [key, name] of [
    ['?', 'Shortcuts'],
    ['Control+k', 'Commands'],
    ['Control+,', 'Settings'],
  ] as const) {
    await page.keyboard.press(key);
    const dialog = page.getByRole('dialog', { name });
    await expect(dialog).toBeVisible();
    if (name === 'Settings')
      for (const tab of await dialog.getByRole('tab').all()) {
        await tab.click();
        await visit(`${name}, ${await tab.innerText()}`);
      }
    else await visit(name);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  }
}

test('axe finds nothing serious on any screen, in both themes', async ({ launch, workFolder }) => {
  const findings: string[] = [];
  const empty = await launch();
  writeFileSync(path.join(workFolder, 'notes.txt'), 'no DICOM');
  for (const theme of ['dark', 'light']) {
    for (const finding of await accessibilityFindings(empty.page))
      findings.push(`${theme}, empty library: ${finding}`);
    await empty.page.keyboard.press('Alt+t');
    await expect(empty.page.locator('html')).toHaveAttribute(
      'data-mantine-color-scheme',
      theme === 'dark' ? 'light' : 'dark',
    );
  }
  await empty.close();

  const { page } = await launch({ open: [study] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  const truth = readTruth(phantomFolder, 'a-t12-superior');
  const [fracture] = truth.fractures;
  if (fracture === undefined) throw new Error('The case has no fracture.');
  await room.markLevels(truth.levels);
  await room.markFracture(truth, fracture);
  for (const theme of ['dark', 'light']) {
    const check = async (screen: string) => {
      for (const finding of await accessibilityFindings(page))
        findings.push(`${theme}, ${screen}: ${finding}`);
    };
    for (const card of theme === 'dark' ? cards : ['Rim map', 'Clinical']) {
      await room.openCard(card);
      await check(card);
    }
    await inEachDialog(page, check);
    await page.getByRole('button', { name: 'Library' }).click();
    await expect(page.getByRole('list', { name: 'Studies', exact: true })).toBeVisible();
    await check('library');
    await page.locator('button[data-study]').first().click();
    await room.waitForImages();
    await page.keyboard.press('Alt+t');
  }
  expect(findings).toEqual([]);
});

test('the keyboard focus goes over every control in order, always shown', async ({ launch }) => {
  const { page } = await launch({ open: [study] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  await room.openCard('Clinical');
  const inRoom = await focusOrder(page);
  expect(inRoom.filter(({ isVisible, hasRing }) => !isVisible || !hasRing)).toEqual([]);
  // The browser goes on from what was clicked last.
  const first = inRoom.findIndex(({ name }) => name.startsWith('button Library'));
  const names = [...inRoom.slice(first), ...inRoom.slice(0, first)].map(({ name }) => name);
  const order = [
    'button Library',
    'button Select',
    'button Outline',
    'button Next missing item',
    'button Commands',
    'button Settings',
    'group Viewport 1',
    'group Viewport 4',
    'button Levels',
    'button Clinical',
    'button Submit',
  ].map((wanted) => names.findIndex((name) => name.startsWith(wanted)));
  expect(order.every((place) => place >= 0)).toBe(true);
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  await page.getByRole('button', { name: 'Library' }).click();
  await expect(page.getByRole('list', { name: 'Studies', exact: true })).toBeVisible();
  const inLibrary = await focusOrder(page);
  expect(inLibrary.length).toBeGreaterThan(8);
  expect(inLibrary.filter(({ isVisible, hasRing }) => !isVisible || !hasRing)).toEqual([]);
});

test('nothing is cut off from 1280 × 720 to 3840 × 2160, nor at 200 % on 1920 × 1080', async ({ launch }) => {
  const { app, page } = await launch({ open: [study] });
  const room = new ReadingRoom(page);
  await room.waitForImages();
  const cutOff = () =>
    page.evaluate(() => {
      const buttons = [...document.querySelectorAll('header button, footer button, aside button')];
      return {
        x: document.documentElement.scrollWidth - window.innerWidth,
        y: document.documentElement.scrollHeight - window.innerHeight,
        buttons: buttons
          .filter((button) => {
            const { left, right } = button.getBoundingClientRect();
            return left < 0 || right > window.innerWidth + 0.5;
          })
          .map((button) => button.textContent ?? ''),
      };
    });
  const resize = (width: number, height: number) =>
    app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    );
  for (const [width, height] of [
    [1280, 720],
    [1440, 900],
    [1920, 1080],
    [3840, 2160],
  ] as const) {
    await resize(width, height);
    await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(width);
    expect(await cutOff()).toEqual({ x: 0, y: 0, buttons: [] });
  }
  await resize(1920, 1080);
  for (let press = 0; press < 5; press++) await page.keyboard.press('Control+=');
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(960);
  expect(await cutOff()).toEqual({ x: 0, y: 0, buttons: [] });
  await page.getByRole('button', { name: 'Library' }).click();
  await expect(page.getByRole('list', { name: 'Studies', exact: true })).toBeVisible();
  expect(await cutOff()).toEqual({ x: 0, y: 0, buttons: [] });
  await resize(1280, 720);
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(960);
  await page.keyboard.press('Control+0');
  await expect.poll(() => page.evaluate(() => window.innerWidth)).toBe(1280);
});
