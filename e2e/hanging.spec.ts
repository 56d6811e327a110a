import path from 'node:path';
import type { Page } from '@playwright/test';
import { phantomFolder } from './support/launch';
import { ReadingRoom } from './support/reading-room';
import { expect, test } from './support/test';

const study = path.join(phantomFolder, 'a-t12-superior');

async function openHanging(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.keyboard.type('settings');
  await page.keyboard.press('Enter');
  await page.getByRole('tab', { name: 'Hanging' }).click();
}

test('what a reader wants to see on opening and at a step is shown, and remembered', async ({
  launch,
  userData,
}) => {
  const first = await launch({ open: [study], userData });
  const room = new ReadingRoom(first.page);
  await room.waitForImages();
  await openHanging(first.page);
  await first.page.getByLabel('Weighting: Viewport 1').selectOption('T1');
  await first.page.getByLabel('Weighting: Viewport 2').selectOption('T2');
  await first.page.getByLabel('Weighting: Levels').selectOption('STIR');
  await first.page.keyboard.press('Escape');
  await first.page.getByRole('button', { name: 'Library' }).click();
  await first.page.locator('button[data-study]').click();
  await expect(first.page.getByRole('group', { name: 'Viewport 1: T1 sagittal' })).toBeVisible();
  await first.kill();

  const { page } = await launch({ open: [study], userData });
  const again = new ReadingRoom(page);
  await again.waitForImages();
  await expect(page.getByRole('group', { name: 'Viewport 1: T1 sagittal' })).toBeVisible();
  await expect(page.getByRole('group', { name: 'Viewport 2: T2 sagittal' })).toBeVisible();
  const stir = page.getByRole('group', { name: /^Viewport \d: STIR sagittal/ });
  const next = page.getByRole('button', { name: 'Next missing item' });
  for (let step = 0; step < 6 && (await stir.getAttribute('aria-current')) !== 'true'; step++) {
    await next.click();
    await page.waitForTimeout(200);
  }
  await expect(stir).toHaveAttribute('aria-current', 'true');
  await openHanging(page);
  await page.getByRole('button', { name: 'Reset hanging' }).click();
  await expect(page.getByLabel('Weighting: Viewport 1')).toHaveValue('T2');
});
